import { isSo } from "../../../oracle/formula";
import { device, inNamedLocation, Members, place, simple } from "../../../oracle/law";
import { classesOf } from "../../../oracle/people";
import { addressOf, type OraclePlace } from "../../../oracle/places";
import { forWorkloads, SIMPLE } from "../../../oracle/simple-conditions";
import { type GraphObject, type JsonObject, objectIn, sameId, stringsIn } from "../json";
import { groupById } from "../store/directory";
import type { TenantData } from "../store/store";
import type { SignInFacts } from "./facts";

/** Graph's names for the reasons why a policy doesn't apply to a sign-in. */
export type Unmet =
  | "workloadIdentities"
  | "users"
  | "application"
  | "clientType"
  | "devicePlatform"
  | "location"
  | "devices"
  | "signInRisk"
  | "userRisk"
  | "insiderRisk"
  | "authenticationFlows";

/**
 * The reasons why the policy doesn't apply to the sign-in. It applies iff there is none. The oracle says what Entra does. A
 * condition that the oracle doesn't know, such as an unreadable rule, counts as not met.
 */
export function unmetBy(policy: GraphObject, facts: SignInFacts, data: TenantData): readonly Unmet[] {
  const conditions = objectIn(policy["conditions"]);
  const { tenant, members } = asked(data);
  const isMet = (key: string, value: string): boolean => {
    const kind = SIMPLE.findIndex((one) => one.key === key);
    return value === "all" || isSo(simple(conditions, kind, value.toLowerCase()));
  };
  const met: Readonly<Record<Unmet, boolean>> = {
    workloadIdentities: !forWorkloads(conditions),
    users: isSo(members.about(conditions, somebodyIn(facts))),
    application: isTarget(objectIn(conditions["applications"]), facts),
    clientType: isMet("clientAppTypes", facts.clientApp),
    devicePlatform: isMet("platforms", facts.platform),
    location: isSo(place(conditions, tenant, placeOf(facts))),
    devices: isSo(device(conditions, deviceOf(facts))),
    signInRisk: isMet("signInRiskLevels", facts.signInRisk),
    userRisk: isMet("userRiskLevels", facts.userRisk),
    insiderRisk: isMet("insiderRiskLevels", orNothing(facts.insiderRisk)),
    authenticationFlows: isMet("authenticationFlows", orNothing(facts.flow)),
  };
  return (Object.keys(met) as Unmet[]).filter((name) => !met[name]);
}

/** Whether the policy includes the resource. Groups of applications such as Office365 don't contain the management API. */
function isTarget(applications: JsonObject, { resource }: SignInFacts): boolean {
  const names = (key: string, id: string): boolean => stringsIn(applications[key]).some((one) => sameId(one, id));
  const isIncluded = names("includeApplications", "All") || names("includeApplications", resource);
  return isIncluded && !names("excludeApplications", resource);
}

/** The oracle's text for a risk or a flow. It is empty for none. */
const orNothing = (word: string): string => (word === "none" ? "" : word);

/** The guest type of a user object, or `undefined` for a member of this tenant. */
export function guestTypeOf(user: GraphObject): string | undefined {
  const [type] = classesOf(user);
  return type === "member" ? undefined : type;
}

const somebodyIn = ({ user, guestType, homeTenant }: SignInFacts) => ({
  id: user?.id.toLowerCase(),
  type: guestType ?? (user && guestTypeOf(user)) ?? "member",
  home: (homeTenant ?? "").toLowerCase(),
});

const deviceOf = ({ device }: SignInFacts): ReadonlyMap<string, string> =>
  new Map(Object.entries(device ?? {}).map(([name, value]) => [name.toLowerCase(), String(value).toLowerCase()]));

/** The oracle's place of a sign-in. Without an address it is in no range. */
function placeOf({ ipAddress, country }: SignInFacts): OraclePlace {
  const from = country?.toLowerCase() ?? "unmapped";
  const address = addressOf(ipAddress ?? "") ?? { six: false, value: -1n };
  return { address, country: from, gps: from, trustedElsewhere: false, unread: new Set() };
}

/** Whether the sign-in comes from the named location. */
export const isIn = (location: GraphObject, facts: SignInFacts): boolean =>
  isSo(inNamedLocation(location, placeOf(facts)));

type Asked = { readonly tenant: JsonObject; readonly members: Members };

/** The tenant's data in the oracle's shape. The data never changes in place, so it can be cached. */
const ASKED = new WeakMap<TenantData, Asked>();

/** The data in the oracle's shape, with the members of the groups. */
function asked(data: TenantData): Asked {
  const known = ASKED.get(data);
  if (known !== undefined) return known;
  const { namedLocations, users, roleAssignments } = data;
  const groups = data.groups.map(({ object, members }) => ({
    ...object,
    members: members.map((id) => ({ id, "@odata.type": groupById(data.groups, id) ? ".group" : ".user" })),
  }));
  const tenant = { namedLocations, users, groups, roleAssignments };
  const made = { tenant, members: new Members(tenant, []) };
  ASKED.set(data, made);
  return made;
}
