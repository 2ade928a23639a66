import assert from "node:assert/strict";
import { codePolicy, repairRequest } from "../../src/drift/judge-policy";
import { findDifferences, type Repair, repairOf, shownWithoutDrift } from "../../src/drift/policy-fields";
import type { JsonObject } from "../../src/law/json/json-object";
import { FIRST, SECOND } from "../cli/a-tenant";
import { drift as recorded } from "../sandbox/provider/recordings";
import { AZURE_MANAGEMENT, changedPolicy, declaredInputs, deployedPolicy, POLICY_ID } from "./declared-policy";
import { RECORDED_CHANGES } from "./recorded-changes";

const code = codePolicy(declaredInputs);

describe("the recordings of the official plugin", () => {
  it("are all in the table, except for the deletion", () => {
    const names = recorded.rows.map(({ change }) => change).filter((name) => name !== "deleted");
    assert.deepEqual(Object.keys(RECORDED_CHANGES).sort(), names.sort());
  });

  it("start from a policy without drift", () => assert.deepEqual(findDifferences(deployedPolicy, code), []));

  for (const [name, { changes, drift }] of Object.entries(RECORDED_CHANGES)) {
    const row = recorded.rows.find(({ change }) => change === name);
    assert.ok(row, name);
    const differences = findDifferences(changedPolicy(changes), code);

    it(`${name} is drift in ${drift.join(" and ") || "nothing"}`, () =>
      assert.deepEqual(differences.map(({ path }) => path).sort(), drift));

    it(`${name}: pulumi up is promised to fix no more than it was recorded to`, () => {
      const claims = new Set(differences.map(({ path }) => repairOf(path, row.fields)));
      assert.ok(row.preview.length > 0 || !claims.has("pulumiUp"));
      assert.equal(claims.has("request"), drift.length > 0 && (row.preview.length === 0 || row.left.length > 0));
    });

    it(`${name}: each field that the preview names is either drift or explained`, () => {
      const { noise, unexplained } = shownWithoutDrift(row.fields, changedPolicy(changes), code, differences);
      assert.deepEqual(unexplained, []);
      if (drift.length === 0) assert.ok(noise.length > 0);
    });
  }
});

const STRENGTH = "grantControls.authenticationStrength";
const EXCLUDED = "conditions.users.excludeUsers";
/** A field that differs, and what repairs it if the preview names these fields. */
const CASES: readonly (readonly [name: string, Repair, path: string, ...shown: readonly string[]])[] = [
  ["a field that the preview names", "pulumiUp", "state", "state"],
  ["an item of a list", "pulumiUp", EXCLUDED, "conditions.users.excludedUsers[2]"],
  ["a field inside one", "pulumiUp", "conditions.platforms.includePlatforms", "conditions.platforms"],
  ["an object around one", "pulumiUp", "conditions.devices.deviceFilter", "conditions.devices.filter.rule"],
  ["a field that this preview doesn't name", "request", "state", "displayName"],
  ["a field with a longer name", "request", EXCLUDED, "conditions.users.excludedUsersElse"],
  ["a field that no preview names", "request", "conditions.insiderRiskLevels"],
  ["a strength, which the plugin may leave out", "request", STRENGTH, "grantControls"],
];

describe("what repairs a difference", () => {
  for (const [name, repair, path, ...shown] of CASES)
    it(`${name}: ${repair}`, () => assert.equal(repairOf(path, shown), repair));
});

const requestFor = (changes: JsonObject) =>
  repairRequest(POLICY_ID, code, findDifferences(changedPolicy(changes), code));

const wholeConditions = {
  clientAppTypes: ["all"],
  applications: { includeApplications: [AZURE_MANAGEMENT] },
  users: { includeUsers: ["All"], excludeUsers: [FIRST, SECOND] },
};

describe("the request that repairs a policy", () => {
  it("goes to the policy, in the version that was read", () => {
    const path = `/beta/identity/conditionalAccess/policies/${POLICY_ID}`;
    assert.equal(requestFor({ state: "disabled" }).path, path);
  });

  const added = { includeAuthenticationContextClassReferences: ["c1"], applicationFilter: { mode: "include" } };
  const removed = { includeAuthenticationContextClassReferences: [], applicationFilter: null };
  const applications = { ...wholeConditions.applications, ...removed };
  const mfa = { operator: "OR", builtInControls: ["mfa"], authenticationStrength: null };
  const odd = { insiderRiskLevels: "elevated", times: { a: 1 } };
  for (const [does, changes, body] of [
    ["has only the fields that differ", { state: "disabled" }, { state: "enabled" }],
    [
      ...(["sends each object whole, and names what to remove", { conditions: odd }] as const),
      { conditions: { ...wholeConditions, insiderRiskLevels: null, times: null } },
    ],
    [
      ...(["empties a list, and sets an object to null", { conditions: { applications: added } }] as const),
      { conditions: { ...wholeConditions, applications } },
    ],
    ["removes a strength", RECORDED_CHANGES["grant_strength"]?.changes ?? {}, { grantControls: mfa }],
  ] as const)
    it(does, () => assert.deepEqual(requestFor(changes).body, body));
});
