import { type Bits, meet } from "./cells/bits";
import type { Cell, Grid } from "./cells/grid";
import { signInAt } from "./cells/sign-in-at";
import { cellMatch, widthOf } from "./cells/width";
import { type Ground, outcome } from "./evaluate";
import type { SignIn } from "./sign-in";
import type { Reading } from "./truth";
import { type Crowd, othersIn, type Population, peopleIn, principalOf } from "./universe/crowd";
import type { Hole, LetThrough } from "./verdict";

/** A crowd with a cell that lets it through. */
export interface OpenCrowd {
  readonly crowd: Crowd;
  readonly cell: Cell;
}

/** Where holes are looked for, and how: in one tenant, or in one of two with regard to the other. */
export interface View {
  readonly grid: Grid;
  readonly reading: Reading;
  readonly population: Population;
  readonly ground: Ground;
  /** The tenant that the sign-in gets through in. */
  readonly side: number;
  /** The contenders of that tenant, and of the other one, where a hole must be shut there. */
  readonly here: Bits;
  readonly there: Bits | undefined;
}

/**
 * A hole with everything that a reader needs. It has been replayed in the evaluator.
 * @throws if the evaluator says that a policy stops it, which would be a mistake in the prover: nobody must see it
 */
export function holeAt(view: View, { crowd, cell }: OpenCrowd): Hole {
  const { grid, reading, population, ground, side } = view;
  const match = cellMatch(grid, cell, reading);
  const sharing = population.crowds.filter((other) => isOpenFor(view, other, match));
  const signIn = signInAt(grid, cell, principalOf(crowd, population, side));
  const because = reasonsFor(ground, signIn);
  return {
    signIn,
    people: peopleIn(sharing, population),
    others: othersIn(sharing, side),
    alsoTrueFor: widthOf(grid, cell, reading, questOf(view, crowd)),
    because,
    certain: because.every(({ reason }) => reason !== "unsupported"),
  };
}

/** What a crowd's hole is: nobody here stops it and, in a comparison, somebody there does. */
export function questOf({ reading, here, there }: View, { signature, members }: Crowd) {
  const about = signature[reading];
  const presentThere = there !== undefined && members.every(({ facets }) => !facets.includes(undefined));
  return { stopping: masked(about, here), ...(presentThere ? { stopped: masked(about, there) } : {}) };
}

const masked = (bits: Bits, mask: Bits): Bits => bits.map((word, index) => word & (mask[index] ?? 0));

function isOpenFor(view: View, crowd: Crowd, match: Bits): boolean {
  if (crowd.members.some(({ facets }) => facets[view.side] === undefined)) return false;
  const { stopping, stopped } = questOf(view, crowd);
  return !meet(stopping, match) && (stopped === undefined || meet(stopped, match));
}

function reasonsFor(ground: Ground, signIn: SignIn): readonly LetThrough[] {
  return ground.tenant.policies.map((policy) => {
    const { kind, ...rest } = outcome(policy, signIn, ground);
    if (kind === "stops") throw new Error(`the prover and the evaluator disagree about policy ${policy.id}`);
    return { policy: policy.id, displayName: policy.displayName, reason: "unsupported", ...rest };
  });
}

/** Holes through which the same policies let for the same reasons are one. */
export const holeKey = ({ because }: Hole): string => because.map(({ reason }) => reason).join();
