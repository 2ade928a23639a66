import assert from "node:assert/strict";
import type { Resource } from "../../../../policies/stack/objects/resource";
import { assertFound } from "../../support/assert-found";
import {
  BREAK_GLASS,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  NEWER,
  ORDINARY_USER,
  OTHER_GROUP,
  SECOND_BREAK_GLASS,
} from "../../support/ids";
import { aPolicy, IN_STACK } from "../../support/policies";
import { anEntry } from "../../support/register";
import { made, reference } from "../../support/requests";
import { aResource, reportedOfResource, settingsOf } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

/** The id of the stack's own group once it is made: inputs of others have it, the group's own don't. */
const MADE = "abababab-0000-4000-8000-000000000001";

const entry = (user: string) => anEntry({ user });
const settings = settingsOf({
  ...IN_STACK,
  "approved-exclusions": { register: { exclusions: [entry(BREAK_GLASS), entry(SECOND_BREAK_GLASS)] } },
});

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

  describe("of what may be new", () => {
    const [FIRST, SECOND] = ["adadadad-0000-4000-8000-000000000001", "adadadad-0000-4000-8000-000000000002"];
    const known = settingsOf({
      ...IN_STACK,
      "approved-exclusions": { register: { exclusions: [entry(BREAK_GLASS)] } },
      "tenant-stays-closed": { tenant: aTenant() },
    });
    const carrier = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP], excludedRoles: [EXCLUDED_ROLE] } });
    const own = (name: string, properties: object = {}) => aResource("Group", { ...properties }, { name });
    const robot = aResource("ServicePrincipal", { clientId: OTHER_GROUP }, { name: "robot" });
    const join = (who: string, of = EXCLUDED_GROUP) =>
      aResource("GroupMember", { groupObjectId: of, memberObjectId: who }, { name: `${who} into ${of}` });
    const holds = (who: string) =>
      aResource("DirectoryRoleAssignment", { roleId: EXCLUDED_ROLE, principalObjectId: who }, { name: "holds" });
    const stoppedAt = (resources: readonly Resource[], by = known): string | undefined =>
      resources.find((one, at) => reportedOfResource(one, by, resources.slice(0, at + 1)).length > 0)?.name;

    it("passes for the stack's own groups and applications, wherever the carrier is declared", () => {
      const held = own("held", { members: [BREAK_GLASS] });
      for (const stack of [
        [held, join(FIRST)],
        [own("empty"), join(FIRST), join(BREAK_GLASS, FIRST)],
        [robot, join(FIRST)],
      ]) {
        assert.equal(stoppedAt([carrier, ...stack]), undefined);
        assert.equal(stoppedAt([...stack, carrier]), undefined);
      }
      assert.equal(stoppedAt([carrier, held, own("other", { members: [ORDINARY_USER] }), join(FIRST)]), undefined);
      assert.equal(stoppedAt([carrier, own("empty"), holds(FIRST)]), undefined);
    });

    it("is rejected before it is made if each of them lets somebody in", () => {
      const full = own("full", { members: [ORDINARY_USER] });
      assert.equal(stoppedAt([carrier, full, join(FIRST)]), join(FIRST).name);
      assert.equal(stoppedAt([full, join(FIRST), carrier]), carrier.name);
      assert.equal(
        stoppedAt([carrier, full, own("owned", { owners: [ORDINARY_USER] }), join(FIRST)]),
        join(FIRST).name,
      );
      assert.equal(stoppedAt([carrier, full, holds(FIRST)]), "holds");
      assert.equal(stoppedAt([carrier, join(NEWER)]), join(NEWER).name);
    });

    it("is rejected before somebody joins such a group later", () => {
      const late = join(ORDINARY_USER, FIRST);
      assert.equal(stoppedAt([carrier, own("empty"), join(FIRST), late]), late.name);
      assert.equal(stoppedAt([carrier, robot, own("one"), own("two"), join(FIRST), join(SECOND), late]), late.name);
      assert.equal(stoppedAt([carrier, own("empty"), holds(FIRST), late]), late.name);
    });

    it("is rejected without a list of users, since the id may be a person's", () => {
      const excluding = aPolicy({ users: { excludedGroups: [MADE] } });
      const stack = [group, own("inner"), excluding, join(FIRST, MADE)];
      assert.equal(stoppedAt(stack, settings), join(FIRST, MADE).name);
    });
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
