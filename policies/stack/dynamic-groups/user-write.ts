import { asList, asObject, isAbsent } from "../../../src/law/json/json-object";
import { matchingRows } from "../effects/matching-rows";
import { AZUREAD, entraId, idsIn, isGenericGraph, plannedId } from "../objects/entra-objects";
import { isUnresolved, type Properties, type Resource, typeIn } from "../objects/resource";
import { type GraphRequest, plainAddress, requestsOf } from "../requests/requests";
import { MANAGER, type RuleProperty } from "./properties";
import { NEW_ID, type UserValue } from "./rule";

/** Whether the user exists already. Before a resource is deployed, the engine doesn't show that. */
export type Existence = "there" | "new" | "unknown";

/** The attributes of a user that one request or resource sets. */
export interface UserWrite {
  /** The user's id or user principal name; `undefined` if it may be any user. */
  readonly user: string | undefined;
  readonly presence: Existence;
  /** What is set, by name in lower case. A property `b` of an object `a` is `a.b`. */
  readonly given: ReadonlyMap<string, SetValue>;
  /** The value of a property that isn't set; `undefined` if it stays as it is, or is unknown. */
  readonly unset: (property: RuleProperty) => UserValue | undefined;
  /** Whether it may set any attribute. */
  readonly mayBeAnything: boolean;
}

/** A value, and the name by which the program sets it. */
export interface SetValue {
  readonly name: string;
  readonly value: unknown;
}

/** The writes of a resource to users, one for each request of a batch. */
export function userWritesOf(resource: Resource, presence: Existence): readonly UserWrite[] {
  const { type, properties } = resource;
  const who = { user: plannedId(resource), presence, mayBeAnything: false };
  if (type === AZUREAD.user) {
    const { userType: _, ...set } = properties;
    return [{ ...who, given: givenIn(set), unset: managed(properties, presence) }];
  }
  if (type === AZUREAD.invitation)
    return [{ ...who, given: invited(properties), unset: newUser("Guest", presence, entraId(resource)) }];
  return isGenericGraph(type) ? requestsOf(resource).flatMap((request) => requested(request, resource, presence)) : [];
}

type Unset = UserWrite["unset"];

/** The package can't set the user type. The state has it for an account that was imported. */
function managed({ userType }: Properties, presence: Existence): Unset {
  const kind = typeof userType === "string" ? userType : "Member";
  if (presence !== "there") return newUser(kind);
  return ({ name, isManaged }) => (isManaged ? null : name === "userType" ? kind : undefined);
}

/** A new account has only its user type, an id, and what Entra derives. One that is there may have more since, such as licenses. */
const newUser =
  (userType: string, presence?: Existence, id = NEW_ID): Unset =>
  ({ name, isLiteral, isEmptyAtFirst }) => {
    if (name === "accountEnabled") return true;
    if (name === "userType") return userType;
    if (name === "objectId") return presence === "there" ? undefined : id;
    return isEmptyAtFirst && (isLiteral || presence !== "there") ? null : undefined;
  };

/** The attributes of a guest in an invitation. */
function invited(properties: Properties): UserWrite["given"] {
  const { invitedUserType, invitedUserEmailAddress, invitedUserDisplayName, invitedUser } = properties;
  const said = {
    userType: [properties["userType"] ?? invitedUserType, "usertype"],
    userEmailAddress: [properties["userEmailAddress"] ?? invitedUserEmailAddress, "mail", "othermails"],
    userDisplayName: [properties["userDisplayName"] ?? invitedUserDisplayName, "displayname"],
  } as const;
  return new Map([
    ...givenIn(asObject(invitedUser) ?? {}),
    ...Object.entries(said).flatMap(([name, [value, ...sets]]) => sets.flatMap((one) => givenOf(one, name, value))),
  ]);
}

const MADE = /^(?:(?:education\/)?users|(invitations))$/i;
const ONE = /(?:^|\/)(?:users|directoryObjects|members|owners|directReports)\/([^/$][^/]*)$|^me$/i;
const BELOW = /(?:^|\/)(?:(?:users|directoryObjects)\/([^/]+)|me)\//i;

/** Whether the table knows that a request changes nothing of an account. */
const leavesAccounts = (request: GraphRequest): boolean =>
  matchingRows({ ...request, address: request.address?.replace(/^me(?=\/)/i, "users/me") }).some(
    ({ row: { does, kinds } }) => does === "nothing" && !kinds.includes("users"),
  );

function requested(request: GraphRequest, resource: Resource, presence: Existence): readonly UserWrite[] {
  const { address, method, body, ...rest } = request;
  if (method === "GET" || method === "DELETE") return [];
  if (address === undefined) return unresolvedAddress(body, rest.properties, resource);
  const made = MADE.exec(address);
  // An existing account is written to at its own address, and a new one isn't.
  if (made !== null) return presence === "there" || isAbsent(body) ? [] : [newlyMade(resource, body, made[1])];
  if (presence === "new" && MADE.test(plainAddress(String(resource.properties["url"])) ?? "")) return [];
  const one = ONE.exec(address);
  if (one !== null) return isAbsent(body) ? [] : [changed(userNamed(one[1]), body)];
  const below = BELOW.exec(address);
  if (below === null || leavesAccounts(request)) return [];
  const said = /\/manager(?:\/\$ref)?$/i.test(address) ? { managerId: body } : (asObject(body) ?? {});
  const isMadeMember = /\/convertExternalToInternalMemberUser$/i.test(address);
  return [changed(userNamed(below[1]), isMadeMember ? { ...said, userType: "Member" } : said)];
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

/** An unresolved address may be a user's. Without a readable body, it counts only if it comes from a user's resource. */
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

/** A write to an existing user. An unreadable body may set anything. */
function changed(user: string | undefined, body: unknown): UserWrite {
  const said = asObject(body);
  return said === undefined ? { ...ANYTHING, user } : { ...ANYTHING, user, given: givenIn(said), mayBeAnything: false };
}

/** Properties, and the properties of objects in them: membership rules read no deeper. */
function givenIn(properties: Properties): ReadonlyMap<string, SetValue> {
  const given = Object.entries(properties).flatMap(([name, value]) => [
    ...givenOf(name, name, value),
    ...Object.entries(asObject(value) ?? {}).flatMap(([key, inner]) =>
      givenOf(`${name}.${key}`, `${name}.${key}`, inner),
    ),
  ]);
  return new Map(given);
}

const givenOf = (sets: string, name: string, value: unknown): readonly (readonly [string, SetValue])[] =>
  value === undefined ? [] : [[sets.toLowerCase(), { name, value }]];

/** What the write sets for a property; `undefined` if it doesn't set it. */
export const valueSetFor = ({ given }: UserWrite, { setBy }: RuleProperty): SetValue | undefined =>
  setBy.map((name) => given.get(name) ?? whole(given, name)).find((one) => one !== undefined);

/** For `a.b`, the whole value of `a`, if that isn't an object that can be read. */
function whole(given: UserWrite["given"], name: string): SetValue | undefined {
  const object = name.includes(".") ? given.get(name.slice(0, name.indexOf("."))) : undefined;
  return object === undefined || asObject(object.value) !== undefined ? undefined : object;
}

/** A value as rules compare it: a list of one item is that item. `undefined` if it is unknown. */
export function comparable({ value }: SetValue, { name, isLiteral }: RuleProperty): UserValue | undefined {
  if (!isLiteral || isUnresolved(value)) return undefined;
  if (value === null || value === "") return null;
  if (name === MANAGER) return idsIn(value).length === 1 ? idsIn(value)[0] : undefined;
  const list = asList(value);
  if (list !== undefined && list.length > 1) return undefined;
  const one = list === undefined ? value : (list[0] ?? null);
  return typeof one === "string" || typeof one === "boolean" || one === null ? one : undefined;
}
