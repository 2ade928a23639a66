import assert from "node:assert/strict";
import { notComparable, tenantChanges } from "../../src/drift/changes";
import { meaningOf } from "../../src/drift/meaning";
import type { JsonObject } from "../../src/law/json/json-object";
import { userId } from "../../src/law/model/ids";
import type { Exemption } from "../../src/law/model/register";
import { aPolicy } from "../verifier/builders/a-tenant";

const [ANN, BEN, GLASS] = [1, 2, 3].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`) as [string, string, string];
const GROUP = "cccccccc-0000-4000-8000-000000000001";
const OTHER_GROUP = "cccccccc-0000-4000-8000-000000000002";
const ROLE = "62e90394-69f5-4237-9190-012177145e10";
const HQ = "dddddddd-0000-4000-8000-000000000001";
const STRENGTH = "eeeeeeee-0000-4000-8000-000000000001";

const users = [ANN, BEN, GLASS].map((id, at) => ({
  id,
  userPrincipalName: `u${at}@contoso.example`,
  userType: "Member",
}));
const excluding = (field: string, ids: readonly string[], more: object = {}): JsonObject => ({
  ...aPolicy({ conditions: { users: { includeUsers: ["All"], excludeUsers: [GLASS], [field]: ids }, ...more } }),
  id: "ffffffff-0000-4000-8000-000000000001",
});
const location = (...ranges: readonly string[]) => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  id: HQ,
  displayName: "Headquarters",
  isTrusted: true,
  ipRanges: ranges.map((cidrAddress) => ({ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress })),
});
const strength = (...allowedCombinations: readonly string[]) => ({
  id: STRENGTH,
  displayName: "Ours",
  allowedCombinations,
});
const EXEMPT: readonly Exemption[] = [{ kind: "user", id: userId(GLASS) }];

/** What changed, and what each change does by itself. */
function told(before: JsonObject, now: JsonObject): readonly unknown[] {
  const { file, changes } = tenantChanges(now, before, { policies: [], exclusions: [] });
  const read = meaningOf({ file, changes, policies: [], exemptions: EXEMPT, notKnown: [] });
  assert.ok(read.kind === "read");
  const { alone } = read.value;
  return changes.map(({ drifted: [drifted] }) => {
    assert.ok(drifted);
    assert.ok("list" in drifted);
    const { list, kind, fields } = drifted;
    return [list, kind, fields.map(({ path }) => path), alone.get(drifted)?.kind];
  });
}

describe("what isn't as it was when a snapshot was taken", () => {
  const plain = { users, policies: [excluding("excludeGroups", [])] };

  it("is nothing where nothing changed, in another order and letter case either", () => {
    const before = {
      ...plain,
      groups: [{ id: GROUP, members: [{ id: ANN }, { id: BEN }] }],
      namedLocations: [location("10.0.0.0/8")],
    };
    const now = { ...before, groups: [{ id: GROUP.toUpperCase(), members: [{ id: BEN.toUpperCase() }, { id: ANN }] }] };
    assert.deepEqual(told(before, now), []);
  });

  it("is a policy that opens, in a field; one that blocks; one that is gone", () => {
    const off = { ...plain.policies[0], state: "disabled" };
    assert.deepEqual(told(plain, { users, policies: [off] }), [["policies", "changed", ["state"], "weakens"]]);
    const block = {
      ...aPolicy({
        conditions: { users: { includeUsers: ["All"] } },
        grantControls: { operator: "OR", builtInControls: ["block"] },
      }),
      id: "ffffffff-0000-4000-8000-000000000002",
    };
    assert.deepEqual(told(plain, { users, policies: [...plain.policies, block] }), [
      ["policies", "added", [], "neutral"],
    ]);
    assert.deepEqual(told(plain, { users, policies: [] }), [["policies", "removed", [], "weakens"]]);
    assert.deepEqual(told({ users, policies: [] }, plain), [["policies", "added", [], "strengthens"]]);
  });

  it("is a block that stops people whom the register lets in, though it opens nothing", () => {
    const block = {
      ...aPolicy({
        conditions: { users: { includeUsers: ["All"] } },
        grantControls: { operator: "OR", builtInControls: ["block"] },
      }),
      id: "ffffffff-0000-4000-8000-000000000002",
    };
    const now = { users, policies: [...plain.policies, block] };
    const { file, changes } = tenantChanges(now, plain, { policies: [], exclusions: [] });
    const read = meaningOf({ file, changes, policies: [], exemptions: EXEMPT, notKnown: [] });
    assert.ok(read.kind === "read");
    assert.deepEqual(read.value.together.shutOut, [GLASS]);
  });

  it("is a location that is wider, where a policy leaves it out", () => {
    const policies = [
      excluding("excludeGroups", [], { locations: { includeLocations: ["All"], excludeLocations: [HQ] } }),
    ];
    const inRanges = (...ranges: readonly string[]) => ({ users, policies, namedLocations: [location(...ranges)] });
    const [before, now] = [inRanges("10.0.0.0/8"), inRanges("10.0.0.0/8", "203.0.113.0/24")];
    assert.deepEqual(told(before, now), [["namedLocations", "changed", ["ipRanges"], "weakens"]]);
    assert.deepEqual(told(now, before), [["namedLocations", "changed", ["ipRanges"], "strengthens"]]);
  });

  it("is a strength that allows a password alone, though each policy writes it out", () => {
    const asking = (combinations: ReturnType<typeof strength>): JsonObject => ({
      ...excluding("excludeGroups", []),
      grantControls: { operator: "OR", builtInControls: [], authenticationStrength: combinations },
    });
    const having = (one: ReturnType<typeof strength>) => ({
      users,
      policies: [asking(one)],
      authenticationStrengthPolicies: [one],
    });
    const [before, now] = [having(strength("fido2")), having(strength("fido2", "password"))];
    assert.deepEqual(told(before, now), [
      ["authenticationStrengthPolicies", "changed", ["allowedCombinations"], "weakens"],
    ]);
  });

  it("is somebody new in a group that a policy excludes, and in one inside it", () => {
    const policies = [excluding("excludeGroups", [GROUP])];
    const group = (id: string, ...members: readonly object[]) => ({ id, displayName: "Exceptions", members });
    const nested = { "@odata.type": "#microsoft.graph.group", id: OTHER_GROUP };
    const before = { users, policies, groups: [group(GROUP, { id: ANN }, nested), group(OTHER_GROUP)] };
    const direct = { ...before, groups: [group(GROUP, { id: ANN }, { id: BEN }, nested), group(OTHER_GROUP)] };
    const inside = { ...before, groups: [group(GROUP, { id: ANN }, nested), group(OTHER_GROUP, { id: BEN })] };
    for (const now of [direct, inside])
      assert.deepEqual(told(before, now), [["groups", "changed", ["members"], "weakens"]]);
  });

  it("is a new holder of a role that a policy excludes, and of no other role", () => {
    const policies = [excluding("excludeRoles", [ROLE])];
    const holding = (roleDefinitionId: string) => ({ principalId: BEN, roleDefinitionId, directoryScopeId: "/" });
    const before = { users, policies, roleAssignments: [] };
    assert.deepEqual(told(before, { ...before, roleAssignments: [holding(ROLE)] }), [
      ["roleAssignments", "changed", ["holders"], "weakens"],
    ]);
    assert.deepEqual(told(before, { ...before, roleAssignments: [holding(OTHER_GROUP)] }), []);
  });

  it("is somebody who may newly make a role active that a policy excludes", () => {
    const policies = [excluding("excludeRoles", [ROLE])];
    const eligible = [{ principalId: BEN, roleDefinitionId: ROLE, directoryScopeId: "/" }];
    const before = { users, policies, roleAssignments: [], roleEligibilitySchedules: [] };
    assert.deepEqual(told(before, { ...before, roleEligibilitySchedules: eligible }), [
      ["roleAssignments", "changed", ["holders"], "mayWeaken"],
    ]);
    const { roleEligibilitySchedules: _, ...unknownThen } = before;
    assert.deepEqual(told(unknownThen, { ...before, roleEligibilitySchedules: eligible }), []);
  });

  it("is no newcomer, who gets in as everybody else did before", () => {
    const off = { ...plain.policies[0], state: "disabled" };
    assert.deepEqual(told({ users: users.slice(1), policies: [off] }, { users, policies: [off] }), []);
  });

  it("is told one by one where several things changed, each as if it were alone", () => {
    const before = {
      ...plain,
      policies: [excluding("excludeGroups", []), { ...excluding("excludeGroups", []), id: "f" }],
    };
    const off = before.policies.map((policy) => ({ ...policy, state: "disabled" }));
    assert.deepEqual(told(before, { ...before, policies: off }), [
      ["policies", "changed", ["state"], "neutral"],
      ["policies", "changed", ["state"], "neutral"],
    ]);
  });

  it("is told one by one where one of several things opens what the others don't", () => {
    const policies = [excluding("excludeGroups", [GROUP])];
    const before = { users, policies, groups: [{ id: GROUP, members: [] }] };
    const again = { ...excluding("excludeGroups", [GROUP]), id: "ffffffff-0000-4000-8000-000000000003" };
    const now = { users, policies: [...policies, again], groups: [{ id: GROUP, members: [{ id: BEN }] }] };
    assert.deepEqual(told(before, now), [
      ["policies", "added", [], "neutral"],
      ["groups", "changed", ["members"], "weakens"],
    ]);
  });

  it("isn't known of a list that one side doesn't have", () => {
    const before = { ...plain, namedLocations: [] };
    assert.deepEqual(notComparable(plain, before), [
      ...["namedLocations", "authenticationStrengthPolicies", "groups", "roleAssignments"],
      ...["securityDefaults", "conditionalAccessSettings"],
    ]);
    assert.deepEqual(told(before, { ...plain, groups: [{ id: GROUP, members: [] }] }), []);
  });
});
