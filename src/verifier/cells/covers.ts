import type { DeviceFilter } from "../policy";
import { type Bits, bitsWhere, both, either, hasBit, without } from "./bits";
import type { Grid } from "./grid";

/** The contenders that meet every cell that this one meets, as far as that is easy to tell. It is one of them. */
export function coversOf({ contenders, dimensions, places, anyDevice }: Grid, contender: number): Bits {
  const filter = contenders[contender]?.policy.device;
  const onEachDevice = bitsWhere(
    contenders.length,
    (index) => filter !== undefined && sameFilter(filter, contenders[index]?.policy.device ?? filter),
  );
  let covers = either(anyDevice, onEachDevice);
  for (const { match } of dimensions) for (const met of match) if (hasBit(met, contender)) covers = both(covers, met);
  const { start, aspects } = places;
  if (hasBit(start.excluded, contender)) return covers;
  covers = without(covers, start.excluded);
  if (hasBit(start.included, contender)) covers = both(covers, start.included);
  for (const { options } of aspects)
    for (const { included, excluded } of options) {
      if (hasBit(included, contender)) covers = both(covers, included);
      if (!hasBit(excluded, contender)) covers = without(covers, excluded);
    }
  return covers;
}

const sameFilter = (one: DeviceFilter, other: DeviceFilter): boolean => JSON.stringify(one) === JSON.stringify(other);
