import { meetsDeviceFilter } from "../law/device";
import { holds, type Reading } from "../truth";
import type { Width } from "../verdict";
import { type Bits, bitsWhere, both, either, meet } from "./bits";
import type { Dimension } from "./dimension";
import type { Cell, Grid } from "./grid";
import type { Quest } from "./search";

/** The contenders that some value, and that every value, of a part of one dimension meets. */
interface Reach {
  readonly some: Bits;
  readonly every: Bits;
}

/**
 * How far a hole reaches: values are added, dimension by dimension, while for no combination of them anybody stops it
 * (and, in a comparison, while one contender of the other tenant stops all of them).
 */
export function widthOf(grid: Grid, cell: Cell, reading: Reading, { stopping, stopped }: Quest): Width {
  const anywhere: Reach = {
    some: bitsWhere(grid.contenders.length, () => true),
    every: grid.metFrom.at(-1) ?? stopping,
  };
  const reaches = grid.dimensions.map(({ match }, depth) => single(match[cell.values[depth] ?? 0] ?? anywhere.some));
  let device = single(deviceMatch(grid, cell, reading));
  const isHole = (): boolean =>
    !meet(stopping, reaches.map(({ some }) => some).reduce(both, device.some)) &&
    (stopped === undefined || meet(stopped, reaches.map(({ every }) => every).reduce(both, device.every)));
  const width: Record<string, unknown> = {};
  const own = device;
  device = anywhere;
  if (isHole()) width["device"] = "any";
  else device = own;
  grid.dimensions.forEach((dimension, depth) => {
    const widened = widen(dimension, depth, cell.values[depth] ?? 0, reaches, isHole);
    if (widened !== undefined) width[dimension.name] = widened;
  });
  return width as Width;
}

const single = (bits: Bits): Reach => ({ some: bits, every: bits });

/** Puts into `reaches` what the dimension can take, and says what that is; nothing where it is only the cell's own value. */
function widen(
  dimension: Dimension,
  depth: number,
  own: number,
  reaches: Reach[],
  isHole: () => boolean,
): "any" | readonly unknown[] | undefined {
  let kept = reaches[depth] ?? whole(dimension);
  reaches[depth] = whole(dimension);
  if (isHole()) return "any";
  const values = dimension.values.filter((_, value) => {
    const match = dimension.match[value] ?? kept.some;
    reaches[depth] = { some: either(kept.some, match), every: both(kept.every, match) };
    const open = value === own || isHole();
    if (open) kept = reaches[depth] ?? kept;
    return open;
  });
  reaches[depth] = kept;
  return dimension.name === "place" || values.length === 1 ? undefined : values;
}

/** All of a dimension. Places that meet more than others aren't in the grid, so any condition may be met somewhere. */
function whole({ name, met, match }: Dimension): Reach {
  const some = name === "place" ? met.map(() => 0xffff_ffff) : match.reduce(either, met);
  return { some, every: met };
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
    deviceMatch(grid, cell, reading),
  );
}
