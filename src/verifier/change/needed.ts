import { meetsCondition } from "../../law/conditions";
import type { LocationList, Network } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import { type BitSet, bitSetWhere, elementsOf, hasBit } from "../search/bit-set";
import type { Assignment } from "../search/search-space";
import type { Candidates } from "./candidates";
import { wholeLocation } from "./settled-tenant";
import type { Requirement, Supposed } from "./supposition";
import { isMet, type Valuation } from "./valuation";

/** A sign-in that one tenant stops and the other doesn't, if what is supposed is so. */
export interface Hanging {
  readonly candidates: Candidates;
  readonly assignment: Assignment;
  readonly supposed: Valuation;
  /** What can't be otherwise. */
  readonly certain: ReadonlySet<number>;
  /** The policies about the principal whose conditions the sign-in meets, its place left aside. */
  readonly here: BitSet;
  /** Those of the other tenant; undefined where nobody needs to stop a newcomer. */
  readonly there: BitSet | undefined;
}

type Literal = readonly [number: number, holds: boolean];

/** What a way hangs on: of what is supposed, as much as is enough; and of the places that aren't known. */
export interface Needed {
  readonly supposed: Valuation;
  readonly places: readonly Supposed[];
}

export function needed(hanging: Hanging): Needed {
  const { candidates, supposed, certain, assignment } = hanging;
  const literals = new Map<number, boolean>();
  const add = (some: readonly Literal[]): void => {
    for (const [number, holds] of some) if (!certain.has(number)) literals.set(number, holds);
  };
  const stopped = easiest(hanging);
  if (stopped !== undefined) add(meeting(requirementOf(candidates, stopped), supposed));
  for (const index of elementsOf(hanging.here))
    if (hasBit(assignment.networkMatch, index)) add(failing(requirementOf(candidates, index), hanging, literals));
  return { supposed: literals, places: places(hanging, stopped) };
}

const requirementOf = ({ requirements }: Candidates, index: number): Requirement =>
  requirements[index] ?? { all: [[]], none: [] };

/** The policy that stops the sign-in in the other tenant with the least supposed. */
function easiest({ candidates, supposed, there, assignment }: Hanging): number | undefined {
  if (there === undefined) return undefined;
  const size = (index: number): number => {
    const { all, none } = requirementOf(candidates, index);
    return all.length + none.length;
  };
  return [...elementsOf(there)]
    .filter((index) => hasBit(assignment.networkMatch, index) && isMet(requirementOf(candidates, index), supposed))
    .sort((one, other) => size(one) - size(other))[0];
}

const meeting = ({ all, none }: Requirement, supposed: Valuation): readonly Literal[] => [
  ...all.flatMap((clause): readonly Literal[] => {
    const holding = clause.find((number) => supposed.get(number) === true);
    return holding === undefined ? [] : [[holding, true]];
  }),
  ...none.map((number): Literal => [number, false]),
];

/** Why a policy doesn't stop the sign-in: by what is needed already, where that is enough. */
function failing(
  { all, none }: Requirement,
  { supposed, certain }: Hanging,
  literals: ReadonlyMap<number, boolean>,
): readonly Literal[] {
  const ways: readonly (readonly Literal[])[] = [
    ...none.filter((number) => supposed.get(number) === true).map((number): Literal[] => [[number, true]]),
    ...all
      .filter((clause) => clause.every((number) => supposed.get(number) !== true))
      .map((clause) => clause.map((number): Literal => [number, false])),
  ];
  const cost = (way: readonly Literal[]): number =>
    way.filter(([number]) => !literals.has(number) && !certain.has(number)).length;
  return [...ways].sort((one, other) => cost(one) - cost(other))[0] ?? [];
}

/** The locations with places that aren't known which the sign-in has to be in, or mustn't be in. */
function places(hanging: Hanging, stopped: number | undefined): readonly Supposed[] {
  const { candidates, assignment, supposed, here } = hanging;
  const { network } = assignment;
  const meets = (index: number, other: Network): boolean => {
    const candidate = candidates.policies[index];
    if (candidate === undefined) return false;
    return meetsCondition("network", candidate.policy.conditions, other, candidate.context.tenant) === "yes";
  };
  const inForce = [...elementsOf(here)].filter((index) => isMet(requirementOf(candidates, index), supposed));
  const isOpen = (other: Network): boolean =>
    (stopped === undefined || meets(stopped, other)) && !inForce.some((index) => meets(index, other));
  return notKnownIn(candidates)
    .filter((id) => !isOpen({ ...network, within: flipped(network.within, id) }))
    .map((id) => ({ kind: "location", id: wholeLocation(id), holds: network.within.has(id) }));
}

/**
 * The policies whose condition on locations an assignment meets, whatever the places that aren't known and that the way
 * doesn't hang on: those of the one tenant that may meet it, those of the other that meet it for certain.
 */
export function networkMatchOf(
  candidates: Candidates,
  network: Network,
  hangsOn: readonly Supposed[],
  here: 0 | 1,
): BitSet {
  const free = notKnownIn(candidates).filter(
    (id) => !hangsOn.some((one) => one.kind === "location" && one.id === wholeLocation(id)),
  );
  return bitSetWhere(candidates.policies, ({ policy, context, tenantIndex }) => {
    const condition = policy.conditions.network;
    if (condition.kind === "any") return true;
    const { locations } = context.tenant;
    const lists = (list: LocationList, id: LocationId): boolean =>
      list.ids.has(id) || (list.allTrusted && locations?.get(id)?.trusted === true);
    const within = new Set(network.within);
    for (const id of free) {
      const [includes, excludes] = [lists(condition.include, id), lists(condition.exclude, id)];
      if (tenantIndex === here ? includes && !excludes : excludes) within.add(id);
      else within.delete(id);
    }
    return meetsCondition("network", policy.conditions, { ...network, within }, context.tenant) === "yes";
  });
}

function notKnownIn({ policies }: Candidates): readonly LocationId[] {
  const tenants = new Set(policies.map(({ context }) => context.tenant));
  const locations = [...tenants].flatMap((tenant) => [...(tenant.locations?.values() ?? [])]);
  return [...new Set(locations.filter(({ extent }) => extent.kind === "notKnown").map(({ id }) => id))];
}

function flipped(within: ReadonlySet<LocationId>, id: LocationId): ReadonlySet<LocationId> {
  const other = new Set(within);
  if (!other.delete(id)) other.add(id);
  return other;
}
