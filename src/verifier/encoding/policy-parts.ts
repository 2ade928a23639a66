import { namesApi, targeted } from "../../law/applications";
import { CONDITIONS, DIMENSIONS, isListed, valuesOf } from "../../law/conditions";
import { type LocationTerms, located } from "../../law/conditions/locations-law";
import type { Reason } from "../../law/evaluate";
import { type GrantTerms, isEnforced, satisfied, singleFactorCombinations } from "../../law/grant";
import type { Membership } from "../../law/membership/membership";
import type { DeviceFilter, Dimension, ListedDimension } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import type { NotUnderstood, Truth, WrittenJson } from "../../law/model/truth";
import { inPart } from "../not-understood";
import { any, literally, negate, negation } from "../solver/formula";
import { CERTAIN, everyOf, IMPOSSIBLE, opposite, PAIRS, type Pair, pairIf, pairOf, someOf } from "./logic";
import { FILTER, filterKey, strengthIdIn, strengthKey, type Unknowns } from "./unknowns";
import type { Vocabulary } from "./vocabulary";

/** One policy of one tenant to encode, and the variables for it. */
export interface Candidate {
  readonly policy: Policy;
  readonly number: number;
  readonly tenant: Tenant;
  readonly membership: Membership;
  readonly vocabulary: Vocabulary;
  readonly unknowns: Unknowns;
  /** Whether what Microsoft's documents leave open stays open. If not, it is read in the safe way. */
  readonly areReadingsOpen: boolean;
}

/** A clause of the law about one policy, other than the users that the policy is about. */
export interface Part {
  readonly reason: Reason;
  readonly met: Pair;
}

/** The clauses in the order of the law; `undefined` stands for the users that the policy is about. */
export function partsOf(candidate: Candidate): readonly (Part | undefined)[] {
  const { policy } = candidate;
  return [
    { reason: "state", met: ofTruth(isEnforced(policy), inPart(policy.enforcement), candidate) },
    { reason: "grant", met: opposite(satisfied(policy.grant, grantTerms(candidate))) },
    undefined,
    { reason: "applications", met: isTargeted(candidate) },
    ...DIMENSIONS.map((one) => ({ reason: CONDITIONS[one].reason, met: conditionMet(one, candidate) })),
    { reason: "clientApplications", met: pairIf(!policy.workloadIdentitiesOnly) },
    // That the policy applies is another thing than what the content names: as one thing, it could hide a way in. So its key says it twice.
    { reason: "unsupported", met: everyOf(policy.notUnderstood.map((note) => contentIs([note, note], candidate))) },
  ];
}

/** The grant, or one object of the conditions. Any content of it may change the meaning of the rest. */
const WHOLE = /^(grantControls|conditions\.[^.[]+)/;

/** Content that isn't understood, as one unknown thing: the same where all around it is the same, too. */
export function contentIs(notes: readonly NotUnderstood[], candidate: Candidate, field = notes[0]?.field ?? ""): Pair {
  const { written } = candidate.policy;
  const keys = notes.map((note) => `${note.field}: ${written.in(WHOLE.exec(note.field)?.[0] ?? note.field)}`).sort();
  return open(`content ${keys.join("; ")}`, field, candidate);
}

/** A reading that Microsoft's documents leave open, as one unknown thing. @param safe what it is read as if readings aren't open */
export const readingIs = (reading: string, field: string, candidate: Candidate, safe = IMPOSSIBLE): Pair =>
  candidate.areReadingsOpen ? open(`reading ${reading}`, field, candidate) : safe;

function open(key: string, id: string, { policy, number, unknowns }: Candidate, isContent = true): Pair {
  return unknowns.pair(key, { kind: "content", id, isContent, policy: policy.id }, number);
}

const ofTruth = (truth: Truth, notes: readonly NotUnderstood[], candidate: Candidate): Pair =>
  truth === "unclear" ? contentIs(notes, candidate) : pairIf(truth === "yes");

/** A filter for applications may find the API, and may not, since its attributes aren't known. */
function isTargeted(candidate: Candidate): Pair {
  const { include, filter } = candidate.policy.applications;
  return targeted(candidate.policy.applications, {
    ...PAIRS,
    isNamed: (list) => ofTruth(namesApi(list), list.notUnderstood, candidate),
    isFiltered: (side) => {
      const isContent = typeof filter === "object" && (namesApi(include) === "yes") === (side === "exclude");
      const isOpen = filter === side || isContent;
      return isOpen ? open(filterKey(candidate.policy), FILTER, candidate, isContent) : IMPOSSIBLE;
    },
  });
}

/** Formulas about all sign-ins. What isn't understood may be satisfied, and may not. */
function grantTerms(candidate: Candidate): GrantTerms<Pair> {
  const { policy, number, unknowns, vocabulary } = candidate;
  return {
    ...PAIRS,
    shows: (name) => pairOf(vocabulary.shows(name)),
    isStrengthUnknown: () => {
      const about = { kind: "strength", id: strengthIdIn(policy), isContent: false } as const;
      return opposite(unknowns.pair(strengthKey(policy), about, number));
    },
    isOdd: (content) => opposite(contentIs([content], candidate)),
    isBlockAmongOthers: () =>
      opposite(readingIs("a block among alternatives blocks", "grantControls.operator", candidate)),
  };
}

function conditionMet(dimension: Dimension, candidate: Candidate): Pair {
  const condition = candidate.policy.conditions[dimension];
  switch (condition.kind) {
    case "any":
      return CERTAIN;
    case "notUnderstood":
      return contentIs(condition.notes, candidate);
    case "listed":
      return located(condition, candidate.tenant, locationTerms(candidate));
    case "filter":
      return deviceMet(condition, candidate);
    case "only":
      return isListed(dimension) ? listedMet(dimension, condition.values, candidate) : IMPOSSIBLE;
  }
}

function listedMet(dimension: ListedDimension, values: ReadonlySet<unknown>, candidate: Candidate): Pair {
  const { vocabulary } = candidate;
  const emptyList = EMPTY_LISTS[dimension];
  if (values.size === 0 && emptyList) return readingIs(`no value of ${emptyList} is any`, emptyList, candidate);
  const literals = valuesOf(dimension).flatMap((value) =>
    values.has(value) ? literally(vocabulary.valueOf(dimension, value)) : [],
  );
  return pairOf(vocabulary.logic.equal(any(literals)));
}

/** The fields that may mean any value if they list none, because no document says it. */
const EMPTY_LISTS: { readonly [D in ListedDimension]?: string } = {
  authenticationFlow: "conditions.authenticationFlows.transferMethods",
  clientApp: "conditions.clientAppTypes",
};

function deviceMet(device: DeviceFilter, candidate: Candidate): Pair {
  const { logic, facts } = candidate.vocabulary;
  const { is, isNot } = facts.pairOf(device.rule);
  const [matches, fails] = [logic.equal(is), logic.equal(isNot)];
  const applies = pairOf(device.mode === "include" ? matches : fails);
  if (fails === negate(matches)) return applies;
  const isUnclear = pairOf(logic.equal(negation(any([is, isNot]))));
  const reading = `a device that may match is one for ${JSON.stringify(device)}`;
  return someOf([applies, everyOf([isUnclear, readingIs(reading, "conditions.devices.deviceFilter.rule", candidate)])]);
}

/** Formulas about all networks. */
function locationTerms(candidate: Candidate): LocationTerms<Pair> {
  const { places, logic } = candidate.vocabulary;
  return {
    ...PAIRS,
    isInRanges: (ranges) => pairOf(logic.equal(places.inRanges(ranges))),
    isInCountries: (countries) => pairOf(logic.equal(places.inCountries(countries))),
    isInUnknown: (id) => inUnread(id, candidate),
    isInOdd: ({ id, written }) => inUnread(id, candidate, written),
    isTrusted: (marked) => someOf([pairOf(places.trustedElsewhere), ...marked]),
  };
}

/** Places that can't be read are one set, the same wherever it is named. @param content the location, if it isn't understood */
function inUnread(id: LocationId, { tenant, number, unknowns }: Candidate, content?: WrittenJson): Pair {
  const isContent = content !== undefined;
  if (!isContent && typeof tenant.emptied === "object" && tenant.emptied.has(id)) return IMPOSSIBLE;
  const key = isContent ? `${id}~${content.in("")}` : id;
  return unknowns.pair(`location ${key}`, { kind: "location", id, isContent }, number);
}

/** Methods that the strengths of policies allow as a single factor. */
export function factorsIn(policies: readonly Policy[]): ReadonlySet<string> {
  const controls = policies.flatMap(({ grant }) => (grant.kind === "controls" ? grant.controls : []));
  const strengths = controls.flatMap((control) => (control.kind === "strength" ? [control.strength] : []));
  const combinations = strengths.flatMap((one) => (one.kind === "listed" ? singleFactorCombinations(one) : []));
  return new Set(combinations.flat());
}
