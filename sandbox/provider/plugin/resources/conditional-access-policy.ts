import type { Graph } from "../graph";
import { requireGone } from "../read-back";
import { metaOf, newId, objectIdOf, type ResourceType } from "../resource-type";
import { type Fields, textOf } from "../values";
import { policyFromGraph } from "./policy-from-graph";
import { policyShape } from "./policy-shape";
import { policyToGraph } from "./policy-to-graph";

const PATH = "/identity/conditionalAccess/policies";
const URL = `/v1.0${PATH}`;

const urlOf = (id: string): string => `${URL}/${objectIdOf(PATH, id)}`;

/** Conditional Access policies. An update is told, not read back into the state: so the official plugin does it. */
export const conditionalAccessPolicy: ResourceType = {
  token: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  shape: policyShape,
  meta: metaOf({ create: 5, read: 5, update: 15, delete: 5 }, "1"),

  async create(graph, plan) {
    return `${PATH}/${newId(await graph.post(URL, policyToGraph(plan)))}`;
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
    if ((await graph.find(urlOf(id))) === undefined) return;
    await graph.remove(urlOf(id));
    await requireGone(graph, urlOf(id));
  },
};

/** Reads back once; the official plugin waits for the new name and state, and gives up in the end. */
async function requireTaken(graph: Graph, id: string, plan: Fields): Promise<void> {
  const policy = await graph.get(urlOf(id));
  for (const name of ["displayName", "state"])
    if (textOf(policy, name) !== textOf(plan, name))
      throw new Error(`Graph took the change of ${id}, but its ${name} is still \`${textOf(policy, name)}\``);
}
