/** Some variables with the values that each may have. A variable that isn't named may have any value. */
export type Box = ReadonlyMap<string, ReadonlySet<string>>;
/** A box as a certificate writes it. */
export type BoxJson = { readonly [variable: string]: readonly string[] };
/** The values that a variable can have. */
export type ValuesOf = (variable: string) => ReadonlySet<string>;

/** Writes a box as a certificate does. The order of its variables and values stays. */
export const boxJson = (box: Box): BoxJson =>
  Object.fromEntries(Array.from(box, ([name, values]) => [name, [...values]]));

/** What is in both boxes; undefined if nothing is, or if one of the boxes is undefined. */
export function overlap(one: Box | undefined, other: Box | undefined): Box | undefined {
  if (one === undefined || other === undefined) return undefined;
  const box = new Map(one);
  for (const [name, values] of other) {
    const known = box.get(name);
    const both = known === undefined ? values : new Set([...known].filter((value) => values.has(value)));
    if (both.size === 0) return undefined;
    box.set(name, both);
  }
  return box;
}

/** Whether each sign-in in a box is also in the other box. */
export const isWithin = (box: Box, other: Box, valuesOf: ValuesOf): boolean =>
  [...other].every(([name, all]) => [...(box.get(name) ?? valuesOf(name))].every((one) => all.has(one)));

const MOST_STEPS = 20_000;

/**
 * Boxes in which nothing is left. Each is within a stop or a rule, or earlier boxes leave nothing in it: it is split in two until that is
 * so. The last of them is the box of everything, which isn't written.
 * @returns undefined if there are too many boxes, or if the stops leave something
 */
export function refutation(
  stops: readonly Box[],
  rules: readonly Box[],
  valuesOf: ValuesOf,
): readonly Box[] | undefined {
  const steps: Box[] = [];
  const empty = [...stops, ...rules];
  const refute = (box: Box): boolean => {
    const isRefuted = empty.some((one) => isWithin(box, one, valuesOf)) || areRefuted(box);
    if (isRefuted && box.size > 0) steps.push(box);
    return isRefuted;
  };
  const areRefuted = (box: Box): boolean => {
    const parts = steps.length < MOST_STEPS ? partsOf(box, empty, valuesOf) : [];
    return parts.length > 0 && parts.every(refute);
  };
  return refute(new Map()) ? steps : undefined;
}

/** The parts of a box inside and outside the values that the first box it meets has of one variable; none if it meets none. */
function partsOf(box: Box, others: readonly Box[], valuesOf: ValuesOf): readonly Box[] {
  const met = others.find((one) => overlap(box, one) !== undefined);
  for (const [name, values] of met ?? []) {
    const left = [...(box.get(name) ?? valuesOf(name))];
    const [inside, outside] = [left.filter((one) => values.has(one)), left.filter((one) => !values.has(one))];
    if (outside.length > 0) return [inside, outside].map((some) => new Map([...box, [name, new Set(some)]]));
  }
  return [];
}
