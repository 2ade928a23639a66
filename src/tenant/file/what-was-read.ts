import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { type List, TENANT_LISTS, type Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { printable } from "../../text/printable";
import { counted, listing, listingSome } from "../../text/sentence";
import type { Gathered, LeftOut } from "../exports/gathering";
import { COLLECTIONS } from "../graph/collections";
import { foundList, itemsAt } from "../graph/list";

/** What a tenant was read from. */
export interface Extent extends Pick<Gathered, "leftOut"> {
  /** The kind of source, such as `a folder of exports`; `undefined` for a plain tenant file. */
  readonly kind: string | undefined;
  readonly file: JsonObject;
  /** The number of entries in the folder that aren't JSON files. */
  readonly others: number;
}

/** At most three lines: what was read, what was left out, and which lists may lack objects. */
export function whatWasRead(tenant: Tenant, { kind, file, leftOut, others }: Extent): readonly string[] {
  const { mayLackItems = new Set<List>(), partlyKnown = [] } = tenant;
  const parts = [...new Set(partlyKnown.map(({ field }) => field))];
  const nameless = withoutIds(file);
  const stateless = itemsAt(file, "policies").filter((policy) => isAbsent(asObject(policy)?.["state"])).length;
  // `--whole` can't vouch for a list that is marked as incomplete.
  const open = TENANT_LISTS.filter((list) => mayLackItems.has(list) && !parts.includes(list) && list !== "policies");
  const read = [
    `read ${listing(countsOf(tenant, file), "and")}${kind === undefined ? "" : ` from ${kind}`}`,
    parts.length > 0 && `incomplete: ${listing(parts, "and")}`,
    stateless > 0 && `${stateless} of the policies have no \`state\`, so they may be on or off: export them with it`,
    nameless.length > 0 && `without an id, so known by name only: ${listing(nameless, "and")}`,
  ];
  const more = `may have more than is listed: ${listing(open, "and")}. If the export has all of them, add --whole ${open.join(",")}`;
  return [present(read).join("; "), ...linesOf(leftOut, others), ...(open.length > 0 ? [more] : [])];
}

/** How many objects of each list have no id. */
const withoutIds = (file: JsonObject): readonly string[] =>
  TENANT_LISTS.filter((key) => COLLECTIONS[key].isReferredTo).flatMap((key) => {
    const { length } = itemsAt(file, key).filter((item) => isAbsent(asObject(item)?.["id"]));
    return length === 0 ? [] : [counted(length, ...COLLECTIONS[key].nouns)];
  });

/** How many objects of each list the file has. */
function countsOf({ groups, agents }: Tenant, file: JsonObject): readonly string[] {
  const withoutMembers = [...(groups?.values() ?? [])].filter(({ members }) => members === undefined).length;
  const notes: { readonly [L in List]?: string } = {
    ...(withoutMembers > 0 && { groups: ` (${withoutMembers} without members)` }),
    ...(agents !== undefined && { users: ` (${counted(agents.size, "agent's account", "agents' accounts")})` }),
  };
  return TENANT_LISTS.flatMap((key) => {
    const list = foundList(file, key);
    return list.kind === "list" ? [counted(list.items.length, ...COLLECTIONS[key].nouns) + (notes[key] ?? "")] : [];
  });
}

const MOST_NAMED = 3;

/** Each reason with names that it applies to. Three reasons, or three names of the only reason, are listed, and the others are counted. */
export function reasonsOf(
  leftOut: readonly LeftOut[],
  inWords: (names: string, why: string) => string,
): readonly string[] {
  const reasons = new Map<string, string[]>(leftOut.map(({ why }) => [why, []]));
  for (const { name, why } of leftOut) reasons.get(why)?.push(printable(name));
  const most = reasons.size === 1 ? MOST_NAMED : 1;
  const all = Array.from(reasons, ([why, names]) => inWords(listingSome(names, most), why));
  const more = [...reasons.values()].slice(MOST_NAMED).flat().length;
  return more > 0 ? [...all.slice(0, MOST_NAMED), `${more} more, for other reasons`] : all;
}

function linesOf(leftOut: readonly LeftOut[], others: number): readonly string[] {
  const other = others > 0 && counted(others, "entry that isn't a .json file", "entries that aren't .json files");
  const shown = present([...reasonsOf(leftOut, (names, why) => `${names} (${why})`), other]);
  return shown.length === 0 ? [] : [`left out: ${shown.join("; ")}`];
}
