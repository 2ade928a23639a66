import { createHash } from "node:crypto";
import type { Graph } from "../graph";
import { groupFromGraph, groupShape } from "../resources/group-shape";
import { without } from "../shape";
import { type Fields, flagOf, isFields, isUnset, textOf, textsOf } from "../values";
import { each, equals, type FunctionType, flag, id, ids, records, single, text, texts, tokenOf } from "./function-type";

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

const FIELDS = {
  ...each(flag, "ignoreMissing", "mailEnabled", "returnAll", "securityEnabled"),
  displayNamePrefix: text,
  displayNames: texts,
  objectIds: ids,
};

/** Several groups, by object ids, names, the beginning of a name, or all there are. */
export const getGroups: FunctionType = {
  token: tokenOf("getGroups"),
  args: { fields: FIELDS },
  results: { fields: FIELDS },

  async ask(graph, args) {
    const groups = await findAll(graph, args);
    const [displayNames, objectIds] = ["displayName", "id"].map((name) => groups.map((group) => textOf(group, name)));
    return {
      id: `groups#${createHash("sha1")
        .update((displayNames ?? []).join("/"))
        .digest("base64url")}=`,
      displayNamePrefix: textOf(args, "displayNamePrefix"),
      displayNames: displayNames ?? [],
      ignoreMissing: flagOf(args, "ignoreMissing"),
      mailEnabled: flagOf(args, "mailEnabled"),
      objectIds: objectIds ?? [],
      returnAll: flagOf(args, "returnAll"),
      securityEnabled: flagOf(args, "securityEnabled"),
    };
  },
};

async function findAll(graph: Graph, args: Fields): Promise<Fields[]> {
  const prefix = textOf(args, "displayNamePrefix");
  if (flagOf(args, "returnAll") || prefix !== "") {
    const all = await graph.list("/beta/groups");
    return all.filter((group) => textOf(group, "displayName").startsWith(prefix) && isOfKind(group, args));
  }
  const found: Fields[] = [];
  for (const id of textsOf(args, "objectIds")) {
    const group = await graph.find(`/beta/groups/${encodeURIComponent(id)}`);
    found.push(...present(group === undefined ? [] : [group], `object ID: ${JSON.stringify(id)}`, args));
  }
  for (const name of textsOf(args, "displayNames"))
    found.push(
      ...present(
        await graph.list(`/beta/groups?${equals("displayName", name)}`),
        `name: ${JSON.stringify(name)}`,
        args,
      ),
    );
  return found;
}

const isOfKind = (group: Fields, args: Fields): boolean =>
  ["mailEnabled", "securityEnabled"].every((name) => isUnset(args[name]) || flagOf(group, name) === args[name]);

function present(found: Fields[], what: string, args: Fields): Fields[] {
  if (found.length === 0 && !flagOf(args, "ignoreMissing")) throw new Error(`No group found with ${what}`);
  return found;
}
