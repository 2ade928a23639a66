import type { Dimension } from "../../law/model/dimensions";
import type { NonEmpty } from "../../text/result";
import type { SignInKind } from "./kind";

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

/** Kinds of sign-ins of one dimension that are shown as one. */
export interface Column {
  readonly dimension: Dimension;
  readonly kinds: NonEmpty<SignInKind>;
  /** False where the kinds don't stand alike, so that a cell is the worst of them. */
  readonly isAlike: boolean;
  /** Whether these are all kinds of the dimension. */
  readonly isWhole: boolean;
  /** How each sort of people stands, in their order. */
  readonly standings: readonly Standing[];
}

/** More of one dimension aren't shown: the last ones are put together, each cell at its worst. */
const MOST_OF_A_DIMENSION = 6;

/** The columns for these kinds, with how each sort of people stands in each kind: kinds of one dimension that stand alike are one. */
export function columnsOf(kinds: readonly (readonly [SignInKind, readonly Standing[]])[]): readonly Column[] {
  const byDimension = new Map<Dimension, Column[]>();
  for (const [kind, standings] of kinds) {
    const { dimension } = kind.what;
    const columns = byDimension.get(dimension) ?? [];
    const at = columns.findIndex((column) => column.standings.every((one, index) => one === standings[index]));
    const alike = columns[at];
    if (alike === undefined) columns.push({ dimension, kinds: [kind], isAlike: true, isWhole: false, standings });
    else columns[at] = { ...alike, kinds: [...alike.kinds, kind] };
    byDimension.set(dimension, columns);
  }
  return [...byDimension.values()].flatMap((columns) => {
    const few = atMost(MOST_OF_A_DIMENSION, columns);
    return few.map((column) => ({ ...column, isWhole: few.length === 1 }));
  });
}

function atMost(most: number, columns: readonly Column[]): readonly Column[] {
  if (columns.length <= most) return columns;
  const [first, ...others] = columns.slice(most - 1);
  return first === undefined ? columns : [...columns.slice(0, most - 1), others.reduce(together, first)];
}

const together = (one: Column, other: Column): Column => ({
  ...one,
  kinds: [...one.kinds, ...other.kinds],
  isAlike: false,
  standings: one.standings.map((standing, index) => worse(standing, other.standings[index] ?? standing)),
});
