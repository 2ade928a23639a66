import type { Requirement } from "./supposition";

/** What is supposed so far, by number: true, false, or nothing yet. */
export type Valuation = ReadonlyMap<number, boolean>;

/** Each way in which a requirement can be met on top of what is supposed; none where it can't. */
export function* waysToMeet({ all, none }: Requirement, supposed: Valuation): Generator<Valuation> {
  if (none.some((number) => supposed.get(number) === true)) return;
  const kept = new Map(supposed);
  for (const number of none) kept.set(number, false);
  yield* choosing(all, kept);
}

function* choosing([clause, ...others]: Requirement["all"], supposed: Valuation): Generator<Valuation> {
  if (clause === undefined) yield supposed;
  else if (clause.some((number) => supposed.get(number) === true)) yield* choosing(others, supposed);
  else
    for (const number of clause)
      if (supposed.get(number) === undefined) yield* choosing(others, new Map([...supposed, [number, true]]));
}

/** Each way in which a requirement fails on top of what is supposed, what is supposed already first. */
export function* waysToFail({ all, none }: Requirement, supposed: Valuation): Generator<Valuation> {
  if (fails({ all, none }, supposed)) {
    yield supposed;
    return;
  }
  for (const clause of all)
    if (clause.every((number) => supposed.get(number) !== true))
      yield new Map([...supposed, ...clause.map((number) => [number, false] as const)]);
  for (const number of none) if (supposed.get(number) === undefined) yield new Map([...supposed, [number, true]]);
}

/** Whether it fails whatever else is supposed. */
export const fails = ({ all, none }: Requirement, supposed: Valuation): boolean =>
  none.some((number) => supposed.get(number) === true) ||
  all.some((clause) => clause.every((number) => supposed.get(number) === false));

export const canFail = (requirement: Requirement, supposed: Valuation): boolean => {
  for (const _ of waysToFail(requirement, supposed)) return true;
  return false;
};

/** Whether it is met where nothing holds but what is supposed. */
export const isMet = ({ all, none }: Requirement, supposed: Valuation): boolean =>
  none.every((number) => supposed.get(number) !== true) &&
  all.every((clause) => clause.some((number) => supposed.get(number) === true));

/** What is supposed so that all of these fail together; undefined where there is no such thing, or none within the bound. */
export function allFailing(
  requirements: readonly Requirement[],
  supposed: Valuation,
  bound: { left: number },
): Valuation | undefined {
  const [first, ...others] = requirements;
  if (first === undefined) return supposed;
  for (const failing of waysToFail(first, supposed)) {
    if (bound.left-- <= 0) return undefined;
    const found = allFailing(others, failing, bound);
    if (found !== undefined) return found;
  }
  return undefined;
}
