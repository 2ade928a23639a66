import { randomUUID } from "node:crypto";
import type { Graph } from "../graph";
import { metaOf, newId, objectIdOf, type ResourceType, readBack, removeForGood } from "../resource-type";
import { type Fields, fieldsOf, flagOf, isList, isSameSet, textOf, textsOf } from "../values";
import { groupFromGraph, groupShape } from "./group-shape";

const PATH = "/groups";
const URL = `/beta${PATH}`;
const TYPE = { "@odata.type": "#microsoft.graph.group" };

const urlOf = (id: string): string => `${URL}/${objectIdOf(PATH, id)}`;

/** Groups. A group that lists `members` manages all its members. A group without the list leaves them alone. */
export const group: ResourceType = {
  token: "azuread:index/group:Group",
  shape: groupShape,
  meta: metaOf({ create: 30, read: 5, update: 30, delete: 5 }, "1"),

  async create(graph, plan) {
    return `${PATH}/${newId(await graph.post(URL, await newGroup(graph, plan)))}`;
  },

  /** Renames the group and renames it back. The official plugin checks in this way whether the group can be changed yet. */
  async finish(graph, id, plan) {
    await graph.patch(urlOf(id), { ...TYPE, displayName: `TERRAFORM_UPDATE_${randomUUID()}` });
    await graph.patch(urlOf(id), { ...TYPE, displayName: textOf(plan, "displayName") });
    for (const member of textsOf(plan, "members")) await refer(graph, `${urlOf(id)}/members/$ref`, member);
  },

  read,

  async update(graph, id, plan, seen) {
    await graph.patch(urlOf(id), { ...TYPE, ...changeable(plan) });
    for (const what of ["members", "owners"]) await reconcile(graph, id, what, plan, seen);
    return readBack(read(graph, id), id);
  },

  async remove(graph, id) {
    if ((await graph.find(urlOf(id))) !== undefined) await removeForGood(graph, urlOf(id));
  },
};

async function read(graph: Graph, id: string): Promise<Fields | undefined> {
  const found = await graph.find(urlOf(id));
  if (found === undefined) return undefined;
  const idsOf = async (what: string) => (await graph.list(`${urlOf(id)}/${what}`)).map((entry) => textOf(entry, "id"));
  return { ...groupFromGraph(found), owners: await idsOf("owners"), members: await idsOf("members") };
}

async function newGroup(graph: Graph, plan: Fields): Promise<Fields> {
  const owners = await Promise.all((await ownersOf(graph, plan)).map((owner) => graph.reference(owner)));
  return {
    ...TYPE,
    ...changeable(plan),
    groupTypes: textsOf(plan, "types"),
    isAssignableToRole: flagOf(plan, "assignableToRole"),
    mailNickname: textOf(plan, "mailNickname") || randomUUID().slice(0, 10), // as the portal does for security groups
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    "owners@odata.bind": owners,
  };
}

/** The owners that the program names or, like the official plugin, the application that deploys if it names none. */
async function ownersOf(graph: Graph, plan: Fields): Promise<readonly string[]> {
  const named = textsOf(plan, "owners");
  return named.length > 0 ? named : [(await graph.session()).objectId];
}

function changeable(plan: Fields): Fields {
  const dynamic = fieldsOf(plan, "dynamicMembership");
  return {
    description: textOf(plan, "description") || null,
    displayName: textOf(plan, "displayName"),
    mailEnabled: flagOf(plan, "mailEnabled"),
    membershipRule: dynamic === undefined ? null : textOf(dynamic, "rule"),
    ...(dynamic && { membershipRuleProcessingState: flagOf(dynamic, "enabled") ? "On" : "Paused" }),
    securityEnabled: flagOf(plan, "securityEnabled"),
  };
}

async function refer(graph: Graph, url: string, id: string): Promise<void> {
  await graph.post(url, { "@odata.id": await graph.reference(id) });
}

/** Adds missing owners or members before it removes the others, so that a group always has an owner. */
async function reconcile(graph: Graph, id: string, what: string, plan: Fields, seen: Fields): Promise<void> {
  const wanted = textsOf(plan, what);
  if (!isList(plan[what]) || isSameSet(wanted, textsOf(seen, what))) return;
  const existing = (await graph.list(`${urlOf(id)}/${what}`)).map((entry) => textOf(entry, "id"));
  for (const one of wanted.filter((entry) => !existing.includes(entry)))
    await refer(graph, `${urlOf(id)}/${what}/$ref`, one);
  for (const one of existing.filter((entry) => !wanted.includes(entry)))
    await graph.remove(`${urlOf(id)}/${what}/${encodeURIComponent(one)}/$ref`);
}
