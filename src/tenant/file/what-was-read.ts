import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { printable } from "../../text/printable";
import { counted, listing, listingSome, named as quotedName } from "../../text/sentence";
import type { LeftAside } from "../exports/gathering";
import { collectionAt } from "../graph/collection";

/** What a tenant was read from, beside what the model has. */
export interface Extent {
  /** What it is where that isn't plain: `a folder of exports`. */
  readonly kind: string | undefined;
  readonly file: JsonObject;
  readonly leftAside: readonly LeftAside[];
}

const MOST_REASONS = 5;

/** More names than these don't help. */
const MOST_NAMED = 3;

/** At most two lines: what was read and left aside, and which lists are open. */
export function whatWasRead(tenant: Tenant, extent: Extent): readonly string[] {
  const { policies, partlyKnown = [] } = tenant;
  const from = extent.kind === undefined ? "" : ` from ${extent.kind}`;
  const first = [
    `read ${listing(countsOf(tenant, extent), "and")}${from}`,
    ...(partlyKnown.length > 0
      ? [`incomplete: ${listing([...new Set(partlyKnown.map(({ field }) => field))], "and")}`]
      : []),
    ...idsThatComeAgain(policies),
    ...withoutIds(extent.file),
    ...aside(extent.leftAside),
  ];
  return [first.join("; "), ...openLists(tenant)];
}

/** Objects that have no id are known by the name alone. */
function withoutIds(file: JsonObject): readonly string[] {
  const counts = ["namedLocations", "groups", "authenticationStrengthPolicies"].flatMap((key) => {
    const list = collectionAt(file, key);
    const nameless = "items" in list ? list.items.filter((item) => isAbsent(asObject(item)?.["id"])) : [];
    return nameless.length === 0 ? [] : [`${nameless.length} of the ${key}`];
  });
  return counts.length === 0 ? [] : [`without an id and known by the name alone: ${listing(counts, "and")}`];
}

/** Entra gives no id twice: one of the two is of another day, or by hand. */
function idsThatComeAgain(policies: readonly Policy[]): readonly string[] {
  const byId = new Map<string, string[]>();
  for (const { id, displayName } of policies) byId.set(id, [...(byId.get(id) ?? []), displayName]);
  const again = [...byId].filter(([, names]) => names.length > 1).slice(0, MOST_NAMED);
  const named = again.map(([id, names]) => {
    const different = [...new Set(names)].slice(0, MOST_NAMED).map((name) => quotedName(name));
    return `${printable(id)} ${names.length} times (${listing(different, "and")})`;
  });
  return again.length === 0
    ? []
    : [`policies with the same id, and nobody knows which one holds; keep one: ${named.join(", ")}`];
}

function countsOf(tenant: Tenant, { file }: Extent): readonly string[] {
  const { policies, locations, groups, users, roleAssignments, agents } = tenant;
  const strengths = collectionAt(file, "authenticationStrengthPolicies");
  const empty = [...(groups?.values() ?? [])].filter(({ members }) => members === undefined).length;
  const eligible = roleAssignments?.filter(({ isEligible }) => isEligible).length ?? 0;
  const counts: readonly (readonly [count: number | undefined, one: string, many?: string, note?: string])[] = [
    [policies.length, "policy", "policies"],
    [locations?.size, "named location"],
    ["items" in strengths ? strengths.items.length : undefined, "authentication strength"],
    [groups?.size, "group", "groups", empty > 0 ? ` (${empty} without members)` : ""],
    [users?.length, "user"],
    [agents?.size, "agent's account", "agents' accounts"],
    [roleAssignments && roleAssignments.length - eligible, "role assignment"],
    [eligible > 0 ? eligible : undefined, "eligible one"],
  ];
  return counts.flatMap(([count, one, many, note = ""]) =>
    count === undefined ? [] : [counted(count, one, many) + note],
  );
}

/** Lists that may lack something and that somebody could vouch for; those that are marked as a part can't be. */
function openLists({ open = new Set(), partlyKnown = [] }: Tenant): readonly string[] {
  const parts = new Set(partlyKnown.map(({ field }) => field));
  const lists = [...open].filter((list) => !parts.has(list) && list !== "policies");
  if (lists.length === 0) return [];
  return [`taken as open: ${listing(lists, "and")}. If the export has all of them, add --whole ${lists.join(",")}`];
}

function aside(leftAside: readonly LeftAside[]): readonly string[] {
  const reasons = [...new Set(leftAside.map(({ why }) => why))];
  const shown = reasons.slice(0, MOST_REASONS).map((reason) => {
    const names = leftAside.filter(({ why }) => why === reason).map(({ name }) => printable(name));
    return listingSome(names, MOST_NAMED) + (reason === "" ? "" : ` (${reason})`);
  });
  const others = reasons.length - MOST_REASONS;
  const more = others > 0 ? [`${others} more, for other reasons`] : [];
  return shown.length === 0 ? [] : [`left aside: ${[...shown, ...more].join("; ")}`];
}
