import { asList, asObject, isAbsent } from "../../../src/law/json/json-object";
import { AZUREAD, entraId, idsIn, isGenericGraph, plannedId } from "../objects/entra-objects";
import { isUnresolved, type Properties, type Resource, typeIn } from "../objects/resource";
import type { Progress } from "../objects/resource-graph";
import { type GraphRequest, requestsOf } from "../requests/requests";
import { MANAGER, type RuleProperty } from "./properties";
import type { UserValue } from "./rule";

/** What is known of the user: there already, new, or nobody knows which. */
export type Presence = "there" | "new" | "unknown";

/** What one request or resource says of a user. */
export interface UserWrite {
  /** The user's id, or the name that an address has in its place; `undefined` where nobody can tell. */
  readonly user: string | undefined;
  readonly presence: Presence;
  /** By the name under which it is set, in lower case; within an object `a.b`. */
  readonly given: ReadonlyMap<string, Given>;
  /** What a property has that nothing sets; `undefined` where it stays as it is, or nobody knows. */
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
export function userWritesOf(resource: Resource, presence: Presence): readonly UserWrite[] {
  const { type, properties } = resource;
  const who = { user: plannedId(resource), presence, mayBeAnything: false };
  if (type === AZUREAD.user) {
    const { userType: _, ...set } = properties;
    return [{ ...who, given: givenIn(set), unset: managed(properties, presence) }];
  }
  if (type === AZUREAD.invitation) return [{ ...who, given: invited(properties), unset: newUser("Guest") }];
  return isGenericGraph(type) ? requestsOf(resource).flatMap((request) => requested(request, resource, presence)) : [];
}

/** What the azuread package can set, so that what isn't given is empty. */
const MANAGED: ReadonlySet<string> = new Set(
  [
    ...["city", "country", "companyName", "department", "employeeId", "facsimileTelephoneNumber", "givenName"],
    ...["jobTitle", "mobile", "physicalDeliveryOfficeName", "postalCode", "preferredLanguage", "state"],
    ...["streetAddress", "surname", "telephoneNumber", "usageLocation", MANAGER],
  ].map((name) => name.toLowerCase()),
);

type Unset = UserWrite["unset"];

/** The package can't set what kind of user it is: the state tells that of an account that was taken over by import. */
function managed({ userType }: Properties, presence: Presence): Unset {
  const kind = typeof userType === "string" ? userType : "Member";
  if (presence !== "there") return newUser(kind);
  return ({ name }) => (MANAGED.has(name.toLowerCase()) ? null : name.toLowerCase() === "usertype" ? kind : undefined);
}

/** A new account has nothing but its kind, an id, and what Entra makes up. */
const newUser =
  (userType: string): Unset =>
  ({ name, isLiteral }) => {
    const property = name.toLowerCase();
    if (property === "accountenabled") return true;
    if (property === "usertype") return userType;
    if (property === "objectid") return "an id";
    return property === "dirsyncenabled" || (isLiteral && !MADE_UP.has(property)) ? null : undefined;
  };

const MADE_UP: ReadonlySet<string> = new Set(["mail", "mailnickname", "userprincipalname", "displayname"]);

/** What an invitation calls what it says of the guest. */
function invited(properties: Properties): UserWrite["given"] {
  const { invitedUserType, invitedUserEmailAddress, invitedUserDisplayName, invitedUser } = properties;
  const said = {
    userType: [properties["userType"] ?? invitedUserType, "usertype"],
    userEmailAddress: [properties["userEmailAddress"] ?? invitedUserEmailAddress, "mail"],
    userDisplayName: [properties["userDisplayName"] ?? invitedUserDisplayName, "displayname"],
  } as const;
  return new Map([
    ...givenIn(asObject(invitedUser) ?? {}),
    ...Object.entries(said).flatMap(([name, [value, sets]]) => givenOf(sets, name, value)),
  ]);
}

const MADE = /^(?:users|(invitations))$/i;
const ONE = /(?:^|\/)(?:users|directoryObjects|members|owners|directReports)\/([^/$][^/]*)$|^me$/i;
const BELOW = /(?:^|\/)(?:users|directoryObjects)\/([^/]+)\/|^me\//i;

function requested(
  { address, method, body, ...rest }: GraphRequest,
  resource: Resource,
  presence: Presence,
): readonly UserWrite[] {
  if (method === "GET" || method === "DELETE") return [];
  if (address === undefined) return unresolvedAddress(body, rest.properties, resource);
  const made = MADE.exec(address);
  // One that is there is written to at its own address.
  if (made !== null) return presence === "there" || isAbsent(body) ? [] : [newlyMade(resource, body, made[1])];
  const one = ONE.exec(address);
  if (one !== null) return isAbsent(body) ? [] : [changed(userNamed(one[1]), body)];
  const below = BELOW.exec(address);
  if (below === null) return [];
  const said = /\/manager(?:\/\$ref)?$/i.test(address) ? { managerId: body } : (asObject(body) ?? {});
  return [changed(userNamed(below[1]), said)];
}

function newlyMade(resource: Resource, body: unknown, invitations: string | undefined): UserWrite {
  const who = { user: plannedId(resource), presence: "new" } as const;
  const said = asObject(body);
  if (said === undefined) return { ...ANYTHING, ...who };
  const [given, unset] =
    invitations === undefined ? [givenIn(said), newUser("Member")] : [invited(said), newUser("Guest")];
  return { ...who, given, unset, mayBeAnything: false };
}

const userNamed = (name: string | undefined): string | undefined => idsIn(name)[0] ?? name?.toLowerCase();

/** An address that isn't known yet may be a user's; where it is known to be made of one's id, so may the body. */
function unresolvedAddress(body: unknown, properties: readonly string[], { sources }: Resource): readonly UserWrite[] {
  const types = properties.flatMap((property) => sources[property] ?? []).map(typeIn);
  const mayBeUser = types.some((type) => type === AZUREAD.user || type === AZUREAD.invitation || isGenericGraph(type));
  if (asObject(body) === undefined && (!mayBeUser || body === undefined)) return [];
  return [changed(undefined, body)];
}

const ANYTHING: UserWrite = {
  user: undefined,
  presence: "there",
  given: new Map(),
  mayBeAnything: true,
  unset: () => undefined,
};

/** What is said of a user who is there; anything where it isn't known. */
function changed(user: string | undefined, body: unknown): UserWrite {
  const said = asObject(body);
  return said === undefined ? { ...ANYTHING, user } : { ...ANYTHING, user, given: givenIn(said), mayBeAnything: false };
}

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

/** A value as rules compare it, a list of one as that one; `undefined` where that isn't known. */
export function comparable({ value }: Given, { name, isLiteral }: RuleProperty): UserValue | undefined {
  if (!isLiteral || isUnresolved(value)) return undefined;
  if (value === null || value === "") return null;
  if (name === MANAGER) return idsIn(value).length === 1 ? idsIn(value)[0] : undefined;
  const list = asList(value);
  if (list !== undefined && list.length > 1) return undefined;
  const one = list === undefined ? value : (list[0] ?? null);
  return typeof one === "string" || typeof one === "boolean" || one === null ? one : undefined;
}

/** Whether the user is there already: the program doesn't say what it has now. */
export const isThere = (resource: Resource): boolean =>
  entraId(resource) !== undefined || typeof resource.properties["userId"] === "string";

/** The same of a user who is about to be deployed: without a preview nobody knows whether one without an id is new. */
export function presenceOf(resource: Resource, { hasPreview }: Progress): Presence {
  if (isThere(resource)) return "there";
  return hasPreview ? "new" : "unknown";
}
