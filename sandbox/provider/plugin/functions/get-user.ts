import { createHash } from "node:crypto";
import type { Graph } from "../graph";
import { inGraph, userFromGraph, userShape } from "../resources/user";
import { without } from "../shape";
import { type Fields, flagOf, textOf, textsOf } from "../values";
import { each, equals, type FunctionType, flag, id, ids, records, single, text, texts, tokenOf } from "./function-type";

/** What Graph is asked for by name, because what it gives otherwise changes. */
const SELECTED = `accountEnabled,ageGroup,businessPhones,city,companyName,consentProvidedForMinor,country,creationType,department,displayName,employeeHireDate,employeeId,employeeOrgData,employeeType,externalUserState,faxNumber,givenName,id,imAddresses,jobTitle,mail,mailNickname,mobilePhone,officeLocation,onPremisesDistinguishedName,onPremisesDomainName,onPremisesImmutableId,onPremisesSamAccountName,onPremisesSecurityIdentifier,onPremisesSyncEnabled,onPremisesUserPrincipalName,otherMails,postalCode,preferredLanguage,proxyAddresses,showInAddressList,state,streetAddress,surname,usageLocation,userPrincipalName,userType`;

/** Other names by which a user may be looked up, in the order in which they are tried. */
const NAMES = ["userPrincipalName", "mail", "mailNickname", "employeeId"];

/** What a resource has and a look-up hasn't. */
const NOT_LOOKED_UP = [
  "aboutMe",
  "disablePasswordExpiration",
  "disableStrongPassword",
  "forcePasswordChange",
  "password",
];

/** One user, by object id or another name. */
export const getUser: FunctionType = {
  token: tokenOf("getUser"),
  args: { fields: { ...each(text, ...NAMES), objectId: id } },
  results: { fields: without(userShape.fields, NOT_LOOKED_UP) },

  async ask(graph, args) {
    const id = textOf(await find(graph, args), "id");
    const user = await graph.get(`/v1.0/users/${id}?$select=${SELECTED}`);
    const manager = await graph.find(`/v1.0/users/${id}/manager`);
    const found = Object.entries(userFromGraph(user)).filter(([name]) => !NOT_LOOKED_UP.includes(name));
    return { ...Object.fromEntries(found), id: `/users/${id}`, managerId: textOf(manager, "id") };
  },
};

async function find(graph: Graph, args: Fields): Promise<Fields> {
  const name = NAMES.find((one) => textOf(args, one) !== "");
  if (textOf(args, "userPrincipalName") === "" && textOf(args, "objectId") !== "")
    return byId(graph, textOf(args, "objectId"));
  if (name === undefined)
    throw new Error(
      "One of `object_id`, `user_principal_name`, `mail`, `mail_nickname` or `employee_id` must be supplied",
    );
  const found = await graph.list(`/v1.0/users?${equals(name, textOf(args, name))}`);
  return single(found, `user with ${name} ${JSON.stringify(textOf(args, name))} was found`);
}

async function byId(graph: Graph, objectId: string): Promise<Fields> {
  const user = await graph.find(`/v1.0/users/${encodeURIComponent(objectId)}`);
  if (user === undefined) throw new Error(`User not found with object ID: ${JSON.stringify(objectId)}`);
  return user;
}

const SELECT =
  "$select=accountEnabled,displayName,employeeId,id,mail,mailNickname,onPremisesImmutableId,onPremisesSamAccountName," +
  "onPremisesUserPrincipalName,usageLocation,userPrincipalName,userType";

/** Lists by which users may be looked up, and the field of Graph that each is about. */
const LISTS = {
  userPrincipalNames: "userPrincipalName",
  mailNicknames: "mailNickname",
  mails: "mail",
  employeeIds: "employeeId",
} as const;

const FIELDS = {
  ...each(flag, "ignoreMissing", "returnAll"),
  ...each(texts, ...Object.keys(LISTS)),
  objectIds: ids,
};

/** What is told of each user, besides its object id. */
const SUMMARY = SELECT.slice(SELECT.indexOf("=") + 1)
  .split(",")
  .map((name) => name.replace(/^onPremises/, "onpremises"))
  .filter((name) => !["accountEnabled", "id", "userType"].includes(name));

/** Several users, by object ids or other names, or all there are. */
export const getUsers: FunctionType = {
  token: tokenOf("getUsers"),
  args: {
    fields: FIELDS,
    together: [{ kind: "exactlyOne", names: ["objectIds", ...Object.keys(LISTS), "returnAll"] }],
  },
  results: {
    fields: {
      ...FIELDS,
      users: records({ fields: { accountEnabled: flag, ...each(text, "objectId", ...SUMMARY) } }),
    },
  },

  async ask(graph, args) {
    const users = await findAll(graph, args);
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

async function findAll(graph: Graph, args: Fields): Promise<Fields[]> {
  if (flagOf(args, "returnAll")) return graph.list(`/v1.0/users?${SELECT}`);
  const found: Fields[] = [];
  for (const id of textsOf(args, "objectIds")) {
    const user = await graph.find(`/v1.0/users/${encodeURIComponent(id)}?${SELECT}`);
    found.push(...present(user === undefined ? [] : [user], `object ID: ${JSON.stringify(id)}`, args));
  }
  for (const [list, field] of Object.entries(LISTS))
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
  objectId: textOf(user, "id"),
  ...Object.fromEntries(SUMMARY.map((name) => [name, textOf(user, inGraph(name))])),
});
