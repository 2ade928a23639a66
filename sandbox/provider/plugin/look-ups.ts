import type { Graph } from "./graph";
import { groupFromGraph, groupShape } from "./resources/group-shape";
import { notEmpty, uuid } from "./rules";
import { blocks, flag, list, type Shape, text } from "./shape";
import { type Fields, fieldsOf, flagOf, isFields, isUnset, textOf, textsOf } from "./values";

/** A look-up: a question that programs can ask the tenant. */
export interface LookUp {
  /** The name in programs: `azuread:index/getUser:getUser`. */
  readonly token: string;
  readonly args: Shape;
  /** The fields of the answer besides `id`. */
  readonly results: Shape;
  /** Answers the look-up. @throws Error if the object isn't there or can't be read */
  ask(graph: Graph, args: Fields): Promise<Fields>;
}

const words = text("optional", notEmpty);
const id = text("optional", uuid);
const yesNo = flag("optional");
const lists = list("optional", notEmpty);

/** The same field under several names. */
const each = <T>(field: T, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, field]));

/** The application that asks, and its tenant. It needs no request, because the token holds both. */
const getClientConfig: LookUp = {
  token: "azuread:index/getClientConfig:getClientConfig",
  args: { fields: {} },
  results: { fields: each(words, ["clientId", "objectId", "tenantId"]) },

  async ask(graph) {
    const { tenantId, clientId } = graph.settings;
    const { objectId } = await graph.session();
    return { id: `${tenantId}-${clientId}-${objectId}`, clientId, objectId, tenantId };
  },
};

const USER = {
  texts: `
    ageGroup city companyName consentProvidedForMinor country creationType department displayName employeeHireDate employeeId
    employeeType externalUserState faxNumber givenName jobTitle mail mailNickname mobilePhone officeLocation
    onpremisesDistinguishedName onpremisesDomainName onpremisesImmutableId onpremisesSamAccountName
    onpremisesSecurityIdentifier onpremisesUserPrincipalName postalCode preferredLanguage state streetAddress surname
    usageLocation userPrincipalName userType`
    .trim()
    .split(/\s+/),
  flags: ["accountEnabled", "onpremisesSyncEnabled", "showInAddressList"],
  lists: ["businessPhones", "imAddresses", "otherMails", "proxyAddresses"],
  /** The fields inside `employeeOrgData`. */
  employment: ["costCenter", "division"],
};

/** The name of a user's property in Graph. */
const inGraph = (name: string): string => name.replace(/^onpremises/, "onPremises");

/** The properties that a request selects by name, because Graph's default selection changes. */
const SELECTED = ["id", "employeeOrgData", ...[...USER.texts, ...USER.flags, ...USER.lists].map(inGraph)].sort();

/** The other properties that the official plugin can find a user by. */
const USER_NAMES = ["userPrincipalName", "mail", "mailNickname", "employeeId"];

/** A user by object id. */
const getUser: LookUp = {
  token: "azuread:index/getUser:getUser",
  args: { fields: { ...each(words, USER_NAMES), objectId: id } },
  results: {
    fields: {
      ...each(words, [...USER.texts, ...USER.employment, "managerId", "objectId"]),
      ...each(yesNo, USER.flags),
      ...each(lists, USER.lists),
    },
  },

  async ask(graph, args) {
    const objectId = textOf(await findUser(graph, args), "id");
    const user = await graph.get(`/v1.0/users/${objectId}?$select=${SELECTED.join(",")}`);
    const manager = await graph.find(`/v1.0/users/${objectId}/manager`);
    const read = <T>(names: readonly string[], value: (name: string) => T): Record<string, T> =>
      Object.fromEntries(names.map((name) => [name, value(name)]));
    return {
      ...read(USER.texts, (name) => textOf(user, inGraph(name))),
      ...read(USER.flags, (name) => flagOf(user, inGraph(name))),
      ...read(USER.lists, (name) => textsOf(user, name)),
      ...read(USER.employment, (name) => textOf(fieldsOf(user, "employeeOrgData"), name)),
      id: `/users/${objectId}`,
      objectId,
      managerId: textOf(manager, "id"),
    };
  },
};

async function findUser(graph: Graph, args: Fields): Promise<Fields> {
  const objectId = onlyObjectId(args, USER_NAMES);
  const user = await graph.find(`/v1.0/users/${encodeURIComponent(objectId)}`);
  if (user === undefined) throw new Error(`User not found with object ID: ${JSON.stringify(objectId)}`);
  return user;
}

const GROUP_NAMES = ["displayName", "mailNickname"];
const GROUP_KINDS = ["mailEnabled", "securityEnabled"];

/** Fields of a resource that a look-up doesn't have, or has under another name. */
const NOT_LOOKED_UP = ["administrativeUnitIds", "dynamicMembership", "preventDuplicateNames"];

/** A group by object id, with its members and owners. */
const getGroup: LookUp = {
  token: "azuread:index/getGroup:getGroup",
  args: {
    fields: { ...each(words, GROUP_NAMES), ...each(yesNo, [...GROUP_KINDS, "includeTransitiveMembers"]), objectId: id },
    together: [{ kind: "exactlyOne", names: ["displayName", "objectId", "mailNickname"] }],
  },
  results: {
    fields: {
      ...Object.fromEntries(Object.entries(groupShape.fields).filter(([name]) => !NOT_LOOKED_UP.includes(name))),
      dynamicMemberships: blocks("optional", { fields: { enabled: yesNo, rule: words } }),
      includeTransitiveMembers: yesNo,
    },
  },

  async ask(graph, args) {
    const group = await findGroup(graph, args);
    const objectId = textOf(group, "id");
    const transitive = flagOf(args, "includeTransitiveMembers");
    const idsOf = async (what: string) =>
      (await graph.list(`/beta/groups/${objectId}/${what}`)).map((one) => textOf(one, "id"));
    const { dynamicMembership, onpremisesGroupType, ...found } = groupFromGraph(group);
    return {
      ...found,
      id: `/groups/${objectId}`,
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

async function findGroup(graph: Graph, args: Fields): Promise<Fields> {
  const objectId = onlyObjectId(args, [...GROUP_NAMES, ...GROUP_KINDS]);
  const group = await graph.find(`/beta/groups/${encodeURIComponent(objectId)}`);
  if (group === undefined) throw new Error(`No group found with object ID: ${JSON.stringify(objectId)}`);
  return group;
}

/** The object id in a look-up's arguments. @throws Error if there is none, or if there is any of the `others` */
function onlyObjectId(args: Fields, others: readonly string[]): string {
  const objectId = textOf(args, "objectId");
  if (objectId !== "" && others.every((name) => isUnset(args[name]))) return objectId;
  throw new Error(
    "the sandbox's stand-in for the azuread plugin looks up by the object id alone; use the official plugin: npm start -- --official",
  );
}

/** The look-ups that the stand-in supports, by token. They are those of this project's own program. */
export const lookUps: ReadonlyMap<string, LookUp> = new Map(
  [getClientConfig, getUser, getGroup].map((one) => [one.token, one]),
);
