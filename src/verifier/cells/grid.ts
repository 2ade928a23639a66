import type { Device } from "../device-rule";
import { applyingTruth } from "../law/device";
import type { Reading } from "../truth";
import { type Bits, bitsWhere, both } from "./bits";
import type { Contender } from "./contender";
import { type Dimension, dimensionsOf } from "./dimension";

/** The universe of sign-ins under one reading, cut into cells on each of which every contender is constant. */
export interface Grid {
  readonly contenders: readonly Contender[];
  readonly dimensions: readonly Dimension[];
  /** For each dimension: contenders that meet everything from that dimension on. The last one is about the device. */
  readonly metFrom: readonly Bits[];
}

/** A point of the grid: a value of each dimension by its number, and a device. */
export interface Cell {
  readonly values: readonly number[];
  readonly device: Device;
}

/**
 * @returns `undefined` where there are more distinct places than can be told apart
 */
export function gridOf(contenders: readonly Contender[], reading: Reading, leastOnly = true): Grid | undefined {
  const dimensions = dimensionsOf(contenders, reading, leastOnly);
  if (dimensions === "tooManyPlaces") return undefined;
  const anyDevice = bitsWhere(contenders.length, (index) => contenders[index]?.policy.device.kind !== "filter");
  const metFrom = [anyDevice];
  for (const { met } of dimensions.toReversed()) metFrom.unshift(both(met, metFrom[0] ?? anyDevice));
  return { contenders, dimensions, metFrom };
}

/** What a device must be like for a contender's filter not to apply, or to apply. */
export function deviceDemand({ policy: { device } }: Contender, applies: boolean) {
  if (device.kind !== "filter") return undefined;
  const applying = applyingTruth(device.mode);
  const others = (["yes", "no", "unsettled"] as const).filter((truth) => truth !== applying);
  return { rule: device.rule, among: applies ? [applying] : others };
}
