import type { Policy } from "../../law/model/policy";
import type { Group, RoleAssignment, Tenant } from "../../law/model/tenant";
import type { LeftAside } from "../../tenant/graph/exports/gathered-objects";
import { printable } from "../../text/printable";
import { counted, listing, named } from "../../text/sentence";

/** What a tenant was read from holds, beside what the model has. */
export interface Extent {
  /** Authentication strengths that are listed; `undefined` where they aren't known. */
  readonly strengths: number | undefined;
  readonly leftAside: readonly LeftAside[];
  /** Said of files that weren't opened. */
  readonly notOpened: readonly string[];
}

/** More names than these don't help. */
const MOST_NAMED = 3;

/** `12 policies, 3 named locations and 5 groups (4 without members); left aside: …` */
export function whatWasRead(tenant: Tenant, { strengths, leftAside, notOpened }: Extent): string {
  const { policies, locations, groups, users, roleAssignments, agents, partlyKnown = [] } = tenant;
  const empty = [...(groups?.values() ?? [])].filter(({ members }: Group) => members === undefined).length;
  const counts = [
    counted(policies.length, "policy", "policies"),
    ...(locations === undefined ? [] : [counted(locations.size, "named location")]),
    ...(strengths === undefined ? [] : [counted(strengths, "authentication strength")]),
    ...(groups === undefined ? [] : [counted(groups.size, "group") + (empty > 0 ? ` (${empty} without members)` : "")]),
    ...(users === undefined ? [] : [counted(users.length, "user")]),
    ...(agents === undefined ? [] : [counted(agents.size, "agent's account", "agents' accounts")]),
    ...(roleAssignments === undefined ? [] : assigned(roleAssignments)),
  ];
  const aside = [...notOpened, ...byReason(leftAside)];
  return [
    `read ${listing(counts, "and")}`,
    ...(partlyKnown.length > 0
      ? [
          `incomplete: ${listing(
            partlyKnown.map(({ field }) => field),
            "and",
          )}`,
        ]
      : []),
    ...idsThatComeAgain(policies),
    ...(aside.length > 0 ? [`left aside: ${aside.join("; ")}`] : []),
  ].join("; ");
}

/** Entra gives no id twice: one of the two is of another day, or by hand, and nobody knows which one holds. */
function idsThatComeAgain(policies: readonly Policy[]): readonly string[] {
  const byId = new Map<string, string[]>();
  for (const { id, displayName } of policies) byId.set(id, [...(byId.get(id) ?? []), displayName]);
  const again = [...byId].filter(([, names]) => names.length > 1);
  const said = again
    .slice(0, MOST_NAMED)
    .map(
      ([id, names]) =>
        `${printable(id)} ${names.length} times (${listing([...new Set(names)].slice(0, MOST_NAMED).map(named), "and")})`,
    );
  if (again.length === 0) return [];
  return [`policies with the same id, each judged as one of its own; keep the one that holds: ${said.join(", ")}`];
}

function assigned(assignments: readonly RoleAssignment[]): readonly string[] {
  const eligible = assignments.filter(({ isEligible }) => isEligible).length;
  return [
    counted(assignments.length - eligible, "role assignment"),
    ...(eligible === 0 ? [] : [counted(eligible, "eligible one")]),
  ];
}

function byReason(leftAside: readonly LeftAside[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { name, why } of leftAside) names.set(why, [...(names.get(why) ?? []), name]);
  return Array.from(names, ([why, all]) => {
    const more = all.length - MOST_NAMED;
    return `${[...all.slice(0, MOST_NAMED).map(printable), ...(more > 0 ? [`${more} more`] : [])].join(", ")} (${why})`;
  });
}
