import { type GraphObject, isObject, type Json, type JsonObject, objectIn, sameId, stringsIn } from "../../json";
import type { TenantData } from "../../store/store";
import type { SignInFacts } from "../facts";
import { readDeviceRule } from "./device-rule";
import { locationsMet } from "./locations";
import { usersMet } from "./users";

/** Graph's words for what of a policy wasn't met by a sign-in. */
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

type Check = (conditions: JsonObject, facts: SignInFacts, data: TenantData) => boolean;

/** Each condition; one that isn't there is met by everybody. A policy applies when all are met. */
const CHECKS: readonly (readonly [Unmet, Check])[] = [
  ["workloadIdentities", (conditions) => !isObject(conditions["clientApplications"])],
  ["users", (conditions, facts, data) => usersMet(objectIn(conditions["users"]), facts, data)],
  ["application", (conditions, facts) => isTarget(objectIn(conditions["applications"]), facts)],
  ["clientType", (conditions, { clientApp }) => clientMet(stringsIn(conditions["clientAppTypes"]), clientApp)],
  ["devicePlatform", (conditions, { platform }) => platformMet(conditions["platforms"], platform)],
  [
    "location",
    (conditions, facts, data) =>
      !says(conditions["locations"]) || locationsMet(objectIn(conditions["locations"]), facts, data),
  ],
  ["devices", (conditions, facts) => devicesMet(conditions["devices"], facts)],
  ["signInRisk", (conditions, { signInRisk }) => listMet(conditions["signInRiskLevels"], signInRisk)],
  ["userRisk", (conditions, { userRisk }) => listMet(conditions["userRiskLevels"], userRisk)],
  ["insiderRisk", (conditions, { insiderRisk }) => flagsMet(conditions["insiderRiskLevels"], insiderRisk)],
  [
    "authenticationFlows",
    (conditions, { flow }) => flagsMet(objectIn(conditions["authenticationFlows"])["transferMethods"], flow),
  ],
];

/** What of the policy isn't met by the sign-in; it applies iff that is nothing. */
export function unmetBy(policy: GraphObject, facts: SignInFacts, data: TenantData): readonly Unmet[] {
  const conditions = objectIn(policy["conditions"]);
  return CHECKS.filter(([, isMet]) => !isMet(conditions, facts, data)).map(([name]) => name);
}

/** Has the object anything in its lists? */
const says = (value: Json | undefined): boolean =>
  Object.values(objectIn(value)).some((list) => stringsIn(list).length > 0);

/** The resource is what counts, never the client. Groups of applications such as Office365 don't hold the management API. */
function isTarget(applications: JsonObject, { resource, otherTarget }: SignInFacts): boolean {
  if (otherTarget?.kind === "userAction" && stringsIn(applications["includeUserActions"]).includes(otherTarget.value))
    return true;
  const contexts = stringsIn(applications["includeAuthenticationContextClassReferences"]);
  if (otherTarget?.kind === "authenticationContext") return contexts.includes(otherTarget.value);
  const names = (key: string, id: string): boolean => stringsIn(applications[key]).some((one) => sameId(one, id));
  const isAll = stringsIn(applications["includeApplications"]).includes("All");
  if (otherTarget !== undefined) return isAll;
  if (names("excludeApplications", resource)) return false;
  return isAll || names("includeApplications", resource);
}

function clientMet(types: readonly string[], client: SignInFacts["clientApp"]): boolean {
  if (types.includes("all") || client === "all") return true;
  return types.includes(client) || (client === "easSupported" && types.includes("exchangeActiveSync"));
}

function platformMet(value: Json | undefined, platform: SignInFacts["platform"]): boolean {
  if (!says(value) || platform === "all") return true;
  const lists = (key: string): boolean => {
    const names = stringsIn(objectIn(value)[key]);
    return names.includes("all") || names.includes(platform);
  };
  return lists("includePlatforms") && !lists("excludePlatforms");
}

/** A rule that can't be read keeps its policy from applying. */
function devicesMet(value: Json | undefined, { device }: SignInFacts): boolean {
  const filter = objectIn(objectIn(value)["deviceFilter"]);
  if (typeof filter["rule"] !== "string") return true;
  const rule = readDeviceRule(filter["rule"]);
  return rule !== undefined && rule(device) === (filter["mode"] === "include");
}

const listMet = (value: Json | undefined, level: string): boolean =>
  stringsIn(value).length === 0 || stringsIn(value).includes(level);

/** A text of several words, of which one is enough. */
function flagsMet(value: Json | undefined, word: string): boolean {
  if (typeof value !== "string" || value === "") return true;
  return value.split(",").some((flag) => flag.trim() === word && word !== "none");
}
