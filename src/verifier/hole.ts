import { type Bits, both, meet } from "./cells/bits";
import type { Cell, Grid } from "./cells/grid";
import type { Quest } from "./cells/search";
import { signInAt } from "./cells/sign-in-at";
import { cellMatch, type WidthName, widthOf } from "./cells/width";
import { type Ground, outcome, type Reason } from "./evaluate";
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
  /** In a comparison: the contenders of that tenant, and of the other one, where a hole must be shut. */
  readonly sides: { readonly here: Bits; readonly there: Bits } | undefined;
}

/** One sign-in that gets through, replayed in the evaluator, and through which policies for which reasons. */
export interface Witness {
  readonly open: OpenCrowd;
  readonly signIn: SignIn;
  readonly because: readonly LetThrough[];
}

/** @throws if the evaluator says that a policy stops it, which would be a mistake in the prover: nobody must see it */
export function witnessOf({ grid, population, ground, side }: View, open: OpenCrowd): Witness {
  const signIn = signInAt(grid, open.cell, principalOf(open.crowd, population, side));
  return { open, signIn, because: reasonsFor(ground, signIn) };
}

/** Witnesses that the same policies let through for the same reasons show the same hole: one of each, the first. */
export function distinctWitnesses(view: View, candidates: Iterable<OpenCrowd>, most: number): readonly Witness[] {
  const distinct = new Map<string, Witness>();
  for (const candidate of candidates) {
    const witness = witnessOf(view, candidate);
    const key = witness.because.map(({ reason }) => reason).join();
    if (!distinct.has(key)) distinct.set(key, witness);
    if (distinct.size === most) break;
  }
  return [...distinct.values()];
}

/** The hole that a witness shows, with everybody whom it is open for and as wide as it is. */
export function holeOf(view: View, { open: { crowd, cell }, signIn, because }: Witness): Hole {
  const { grid, reading, population, side } = view;
  const match = cellMatch(grid, cell, reading);
  const sharing = population.crowds.filter((other) => isOpenFor(view, other, match));
  return {
    signIn,
    people: peopleIn(sharing, population),
    others: othersIn(sharing, side),
    alsoTrueFor: widthOf(grid, cell, reading, questOf(view, crowd), failingBy(because)),
    because,
    certain: because.every(({ reason }) => reason !== "unsupported"),
  };
}

/** The dimensions that a sign-in is judged in for these reasons; the other reasons don't depend on how somebody signs in. */
const JUDGED_IN: Partial<Record<Reason, WidthName>> = {
  clientAppTypes: "clientApp",
  platforms: "platform",
  locations: "place",
  devices: "device",
  signInRisk: "signInRisk",
  userRisk: "userRisk",
  insiderRisk: "insiderRisk",
  authenticationFlows: "flow",
};

const failingBy = (because: readonly LetThrough[]): ReadonlySet<WidthName> =>
  new Set(because.flatMap(({ reason }) => JUDGED_IN[reason] ?? []));

/** What a crowd's hole is: nobody here stops it and, in a comparison, somebody there does. */
export function questOf({ reading, sides }: View, { signature, members }: Crowd): Quest {
  const about = signature[reading];
  if (sides === undefined) return { stopping: about };
  const stopping = both(about, sides.here);
  const isInBoth = members.every(({ facets }) => !facets.includes(undefined));
  return isInBoth ? { stopping, stopped: both(about, sides.there) } : { stopping };
}

/** Whether the people are there on that side. */
export const isPresent = ({ members }: Crowd, side: number): boolean =>
  members.every(({ facets }) => facets[side] !== undefined);

/** Whether a sign-in that these contenders meet, apart from the principal, gets through for a crowd. */
export function isOpenFor(view: View, crowd: Crowd, match: Bits): boolean {
  if (!isPresent(crowd, view.side)) return false;
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
