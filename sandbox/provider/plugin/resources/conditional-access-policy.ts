import type { Graph } from "../graph";
import { metaOf, newId, objectIdOf, type ResourceType, removeForGood } from "../resource-type";
import { type Fields, textOf } from "../values";
import { policyFromGraph, policyToGraph } from "./policy-graph";
import { policyShape } from "./policy-shape";

const PATH = "/identity/conditionalAccess/policies";
const URL = `/v1.0${PATH}`;

const urlOf = (id: string): string => `${URL}/${objectIdOf(PATH, id)}`;

/** Conditional Access policies. Like the official plugin, an update stores the planned values instead of those that Graph returns. */
export const conditionalAccessPolicy: ResourceType = {
  token: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  shape: policyShape,
  meta: metaOf({ create: 5, read: 5, update: 15, delete: 5 }, "1"),

  /** The official plugin stores no id before it has read the policy. If the read fails, the policy exists but isn't in the state. */
  async create(graph, plan) {
    const id = `${PATH}/${newId(await graph.post(URL, policyToGraph(plan)))}`;
    await graph.get(urlOf(id));
    return id;
  },

  async read(graph, id) {
    const policy = await graph.find(urlOf(id));
    return policy && policyFromGraph(policy);
  },

  async update(graph, id, plan) {
    await graph.patch(urlOf(id), policyToGraph(plan));
    await requireTaken(graph, id, plan);
    return plan;
  },

  async remove(graph, id) {
    if ((await graph.find(urlOf(id))) !== undefined) await removeForGood(graph, urlOf(id));
  },
};

/** Reads the policy back once. The official plugin waits for the new name and state, and fails after some time. */
async function requireTaken(graph: Graph, id: string, plan: Fields): Promise<void> {
  const policy = await graph.get(urlOf(id));
  for (const name of ["displayName", "state"])
    if (textOf(policy, name) !== textOf(plan, name))
      throw new Error(`Graph took the change of ${id}, but its ${name} is still \`${textOf(policy, name)}\``);
}
