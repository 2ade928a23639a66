import type { Graph } from "../graph";
import { readBack, requireGone } from "../read-back";
import { metaOf, newId, objectIdOf, type ResourceType } from "../resource-type";
import { type Fields, flagOf, textOf } from "../values";
import { USER_EXTRAS } from "./user-fields";
import { userFromGraph } from "./user-from-graph";
import { userShape } from "./user-shape";
import { isOn, newUserToGraph, userChangeToGraph } from "./user-to-graph";

const PATH = "/users";

const urlOf = (id: string, version: "v1.0" | "beta" = "v1.0"): string => `/${version}${PATH}/${objectIdOf(PATH, id)}`;

/** Users. The password is a secret: kept in the state under its mark, and never read from Graph. */
export const user: ResourceType = {
  token: "azuread:index/user:User",
  shape: userShape,
  meta: metaOf({ create: 5, read: 5, update: 5, delete: 5 }, "1"),

  async create(graph, plan) {
    if (textOf(plan, "password") === "")
      throw new Error("Could not create user: `password` is required when creating a new user");
    return `${PATH}/${newId(await graph.post(`/v1.0${PATH}`, newUserToGraph(plan)))}`;
  },

  async finish(graph, id, plan) {
    await graph.patch(urlOf(id, "beta"), listed(plan));
    if (textOf(plan, "managerId") !== "") await setManager(graph, id, textOf(plan, "managerId"));
  },

  read,

  async update(graph, id, plan, seen) {
    await graph.patch(urlOf(id), userChangeToGraph(plan, seen));
    if (isOn(plan, "showInAddressList") !== flagOf(seen, "showInAddressList"))
      await graph.patch(urlOf(id, "beta"), listed(plan));
    if (textOf(plan, "managerId") !== textOf(seen, "managerId")) await setManager(graph, id, textOf(plan, "managerId"));
    return readBack(read(graph, id, plan), id);
  },

  async remove(graph, id) {
    await graph.remove(urlOf(id));
    await requireGone(graph, urlOf(id));
  },
};

/** Graph takes this one field through its beta only. */
const listed = (plan: Fields): Fields => ({
  "@odata.type": "#microsoft.graph.user",
  showInAddressList: isOn(plan, "showInAddressList"),
});

async function setManager(graph: Graph, id: string, manager: string): Promise<void> {
  const url = `${urlOf(id)}/manager/$ref`;
  if (manager === "") return graph.remove(url);
  return graph.put(url, { "@odata.id": await graph.reference("v1.0", manager) });
}

async function read(graph: Graph, id: string, seen: Fields): Promise<Fields | undefined> {
  const basic = await graph.find(urlOf(id));
  if (basic === undefined) return undefined;
  const extras = await graph.get(`${urlOf(id)}?$select=${USER_EXTRAS.join(",")}`);
  const list = await graph.get(`${urlOf(id, "beta")}?$select=showInAddressList`);
  const manager = await graph.find(`${urlOf(id)}/manager`);
  return {
    ...userFromGraph({ ...basic, ...extras, showInAddressList: list["showInAddressList"] }),
    managerId: textOf(manager, "id"),
    password: textOf(seen, "password"),
    forcePasswordChange: flagOf(seen, "forcePasswordChange"),
  };
}
