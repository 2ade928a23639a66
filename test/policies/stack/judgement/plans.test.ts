import assert from "node:assert/strict";
import { changesIn } from "../../../../policies/stack/effects/changes";
import { plansOf } from "../../../../policies/stack/judgement/plans";
import { plannedId } from "../../../../policies/stack/objects/entra-objects";
import { type Resource, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP, ORDINARY_USER, OTHER_GROUP, SECOND_USER } from "../../support/ids";
import { aPolicy } from "../../support/policies";
import { aResource, askedFor, snapshotWith } from "../../support/stacks";

/** How many people each tenant has that is compared. */
function compared(...resources: readonly Resource[]): readonly (number | undefined)[] {
  const graph = askedFor(...resources);
  const effects = changesIn(graph).flatMap(({ kind, effect }) => (kind === "groups" && effect ? [effect] : []));
  return plansOf(effects, graph, snapshotWith())
    .flat()
    .map(({ users }) => users?.length);
}

const joins = (memberObjectId: unknown) =>
  aResource("GroupMember", { groupObjectId: EXCLUDED_GROUP, memberObjectId }, { name: "joins" });
const ours = (properties: object = {}) => aResource("Group", { members: [], ...properties }, { name: "ours" });
const [EVERYBODY, someone] = [[3, 3], aResource("User", { displayName: "new" }, { name: "someone" })];

describe("a join of a group, in a large tenant", () => {
  for (const [who, people, ...resources] of [
    ["a person", [1, 1], joins(ORDINARY_USER)],
    ["a new person", [1, 1], someone, joins(plannedId(someone))],
    ["a group of the tenant", [1, 1], joins(OTHER_GROUP)],
    ["a new group", [0, 0], ours(), joins(plannedId(ours()))],
    ["a new group with somebody", [1, 1], ours({ members: [SECOND_USER] }), joins(plannedId(ours()))],
    ["a person, next to a new policy", [1, 1], aPolicy(), joins(ORDINARY_USER)],
    ["a new group that others manage", EVERYBODY, ours({ owners: [SECOND_USER] }), joins(plannedId(ours()))],
    ["somebody unknown", EVERYBODY, joins(UNRESOLVED)],
  ] as const satisfies readonly (readonly [string, readonly number[], ...Resource[]])[])
    it(`is asked of those who come in: ${who}`, () => assert.deepEqual(compared(...resources), people));
});
