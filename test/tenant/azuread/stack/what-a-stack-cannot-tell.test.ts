import assert from "node:assert/strict";
import { gatherAll } from "../../../../src/tenant/exports/gathering";
import {
  aPolicy,
  comesTo,
  exported,
  GROUP,
  inputsOf,
  PERSON,
  POLICY,
  previewed,
  type Resource,
  resource,
  SECRET,
  step,
  UNKNOWN,
} from "./a-stack";

const [ONE, OTHER] = ["11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"];

const inputsWith = (users: object, clientAppTypes: readonly string[] = ["all"]) =>
  inputsOf({ clientAppTypes, users: { includedUsers: ["All"], ...users } });

const policy = (rest: object = {}, inputs: object = inputsOf()): Resource => aPolicy(inputs, rest);
const excluding = policy({}, inputsWith({ excludedGroups: [GROUP] }));
const group = (inputs: object = {}, rest: object = {}): Resource =>
  resource("Group", { members: [], ...inputs }, { id: `/groups/${GROUP}`, ...rest });
const generic = (url: unknown, inputs: object = { url, body: {} }): Resource => ({
  ...{ urn: "urn:pulumi:dev::ca::msgraph:index/resource:Resource::r", type: "msgraph:index/resource:Resource" },
  ...{ custom: true, id: "r", inputs, outputs: inputs },
});
const provider = (name: string, tenantId: unknown, cloud: object = {}): Resource => ({
  ...{ urn: `urn:pulumi:dev::ca::pulumi:providers:azuread::${name}`, type: "pulumi:providers:azuread" },
  ...{ custom: true, id: name, inputs: { tenantId, ...cloud }, outputs: {} },
});
const by = (name: string, rest: object = {}) => ({
  provider: `urn:pulumi:dev::ca::pulumi:providers:azuread::${name}::${name}`,
  ...rest,
});

const interrupted = (type: string) => exported([policy()], { pending_operations: [{ type, resource: policy() }] });
const withGeneric = (url: unknown) => exported([policy(), generic(url)]);
const withGroup = (...resources: readonly Resource[]) => exported([excluding, ...resources]);
/** A policy by one provider, and a location by the other. */
const ofTwo = (one: Resource, other: Resource) =>
  exported([one, other, policy(by("one")), resource("NamedLocation", {}, by("other", { id: "/l/1" }))]);

/** What would be proved if it were taken at its word. */
const NEVER_PROVED: Readonly<Record<string, unknown>> = {
  "an update of the policy that was interrupted": interrupted("updating"),
  "a deletion of the policy that was interrupted": interrupted("deleting"),
  "a policy that was deleted before its replacement was made": exported([policy({ pendingReplacement: true })]),
  "a policy that was made halfway": exported([policy({ initErrors: ["timeout"] })]),
  "a policy whose outputs aren't written": exported([policy({ outputs: undefined })]),
  "a policy whose outputs are a secret": exported([policy({ outputs: SECRET })]),
  "a component that is called like a policy": exported([policy({ custom: false })]),
  "a policy that a preview is only to read": previewed([step("read", policy({ external: true }))]),
  "a preview that may be corrupt": previewed([step("create", policy())], { maybeCorrupt: true }),
  "a step of an unknown kind": previewed([step("transmogrify", policy())]),
  "a policy that a generic resource writes to": withGeneric(`identity/policies/${POLICY.toUpperCase()}`),
  "policies of two tenants that only together hold": exported([
    provider("one", ONE),
    provider("other", OTHER),
    policy(by("one"), inputsWith({}, ["browser"])),
    policy(
      by("other", { id: "/p/cccccccc-4444-4000-8000-000000000002", urn: "urn:pulumi:dev::ca::x::second" }),
      inputsWith({}, ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]),
    ),
  ]),
  "providers with secret tenants": ofTwo(provider("one", SECRET), provider("other", SECRET)),
  ...Object.fromEntries(
    ["environment", "metadataHost"].map((key) => [
      `providers of two clouds, by their ${key}`,
      ofTwo(provider("one", ONE), provider("other", ONE, { [key]: "china" })),
    ]),
  ),
  "an excluded group that the program only reads": withGroup(group({}, { external: true })),
  "an excluded group that a preview is only to read": previewed([step("same", excluding), step("read", group())]),
  "an excluded group in which the provider has seen somebody else": withGroup(
    group({}, { outputs: { members: [PERSON] } }),
  ),
  "an excluded group that a rule fills": withGroup(
    group({ types: ["DynamicMembership"], dynamicMembership: { enabled: true, rule: "user.department -eq 1" } }),
  ),
  "an excluded group of a type that isn't known": withGroup(group({ types: [UNKNOWN] })),
  "an excluded group whose members the engine leaves alone": withGroup(group({}, { ignoreChanges: ["members"] })),
  "an excluded group that privileged access puts people into": withGroup(
    ...[group(), resource("PrivilegedAccessGroupAssignmentSchedule", { groupId: GROUP, principalId: PERSON })],
  ),
  "an excluded group that an access package puts people into": withGroup(
    ...[group(), resource("AccessPackageResourceCatalogAssociation", { resourceOriginId: GROUP })],
  ),
  "an excluded group of a preview that doesn't show what stays": previewed(
    [step("update", excluding), step("update", group())],
    { changeSummary: { same: 9 } },
  ),
};

describe("what a stack can't tell", () => {
  it("is no part of this: the same stack is proved without it", () => {
    assert.equal(comesTo(exported([policy()])), "proved");
    assert.equal(comesTo(withGroup(group())), "proved");
    assert.equal(comesTo(previewed([step("same", excluding), step("update", group())])), "proved");
    assert.equal(comesTo(ofTwo(provider("one", ONE), provider("other", ONE.toUpperCase()))), "proved");
    const versions = [policy(by("default_6_9_1")), resource("NamedLocation", {}, by("default", { id: "/l/1" }))];
    assert.equal(comesTo(exported(versions)), "proved");
  });

  for (const [name, json] of Object.entries(NEVER_PROVED))
    it(`proves nothing: ${name}`, () => {
      assert.notEqual(comesTo(json), "proved");
      assert.doesNotMatch(comesTo(json), /hunter2/);
    });

  it("is said with what to do about it", () => {
    assert.equal(
      comesTo(interrupted("updating")),
      "an operation was interrupted or failed halfway, so the state may not match the tenant; run `pulumi refresh`, and export it again",
    );
    assert.equal(
      comesTo(previewed([step("transmogrify", policy())])),
      "it has a step of the kind `transmogrify`, which this version of azmfa doesn't know; update azmfa",
    );
  });

  it("is how two stacks fit together, whatever tenants they name", () => {
    const stackOf = (tenant: string | undefined, id: string) =>
      exported([provider("one", tenant), policy(by("one", { id: `/p/${id}` }))]);
    const together = (one: string | undefined, other: string | undefined) =>
      gatherAll([
        { name: "a.json", json: stackOf(one, POLICY) },
        { name: "b.json", json: stackOf(other, "cccccccc-4444-4000-8000-000000000002") },
      ]).leftOut.map(({ name }) => name);
    assert.deepEqual(together(ONE, ONE.toUpperCase()), ["a.json and b.json"]);
    for (const other of [OTHER, undefined]) assert.deepEqual(together(ONE, other), ["b.json"]);
    assert.deepEqual(together(undefined, undefined), ["b.json"]);
  });
});
