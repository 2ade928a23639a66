import assert from "node:assert/strict";
import { clientAppTypes } from "../../../src/law/conditions/client-app-types";
import { formatterOf } from "../../../src/words/sign-in";
import { aTenant } from "../../verifier/builders/a-tenant";

const explained = (list?: readonly string[]) =>
  clientAppTypes.words.explain(clientAppTypes.graph.read(list, []), "other", formatterOf(aTenant({ policies: [] })));

describe("a condition on client apps that lets a sign-in through", () => {
  for (const [list, why, fix] of [
    [["browser"], "covers only client type browser", "remove its condition on client type"],
    [["morse"], "names no client type that is understood", "remove its condition on client type"],
    [[], "names no client app", "apply it to all client app types"],
    [undefined, "names no client app", "apply it to all client app types"],
  ] as const)
    it(`is explained where the list is ${JSON.stringify(list) ?? "missing"}`, () =>
      assert.deepEqual(explained(list), { why, fix }));
});
