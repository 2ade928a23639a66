import { describeDevice } from "../../device-filter/device";
import { AZURE_MANAGEMENT } from "../../model/ids";
import type { ListCondition, LocationList, PlatformList } from "../../model/policy";
import type { Tenant } from "../../model/tenant";
import { counted, listing, named } from "../../text/sentence";
import type { Reason } from "../../verifier/evaluate";
import { meetsLocations } from "../../verifier/law/places";
import { meetsPlatforms } from "../../verifier/law/platforms";
import { notUnderstoodIn } from "../../verifier/not-understood";
import { PLATFORM_NAMES } from "../sign-in";
import type { EvaluatedPolicy, Explanation } from "./evaluated-policy";
import { explainGrant } from "./grant";
import { explainUsers } from "./users";

const EXPLAIN: Record<Reason, (evaluated: EvaluatedPolicy) => Explanation> = {
  state: ({ policy: { enforcement } }) =>
    enforcement.kind === "reportOnly"
      ? { why: "is report-only: it logs and stops nobody", fix: "switch it on" }
      : { why: "is off", fix: "switch it on" },
  grant: explainGrant,
  users: explainUsers,
  applications: explainApplications,
  clientAppTypes: ({ policy }) => explainLevels("client type", policy.clientApps),
  platforms: explainPlatforms,
  locations: explainLocations,
  devices: explainDevices,
  signInRisk: ({ policy }) => explainLevels("sign-in risk", policy.signInRisk),
  userRisk: ({ policy }) => explainLevels("user risk", policy.userRisk),
  insiderRisk: ({ policy }) => explainLevels("insider risk", policy.insiderRisk),
  authenticationFlows: ({ policy }) => explainLevels("authentication flow", policy.flows),
  clientApplications: () => ({ why: "is about workload identities, not about people", fix: "make one for people" }),
  unsupported: ({ policy }) => ({
    why: `has content that isn't understood: ${listing([...new Set(notUnderstoodIn(policy).map(({ field }) => field))], "and") || "a named location"}`,
    fix: "say the same in conditions that this program knows, or take them out",
  }),
};

/** Why a policy lets a sign-in through, by the first dimension that does, and what would close it. */
export const explain = (reason: Reason, evaluated: EvaluatedPolicy): Explanation => EXPLAIN[reason](evaluated);

/** A condition that lists values, and doesn't list this one. */
export function explainLevels<Value>(kind: string, levels: ListCondition<Value>): Explanation {
  const values = levels.kind === "any" ? [] : [...levels.values].map(String);
  return {
    why: `covers only ${kind} ${values.length === 0 ? "of no kind" : listing(values, "and")}`,
    fix: `remove its condition on ${kind}`,
  };
}

export function explainPlatforms({ policy: { platforms }, signIn }: EvaluatedPolicy): Explanation {
  if (platforms.kind === "any") throw new Error("a condition that isn't configured lets nothing through");
  const includes = meetsPlatforms({ ...platforms, exclude: NO_PLATFORM }, signIn.platform) !== "no";
  return {
    why: includes
      ? `leaves out ${platformWords(platforms.exclude)}`
      : `covers only ${platformWords(platforms.include)}`,
    fix: includes ? "take the excluded platforms out" : "remove its condition on platforms",
  };
}

const NO_PLATFORM: PlatformList = { all: false, named: new Set(), notUnderstood: [] };

const platformWords = ({ all, named: platforms }: PlatformList): string =>
  all
    ? "every platform"
    : listing(
        [...platforms].map((platform) => PLATFORM_NAMES[platform]),
        "and",
      ) || "no platform";

export function explainLocations({ policy: { locations }, signIn, names: { tenant } }: EvaluatedPolicy): Explanation {
  if (locations.kind === "any") throw new Error("a condition that isn't configured lets nothing through");
  const includes = meetsLocations({ ...locations, exclude: NO_LOCATION }, signIn.network, tenant) !== "no";
  return {
    why: includes
      ? `leaves out ${locationWords(locations.exclude, tenant)}`
      : `covers only ${locationWords(locations.include, tenant)}`,
    fix: includes ? "take the excluded locations out" : "remove its condition on locations",
  };
}

const NO_LOCATION: LocationList = { all: false, allTrusted: false, ids: new Set() };
const MOST_LOCATIONS = 5;

function locationWords({ all, allTrusted, ids }: LocationList, { locations }: Tenant): string {
  if (all) return "every location";
  const listed = [...ids].map((id) => named(locations?.get(id)?.displayName ?? id));
  const more = listed.length - MOST_LOCATIONS;
  const words = [
    ...(allTrusted ? ["trusted locations"] : []),
    ...listed.slice(0, MOST_LOCATIONS),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  return words.length === 0 ? "no location" : listing(words, "and");
}

export function explainDevices({ policy: { device }, signIn }: EvaluatedPolicy): Explanation {
  const what = describeDevice(signIn.device);
  const excludes = device.kind === "filter" && device.mode === "exclude";
  return {
    why: excludes ? `has a device filter that leaves out ${what}` : `has a device filter that doesn't cover ${what}`,
    fix: "take its device filter out",
  };
}

const API = `the Windows Azure Service Management API (${AZURE_MANAGEMENT})`;

/** Why a policy isn't about Azure management. */
export function explainApplications({ policy: { applications } }: EvaluatedPolicy): Explanation {
  const { include, exclude, filter, otherTarget } = applications;
  if (otherTarget)
    return {
      why: "is about user actions or authentication contexts, not about a resource",
      fix: `target ${API} instead`,
    };
  if (exclude.all || exclude.ids.has(AZURE_MANAGEMENT))
    return { why: "excludes Azure management from its resources", fix: `take ${API} out of its excluded resources` };
  if (filter === "exclude")
    return { why: "leaves out resources by a filter, which may hold Azure management", fix: "take the filter out" };
  const covers = [
    ...(include.adminPortals ? ["the admin portals, which are another resource"] : []),
    ...(include.ids.size > 0 ? [counted(include.ids.size, "other resource")] : []),
    ...(filter === "include" ? ["resources by a filter, which may not hold it"] : []),
  ];
  return {
    why: `isn't about Azure management: it covers ${covers.length === 0 ? "no resource" : covers.join(" and ")}`,
    fix: `add ${API} to its resources`,
  };
}
