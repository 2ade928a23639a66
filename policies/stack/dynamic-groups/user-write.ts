import { asList, asObject, isAbsent, isObject } from "../../../src/law/json/json-object";
import { matchingRows } from "../effects/matching-rows";
import { AZUREAD, IDS, idsIn, isGenericGraph, PEOPLE, plannedId } from "../objects/entra-objects";
import { type Properties, type Resource, typeIn, UNRESOLVED } from "../objects/resource";
import { type GraphRequest, plainAddress, requestsOf } from "../requests/requests";
import type { RuleProperty } from "./properties";
import type { UserValue } from "./rule";

/** The attributes of a user that one request or resource sets. */
export interface UserWrite {
  /** The user's id or user principal name; `undefined` if it may be any user. */
  readonly user: string | undefined;
  /** Whether it makes the account. */
  readonly isNew: boolean;
  /** What is set, by name in lower case; `undefined` if it may be any attribute. */
  readonly given: ReadonlyMap<string, Setting> | undefined;
  /** What is known of the account without being set. */
  readonly known: Properties;
}

/** A value, and the name by which the program sets it. */
interface Setting {
  readonly name: string;
  readonly value: unknown;
}

/** The writes of a resource to users, one for each request. @param isNew whether the account that it manages is new */
export function userWritesOf(resource: Resource, isNew: boolean): readonly UserWrite[] {
  const { type, properties } = resource;
  if (isGenericGraph(type)) return requestsOf(resource).flatMap((request) => requested(request, resource, isNew));
  if (!PEOPLE.includes(type)) return [];
  // The package can't set the user type of an account. The state has it for an account that was imported.
  const { userType = "Member", ...rest } = properties;
  const [set, kind] = type === AZUREAD.user ? [{ ...CLEARED, ...rest }, userType] : [properties, "Guest"];
  const attributes = Object.fromEntries(Object.entries(set).filter(([name]) => !IDS.includes(name)));
  const known = { ...(isNew && OF_EACH_NEW), userType: kind };
  return [{ user: plannedId(resource), isNew, given: givenIn(attributes), known }];
}

/** What the azuread package clears of a user if the program doesn't set it. */
const CLEARED: Properties = Object.fromEntries(
  `businessPhones city companyName costCenter country department division employeeHireDate employeeId employeeType faxNumber
  givenName jobTitle managerId mobilePhone officeLocation otherMails postalCode preferredLanguage state streetAddress surname
  usageLocation`
    .split(/\s+/)
    .map((name) => [name, null]),
);

/** What each new account has. */
const OF_EACH_NEW: Properties = { accountEnabled: true, displayName: UNRESOLVED, userPrincipalName: UNRESOLVED };

const MADE = /^(?:(?:education\/)?users|(invitations))$/i;
const AT =
  /(?:^|\/)(?:users|directoryObjects|members|owners|directReports)\/([^/$][^/]*)(?:\/(.*))?$|^(me)(?:\/(.*))?$/i;

function requested(request: GraphRequest, resource: Resource, isNew: boolean): readonly UserWrite[] {
  const { address, method, body } = request;
  if (method === "GET" || method === "DELETE") return [];
  if (address === undefined) return atUnresolvedAddress(request, resource);
  const made = MADE.exec(address);
  if (made !== null) {
    const known = { ...OF_EACH_NEW, userType: made[1] === undefined ? "Member" : "Guest" };
    return isNew && !isAbsent(body) ? [{ ...changed(plannedId(resource), body), isNew, known }] : [];
  }
  // An existing account is written to at its own address, and a new one isn't.
  if (isNew && MADE.test(plainAddress(String(resource.properties["url"])) ?? "")) return [];
  const [, name, restOfUser, me, restOfMe] = AT.exec(address) ?? [];
  const below = restOfUser ?? restOfMe ?? "";
  if ((name ?? me) === undefined || leavesAccounts(request) || (below === "" && isAbsent(body))) return [];
  // What is below an account has the name of an attribute, such as `manager`.
  const named = Object.fromEntries(below.split("/").map((segment) => [segment, UNRESOLVED]));
  return [changed(idsIn(name)[0] ?? name?.toLowerCase(), below === "" ? body : { ...asObject(body), ...named })];
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
  const isRead = asObject(body) !== undefined || (mayBeUser && body !== undefined && asList(body) === undefined);
  return isRead ? [changed(undefined, body)] : [];
}

/** A write to an existing user. An unreadable body may set anything. */
function changed(user: string | undefined, body: unknown): UserWrite {
  return { user, isNew: false, given: isObject(body) ? givenIn(body) : undefined, known: {} };
}

/** Properties, and the properties of objects in them: membership rules read no deeper. Of two with one name, either may count. */
function givenIn(properties: Properties): ReadonlyMap<string, Setting> {
  const entry = (key: string, name: string, value: unknown) => [key.toLowerCase(), { name, value }] as const;
  const given = Object.entries(properties).flatMap(([name, value]) => [
    entry(name, name, value),
    ...Object.entries(asObject(value) ?? {}).map(([key, inner]) => entry(key, `${name}.${key}`, inner)),
  ]);
  const set = given.filter(([, { value }]) => value !== undefined);
  const isOnly = (key: string): boolean => set.filter(([other]) => other === key).length === 1;
  return new Map(set.map(([key, one]) => [key, isOnly(key) ? one : { ...one, value: UNRESOLVED }]));
}

/** The name by which a write sets a property, and what it sets; `undefined` if it doesn't. */
export const settingIn = ({ given }: UserWrite, { setBy }: RuleProperty): Setting | undefined =>
  given === undefined
    ? { name: "body", value: UNRESOLVED }
    : setBy.map((name) => given.get(name)).find((one) => one !== undefined);

/** What a property is after a write; `undefined` if that is unknown. A new account has no literals that nothing sets. */
export function valueAfter(write: UserWrite, property: RuleProperty): UserValue | undefined {
  const { [property.name]: known = write.isNew ? null : undefined } = write.known;
  const { value } = settingIn(write, property) ?? { value: known };
  if (!property.isLiteral) return undefined;
  if (value === null || value === "") return null;
  return typeof value === "string" || typeof value === "boolean" ? value : undefined;
}
