import assert from "node:assert/strict";
import { guaranteesOfResource } from "../../../../policies/stack/judgement/guarantee";
import type { Resource } from "../../../../policies/stack/objects/resource";
import { assertFound } from "../../support/assert-found";
import {
  BREAK_GLASS,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  ORDINARY_USER,
  OTHER_GROUP,
  SECOND_BREAK_GLASS,
} from "../../support/ids";
import { aPolicy, IN_STACK } from "../../support/policies";
import { anEntry } from "../../support/register";
import { made, reference } from "../../support/requests";
import { aResource, askedFor, reportedOfResource, settingsOf } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

/** The id of the stack's own group once it is made: inputs of others have it, the group's own don't. */
const MADE = "abababab-0000-4000-8000-000000000001";

const register = { exclusions: [BREAK_GLASS, SECOND_BREAK_GLASS].map((user) => anEntry({ user })) };
const OWNED = { ...IN_STACK, "approved-exclusions": { register } };
const settings = settingsOf(OWNED);

const group = aResource("Group", { displayName: "excluded" }, { name: "excluded" });
const policy = aPolicy({ users: { excludedGroups: [MADE] } });
const member = (who: string, of = MADE) =>
  aResource("GroupMember", { groupObjectId: of, memberObjectId: who }, { name: "member" });

const found = (resource: Resource, ...inputs: readonly Resource[]) =>
  reportedOfResource(resource, settings, [...inputs, resource]).map(({ finding }) => finding);

describe("a membership in the stack that owns the guarantee", () => {
  const unapproved = `the members of group ${MADE} can reach Azure management without MFA`;

  it("is rejected before it is made if it lets somebody into the excluded group", () => {
    const joining = member(ORDINARY_USER);
    assertFound(found(joining, group, policy), [joining, unapproved]);
    const generic = made(`groups/${MADE}/members/$ref`, reference(ORDINARY_USER), { name: "generic" });
    assertFound(found(generic, group, policy), [generic, unapproved]);
    const byUser = aPolicy({ users: { excludedUsers: [MADE] } });
    assertFound(found(joining, byUser), [joining, `user ${MADE} can reach Azure management without MFA`]);
  });

  it("passes for approved people, and in other groups", () => {
    assert.deepEqual(found(member(BREAK_GLASS), group, policy), []);
    assert.deepEqual(found(member(ORDINARY_USER, OTHER_GROUP), group, policy), []);
  });

  it("is asked of the person who joins, and of those whom carriers name", () => {
    const known = settingsOf({ ...OWNED, "tenant-stays-closed": { tenant: aTenant() } });
    const named = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP], excludedUsers: [BREAK_GLASS] } });
    const judged = (one: Resource) => guaranteesOfResource(askedFor(named, one), one)(known);
    const people = (one: Resource) => judged(one).map(({ tenant }) => tenant.users?.length);
    assert.deepEqual(people(member(ORDINARY_USER, EXCLUDED_GROUP)), [2]);
    assert.deepEqual(people(member(OTHER_GROUP, EXCLUDED_GROUP)), [3]);
  });

  it("lets the stack's application own the excluded group, whose id only the inputs of others have", () => {
    const robot = "acacacac-0000-4000-8000-000000000001";
    const owned = (...owners: readonly string[]) => aResource("Group", { owners }, { name: "excluded" });
    const application = aResource("ServicePrincipal", { clientId: OTHER_GROUP }, { name: "robot" });
    for (const last of [policy, member(BREAK_GLASS)]) {
      assert.deepEqual(found(last, application, owned(robot), policy), []);
      assertFound(found(last, owned(robot), policy), [last, unapproved]);
      assertFound(found(last, application, owned(robot, OTHER_GROUP), policy), [last, unapproved]);
    }
  });

  it("may be that of a new group or application, and is rejected before it is made if each lets somebody in", () => {
    const FIRST = "adadadad-0000-4000-8000-000000000001";
    const known = settingsOf({ ...OWNED, "tenant-stays-closed": { tenant: aTenant() } });
    const carrier = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP], excludedRoles: [EXCLUDED_ROLE] } });
    const own = (...members: readonly string[]) => aResource("Group", { members }, { name: members.join() });
    const robot = aResource("ServicePrincipal", { clientId: OTHER_GROUP }, { name: "robot" });
    const [joins, late] = [member(FIRST, EXCLUDED_GROUP), { ...member(ORDINARY_USER, FIRST), urn: "late" }];
    const holds = aResource("DirectoryRoleAssignment", { roleId: EXCLUDED_ROLE, principalObjectId: FIRST });
    const stoppedAt = (resources: readonly Resource[], by = known): Resource | undefined =>
      resources.find((one, at) => reportedOfResource(one, by, resources.slice(0, at + 1)).length > 0);
    const [held, full] = [own(BREAK_GLASS), own(ORDINARY_USER)];
    for (const stack of [
      [held, joins],
      [held, full, joins],
      [robot, joins],
      [own(), joins],
      [own(), holds],
    ])
      for (const all of [
        [carrier, ...stack],
        [...stack, carrier],
      ])
        assert.equal(stoppedAt(all), undefined);
    for (const last of [joins, holds]) assert.equal(stoppedAt([carrier, full, last]), last);
    assert.equal(stoppedAt([full, joins, carrier]), carrier);
    assert.equal(stoppedAt([carrier, joins]), joins);
    for (const first of [joins, holds]) assert.equal(stoppedAt([carrier, robot, own(), first, late]), late);
    assert.ok(stoppedAt([group, own(), policy, member(FIRST)], settings)); // without users, the id may be a person's
  });

  it("isn't read again for the memberships that come after it", () => {
    let reads = 0;
    const { properties, ...rest } = member(BREAK_GLASS);
    const first = {
      ...rest,
      get properties() {
        return reads++ < 0 ? {} : properties;
      },
    };
    assert.deepEqual(found(first, group, policy), []);
    const before = reads;
    assert.equal(found(member(ORDINARY_USER), group, policy, first).length, 1);
    assert.equal(reads, before);
  });

  it("is counted in the judgement of a policy that comes after it", () => {
    assert.deepEqual(found(policy, group), []);
    assert.deepEqual(found(policy, group, member(BREAK_GLASS)), []);
    assertFound(found(policy, group, member(ORDINARY_USER)), [policy, unapproved]);
  });
});
