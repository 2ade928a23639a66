import { meetsDeviceFilter } from "../law/device";
import { holds, type Reading } from "../truth";
import type { Width } from "../verdict";
import { type Bits, bitsWhere, both, either, meet } from "./bits";
import type { Dimension } from "./dimension";
import type { Cell, Grid } from "./grid";

/**
 * How far a hole reaches: values are added, dimension by dimension, while no contender meets any combination of them.
 * @param about the contenders that are about the principal
 */
export function widthOf(grid: Grid, cell: Cell, about: Bits, reading: Reading): Width {
  const reach: Bits[] = grid.dimensions.map(({ match }, depth) => match[cell.values[depth] ?? 0] ?? about);
  const everyone = bitsWhere(grid.contenders.length, () => true);
  const device = deviceMatch(grid, cell, reading);
  const isOpen = (deviceReach: Bits): boolean => !meet(about, reach.reduce(both, deviceReach));
  const width: Record<string, unknown> = {};
  const anyDevice = isOpen(everyone);
  if (anyDevice) width["device"] = "any";
  const deviceReach = anyDevice ? everyone : device;
  grid.dimensions.forEach((dimension, depth) => {
    const widened = widen(dimension, depth, cell, reach, everyone, () => isOpen(deviceReach));
    if (widened !== undefined) width[dimension.name] = widened;
  });
  return width as Width;
}

/** Puts into `reach` what the dimension can take, and says what that is; nothing where it is only the cell's own value. */
function widen(
  dimension: Dimension,
  depth: number,
  cell: Cell,
  reach: Bits[],
  everyone: Bits,
  isOpen: () => boolean,
): "any" | readonly unknown[] | undefined {
  const own = cell.values[depth] ?? 0;
  let kept = reach[depth] ?? everyone;
  reach[depth] = everyone;
  if (isOpen()) return "any";
  const values = dimension.values.filter((_, value) => {
    if (value === own) return true;
    reach[depth] = either(kept, dimension.match[value] ?? everyone);
    if (!isOpen()) return false;
    kept = reach[depth] ?? kept;
    return true;
  });
  reach[depth] = kept;
  if (dimension.name === "place" || values.length === 1) return undefined;
  return values.length === dimension.values.length ? "any" : values;
}

/** The contenders whose device filter a cell's device meets. */
export function deviceMatch({ contenders }: Grid, { device }: Cell, reading: Reading): Bits {
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
