import assert from "node:assert/strict";
import { codePolicy, repairRequest } from "../../src/drift/judge-policy";
import { explainNoise, findDifferences, type Repair, repairOf } from "../../src/drift/policy-fields";
import type { JsonObject } from "../../src/law/json/json-object";
import { FIRST, SECOND } from "../cli/a-tenant";
import { drift as recorded } from "../sandbox/provider/recordings";
import { AZURE_MANAGEMENT, changedPolicy, declaredInputs, deployedPolicy, POLICY_ID } from "./declared-policy";
import { RECORDED_CHANGES } from "./recorded-changes";

const code = codePolicy(declaredInputs);

/** The repairs that a recording allows for the fields of its change. */
function claimable({ preview, left }: (typeof recorded.rows)[number]): readonly Repair[] {
  if (preview.length === 0) return ["notSeen"];
  return left.length > 0 ? ["leftToGraph", "repaired"] : ["repaired"];
}

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

    it(`${name}: the repair is as recorded`, () => {
      const claims = differences.map((difference) => repairOf(difference.path, difference.code, row.fields));
      for (const claim of claims) assert.ok(claimable(row).includes(claim), claim);
      if (row.left.length > 0 && row.preview.length > 0) assert.ok(claims.includes("leftToGraph"));
    });

    it(`${name}: each field that the preview names is either drift or explained`, () => {
      const { noise, unexplained } = explainNoise(row.fields, changedPolicy(changes), code, differences);
      assert.deepEqual(unexplained, []);
      if (drift.length === 0) assert.ok(noise.length > 0);
    });
  }
});

const [INSIDER, STRENGTH] = ["conditions.insiderRiskLevels", "grantControls.authenticationStrength"];
const EXCLUDED = "conditions.users.excludeUsers";
/** A field that differs and the code's value of it, and what is done if the preview names these fields. */
const CASES: readonly (readonly [name: string, Repair, path: string, code?: unknown, shown?: readonly string[]])[] = [
  ["a field that the preview names", "repaired", "state", "enabled", ["state"]],
  ["an item of a list", "repaired", EXCLUDED, ["x"], ["conditions.users.excludedUsers[2]"]],
  ["a field inside one", "repaired", "conditions.platforms.includePlatforms", undefined, ["conditions.platforms"]],
  ["an object around one", "repaired", "conditions.devices.deviceFilter", {}, ["conditions.devices.filter.rule"]],
  ["a field that this preview doesn't name", "notShown", "state", "enabled", ["displayName"]],
  ["a field with a longer name", "notShown", EXCLUDED, ["x"], ["conditions.users.excludedUsersElse"]],
  ["an unseen field", "notSeen", INSIDER],
  ["an unseen field that the code sets", "untried", INSIDER, ["minor"]],
  ["a strength besides mfa", "leftToGraph", STRENGTH, undefined, ["grantControls"]],
  ["another strength", "untried", STRENGTH, { id: "x" }, ["grantControls"]],
  ["an untried condition", "untried", "conditions.moonPhase"],
  ["an untried session control", "untried", "sessionControls.secureSignInSession"],
];

describe("what pulumi up does about a difference", () => {
  for (const [name, repair, path, code, shown = []] of CASES)
    it(`${name}: ${repair}`, () => assert.equal(repairOf(path, code, shown), repair));
});

const requestFor = (changes: JsonObject, onlyInBeta = false) => {
  const differences = findDifferences(changedPolicy(changes), code);
  return repairRequest(
    POLICY_ID,
    code,
    differences.map((difference) => ({ ...difference, onlyInBeta })),
  );
};

const wholeConditions = {
  clientAppTypes: ["all"],
  applications: { includeApplications: [AZURE_MANAGEMENT] },
  users: { includeUsers: ["All"], excludeUsers: [FIRST, SECOND] },
};

describe("the request that repairs a policy", () => {
  it("goes to the policy, in the version that knows the fields", () => {
    const path = `/identity/conditionalAccess/policies/${POLICY_ID}`;
    const paths = [false, true].map((onlyInBeta) => requestFor({ state: "disabled" }, onlyInBeta).path);
    assert.deepEqual(paths, [`/v1.0${path}`, `/beta${path}`]);
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
