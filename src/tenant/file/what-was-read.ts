import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import type { Tenant } from "../../law/model/tenant";
import { printable } from "../../text/printable";
import { counted, listing, listingSome } from "../../text/sentence";
import type { LeftAside } from "../exports/gathering";
import { collectionAt, itemsAt } from "../graph/collection";

/** What a tenant was read from, other than what the model has. */
export interface Extent {
  /** What it is where that isn't plain: `a folder of exports`. */
  readonly kind: string | undefined;
  readonly file: JsonObject;
  readonly leftAside: readonly LeftAside[];
  readonly others: number;
}

/** At most three lines: what was read, what was left aside, and which lists may lack items. */
export function whatWasRead(tenant: Tenant, { kind, file, leftAside, others }: Extent): readonly string[] {
  const { mayLackItems = new Set(), partlyKnown = [] } = tenant;
  const parts = [...new Set(partlyKnown.map(({ field }) => field))];
  const nameless = withoutIds(file);
  // Those that are marked as a part can't be vouched for.
  const lists = [...mayLackItems].filter((list) => !parts.includes(list) && list !== "policies");
  return [
    [
      `read ${listing(countsOf(tenant, file), "and")}${kind === undefined ? "" : ` from ${kind}`}`,
      ...(parts.length > 0 ? [`incomplete: ${listing(parts, "and")}`] : []),
      ...(nameless.length > 0 ? [`without an id and known by the name alone: ${listing(nameless, "and")}`] : []),
    ].join("; "),
    ...aside(leftAside, others),
    ...(lists.length > 0
      ? [`taken as open: ${listing(lists, "and")}. If the export has all of them, add --whole ${lists.join(",")}`]
      : []),
  ];
}

/** Objects that have no id are known by the name alone. */
const withoutIds = (file: JsonObject): readonly string[] =>
  ["namedLocations", "groups", "authenticationStrengthPolicies"].flatMap((key) => {
    const { length } = itemsAt(file, key).filter((item) => isAbsent(asObject(item)?.["id"]));
    return length === 0 ? [] : [`${length} of the ${key}`];
  });

function countsOf(tenant: Tenant, file: JsonObject): readonly string[] {
  const { policies, locations, groups, users, roleAssignments, agents } = tenant;
  const strengths = collectionAt(file, "authenticationStrengthPolicies");
  const empty = [...(groups?.values() ?? [])].filter(({ members }) => members === undefined).length;
  const counts: readonly (readonly [count: number | undefined, one: string, many?: string, note?: string])[] = [
    [policies.length, "policy", "policies"],
    [locations?.size, "named location"],
    [strengths.kind === "list" ? strengths.items.length : undefined, "authentication strength"],
    [groups?.size, "group", "groups", empty > 0 ? ` (${empty} without members)` : ""],
    [users?.length, "user"],
    [agents?.size, "agent's account", "agents' accounts"],
    [roleAssignments?.length, "role assignment"],
  ];
  return counts.flatMap(([count, one, many, note = ""]) =>
    count === undefined ? [] : [counted(count, one, many) + note],
  );
}

const MOST_NAMED = 3;

/** Each reason with whatever it holds of, three names in all, and how many more there are. */
export function reasonsOf(
  leftAside: readonly LeftAside[],
  inWords: (names: string, why: string) => string,
): readonly string[] {
  const reasons = new Map<string, string[]>(leftAside.map(({ why }) => [why, []]));
  for (const { name, why } of leftAside) reasons.get(why)?.push(printable(name));
  const shown: string[] = [];
  let left = MOST_NAMED;
  let more = 0;
  for (const [why, names] of reasons) {
    if (left > 0) shown.push(inWords(listingSome(names, left), why));
    else more += names.length;
    left -= names.length;
  }
  return more > 0 ? [...shown, `${more} more, for other reasons`] : shown;
}

function aside(leftAside: readonly LeftAside[], others: number): readonly string[] {
  const shown = [...reasonsOf(leftAside, (names, why) => `${names} (${why})`)];
  if (others > 0) shown.push(counted(others, "entry that isn't a .json file", "entries that aren't .json files"));
  return shown.length === 0 ? [] : [`left aside: ${shown.join("; ")}`];
}
