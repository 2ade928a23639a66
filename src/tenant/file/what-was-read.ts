import type { JsonObject } from "../../law/json/json-object";
import type { RoleAssignment, Tenant } from "../../law/model/tenant";
import { printable } from "../../text/printable";
import { counted, listing } from "../../text/sentence";
import type { LeftAside } from "../exports/gathering";
import { collectionAt } from "../graph/collection";

/** What a tenant was read from, beside what the model has. */
export interface Extent {
  /** What it is: `a folder of exports`. */
  readonly kind: string;
  readonly file: JsonObject;
  readonly leftAside: readonly LeftAside[];
}

/** More names than these don't help. */
const MOST_NAMED = 3;

/** At most three lines: what was read, which lists are open, and what was left aside. */
export function whatWasRead(tenant: Tenant, extent: Extent): readonly string[] {
  return [
    `read ${listing(countsOf(tenant, extent), "and")} from ${extent.kind}`,
    ...openLists(tenant),
    ...aside(extent.leftAside),
  ];
}

function countsOf(
  { policies, locations, groups, users, roleAssignments, agents }: Tenant,
  { file }: Extent,
): readonly string[] {
  const empty = [...(groups?.values() ?? [])].filter(({ members }) => members === undefined).length;
  const strengths = collectionAt(file, "authenticationStrengthPolicies");
  return [
    counted(policies.length, "policy", "policies"),
    ...(locations === undefined ? [] : [counted(locations.size, "named location")]),
    ...("items" in strengths ? [counted(strengths.items.length, "authentication strength")] : []),
    ...(groups === undefined ? [] : [counted(groups.size, "group") + (empty > 0 ? ` (${empty} without members)` : "")]),
    ...(users === undefined ? [] : [counted(users.length, "user")]),
    ...(agents === undefined ? [] : [counted(agents.size, "agent's account", "agents' accounts")]),
    ...(roleAssignments === undefined ? [] : assigned(roleAssignments)),
  ];
}

function assigned(assignments: readonly RoleAssignment[]): readonly string[] {
  const eligible = assignments.filter(({ isEligible }) => isEligible).length;
  return [
    counted(assignments.length - eligible, "role assignment"),
    ...(eligible === 0 ? [] : [counted(eligible, "eligible one")]),
  ];
}

/** Lists beside the policies that may lack something, and how they are vouched for; those that are marked as a part can't be. */
function openLists({ open = new Set(), partlyKnown = [] }: Tenant): readonly string[] {
  const parts = new Set(partlyKnown.map(({ field }) => field));
  const openOnly = [...open].filter((list) => !parts.has(list) && list !== "policies");
  const marked = partlyKnown.map(({ field, why }) => `${printable(field)} (${printable(why)})`);
  const said = [
    ...(openOnly.length === 0
      ? []
      : [
          `others may exist than the listed ${listing(openOnly, "and")}; if these are all, add --whole ${openOnly.join(",")}`,
        ]),
    ...(marked.length === 0 ? [] : [`incomplete: ${listing(marked.slice(0, MOST_NAMED), "and")}`]),
  ];
  return said.length === 0 ? [] : [said.join("; ")];
}

function aside(leftAside: readonly LeftAside[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { name, why } of leftAside) names.set(why, [...(names.get(why) ?? []), name]);
  const reasons = Array.from(names, ([why, all]) => {
    const more = all.length - MOST_NAMED;
    const shown = [...all.slice(0, MOST_NAMED).map(printable), ...(more > 0 ? [`${more} more`] : [])].join(", ");
    return why === "" ? shown : `${shown} (${why})`;
  });
  return reasons.length === 0 ? [] : [`left aside: ${reasons.join("; ")}`];
}
