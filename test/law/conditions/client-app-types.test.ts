import assert from "node:assert/strict";
import { clientAppTypes } from "../../../src/law/conditions/client-app-types";
import { formatterOf } from "../../../src/words/sign-in";
import { aTenant } from "../../verifier/builders/a-tenant";

const explained = (list?: readonly string[]) => {
  const condition = clientAppTypes.graph.read(list);
  assert.ok(condition.kind === "only");
  return clientAppTypes.words.why(condition, "other", formatterOf(aTenant({ policies: [] })));
};

describe("a condition on client apps that lets a sign-in through", () => {
  for (const [list, why] of [
    [["exchangeActiveSync", "other"], "doesn't cover a browser, or an app or command line tool"],
    [["browser"], "covers only a browser"],
    [[], "covers no client"],
    [undefined, "covers no client"],
  ] as const)
    it(`is explained where the list is ${JSON.stringify(list) ?? "missing"}`, () => assert.equal(explained(list), why));
});
