import { holds, type Reading } from "../../model/truth";
import { meetsDeviceFilter } from "../law/device";
import type { Width } from "../verdict";
import { type BitSet, bitSetWhere, both, either, intersects } from "./bit-set";
import type { Dimension, ListedDimension } from "./dimension";
import type { Query } from "./search";
import type { Assignment, SearchSpace } from "./search-space";

/** The candidate policies that some value, and that every value, of a part of one dimension meets. */
interface Reach {
  readonly some: BitSet;
  readonly every: BitSet;
}

/** What a place, a device or a value is looked at for. */
export type WidthDimension = ListedDimension | "network" | "device";

/**
 * How far a bypass reaches: values are added, dimension by dimension, while for no combination of them anybody stops it
 * (and, in a comparison, while one candidate policy of the other tenant stops all of them).
 * @param last dimensions that are widened after the others: those that the policies fail by, so that the bypass is told as
 *   "whoever isn't on Windows, by any client" and not as something that happens to be open as well
 */
export function widthOf(
  space: SearchSpace,
  assignment: Assignment,
  reading: Reading,
  { stopping, stopped }: Query,
  last: ReadonlySet<WidthDimension>,
): Width {
  const everybody = bitSetWhere(space.candidates.length, () => true);
  const reaches = [
    single(deviceMatch(space, assignment, reading)),
    single(assignment.networkMatch),
    ...space.dimensions.map(({ match }, depth) => single(match[assignment.values[depth] ?? 0] ?? everybody)),
  ];
  const isHole = (): boolean =>
    !intersects(stopping, reaches.map(({ some }) => some).reduce(both, everybody)) &&
    (stopped === undefined || intersects(stopped, reaches.map(({ every }) => every).reduce(both, everybody)));
  const ways: readonly (readonly [WidthDimension, () => unknown])[] = [
    ["device", () => anyIf(reachesAll(reaches, 0, { some: everybody, every: space.anyDevice }, isHole))],
    ...space.dimensions.map(
      (dimension, depth) =>
        [dimension.name, () => widen(dimension, depth + 2, assignment.values[depth] ?? 0, reaches, isHole)] as const,
    ),
    // Not every place is in the search space, so any condition may be met somewhere.
    ["network", () => anyIf(reachesAll(reaches, 1, { some: everybody, every: space.networks.met }, isHole))],
  ];
  const width: Record<string, unknown> = {};
  for (const [name, widened] of [
    ...ways.filter(([name]) => !last.has(name)),
    ...ways.filter(([name]) => last.has(name)),
  ]) {
    const values = widened();
    if (values !== undefined) width[name] = values;
  }
  return width as Width;
}

const anyIf = (reached: boolean): "any" | undefined => (reached ? "any" : undefined);

const single = (bits: BitSet): Reach => ({ some: bits, every: bits });

/** Puts the whole of a dimension into `reaches` if that leaves a bypass. */
function reachesAll(reaches: Reach[], at: number, whole: Reach, isHole: () => boolean): boolean {
  const own = reaches[at] ?? whole;
  reaches[at] = whole;
  if (isHole()) return true;
  reaches[at] = own;
  return false;
}

/** Puts into `reaches` what the dimension can take, and says what that is; nothing where it is only the assignment's own value. */
function widen(
  dimension: Dimension,
  at: number,
  own: number,
  reaches: Reach[],
  isHole: () => boolean,
): "any" | readonly unknown[] | undefined {
  const whole = { some: dimension.match.reduce(either, dimension.met), every: dimension.met };
  if (reachesAll(reaches, at, whole, isHole)) return "any";
  let kept = reaches[at] ?? whole;
  const values = dimension.values.filter((_, value) => {
    const match = dimension.match[value] ?? kept.some;
    reaches[at] = { some: either(kept.some, match), every: both(kept.every, match) };
    const open = value === own || isHole();
    if (open) kept = reaches[at] ?? kept;
    return open;
  });
  reaches[at] = kept;
  return values.length === 1 ? undefined : values;
}

/** The candidate policies whose device filter a assignment's device meets. */
function deviceMatch({ candidates }: SearchSpace, { device }: Assignment, reading: Reading): BitSet {
  return bitSetWhere(candidates.length, (index) => {
    const candidate = candidates[index];
    return candidate !== undefined && holds(meetsDeviceFilter(candidate.policy.device, device), reading);
  });
}

/** The candidate policies that meet everything of a assignment, apart from the principal. */
export function matchOf(space: SearchSpace, assignment: Assignment, reading: Reading): BitSet {
  return space.dimensions.reduce(
    (matched, { match }, depth) => both(matched, match[assignment.values[depth] ?? 0] ?? matched),
    both(assignment.networkMatch, deviceMatch(space, assignment, reading)),
  );
}
