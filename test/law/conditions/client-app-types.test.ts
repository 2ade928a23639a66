import assert from "node:assert/strict";
import { clientAppTypes } from "../../../src/law/conditions/client-app-types";
import { formatterOf } from "../../../src/words/sign-in";
import { aTenant } from "../../verifier/builders/a-tenant";

const explained = (list?: readonly string[]) =>
  clientAppTypes.words.why(clientAppTypes.graph.read(list, []), "other", formatterOf(aTenant({ policies: [] })));

describe("a condition on client apps that lets a sign-in through", () => {
  for (const [list, why] of [
    [["browser"], "covers only client type browser"],
    [["morse"], "names no client type that is understood"],
    [[], "names no client app"],
    [undefined, "names no client app"],
  ] as const)
    it(`is explained where the list is ${JSON.stringify(list) ?? "missing"}`, () => assert.equal(explained(list), why));
});
