import assert from "node:assert/strict";
import type { Control, Operator } from "../../../src/law/model/policy";
import { readGrant } from "../../../src/tenant/graph/grant";
import { LATER } from "./a-policy";

const read = (value: unknown) => readGrant(value, { name: "p" });

function controlsOf(value: Record<string, unknown>): readonly Control[] {
  const grant = read({ operator: "OR", ...value });
  assert.equal(grant.kind, "controls");
  return grant.kind === "controls" ? grant.controls : [];
}

const notMfa = (name: string): Control => ({ kind: "notMfa", name });
const unclear = (field: string, why: string): Control => ({ kind: "notUnderstood", field, why });

const controls: readonly (readonly [name: string, value: Record<string, unknown>, is: readonly Control[]])[] = [
  ["mfa", { builtInControls: ["mfa"] }, [{ kind: "mfa" }]],
  ["block", { builtInControls: ["block"] }, [{ kind: "block" }]],
  ...[
    "compliantDevice",
    "domainJoinedDevice",
    "approvedApplication",
    "compliantApplication",
    "passwordChange",
    "riskRemediation",
  ].map((name) => [name, { builtInControls: [name] }, [notMfa(name)]] as const),
  ["each of the terms of use", { termsOfUse: ["a", "b"] }, [notMfa("termsOfUse"), notMfa("termsOfUse")]],
  ["a custom factor", { customAuthenticationFactors: ["x"] }, [notMfa("customAuthenticationFactors")]],
  [
    "a value that Graph hides",
    { builtInControls: ["unknownFutureValue"] },
    [unclear("grantControls.builtInControls", "`unknownFutureValue` is not a known control")],
  ],
  [
    "mfa in another letter case",
    { builtInControls: ["MFA"] },
    [unclear("grantControls.builtInControls", "`MFA` is not a known control")],
  ],
  [
    "a text where the list is due",
    { builtInControls: "mfa" },
    [unclear("grantControls.builtInControls", "text where a list is due")],
  ],
  [
    "terms of use that aren't text",
    { termsOfUse: [7] },
    [unclear("grantControls.termsOfUse", "a number where text is due")],
  ],
  [
    "a control known after deployment",
    { builtInControls: ["mfa", LATER] },
    [{ kind: "mfa" }, unclear("grantControls.builtInControls", "known only after deployment")],
  ],
  [
    "keys that aren't known, which may change what the others mean",
    { operator: "AND", builtInControls: ["mfa"], newControls: ["x"], onlyOnMondays: true },
    ["newControls", "onlyOnMondays"].map((key) =>
      unclear(`grantControls.${key}`, "a key that isn't known here, so what it means isn't either"),
    ),
  ],
  [
    "a key that isn't known and says nothing",
    { builtInControls: ["mfa"], newControls: [], "authenticationStrength@odata.context": "x" },
    [{ kind: "mfa" }],
  ],
];

const OPERATOR = { kind: "notUnderstood", field: "grantControls.operator" } as const;
const operators: readonly (readonly [operator: unknown, is: Operator, controls?: readonly string[]])[] = [
  ["AND", { kind: "all" }],
  ["and", { kind: "all" }],
  ["OR", { kind: "any" }],
  ["or", { kind: "any" }],
  ["XOR", { ...OPERATOR, why: "`XOR` is not a known operator" }],
  [undefined, { kind: "any" }],
  [undefined, { ...OPERATOR, why: "nothing where AND or OR is due" }, ["mfa", "compliantDevice"]],
];

describe("grant controls", () => {
  for (const value of [null, undefined, {}])
    it(`${JSON.stringify(value)} are session controls only`, () =>
      assert.deepEqual(read(value), { kind: "sessionOnly" }));

  it("of another shape are one control that isn't understood", () =>
    assert.deepEqual(read("mfa"), {
      kind: "controls",
      operator: { kind: "all" },
      controls: [unclear("grantControls", "text where an object is due")],
    }));

  for (const [name, value, is] of controls) it(`read ${name}`, () => assert.deepEqual(controlsOf(value), is));

  for (const [operator, is, builtInControls = ["mfa"]] of operators)
    it(`${builtInControls.join(" and ")} with the operator ${operator}`, () => {
      const grant = read({ operator, builtInControls });
      assert.deepEqual(grant.kind === "controls" && [grant.operator, grant.controls.length], [
        is,
        builtInControls.length,
      ]);
    });
});
