import type { Device } from "../device-rule";
import type { Place } from "../sign-in";
import type { Reading } from "../truth";
import { type Places, placesOf } from "../universe/places";
import { type Bits, bitsWhere, both } from "./bits";
import { Combinations } from "./combinations";
import type { Contender } from "./contender";
import { type Dimension, listedDimensions } from "./dimension";

/** The universe of sign-ins under one reading, cut into cells on each of which every contender is constant. */
export interface Grid {
  readonly contenders: readonly Contender[];
  readonly dimensions: readonly Dimension[];
  readonly combinations: Combinations;
  readonly places: Places;
  /** Contenders that any device meets. */
  readonly anyDevice: Bits;
  /** Contenders that a combination alone decides about: any place and any device meet them. */
  readonly plain: Bits;
}

/** A point of the grid: a value of each listed dimension by its number, a place with the contenders that it meets, a device. */
export interface Cell {
  readonly values: readonly number[];
  readonly place: Place;
  readonly placeMatch: Bits;
  readonly device: Device;
}

/**
 * @param leastOnly see {@link placesOf}
 * @returns `undefined` where there are more distinct places than can be told apart
 */
export function gridOf(contenders: readonly Contender[], reading: Reading, leastOnly = true): Grid | undefined {
  const places = placesOf(contenders, reading, leastOnly);
  if (places === "tooMany") return undefined;
  const dimensions = listedDimensions(contenders, reading);
  const everybody = bitsWhere(contenders.length, () => true);
  const anyDevice = bitsWhere(contenders.length, (index) => contenders[index]?.policy.device.kind !== "filter");
  return {
    contenders,
    dimensions,
    combinations: new Combinations(dimensions, everybody),
    places,
    anyDevice,
    plain: both(places.met, anyDevice),
  };
}
