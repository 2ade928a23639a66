import { absent, isGuid, isOddList, isRaw, list, lower, lowers, type Raw, raw } from "./raw";
import { and, NO, not, or, type Tri, UNCLEAR, YES } from "./tri";

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const HARMLESS = ["none", "office365", "microsoftadminportals", "allagentidresources"];

/** Is a plain request for a token of the management API among the policy's targets? */
export function targets(policy: Raw): Tri {
  const written = raw(policy["conditions"])["applications"];
  const applications = raw(written);
  const filter = applications["applicationFilter"];
  if (hasOtherTarget(applications)) return NO;
  if (!absent(written) && !isRaw(written)) return UNCLEAR;
  const taken = or(...lowers(applications["includeApplications"]).map(names), odd(applications["includeApplications"]));
  const left = or(
    ...lowers(applications["excludeApplications"]).map(names),
    odd(applications["excludeApplications"]),
    takenOut(filter),
  );
  return and(taken, not(left));
}

export const hasOtherTarget = (applications: Raw): boolean =>
  list(applications["includeUserActions"]).length > 0 ||
  list(applications["includeAuthenticationContextClassReferences"]).length > 0;

const odd = (value: unknown): Tri => (isOddList(value) ? UNCLEAR : NO);

export function names(word: string): Tri {
  if (word === API || word === "all") return YES;
  return HARMLESS.includes(word) || isGuid(word) ? NO : UNCLEAR;
}

/** The attributes that a filter reads aren't known: one that includes takes nothing in, one that excludes takes the API out. */
function takenOut(filter: unknown): Tri {
  if (absent(filter)) return NO;
  const mode = lower(raw(filter)["mode"]);
  if (mode === "include") return NO;
  return mode === "exclude" ? YES : UNCLEAR;
}
