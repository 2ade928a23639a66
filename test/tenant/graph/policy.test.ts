import assert from "node:assert/strict";
import { inspect } from "node:util";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { notUnderstoodIn } from "../../../src/verifier/not-understood";
import { aPolicy, LATER } from "./a-policy";

const read = (json: unknown) => readPolicy(json, { name: "policies[3]" });
const fieldsOf = (json: unknown): readonly string[] => [
  ...new Set(notUnderstoodIn(read(json)).map(({ field }) => field)),
];

/** Keys that this model doesn't know, and those that it leaves aside. */
const unknownKeys: readonly (readonly [name: string, json: unknown, fields: readonly string[]])[] = [
  ["a known policy", aPolicy(), []],
  ["a key of the policy", aPolicy({ rollout: "half" }), ["rollout"]],
  [
    "keys that don't decide",
    aPolicy({
      templateId: "x",
      description: "x",
      createdDateTime: "x",
      modifiedDateTime: "x",
      partialEnablementStrategy: null,
      "#microsoft.graph.restore": { title: "x" },
      "x@microsoft.graph.tips": "x",
      "conditions@odata.context": "x",
      sessionControls: { signInFrequency: { anything: true } },
    }),
    [],
  ],
  ...["times", "deviceStates", "clients", "agentIdRiskLevels", "globalSecureAccess", "__proto__", "constructor"].map(
    (key) => [`the condition ${key}`, aPolicy({}, Object.fromEntries([[key, ["x"]]])), [`conditions.${key}`]] as const,
  ),
  ["conditions that say nothing", aPolicy({}, { times: null, clients: [], deviceStates: "", later: [] }), []],
  [
    "lists with nothing that is known in them",
    aPolicy({ rings: [null] }, { clients: [{}], times: [""], later: [[]] }),
    ["rings", "conditions.clients", "conditions.times", "conditions.later"].toSorted(),
  ],
  ["a strategy for enabling it in part", aPolicy({ partialEnablementStrategy: {} }), ["partialEnablementStrategy"]],
  ["a key that only looks like an annotation", aPolicy({}, { "x@odatatimes": ["x"] }), ["conditions.x@odatatimes"]],
  ["names that are no text", aPolicy({ displayName: 7, description: ["x"] }), ["displayName", "description"]],
  ["applications of no network", aPolicy({}, { applications: { networkAccess: null, globalSecureAccess: null } }), []],
  [
    ...(["condition objects without content", aPolicy({}, { clients: {}, deviceStates: { a: [], b: "" } })] as const),
    ["conditions.clients", "conditions.deviceStates"],
  ],
  ["false and 0, which say something", aPolicy({}, { a: false, b: 0 }), ["conditions.a", "conditions.b"]],
  [
    "keys inside conditions",
    aPolicy(
      {},
      {
        users: { includeUsers: ["All"], includeDevices: ["x"] },
        applications: { networkAccess: { x: 1 }, applicationFilter: { mode: "include", y: 1 } },
        platforms: { includePlatforms: ["all"], versions: ["1"] },
        locations: { includeLocations: ["All"], rings: ["1"] },
        devices: { includeDevices: ["All"], deviceFilter: { mode: "include", rule: 'device.model -eq "x"', z: 1 } },
        authenticationFlows: { transferMethods: "", w: 1 },
      },
    ),
    [
      "conditions.users.includeDevices",
      "conditions.applications.networkAccess",
      "conditions.applications.applicationFilter.y",
      "conditions.platforms.versions",
      "conditions.locations.rings",
      "conditions.devices.includeDevices",
      "conditions.devices.deviceFilter.z",
      "conditions.authenticationFlows.w",
    ],
  ],
];

const workloads: readonly (readonly [conditions: Record<string, unknown>, is: boolean, odd?: string])[] = [
  [{ clientApplications: { includeServicePrincipals: ["x"] } }, true],
  [{ clientApplications: null }, false],
  [{ servicePrincipalRiskLevels: ["high"] }, true],
  [{ servicePrincipalRiskLevels: [] }, false],
  [{ clientApplications: LATER }, false, "conditions.clientApplications"],
  [{ clientApplications: [LATER] }, false, "conditions.clientApplications"],
  [{ servicePrincipalRiskLevels: "high" }, false, "conditions.servicePrincipalRiskLevels"],
];

describe("a policy", () => {
  for (const [name, json, fields] of unknownKeys)
    it(`with ${name} leaves ${fields.length === 0 ? "nothing" : "that"} not understood`, () =>
      assert.deepEqual(fieldsOf(json).toSorted(), fields.toSorted()));

  for (const [conditions, is, odd] of workloads)
    it(`with ${inspect(conditions)} ${is ? "is" : "isn't"} about workload identities`, () => {
      assert.equal(read(aPolicy({}, conditions)).workloadIdentitiesOnly, is);
      assert.deepEqual(fieldsOf(aPolicy({}, conditions)), odd === undefined ? [] : [odd]);
    });

  for (const json of [null, undefined, 7, "policy", [], true])
    it(`that is ${JSON.stringify(json)} is kept under a name, with nothing understood`, () => {
      const { id, displayName, enforcement } = read(json);
      assert.deepEqual([id, displayName, enforcement.kind], ["policies[3]", "policies[3]", "notUnderstood"]);
      assert.deepEqual(fieldsOf(json), ["policy"]);
    });

  for (const conditions of [null, undefined, "All", LATER])
    it(`with ${String(conditions)} for conditions keeps its state and grant`, () => {
      const policy = read(aPolicy({ conditions }));
      assert.deepEqual(policy.enforcement, { kind: "enforced" });
      assert.deepEqual(policy.grant, { kind: "controls", operator: { kind: "any" }, controls: [{ kind: "mfa" }] });
      assert.deepEqual(fieldsOf(aPolicy({ conditions })), ["conditions"]);
      assert.equal(policy.notUnderstood.length, 1);
    });

  it("goes by its id without a name, and by where it is without either", () => {
    const { id: spelt, displayName: name } = read(aPolicy({ id: "ABC", displayName: null }));
    assert.deepEqual([spelt, name], ["ABC", "ABC"]);
    const { id, displayName } = read(aPolicy({ id: 7, displayName: LATER }));
    assert.deepEqual([id, displayName], ["policies[3]", "policies[3]"]);
  });

  it("may be nested deeper than the stack", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(200_000)}1${"]".repeat(200_000)}`);
    assert.deepEqual(fieldsOf(aPolicy({}, { deep })), ["conditions.deep"]);
  });
});
