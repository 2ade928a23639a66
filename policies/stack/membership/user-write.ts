import { asList, asObject } from "../../../src/law/json/json-object";
import { AZUREAD, entraId, idsIn, isGenericGraph } from "../objects/entra-objects";
import { isUnresolved, type Properties, type Resource, typeIn } from "../objects/resource";
import { type GraphRequest, requestsOf } from "../requests/requests";
import type { UserValue } from "./comparison";
import { MANAGER, type RuleProperty } from "./rule-properties";

/** What one request or resource says of a user. */
export interface UserWrite {
  /** By the name under which it is set, in lower case; within an object `a.b`. */
  readonly given: ReadonlyMap<string, Given>;
  /** What a property has where nothing sets it; `undefined` where it stays as it is, or nobody knows. */
  readonly unset: (property: RuleProperty) => UserValue | undefined;
  /** Whether nobody knows what it sets. */
  readonly mayBeAnything: boolean;
}

/** A value, and the name under which the program sets it. */
export interface Given {
  readonly name: string;
  readonly value: unknown;
}

/** What a resource says of users: nothing, mostly; of a batch each request by itself. */
export function userWritesOf(resource: Resource): readonly UserWrite[] {
  if (resource.type === AZUREAD.user) return [managedUser(resource)];
  if (resource.type === AZUREAD.invitation) return [invited(resource.properties)];
  return isGenericGraph(resource.type) ? requestsOf(resource).flatMap((request) => requested(request, resource)) : [];
}

/** What the azuread package can set, so that what it isn't told is empty; of what Entra fills in nobody knows. */
const MANAGED: ReadonlySet<string> = new Set(
  [
    ...["city", "country", "companyName", "department", "employeeId", "facsimileTelephoneNumber", "givenName"],
    ...["jobTitle", "mobile", "physicalDeliveryOfficeName", "postalCode", "preferredLanguage", "state"],
    ...["streetAddress", "surname", "telephoneNumber", "usageLocation", MANAGER],
  ].map((name) => name.toLowerCase()),
);

/** The package can't set what kind of user it is: the state tells that of an account that was taken over by import. */
function managedUser({ properties: { userType, ...set } }: Resource): UserWrite {
  const kind = typeof userType === "string" ? userType : "Member";
  return {
    given: givenIn(set),
    mayBeAnything: false,
    unset: ({ name }) => (MANAGED.has(name.toLowerCase()) ? null : newUser(name, kind)),
  };
}

/** What a new account has. @returns `undefined` for what Entra makes up */
function newUser(name: string, userType: string): UserValue | undefined {
  switch (name.toLowerCase()) {
    case "accountenabled":
      return true;
    case "usertype":
      return userType;
    case "objectid":
      return "an id";
    default:
      return undefined;
  }
}

/** What an invitation calls what it says of the guest. */
const invited = (properties: Properties): UserWrite => ({
  ...created({}, "Guest"),
  given: new Map(
    Object.entries({ userType: "usertype", userEmailAddress: "mail", userDisplayName: "displayname" }).flatMap(
      ([name, sets]) => givenOf(sets, name, properties[name]),
    ),
  ),
});

/** Of an account that is only now made everything else is empty, but what Entra makes up. */
const created = (body: Properties, userType: string): UserWrite => ({
  given: givenIn(body),
  mayBeAnything: false,
  unset: ({ name, isLiteral }) => {
    if (!isLiteral || MADE_UP.has(name.toLowerCase())) return undefined;
    const value = newUser(name, userType);
    return value === undefined ? null : value;
  },
});

const MADE_UP: ReadonlySet<string> = new Set(["mail", "mailnickname", "userprincipalname", "displayname"]);

const COLLECTION = /^users$/i;
const INVITATIONS = /^invitations$/i;
const ONE = /(?:^|\/)(?:users|directoryObjects|members|owners|directReports)(?:\/[^/$][^/]*|\([^/]*)$|^me$/i;
const BELOW = /(?:^|\/)(?:users|directoryObjects)[/(]|^me\//i;

function requested(request: GraphRequest, resource: Resource): readonly UserWrite[] {
  const { address, method, body } = request;
  if (method === "GET" || method === "DELETE") return [];
  if (address === undefined) return unresolvedAddress(request, resource);
  if (INVITATIONS.test(address)) return written(body, invitation);
  if (COLLECTION.test(address)) return written(body, (given) => created(given, "Member"));
  if (ONE.test(address)) return written(body, changed);
  if (!BELOW.test(address)) return [];
  return [changed(/\/manager(?:\/\$ref)?$/i.test(address) ? { managerId: body } : (asObject(body) ?? {}))];
}

/** A body as what it gives; nothing where there is none, and anything where it isn't known. */
function written(body: unknown, read: (given: Properties) => UserWrite): readonly UserWrite[] {
  if (body === undefined || body === null) return [];
  const given = asObject(body);
  return [given === undefined ? ANYTHING : read(given)];
}

/** An address that isn't known yet may be a user's; where it is known to be made of one's id, so may the body. */
function unresolvedAddress({ body, properties }: GraphRequest, { sources }: Resource): readonly UserWrite[] {
  const known = asObject(body);
  if (known !== undefined) return [changed(known)];
  const types = properties.flatMap((property) => sources[property] ?? []).map(typeIn);
  const mayBeUser = types.some((type) => type === AZUREAD.user || type === AZUREAD.invitation || isGenericGraph(type));
  return mayBeUser && body !== undefined ? [ANYTHING] : [];
}

function invitation(given: Properties): UserWrite {
  const { invitedUserType: userType, invitedUserEmailAddress: userEmailAddress, invitedUserDisplayName } = given;
  const rest = invited({ userType, userEmailAddress, userDisplayName: invitedUserDisplayName });
  return { ...rest, given: new Map([...givenIn(asObject(given["invitedUser"]) ?? {}), ...rest.given]) };
}

const changed = (body: Properties): UserWrite => ({
  given: givenIn(body),
  mayBeAnything: false,
  unset: () => undefined,
});

const ANYTHING: UserWrite = { given: new Map(), mayBeAnything: true, unset: () => undefined };

/** Objects are looked into once: what rules read is no deeper. */
function givenIn(properties: Properties): ReadonlyMap<string, Given> {
  const given = Object.entries(properties).flatMap(([name, value]) => [
    ...givenOf(name, name, value),
    ...Object.entries(asObject(value) ?? {}).flatMap(([key, inner]) =>
      givenOf(`${name}.${key}`, `${name}.${key}`, inner),
    ),
  ]);
  return new Map(given);
}

const givenOf = (sets: string, name: string, value: unknown): readonly (readonly [string, Given])[] =>
  value === undefined ? [] : [[sets.toLowerCase(), { name, value }]];

/** What the write says of a property; `undefined` where it says nothing of it. */
export const givenFor = ({ given }: UserWrite, { setBy }: RuleProperty): Given | undefined =>
  setBy.map((name) => given.get(name) ?? whole(given, name)).find((one) => one !== undefined);

/** Of `a.b` what is said of `a` as a whole, where that can't be looked into. */
function whole(given: UserWrite["given"], name: string): Given | undefined {
  const object = name.includes(".") ? given.get(name.slice(0, name.indexOf("."))) : undefined;
  return object === undefined || asObject(object.value) !== undefined ? undefined : object;
}

/**
 * A value as rules compare it. A list of one is that one, as telephone numbers are.
 * @returns `undefined` where it isn't known, or nobody says what rules compare
 */
export function comparable({ value }: Given, { name, isLiteral }: RuleProperty): UserValue | undefined {
  if (!isLiteral || isUnresolved(value)) return undefined;
  if (value === null || value === "") return null;
  if (name === MANAGER) return idsIn(value).length === 1 ? idsIn(value)[0] : undefined;
  const list = asList(value);
  if (list !== undefined && list.length > 1) return undefined;
  const one = list === undefined ? value : (list[0] ?? null);
  return typeof one === "string" || typeof one === "boolean" || one === null ? one : undefined;
}

/** Whether the user is there already: what it has now isn't told by what the program says. */
export const isThere = (resource: Resource): boolean =>
  entraId(resource) !== undefined || typeof resource.properties["userId"] === "string";
