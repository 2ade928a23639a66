import type { Graph } from "../graph";
import { groupFromGraph } from "../resources/group-from-graph";
import { groupShape } from "../resources/group-shape";
import { without } from "../shape";
import { type Fields, flagOf, isFields, isUnset, textOf } from "../values";
import { each, type FunctionType, flag, id, records, text, tokenOf } from "./function-type";
import { equals, single } from "./look-up";

const KINDS = ["mailEnabled", "securityEnabled"];

/** One group, by object id, name or mail nickname, with its members and owners. */
export const getGroup: FunctionType = {
  token: tokenOf("getGroup"),
  args: {
    fields: {
      ...each(text, "displayName", "mailNickname"),
      ...each(flag, ...KINDS, "includeTransitiveMembers"),
      objectId: id,
    },
    together: [{ kind: "exactlyOne", names: ["displayName", "objectId", "mailNickname"] }],
  },
  results: {
    fields: {
      ...without(groupShape.fields, ["administrativeUnitIds", "dynamicMembership", "preventDuplicateNames"]),
      dynamicMemberships: records({ fields: { enabled: flag, rule: text } }),
      includeTransitiveMembers: flag,
    },
  },

  async ask(graph, args) {
    const group = await find(graph, args);
    const id = textOf(group, "id");
    const transitive = flagOf(args, "includeTransitiveMembers");
    const idsOf = async (what: string) =>
      (await graph.list(`/beta/groups/${id}/${what}`)).map((one) => textOf(one, "id"));
    const { dynamicMembership, onpremisesGroupType, ...found } = groupFromGraph(group);
    return {
      ...found,
      id: `/groups/${id}`,
      autoSubscribeNewMembers: false,
      dynamicMemberships: isFields(dynamicMembership) ? [dynamicMembership] : [],
      externalSendersAllowed: false,
      hideFromAddressLists: false,
      hideFromOutlookClients: false,
      includeTransitiveMembers: transitive,
      members: await idsOf(transitive ? "transitiveMembers" : "members"),
      onpremisesGroupType: onpremisesGroupType ?? "",
      owners: await idsOf("owners"),
    };
  },
};

async function find(graph: Graph, args: Fields): Promise<Fields> {
  for (const name of ["displayName", "mailNickname"]) {
    const value = textOf(args, name);
    if (value === "") continue;
    const found = await graph.list(`/beta/groups?${equals(name, value)}${kindFilter(args)}`);
    return single(found, `group found with ${name} ${JSON.stringify(value)}`);
  }
  return byId(graph, textOf(args, "objectId"), args);
}

const kindFilter = (args: Fields): string =>
  KINDS.filter((name) => !isUnset(args[name]))
    .map((name) => `+and+${name}+eq+${args[name]}`)
    .join("");

async function byId(graph: Graph, objectId: string, args: Fields): Promise<Fields> {
  const group = objectId === "" ? undefined : await graph.find(`/beta/groups/${encodeURIComponent(objectId)}`);
  if (group === undefined) throw new Error(`No group found with object ID: ${JSON.stringify(objectId)}`);
  const wrong = KINDS.find((name) => !isUnset(args[name]) && args[name] !== flagOf(group, name));
  if (wrong !== undefined)
    throw new Error(`Group with object ID ${JSON.stringify(objectId)} does not have ${wrong} ${args[wrong]}`);
  return group;
}
