import { meetsDeviceFilter } from "../law/device";
import { holds, type Reading } from "../truth";
import type { Width } from "../verdict";
import { type Bits, bitsWhere, both, either, meet } from "./bits";
import type { Dimension, ListedDimension } from "./dimension";
import type { Cell, Grid } from "./grid";
import type { Quest } from "./search";

/** The contenders that some value, and that every value, of a part of one dimension meets. */
interface Reach {
  readonly some: Bits;
  readonly every: Bits;
}

/** What a place, a device or a value is looked at for. */
export type WidthName = ListedDimension | "place" | "device";

/**
 * How far a hole reaches: values are added, dimension by dimension, while for no combination of them anybody stops it
 * (and, in a comparison, while one contender of the other tenant stops all of them).
 * @param last dimensions that are widened after the others: those that the policies fail by, so that the hole is told as
 *   "whoever isn't on Windows, by any client" and not as something that happens to be open as well
 */
export function widthOf(
  grid: Grid,
  cell: Cell,
  reading: Reading,
  { stopping, stopped }: Quest,
  last: ReadonlySet<WidthName>,
): Width {
  const everybody = bitsWhere(grid.contenders.length, () => true);
  const reaches = [
    single(deviceMatch(grid, cell, reading)),
    single(cell.placeMatch),
    ...grid.dimensions.map(({ match }, depth) => single(match[cell.values[depth] ?? 0] ?? everybody)),
  ];
  const isHole = (): boolean =>
    !meet(stopping, reaches.map(({ some }) => some).reduce(both, everybody)) &&
    (stopped === undefined || meet(stopped, reaches.map(({ every }) => every).reduce(both, everybody)));
  const ways: readonly (readonly [WidthName, () => unknown])[] = [
    ["device", () => anyIf(reachesAll(reaches, 0, { some: everybody, every: grid.anyDevice }, isHole))],
    ...grid.dimensions.map(
      (dimension, depth) =>
        [dimension.name, () => widen(dimension, depth + 2, cell.values[depth] ?? 0, reaches, isHole)] as const,
    ),
    // Not every place is in the grid, so any condition may be met somewhere.
    ["place", () => anyIf(reachesAll(reaches, 1, { some: everybody, every: grid.places.met }, isHole))],
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

const single = (bits: Bits): Reach => ({ some: bits, every: bits });

/** Puts the whole of a dimension into `reaches` if that leaves a hole. */
function reachesAll(reaches: Reach[], at: number, whole: Reach, isHole: () => boolean): boolean {
  const own = reaches[at] ?? whole;
  reaches[at] = whole;
  if (isHole()) return true;
  reaches[at] = own;
  return false;
}

/** Puts into `reaches` what the dimension can take, and says what that is; nothing where it is only the cell's own value. */
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

/** The contenders whose device filter a cell's device meets. */
function deviceMatch({ contenders }: Grid, { device }: Cell, reading: Reading): Bits {
  return bitsWhere(contenders.length, (index) => {
    const contender = contenders[index];
    return contender !== undefined && holds(meetsDeviceFilter(contender.policy.device, device), reading);
  });
}

/** The contenders that meet everything of a cell, apart from the principal. */
export function cellMatch(grid: Grid, cell: Cell, reading: Reading): Bits {
  return grid.dimensions.reduce(
    (matched, { match }, depth) => both(matched, match[cell.values[depth] ?? 0] ?? matched),
    both(cell.placeMatch, deviceMatch(grid, cell, reading)),
  );
}
