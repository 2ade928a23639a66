import { asObject, isAbsent } from "../../../src/law/json/json-object";
import { matchingRows } from "../effects/matching-rows";
import { AZUREAD, IDS, idsIn, isGenericGraph, PEOPLE, plannedId } from "../objects/entra-objects";
import { isUnresolved, type Properties, type Resource, typeIn, UNRESOLVED } from "../objects/resource";
import { type GraphRequest, plainAddress, requestsOf } from "../requests/requests";
import type { RuleProperty } from "./properties";
import type { UserValue } from "./rule";

/** Whether the user exists already. Before a resource is deployed, the engine doesn't show that. */
export type Existence = "there" | "new" | "unknown";

/** The attributes of a user that one request or resource sets. */
export interface UserWrite {
  /** The user's id or user principal name; `undefined` if it may be any user. */
  readonly user: string | undefined;
  readonly presence: Existence;
  /** What is set, by name in lower case; `undefined` if it may be any attribute. */
  readonly given: ReadonlyMap<string, SetValue> | undefined;
  /** The kind of the account; `undefined` if it stays as it is. */
  readonly userType: string | undefined;
  /** Whether what isn't set is cleared, if the azuread package manages it. */
  readonly isManaged: boolean;
}

/** A value, and the name by which the program sets it. */
interface SetValue {
  readonly name: string;
  readonly value: unknown;
}

/** The writes of a resource to users, one for each request. */
export function userWritesOf(resource: Resource, presence: Existence): readonly UserWrite[] {
  const { type, properties } = resource;
  if (isGenericGraph(type)) return requestsOf(resource).flatMap((request) => requested(request, resource, presence));
  if (!PEOPLE.includes(type)) return [];
  // The package can't set the user type of an account. The state has it for an account that was imported.
  const { userType, ...rest } = properties;
  const isManaged = type === AZUREAD.user;
  const set = Object.entries(isManaged ? rest : properties).filter(([name]) => !IDS.includes(name));
  const kind = isManaged ? (typeof userType === "string" ? userType : "Member") : "Guest";
  return [{ user: plannedId(resource), presence, given: givenIn(Object.fromEntries(set)), userType: kind, isManaged }];
}

const MADE = /^(?:(?:education\/)?users|(invitations))$/i;
const AT = /(?:^|\/)(?:users|directoryObjects|members|owners|directReports)\/([^/$][^/]*)(?:\/(.*))?$|^me(?:\/(.*))?$/i;

function requested(request: GraphRequest, resource: Resource, presence: Existence): readonly UserWrite[] {
  const { address, method, body } = request;
  if (method === "GET" || method === "DELETE") return [];
  if (address === undefined) return atUnresolvedAddress(request, resource);
  const made = MADE.exec(address);
  if (made !== null) {
    // An existing account is written to at its own address, and a new one isn't.
    if (presence === "there" || isAbsent(body)) return [];
    const userType = made[1] === undefined ? "Member" : "Guest";
    return [{ ...changed(plannedId(resource), body), presence: "new", userType }];
  }
  if (presence === "new" && MADE.test(plainAddress(String(resource.properties["url"])) ?? "")) return [];
  const [, name, rest, restOfMe] = AT.exec(address) ?? [];
  const below = rest ?? restOfMe ?? "";
  const isAtAccount = name !== undefined || /^me(?:\/|$)/i.test(address);
  if (!isAtAccount || leavesAccounts(request) || (below === "" && isAbsent(body))) return [];
  const user = idsIn(name)[0] ?? name?.toLowerCase();
  if (below === "") return [changed(user, body)];
  // What is below an account has the name of an attribute, such as `manager`.
  const named = Object.fromEntries(below.split("/").map((segment) => [segment, UNRESOLVED]));
  return [changed(user, { ...asObject(body), ...named })];
}

/** Whether the table knows that a request changes nothing of an account. */
const leavesAccounts = (request: GraphRequest): boolean =>
  matchingRows({ ...request, address: request.address?.replace(/^me(?=\/)/i, "users/me") }).some(
    ({ row: { does, kinds } }) => does === "nothing" && !kinds.includes("users"),
  );

/** An unresolved address may be a user's. Without a readable body, it counts only if it comes from a user's resource. */
function atUnresolvedAddress({ body, properties }: GraphRequest, { sources }: Resource): readonly UserWrite[] {
  const types = properties.flatMap((property) => sources[property] ?? []).map(typeIn);
  const mayBeUser = types.some((type) => PEOPLE.includes(type) || isGenericGraph(type));
  if (asObject(body) === undefined && (!mayBeUser || body === undefined)) return [];
  return [changed(undefined, body)];
}

/** A write to an existing user. An unreadable body may set anything. */
function changed(user: string | undefined, body: unknown): UserWrite {
  const said = asObject(body);
  return { user, presence: "there", given: said && givenIn(said), userType: undefined, isManaged: false };
}

/** Properties, and the properties of objects in them: membership rules read no deeper. */
function givenIn(properties: Properties): ReadonlyMap<string, SetValue> {
  const given = Object.entries(properties).flatMap(([name, value]) => [
    [name.toLowerCase(), { name, value }] as const,
    ...Object.entries(asObject(value) ?? {}).map(
      ([key, inner]) => [key.toLowerCase(), { name: `${name}.${key}`, value: inner }] as const,
    ),
  ]);
  return new Map(given.filter(([, { value }]) => value !== undefined));
}

/** Stands for a name if any attribute may be set. */
export const ANY_NAME = "body";

/** What a property is after a write. */
export interface Setting {
  /** The name by which the write sets or clears it; `undefined` if it doesn't. */
  readonly name: string | undefined;
  /** `undefined` if it is unknown. */
  readonly value: UserValue | undefined;
}

/** What a property is after a write. */
export function settingOf(property: RuleProperty, write: UserWrite): Setting {
  const { given, presence, isManaged } = write;
  if (given === undefined) return { name: ANY_NAME, value: undefined };
  const set = property.setBy.map((name) => given.get(name)).find((one) => one !== undefined);
  if (set !== undefined) return { name: set.name, value: property.isLiteral ? literalIn(set.value) : undefined };
  if (presence !== "there") return { name: undefined, value: atFirst(property, write) };
  if (isManaged && property.isManaged) return { name: property.name, value: null };
  return { name: undefined, value: property.name === "userType" ? write.userType : undefined };
}

/** A property of a new account that nothing sets. */
function atFirst({ name, isLiteral, isManaged }: RuleProperty, { userType }: UserWrite): UserValue | undefined {
  if (name === "accountEnabled") return true;
  if (name === "userType") return userType;
  if (name === "displayName" || name === "userPrincipalName") return undefined; // each account has these
  return isLiteral || isManaged ? null : undefined;
}

/** A value as rules compare it. */
function literalIn(value: unknown): UserValue | undefined {
  if (isUnresolved(value)) return undefined;
  if (value === null || value === "") return null;
  return typeof value === "string" || typeof value === "boolean" ? value : undefined;
}
