import assert from "node:assert/strict";
import { tenantStaysClosed } from "../../../policies/rules/tenant-stays-closed";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { guestsAndSeats, searchesStopSoon } from "../../verifier/builders/too-hard";
import { assertFound } from "../support/assert-found";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  NEWER,
  ORDINARY_USER,
  OTHER_GROUP,
  SECOND_USER,
  STRANGER,
  TRUSTED_LOCATION,
} from "../support/ids";
import { aPolicy, policyArguments } from "../support/policies";
import { anEntry } from "../support/register";
import { made, update } from "../support/requests";
import { resourceIn, rowsIn } from "../support/rows";
import { aResource, aStack, askedFor, referring, settingsOf, snapshotWith } from "../support/stacks";
import { aTenant } from "../support/tenants";

const settings = snapshotWith();
const early = (resource: Resource) => tenantStaysClosed.onResource?.(resource, settings, askedFor()) ?? [];
const held = (...resources: readonly Resource[]) => tenantStaysClosed.onStack?.(aStack(resources), settings) ?? [];
const strengthId = `/policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}`;
const same = policyArguments({
  users: { excludedGroups: [EXCLUDED_GROUP], excludedRoles: [EXCLUDED_ROLE] },
  grantControls: { operator: "OR", authenticationStrengthPolicyId: strengthId },
});
const off = aResource("ConditionalAccessPolicy", { ...same, state: "disabled", objectId: BASELINE_POLICY });

const [ONE, SECOND] = [`user ${ORDINARY_USER}`, `user ${SECOND_USER}`];
const letsIn = (who: string): string => `${who} can reach Azure management without MFA`;
const UNDECIDED = "the pack can't decide whether this lets somebody in: it writes to policy";
const [LETS_ONE_IN, LETS_BOTH_IN] = [letsIn(ONE), letsIn(`${ONE} and ${SECOND}`)];

describe("tenant-stays-closed", () => {
  const member = (groupObjectId: unknown, memberObjectId: unknown = ORDINARY_USER) =>
    aResource("GroupMember", { groupObjectId, memberObjectId });
  const holder = (roleId: unknown, principalObjectId: unknown = ORDINARY_USER, more: Properties = {}) =>
    aResource("DirectoryRoleAssignment", { roleId, principalObjectId, ...more });
  const scoped = (directoryScopeId: unknown) => holder(EXCLUDED_ROLE, ORDINARY_USER, { directoryScopeId });
  const role = { roleDefinitionId: EXCLUDED_ROLE, principalId: ORDINARY_USER, directoryScopeId: "/" };
  const POLICY = `identity/conditionalAccess/policies/${BASELINE_POLICY}`;

  it("names, before deployment, the person that a membership lets into a group with an excluded role", () => {
    const holding = snapshotWith({}, {}, { roleAssignments: [{ ...role, principalId: OTHER_GROUP }] });
    const joining = member(OTHER_GROUP);
    assertFound(tenantStaysClosed.onResource?.(joining, holding, askedFor()), [joining, LETS_ONE_IN]);
    assertFound(tenantStaysClosed.onStack?.(aStack([holder(EXCLUDED_ROLE, OTHER_GROUP)]), holding));
  });

  it("counts, before a change is deployed, a policy of the stack that comes before it and takes over", () => {
    const off = update(POLICY, { state: "disabled" }, { name: "off" });
    const found = (state: string) => {
      const policy = aResource("ConditionalAccessPolicy", { ...same, state }, { name: "next" });
      return tenantStaysClosed.onResource?.(off, settings, askedFor(policy, off));
    };
    assertFound(found("enabled"));
    assertFound(found("disabled"), [off, UNDECIDED]);
  });

  for (const [says, what, ...made] of rowsIn("tenant-stays-closed", "opening"))
    it(`rejects ${what}`, () => assertFound(held(resourceIn(made)), [resourceIn(made), says]));

  for (const [what, ...made] of rowsIn("tenant-stays-closed", "closed"))
    it(`has nothing to say about ${what}`, () => {
      assert.deepEqual(early(resourceIn(made)), []);
      assert.deepEqual(held(resourceIn(made)), []);
    });

  const generic = (directoryScopeId: unknown) =>
    made("roleManagement/directory/roleAssignments", { ...role, directoryScopeId });
  for (const [name, of] of Object.entries({ azuread: scoped, msgraph: generic }))
    it(`takes a role in a scope that isn't known, or isn't the tenant's, for one that may count or not: ${name}`, () => {
      const unit = `/administrativeUnits/${OTHER_GROUP}`;
      for (const scope of ["/", unit]) assertFound(held(of(scope)), [of(scope), LETS_ONE_IN]);
      const unknown = of(UNRESOLVED); // it may be an excluded group, too
      assertFound(held(unknown), [unknown, LETS_ONE_IN], [unknown, "it gives somebody a role over an unknown object"]);
      const roleAssignments = [{ principalId: ORDINARY_USER, roleDefinitionId: EXCLUDED_ROLE, directoryScopeId: "/" }];
      const by = snapshotWith({ users: { includeRoles: [EXCLUDED_ROLE] } }, {}, { roleAssignments });
      const requests = "roleManagement/directory/roleAssignmentScheduleRequests";
      const lost = made(requests, { ...role, action: "adminRemove" }, { name: "lost" });
      const reported = (scope: unknown) => tenantStaysClosed.onStack?.(aStack([of(scope), lost]), by) ?? [];
      assert.deepEqual(reported("/"), []);
      for (const scope of [unit, UNRESOLVED]) assert.notDeepEqual(reported(scope), []);
    });

  it("may take an unlisted id for a group, and an unknown member for anybody", () => {
    const included = snapshotWith({ users: { includeUsers: [ORDINARY_USER], excludeGroups: [EXCLUDED_GROUP] } });
    const found = tenantStaysClosed.onResource?.(member(EXCLUDED_GROUP, NEWER), included, askedFor());
    assertFound(found, [member(EXCLUDED_GROUP), "the pack can't decide whether this lets somebody in"]);
    assertFound(held(member(EXCLUDED_GROUP, UNRESOLVED)), [member(EXCLUDED_GROUP), LETS_BOTH_IN]);
  });

  it("lets a person in whose approval is in force: its review is neither overdue nor more than a year ahead", () => {
    const reported = (reviewBy: string) => {
      const register = { exclusions: [anEntry({ user: ORDINARY_USER }, { kind: "exception", reviewBy })] };
      const approved = { "tenant-stays-closed": { tenant: aTenant() }, "approved-exclusions": { register } };
      return tenantStaysClosed.onResource?.(member(EXCLUDED_GROUP), settingsOf(approved), askedFor());
    };
    assertFound(reported("2027-09-01"));
    for (const reviewBy of ["2026-08-31", "2027-09-02"])
      assertFound(reported(reviewBy), [member(EXCLUDED_GROUP), LETS_ONE_IN]);
  });

  it("lets in nobody by a principal of the same stack that is no person", () => {
    const robot = aResource("ServicePrincipal", { objectId: NEWER }, { name: "robot" });
    const joins = member(EXCLUDED_GROUP, NEWER);
    const joining = referring("GroupMember", "joining", "memberObjectId", robot, { groupObjectId: EXCLUDED_GROUP });
    assert.deepEqual(tenantStaysClosed.onResource?.(joins, settings, askedFor(robot, joins)), []);
    for (const one of [joins, joining]) assert.deepEqual(held(robot, one), []);
  });

  it("lets the deploying application own a group of the stack, which only the state shows", () => {
    const joins = member(EXCLUDED_GROUP, NEWER);
    const ours = (properties: Properties) => [aResource("Group", { ...properties, members: [BREAK_GLASS] }), joins];
    const reported = (owner: string, owners?: readonly string[]) =>
      tenantStaysClosed.onStack?.(aStack(ours({ objectId: NEWER, owners: [owner] }), ours({ owners })), settings)
        .length;
    assert.deepEqual([reported(STRANGER), reported(ORDINARY_USER), reported(STRANGER, [STRANGER])], [0, 1, 1]);
  });

  it("takes the owner of a group that the program only reads for a person", () => {
    const read = aResource("Group", { objectId: NEWER, owners: [STRANGER], members: [] }, { name: "read" });
    const joins = member(EXCLUDED_GROUP, NEWER);
    assertFound(tenantStaysClosed.onStack?.(aStack([read, joins], [joins]), settings), [joins, LETS_BOTH_IN]);
  });

  describe("with a snapshot that lacks lists", () => {
    const { policies, groups, users } = aTenant();
    const partly = (tenant: object) => (resource: Resource) =>
      tenantStaysClosed.onStack?.(aStack([resource]), settingsOf({ "tenant-stays-closed": { tenant } })) ?? [];
    const policiesOnly = partly({ policies });
    it("rejects a policy that is switched off, even with unknown exclusions", () => {
      assertFound(policiesOnly(off), [
        off,
        `anybody can reach Azure management without MFA from anywhere outside location ${TRUSTED_LOCATION}, and could not before`,
      ]);
    });

    it("rejects a person who joins a group that the snapshot lacks, or that lists others as its members", () => {
      const joining = member(EXCLUDED_GROUP, ORDINARY_USER);
      const withGroups = partly({ policies, groups, roleAssignments: [] });
      for (const by of [policiesOnly, withGroups]) assertFound(by(joining), [joining, LETS_ONE_IN]);
      assert.deepEqual(policiesOnly(member(OTHER_GROUP, ORDINARY_USER)), []);
      assert.deepEqual(withGroups(member(EXCLUDED_GROUP, BREAK_GLASS)), []);
    });

    it("rejects a person who joins a group that may have unlisted members", () => {
      const nested = { "@odata.type": "#microsoft.graph.group", id: "99999999-0000-4000-8000-000000000002" };
      const [excluded] = groups;
      const mayHoldOthers = [{ ...excluded, members: [{ id: BREAK_GLASS }, nested] }];
      const withGroups = partly({ policies, users, groups: mayHoldOthers, roleAssignments: [] });
      assert.match(withGroups(member(EXCLUDED_GROUP, ORDINARY_USER))[0]?.message ?? "", /and could not before/);
      assert.deepEqual(withGroups(member(EXCLUDED_GROUP, BREAK_GLASS)), []);
    });
  });

  it("reports only people who could not get in before, if the tenant is open already", () => {
    const open = snapshotWith({ clientAppTypes: ["browser"] });
    const reported = (group: string) => tenantStaysClosed.onStack?.(aStack([member(group)]), open) ?? [];
    assert.deepEqual(reported(OTHER_GROUP), []);
    assertFound(reported(EXCLUDED_GROUP), [
      member(EXCLUDED_GROUP),
      "can reach Azure management without MFA with a browser, and could not before",
    ]);
  });

  it("distinguishes policies of the snapshot without an id", () => {
    const [policy] = aTenant().policies;
    const conditions = { ...policy?.conditions, users: { includeUsers: ["GuestsOrExternalUsers"] } };
    const policies = [policy, { ...policy, conditions }].map((one) => ({ ...one, id: undefined }));
    const stronger = { objectId: CUSTOM_STRENGTH, allowedCombinations: ["fido2"] };
    const made = aResource("AuthenticationStrengthPolicy", stronger);
    assertFound(tenantStaysClosed.onStack?.(aStack([made]), snapshotWith({}, {}, { policies })));
  });

  describe("where a policy of the deployment is the first to leave a group or a role out", () => {
    const role = "fe930be7-5e62-47db-91af-98c3a49a38b1"; // User Administrator
    const empty = snapshotWith({}, { [OTHER_GROUP]: { members: [], membershipRule: undefined } });
    const users = { excludedGroups: [EXCLUDED_GROUP, OTHER_GROUP], excludedRoles: [EXCLUDED_ROLE, role] };
    const found = (...resources: readonly Resource[]) => tenantStaysClosed.onStack?.(aStack(resources), empty);
    const leavesOut = aResource(
      "ConditionalAccessPolicy",
      { ...same, ...policyArguments({ users, grantControls: same["grantControls"] }), objectId: BASELINE_POLICY },
      { name: "changed" },
    );

    it("rejects people who come into it by the same deployment", () => {
      assertFound(found(leavesOut), [
        leavesOut,
        `the pack can't decide whether this lets somebody in: it changes policy ${BASELINE_POLICY}`,
      ]);
      assert.deepEqual(found(member(OTHER_GROUP), holder(role)), []);
      for (const resource of [member(OTHER_GROUP), holder(role)])
        assertFound(found(leavesOut, resource), [leavesOut, LETS_ONE_IN]);
    });

    it("does so where a new policy takes the place of the one that the tenant has", () => {
      const made = aPolicy({ users: { excludedGroups: [OTHER_GROUP] } }, { name: "new" });
      assertFound(found(off, made), [
        off,
        `the pack can't decide whether this lets somebody in: it changes policy ${BASELINE_POLICY}`,
      ]);
      assertFound(found(off, made, member(OTHER_GROUP)), [off, LETS_ONE_IN]);
    });
  });

  it("can't decide about a generic update of a policy, whatever it says", () => {
    for (const body of [{ displayName: "x" }, { conditions: { users: null } }])
      assertFound(held(update(POLICY, body)), [update(POLICY, body), UNDECIDED]);
  });

  describe("with a search that is too hard", () => {
    searchesStopSoon();

    it("can't decide about a change", () => {
      const tenant = aTenant();
      const hard = guestsAndSeats(8).map(({ conditions }, index) => ({
        ...tenant.policies[0],
        id: `eeeeeeee-0000-4000-8000-000000000${100 + index}`,
        conditions: { ...tenant.policies[0]?.conditions, ...conditions },
      }));
      const tooHard = snapshotWith({}, {}, { policies: [...tenant.policies, ...hard] });
      assertFound(tenantStaysClosed.onStack?.(aStack([off]), tooHard), [
        off,
        "the pack can't decide whether this lets somebody in: it ",
      ]);
    });
  });

  it("ignores resources that a program only reads", () => {
    const read = aResource("GroupMember", { groupObjectId: EXCLUDED_GROUP, memberObjectId: ORDINARY_USER });
    assert.notDeepEqual(tenantStaysClosed.onStack?.(aStack([read]), settings), []);
    assert.deepEqual(tenantStaysClosed.onStack?.(aStack([read], []), settings), []);
  });
});

describe("a named location if policies exclude every trusted location", () => {
  const locations = { includeLocations: ["All"], excludeLocations: [TRUSTED_LOCATION, "AllTrusted"] };
  const foundIn = (made: readonly unknown[]) =>
    tenantStaysClosed.onStack?.(aStack([resourceIn(made)]), snapshotWith({ locations }));

  for (const [what, ...made] of rowsIn("trusted-locations", "opening"))
    it(`lets somebody in if it ${what}`, () =>
      assert.match(foundIn(made)?.[0]?.message ?? "", /can reach Azure management without MFA|can't decide/));

  for (const [what, ...made] of rowsIn("trusted-locations", "harmless"))
    it(`lets nobody in if it ${what}`, () => assertFound(foundIn(made)));
});
