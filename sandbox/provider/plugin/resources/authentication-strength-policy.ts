import type { Graph } from "../graph";
import { metaOf, newId, objectIdOf, type ResourceType, readBack, removeForGood } from "../resource-type";
import { methodCombination, notEmpty } from "../rules";
import { set, text } from "../shape";
import { type Fields, isSameSet, textOf, textsOf } from "../values";

const PATH = "/policies/authenticationStrengthPolicies";
const URL = `/v1.0${PATH}`;
const TYPE = { "@odata.type": "#microsoft.graph.authenticationStrengthPolicy" };

const urlOf = (id: string): string => `${URL}/${objectIdOf(PATH, id)}`;

/** Custom authentication strengths. Graph has a separate request that changes their combinations. */
export const authenticationStrengthPolicy: ResourceType = {
  token: "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy",
  shape: {
    fields: {
      displayName: text("required", notEmpty),
      description: text("optional"),
      allowedCombinations: set("required", methodCombination),
    },
  },
  meta: metaOf({ create: 5, read: 5, update: 5, delete: 5 }, "1"),

  async create(graph, plan) {
    const allowedCombinations = textsOf(plan, "allowedCombinations");
    const id = `${PATH}/${newId(await graph.post(URL, { ...TYPE, ...names(plan), allowedCombinations }))}`;
    await graph.get(urlOf(id)); // until here the id isn't in the state
    return id;
  },

  read,

  async update(graph, id, plan, seen) {
    await graph.patch(urlOf(id), { ...TYPE, ...names(plan) });
    const [before, after] = [textsOf(seen, "allowedCombinations"), textsOf(plan, "allowedCombinations")];
    if (!isSameSet(before, after))
      await graph.post(`${urlOf(id)}/updateAllowedCombinations`, { allowedCombinations: after });
    return readBack(read(graph, id), id);
  },

  async remove(graph, id) {
    await removeForGood(graph, urlOf(id));
  },
};

const names = (plan: Fields): Fields => ({
  description: textOf(plan, "description") || null,
  displayName: textOf(plan, "displayName"),
});

async function read(graph: Graph, id: string): Promise<Fields | undefined> {
  const strength = await graph.find(urlOf(id));
  return (
    strength && {
      displayName: textOf(strength, "displayName"),
      description: textOf(strength, "description"),
      allowedCombinations: textsOf(strength, "allowedCombinations"),
    }
  );
}
