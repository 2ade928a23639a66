/** Some variables with the values that each may have. A variable that isn't named may have any value. */
export type Box = ReadonlyMap<string, ReadonlySet<string>>;
/** A box as a certificate writes it. */
export type BoxJson = { readonly [variable: string]: readonly string[] };

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

type ValuesOf = (variable: string) => ReadonlySet<string>;
type Domains = Map<string, ReadonlySet<string>>;

const MOST_STEPS = 20_000;

/**
 * Boxes in which nothing is left. Each follows by propagation from the stops, the rules and earlier boxes. From the last one it follows
 * that nothing is left at all.
 * @returns undefined if there are too many boxes, or if the stops leave something
 */
export function refutation(
  stops: readonly Box[],
  rules: readonly Box[],
  valuesOf: ValuesOf,
): readonly Box[] | undefined {
  const steps: Box[] = [];
  const known = [...stops, ...rules];
  const refute = (box: Box): boolean => {
    const domains = propagated(box, [...known, ...steps], valuesOf);
    const isRefuted = domains === undefined || areRefuted(box, domains);
    // A box that propagation alone refutes is a step, too: the box around it may not follow otherwise.
    if (isRefuted && box.size > 0) steps.push(box);
    return isRefuted;
  };
  const areRefuted = (box: Box, domains: Domains): boolean => {
    const [name = "", ...parts] = (steps.length < MOST_STEPS && cutIn(stops, domains, valuesOf)) || [];
    return parts.length > 0 && parts.every((part) => refute(new Map([...box, [name, part]])));
  };
  return refute(new Map()) ? steps : undefined;
}

/** The values that propagation leaves each variable; undefined if a variable has none left. */
function propagated(start: Box, boxes: readonly Box[], valuesOf: ValuesOf): Domains | undefined {
  const domains: Domains = new Map(start);
  const valuesIn = (name: string): ReadonlySet<string> => domains.get(name) ?? valuesOf(name);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const box of boxes) {
      const open = [...box].filter(([name, values]) => ![...valuesIn(name)].every((value) => values.has(value)));
      const [[name, values] = ["", new Set<string>()]] = open;
      if (open.length > 1) continue;
      if (open.length === 0) return undefined;
      const left = new Set([...valuesIn(name)].filter((value) => !values.has(value)));
      if (left.size === valuesIn(name).size) continue;
      domains.set(name, left);
      isChanged = true;
    }
  }
  return domains;
}

/** A variable by which to split what is left: its values inside a stop, and its values outside. */
function cutIn(
  stops: readonly Box[],
  domains: Domains,
  valuesOf: ValuesOf,
): readonly [string, ReadonlySet<string>, ReadonlySet<string>] | undefined {
  for (const box of stops) {
    const parts = Array.from(box, ([name, values]) => {
      const left = [...(domains.get(name) ?? valuesOf(name))];
      return [
        name,
        new Set(left.filter((one) => values.has(one))),
        new Set(left.filter((one) => !values.has(one))),
      ] as const;
    });
    if (parts.some(([, inside]) => inside.size === 0)) continue;
    const part = parts.find(([, , outside]) => outside.size > 0);
    if (part !== undefined) return part;
  }
  return undefined;
}
