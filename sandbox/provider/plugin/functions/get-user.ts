import type { Graph } from "../graph";
import { userFromGraph } from "../resources/user-from-graph";
import { userShape } from "../resources/user-shape";
import { without } from "../shape";
import { type Fields, textOf } from "../values";
import { each, type FunctionType, id, text, tokenOf } from "./function-type";
import { equals, single } from "./look-up";

/** What Graph is asked for by name, because what it gives otherwise changes. */
const SELECTED = [
  "accountEnabled",
  "ageGroup",
  "businessPhones",
  "city",
  "companyName",
  "consentProvidedForMinor",
  "country",
  "creationType",
  "department",
  "displayName",
  "employeeHireDate",
  "employeeId",
  "employeeOrgData",
  "employeeType",
  "externalUserState",
  "faxNumber",
  "givenName",
  "id",
  "imAddresses",
  "jobTitle",
  "mail",
  "mailNickname",
  "mobilePhone",
  "officeLocation",
  "onPremisesDistinguishedName",
  "onPremisesDomainName",
  "onPremisesImmutableId",
  "onPremisesSamAccountName",
  "onPremisesSecurityIdentifier",
  "onPremisesSyncEnabled",
  "onPremisesUserPrincipalName",
  "otherMails",
  "postalCode",
  "preferredLanguage",
  "proxyAddresses",
  "showInAddressList",
  "state",
  "streetAddress",
  "surname",
  "usageLocation",
  "userPrincipalName",
  "userType",
];

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
    const user = await graph.get(`/v1.0/users/${id}?$select=${SELECTED.join(",")}`);
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
