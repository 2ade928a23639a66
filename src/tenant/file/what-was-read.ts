import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { type List, TENANT_LISTS, type Tenant } from "../../law/model/tenant";
import { groupedBy } from "../../text/grouped-by";
import { present } from "../../text/present";
import { printable } from "../../text/printable";
import { counted, listing, listingSome } from "../../text/sentence";
import type { LeftOut } from "../exports/joined";
import { isReferredTo } from "../graph/collections";
import { foundList } from "../graph/list";

/** What a source has beside the tenant's objects. */
export interface About {
  /** The kind of source, such as `a folder of exports`; `undefined` for a plain tenant file. */
  readonly kind: string | undefined;
  readonly leftOut: readonly LeftOut[];
  /** The number of entries in the folder that aren't JSON files. */
  readonly others: number;
}

/** At most three lines: what was read, what was left out, and which lists may lack objects. */
export function whatWasRead(tenant: Tenant, file: JsonObject, { kind, leftOut, others }: About): readonly string[] {
  const { mayLackItems = new Set<List>(), partlyKnown = [] } = tenant;
  const parts = [...new Set(partlyKnown.map(({ field }) => field))];
  // `--whole` can't vouch for a list that is marked as incomplete.
  const open = TENANT_LISTS.filter((list) => mayLackItems.has(list) && !parts.includes(list) && list !== "policies");
  const read = present([
    `read ${listing(countsIn(file), "and")}${kind === undefined ? "" : ` from ${kind}`}`,
    parts.length > 0 && `incomplete: ${listing(parts, "and")}`,
  ]);
  const other = others > 0 && counted(others, "entry that isn't a .json file", "entries that aren't .json files");
  const left = present([...reasonsOf(leftOut, (names, why) => `${names} (${why})`), other]);
  const more = `may have more than is listed: ${listing(open, "and")}. If the export has all of them, add --whole ${open.join(",")}`;
  return present([read.join("; "), left.length > 0 && `left out: ${left.join("; ")}`, open.length > 0 && more]);
}

const MOST_REASONS = 3;

/** Each reason with two names that it applies to. Three reasons are listed, and what has others is counted. */
export function reasonsOf(
  leftOut: readonly LeftOut[],
  inWords: (names: string, why: string) => string,
): readonly string[] {
  const reasons = groupedBy(leftOut, ({ why }) => why).map(([why, some]) => ({
    why,
    names: [...new Set(some.map(({ name }) => printable(name)))],
  }));
  const all = reasons.map(({ why, names }) => inWords(listingSome(names, 2), why));
  const more = reasons.slice(MOST_REASONS).flatMap(({ names }) => names).length;
  return more > 0 ? [...all.slice(0, MOST_REASONS), `${more} more, for other reasons`] : all;
}

/** How many objects of each list the file has, and how many of them lack something. Without an id, they are known by name only. */
const countsIn = (file: JsonObject): readonly string[] =>
  TENANT_LISTS.flatMap((key) => {
    const list = foundList(file, key);
    if (list.kind !== "list") return [];
    const mayLack = [...(key === "groups" ? ["members"] : []), ...(isReferredTo(key) ? ["id"] : [])];
    const notes = mayLack.flatMap((field) => {
      const { length } = list.items.filter((item) => isAbsent(asObject(item)?.[field]));
      return length > 0 ? [`${length} without ${field}`] : [];
    });
    return [inWords(key, list.items.length) + (notes.length > 0 ? ` (${notes.join(", ")})` : "")];
  });

/** A number of objects of a list: `3 named locations`, `1 authentication strength`. */
function inWords(key: List, count: number): string {
  const many = key.replace("hPolicies", "hs").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return counted(count, many.replace(/ies$/, "y").replace(/s$/, ""), many);
}
