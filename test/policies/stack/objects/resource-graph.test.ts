import assert from "node:assert/strict";
import { AZUREAD, GROUPS, plannedId } from "../../../../policies/stack/objects/entra-objects";
import { type Resource, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { ResourceGraph } from "../../../../policies/stack/objects/resource-graph";
import { EXCLUDED_GROUP, ORDINARY_USER } from "../../support/ids";
import { aResource } from "../../support/stacks";

describe("a graph of resources", () => {
  const group = aResource("Group", { objectId: EXCLUDED_GROUP }, { name: "group" });
  const robot = aResource("ServicePrincipal", {}, { name: "robot" });
  const joining = (who: unknown, ...sources: readonly Resource[]) =>
    aResource(
      "GroupMember",
      { groupObjectId: EXCLUDED_GROUP, memberObjectId: who },
      { name: "m", sources: { memberObjectId: sources.map(({ urn }) => urn) } },
    );

  it("stays as it was made, whatever becomes of the list", () => {
    const list = [group];
    const graph = new ResourceGraph(list);
    assert.ok(!graph.hasId(plannedId(robot), [robot.type]));
    list.push(robot);
    assert.deepEqual(graph.resources, [group]);
    assert.deepEqual(graph.named([plannedId(robot)], [robot.type]), []);
  });

  it("names resources by the ids that they have, or will have", () => {
    const graph = new ResourceGraph([robot, group]);
    assert.deepEqual(graph.named([EXCLUDED_GROUP, plannedId(robot)], [...GROUPS, robot.type]), [group, robot]);
    assert.deepEqual(graph.named([EXCLUDED_GROUP], [AZUREAD.user]), []);
    assert.ok(graph.hasId(EXCLUDED_GROUP, GROUPS));
    assert.ok(!graph.hasId(EXCLUDED_GROUP, [AZUREAD.user]));
  });

  it("resolves a value by the one resource that it comes from", () => {
    const graph = new ResourceGraph([group]);
    assert.deepEqual(graph.referencesIn(joining(UNRESOLVED, group), "memberObjectId", GROUPS), {
      ids: [EXCLUDED_GROUP],
      isResolved: true,
    });
  });

  it("resolves no value that comes from a resource which it doesn't have", () => {
    assert.deepEqual(ResourceGraph.EMPTY.referencesIn(joining(UNRESOLVED, group), "memberObjectId", GROUPS), {
      ids: [],
      isResolved: false,
    });
  });

  it("takes a service principal of the stack for no person", () => {
    const graph = new ResourceGraph([group, robot]);
    assert.deepEqual(graph.principalsIn(joining(UNRESOLVED, robot), "memberObjectId"), { ids: [], isResolved: true });
    assert.deepEqual(graph.principalsIn(joining(ORDINARY_USER), "memberObjectId").ids, [ORDINARY_USER]);
  });

  it("reaches what is referred to, and what that refers to", () => {
    const outer = aResource("Group", { members: [plannedId(robot)] }, { name: "outer" });
    const policy = aResource(
      "ConditionalAccessPolicy",
      { conditions: UNRESOLVED },
      { sources: { conditions: [outer.urn] } },
    );
    assert.deepEqual(new ResourceGraph([policy, outer, robot, group]).reachableFrom([policy]), [outer, robot]);
  });
});
