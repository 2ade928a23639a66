/**
 * How somebody stands in one kind of sign-ins, at its worst over everything else. *hanging*: whether they get in hangs on
 * what isn't known or understood.
 */
export type Standing = "covered" | "exempt" | "hanging" | "exposed";

/** From good to bad. */
export const STANDINGS: readonly Standing[] = ["covered", "exempt", "hanging", "exposed"];

/** The one of two that is worse. */
export const worse = (one: Standing, other: Standing): Standing =>
  STANDINGS.indexOf(one) < STANDINGS.indexOf(other) ? other : one;

const WEIGHT: { readonly [S in Standing]: number } = { exposed: 1000, hanging: 100, exempt: 1, covered: 0 };

/** How bad they are together, the worst first counting most. */
export const badness = (standings: readonly Standing[]): number =>
  standings.reduce((sum, standing) => sum + WEIGHT[standing], 0);
