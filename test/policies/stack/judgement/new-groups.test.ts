import assert from "node:assert/strict";
import type { Properties, Resource } from "../../../../policies/stack/objects/resource";
import { BREAK_GLASS, EXCLUDED_GROUP, EXCLUDED_ROLE, ORDINARY_USER } from "../../support/ids";
import { made, reference } from "../../support/requests";
import { aResource, reportedOfResource, settingsOf, snapshotWith } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

/** The ids that new groups get: the resources that refer to them show these ids, and the groups' own inputs don't. */
const [FIRST, SECOND] = ["abababab-0000-4000-8000-000000000001", "abababab-0000-4000-8000-000000000002"];

const settings = settingsOf({ "tenant-stays-closed": { tenant: aTenant() } });
const group = (name: string, properties: Properties = {}) =>
  aResource("Group", { displayName: name, ...properties }, { name });
const joining = (name: string, groupObjectId: string, memberObjectId: string) =>
  aResource("GroupMember", { groupObjectId, memberObjectId }, { name });
const excluded = (who: string) => joining("excluded", EXCLUDED_GROUP, who);

/** The first resource that is rejected before it is deployed, in an update of these resources. */
const stoppedBefore = (resources: readonly Resource[]): string | undefined =>
  resources.find((one, index) => reportedOfResource(one, settings, resources.slice(0, index + 1)).length > 0)?.name;

describe("a new group of the stack that joins an excluded one, in an update", () => {
  const joins = (...before: readonly Resource[]) => stoppedBefore([...before, excluded(FIRST)]);

  it("is rejected before it joins if the program puts somebody into it", () => {
    assert.equal(joins(group("one", { members: [ORDINARY_USER] })), "excluded");
    assert.equal(joins(group("one"), joining("member", FIRST, ORDINARY_USER)), "excluded");
    assert.equal(joins(group("one", { owners: [ORDINARY_USER] })), "excluded");
  });

  it("passes if it is empty, or has only people who could get in before", () => {
    const held = [group("one", { members: [BREAK_GLASS] })];
    for (const made of [[group("one")], held, [group("one"), joining("member", FIRST, BREAK_GLASS)]])
      assert.equal(joins(...made), undefined);
  });

  it("is judged as each new group of the stack that it may be", () => {
    const full = group("full", { members: [ORDINARY_USER] });
    assert.equal(joins(full, group("too", { members: [ORDINARY_USER] })), "excluded");
    assert.equal(joins(full, group("empty")), undefined);
    assert.equal(joins(full, aResource("ServicePrincipal", { clientId: SECOND }, { name: "robot" })), undefined);
    const many = Array.from({ length: 64 }, (_, index) => group(`full ${index}`, { members: [ORDINARY_USER] }));
    assert.equal(joins(...many), undefined);
  });

  it("passes within another new group, since either may be the empty one", () => {
    const inner = joining("inner", FIRST, SECOND);
    assert.equal(joins(group("one"), group("two"), inner), undefined);
    assert.equal(stoppedBefore([group("one"), group("two"), excluded(FIRST), inner]), undefined);
  });

  it("lets in nobody who joins it later", () => {
    const late = (who: string, ...others: readonly Resource[]) =>
      stoppedBefore([group("one"), ...others, excluded(FIRST), joining("late", FIRST, who)]);
    assert.equal(late(ORDINARY_USER), "late");
    assert.equal(late(BREAK_GLASS), undefined);
    assert.equal(late(ORDINARY_USER, group("two")), "late");
    const robot = aResource("ServicePrincipal", { clientId: SECOND }, { name: "robot" });
    assert.equal(late(ORDINARY_USER, robot), "late");
    const role = { roleId: EXCLUDED_ROLE, principalObjectId: FIRST };
    const holds = aResource("DirectoryRoleAssignment", role, { name: "holds" });
    assert.equal(stoppedBefore([group("one"), holds, joining("late", FIRST, ORDINARY_USER)]), "late");
    const generic = made(`groups/${EXCLUDED_GROUP}/members/$ref`, reference(FIRST), { name: "generic" });
    assert.equal(stoppedBefore([group("one"), generic, joining("late", FIRST, ORDINARY_USER)]), "late");
    const both = [group("one"), group("two"), excluded(FIRST), joining("too", EXCLUDED_GROUP, SECOND)];
    assert.equal(stoppedBefore([...both, joining("late", FIRST, BREAK_GLASS)]), undefined);
    assert.equal(stoppedBefore([...both, joining("late", SECOND, ORDINARY_USER)]), "late");
  });

  it("is judged without reading again who has come before", () => {
    const readsFor = (count: number): number => {
      let reads = 0;
      const get = (of: Resource, key: keyof Resource) => {
        if (key === "properties") reads++;
        return of[key];
      };
      const ids = Array.from({ length: count }, (_, index) => `abcdabcd-0000-4000-8000-${1e11 + index}`);
      const users = { includeUsers: ["All"], excludeGroups: [EXCLUDED_GROUP], excludeUsers: ids };
      const by = snapshotWith({ users }, {}, { users: ids.map((id) => ({ id })) });
      const joiners = ids.map((id) => joining(id, FIRST, id));
      const all = [group("one"), excluded(FIRST), ...joiners].map((one) => new Proxy(one, { get } as object));
      for (const [last, one] of all.entries())
        assert.deepEqual(reportedOfResource(one, by, all.slice(0, last + 1)), []);
      return reads;
    };
    assert.ok(readsFor(80) < 3 * readsFor(40));
  });
});
