import { createHash } from "node:crypto";
import type { Graph } from "../graph";
import { type Fields, flagOf, textOf, textsOf } from "../values";
import { each, type FunctionType, flag, ids, records, text, texts, tokenOf } from "./function-type";
import { equals } from "./look-up";

const SELECT = `$select=${[
  "accountEnabled",
  "displayName",
  "employeeId",
  "id",
  "mail",
  "mailNickname",
  "onPremisesImmutableId",
  "onPremisesSamAccountName",
  "onPremisesUserPrincipalName",
  "usageLocation",
  "userPrincipalName",
  "userType",
].join(",")}`;

/** Lists by which users may be looked up, and the field of Graph that each is about. */
const NAMES = {
  userPrincipalNames: "userPrincipalName",
  mailNicknames: "mailNickname",
  mails: "mail",
  employeeIds: "employeeId",
} as const;

const FIELDS = {
  ...each(flag, "ignoreMissing", "returnAll"),
  ...each(texts, ...Object.keys(NAMES)),
  objectIds: ids,
};

/** What is told of each user, by its name here and in Graph. */
const SUMMARY = {
  displayName: "displayName",
  employeeId: "employeeId",
  mail: "mail",
  mailNickname: "mailNickname",
  objectId: "id",
  onpremisesImmutableId: "onPremisesImmutableId",
  onpremisesSamAccountName: "onPremisesSamAccountName",
  onpremisesUserPrincipalName: "onPremisesUserPrincipalName",
  usageLocation: "usageLocation",
  userPrincipalName: "userPrincipalName",
} as const;

/** Several users, by object ids or other names, or all there are. */
export const getUsers: FunctionType = {
  token: tokenOf("getUsers"),
  args: {
    fields: FIELDS,
    together: [{ kind: "exactlyOne", names: ["objectIds", ...Object.keys(NAMES), "returnAll"] }],
  },
  results: {
    fields: {
      ...FIELDS,
      users: records({ fields: { accountEnabled: flag, ...each(text, ...Object.keys(SUMMARY)) } }),
    },
  },

  async ask(graph, args) {
    const users = await find(graph, args);
    const all = (name: string) => users.map((user) => textOf(user, name)).filter((text) => text !== "");
    const upns = all("userPrincipalName");
    return {
      id: `users#${createHash("sha1").update(upns.join("/")).digest("base64url")}=`,
      employeeIds: all("employeeId"),
      ignoreMissing: flagOf(args, "ignoreMissing"),
      mailNicknames: all("mailNickname"),
      mails: all("mail"),
      objectIds: all("id"),
      returnAll: flagOf(args, "returnAll"),
      userPrincipalNames: upns,
      users: users.map(summary),
    };
  },
};

async function find(graph: Graph, args: Fields): Promise<Fields[]> {
  if (flagOf(args, "returnAll")) return graph.list(`/v1.0/users?${SELECT}`);
  const found: Fields[] = [];
  for (const id of textsOf(args, "objectIds")) {
    const user = await graph.find(`/v1.0/users/${encodeURIComponent(id)}?${SELECT}`);
    found.push(...present(user === undefined ? [] : [user], `object ID: ${JSON.stringify(id)}`, args));
  }
  for (const [list, field] of Object.entries(NAMES))
    for (const value of textsOf(args, list)) {
      const users = await graph.list(`/v1.0/users?${equals(field, value)}&${SELECT}`);
      found.push(...present(users, `${field}: ${JSON.stringify(value)}`, args));
    }
  return found;
}

function present(found: Fields[], what: string, args: Fields): Fields[] {
  if (found.length === 0 && !flagOf(args, "ignoreMissing")) throw new Error(`User not found with ${what}`);
  return found;
}

const summary = (user: Fields): Fields => ({
  accountEnabled: flagOf(user, "accountEnabled"),
  ...Object.fromEntries(Object.entries(SUMMARY).map(([name, graphName]) => [name, textOf(user, graphName)])),
});
