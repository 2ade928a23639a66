import { createHash } from "node:crypto";
import type { Graph } from "../graph";
import { type Fields, flagOf, isUnset, textOf, textsOf } from "../values";
import { each, type FunctionType, flag, ids, text, texts, tokenOf } from "./function-type";
import { equals } from "./look-up";

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
    const groups = await find(graph, args);
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

async function find(graph: Graph, args: Fields): Promise<Fields[]> {
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
