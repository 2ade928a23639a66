import { type EvaluationContext, evaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { mayStopSomebody } from "../../verifier/encoding/encoding";
import type { Exempt } from "../../verifier/exemptions";
import { NumberedPeople } from "../../verifier/people/numbered-people";
import { isProved, proveIn } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import { settledKind, type Unread } from "../not-known";
import {
  allBut,
  arePlainlyEnough,
  asksForMfa,
  asksForRisk,
  asksTheApiForLess,
  blocksAPart,
  FACETS,
  type Facet,
  isForTheControl,
  mended,
  namesTheApi,
} from "./facet";
import { minimalSet } from "./minimal-set";

/**
 * The policies that the steps of an audit are about.
 *
 * *carry*: the smallest set with which the control is proved. *nearest*: it isn't, and these would carry it if the parts in
 * `wrong` were as they should be: no change that goes less far from what the policies are meant to do makes any of them carry it. *none*: no policy asks for MFA, and
 * none is about the API by name.
 */
export type Carriers =
  | { readonly kind: "carry"; readonly policies: readonly Policy[] }
  | { readonly kind: "nearest"; readonly policies: readonly Policy[]; readonly wrong: readonly WrongFacet[] }
  | { readonly kind: "none"; readonly policies: readonly [] };

/** A part that isn't as it should be, and in which of the policies. */
export interface WrongFacet {
  readonly facet: Facet;
  /** Whether it is wrong for certain, or depends on content that isn't understood. */
  readonly certain: boolean;
  readonly policies: readonly Policy[];
  /** Another part that is wrong too: either may be mended, and the other one stay. */
  readonly insteadOf?: Facet;
}

/**
 * Finds the policies that carry the control, or come nearest, by asking the verifier, not by their fields.
 * @param tenant with everybody, or with one of each lot of people
 * @param verdict what was decided about the tenant
 * @param unread what of it could not be read
 */
export function carriersOf(tenant: Tenant, exempt: Exempt, verdict: Verdict, unread: Unread): Carriers {
  const { partlyKnown, ...whole } = tenant; // what a list lacks could only stop more
  const search = new Search(evaluationContext(whole, exempt.groups), exempt, unread);
  const isProved = verdict.kind === "proved" || (partlyKnown !== undefined && search.isProvedWith(NOTHING));
  if (isProved) return { kind: "carry", policies: search.smallest(NOTHING) };
  const isTooHard = partlyKnown === undefined && !verdict.isWhole;
  const among = CANDIDATES.map((isOne) => tenant.policies.filter(isOne)).find((some) => some.length > 0);
  if (among === undefined) return { kind: "none", policies: [] };
  return isTooHard ? notSettled(among) : search.nearest(among, settledKind(verdict, unread) === "bypass");
}

/** Of which policies one might come to carry the control: of the first of these kinds that there is. */
const CANDIDATES: readonly ((policy: Policy) => boolean)[] = [
  (policy) => isForTheControl(policy) !== "no",
  (policy) => asksForMfa(policy) !== "no",
  asksTheApiForLess,
];

/** Where the verdict itself reached a bound, nothing is asked again many times over: any part may be wrong. */
const notSettled = (policies: readonly Policy[]): Carriers => ({
  kind: "nearest",
  policies,
  wrong: FACETS.map((facet) => ({ facet, certain: false, policies })),
});

/**
 * What may be changed, starting with the change furthest from what the policy's owner intends. A policy about risk has its condition
 * on purpose. A policy that is about more people or more resources is another policy. One that is off was switched off; one in
 * report-only waits to be switched on. Policies that block a part of the sign-ins stay as they are if possible. Declaring an exclusion
 * changes no policy.
 */
const CHANGES = [
  "about risk",
  "include",
  "resources",
  "off",
  "report-only",
  "grant",
  "conditions",
  "resourceExclusions",
  "blocks",
  "exclude",
] as const;
type Change = (typeof CHANGES)[number];

/** Some changes of some policies, and of those that block a part of the sign-ins. */
interface Mending {
  readonly changes: readonly Change[];
  readonly among: readonly Policy[];
}

const NOTHING: Mending = { changes: [], among: [] };

/** Parts of a block that may be mended: another part would make it block what it was never meant to. */
const OF_BLOCKS: readonly Facet[] = ["state", "exclude"];

/** The states, those first that enforce most, each with the change that switches the policy on. */
const SWITCHED_ON_BY: { readonly [S in Policy["enforcement"]["kind"]]: Change | undefined } = {
  enforced: undefined,
  reportOnly: "report-only",
  off: "off",
  notUnderstood: "off",
};
const STATES = Object.keys(SWITCHED_ON_BY);

const facetsIn = ({ changes }: Mending): readonly Facet[] =>
  FACETS.filter((facet) => (facet === "state" ? ["off", "report-only"] : [facet]).some((one) => isIn(one, changes)));

const isIn = (change: string | undefined, changes: readonly string[]): boolean =>
  change !== undefined && changes.includes(change);

function isMended(policy: Policy, { changes, among }: Mending): boolean {
  const isSwitchedOn = isOn(policy) || isIn(SWITCHED_ON_BY[policy.enforcement.kind], changes);
  return among.includes(policy) && isSwitchedOn && (!asksForRisk(policy) || changes.includes("about risk"));
}

function mend(policy: Policy, mending: Mending): Policy {
  const { changes, among } = mending;
  if (isMended(policy, mending)) return mended(policy, facetsIn(mending));
  const isBlock = changes.includes("blocks") && !among.includes(policy) && blocksAPart(policy);
  return isBlock
    ? mended(
        policy,
        OF_BLOCKS.filter((facet) => isIn(facet, facetsIn(mending))),
      )
    : policy;
}

/** Questions about one tenant in which some parts of some policies are mended. */
class Search {
  readonly #context: EvaluationContext;
  readonly #all: readonly Policy[];
  readonly #exempt: Exempt;
  readonly #unread: Unread;
  /** Undefined where the users aren't known: then who is named depends on the policies. */
  readonly #people: NumberedPeople | undefined;

  constructor(context: EvaluationContext, exempt: Exempt, unread: Unread) {
    const { tenant } = context;
    this.#context = context;
    this.#all = tenant.policies;
    this.#exempt = exempt;
    this.#unread = unread;
    this.#people = tenant.users && new NumberedPeople([tenant], exempt.isExempt);
  }

  isProvedWith(mending: Mending): boolean {
    return this.#areEnough(this.#all.map((policy) => mend(policy, mending)));
  }

  /** The smallest set that carries the control once this is mended: one policy if one does, one of those mended above all. */
  smallest(mending: Mending): readonly Policy[] {
    const carries = (some: readonly Policy[]): boolean => this.#areEnough(some.map((policy) => mend(policy, mending)));
    const isFirst = (policy: Policy): number => Number(!isMended(policy, mending));
    const inOrder = this.#all
      .filter((policy) => mayStopSomebody(mend(policy, mending)))
      .toSorted((one, other) => isFirst(one) - isFirst(other) || byPurpose(one, other));
    const facets = facetsIn(mending);
    const alone = inOrder.filter((policy) => carries([policy]));
    if (alone.length === 0) return minimalSet(inOrder, carries);
    const weights = new Map(alone.map((policy) => [policy, this.#weightOf(policy, alone.length > 1 ? facets : [])]));
    return alone.toSorted((one, other) => (weights.get(one) ?? 0) - (weights.get(other) ?? 0)).slice(0, 1);
  }

  /** Those that come nearest to carrying the control, of these policies and of other policies that block. */
  nearest(among: readonly Policy[], isCertain: boolean): Carriers {
    const least = this.#leastMending(among);
    const instead = this.#switchedOn(least);
    const policies = this.smallest(instead ?? least);
    const wrong = facetsIn(instead ?? least).map((facet) => this.#wrong(facet, policies, policies, isCertain));
    if (instead === undefined) return { kind: "nearest", policies, wrong };
    const exclude = this.#wrong("exclude", policies.filter(isOn), policies, isCertain);
    return { kind: "nearest", policies, wrong: [...wrong, { ...exclude, insteadOf: "state" }] };
  }

  /** Takes back one change after the other, the greatest first, where the control holds without it. */
  #leastMending(among: readonly Policy[]): Mending {
    return CHANGES.reduce<Mending>(
      (mending, change) => {
        const without = { among, changes: mending.changes.filter((one) => one !== change) };
        return this.isProvedWith(without) ? without : mending;
      },
      { among, changes: CHANGES },
    );
  }

  /** The same changes, but that policies are switched on which cover those whom the others leave out. */
  #switchedOn({ among, changes }: Mending): Mending | undefined {
    if (!changes.includes("exclude") || changes.includes("off") || changes.includes("report-only")) return undefined;
    const instead: Mending = { among, changes: [...changes.filter((one) => one !== "exclude"), "off", "report-only"] };
    return this.isProvedWith(instead) && this.smallest(instead).some(isOn) ? instead : undefined;
  }

  /** @param some those of all that may be the ones to change */
  #wrong(facet: Facet, some: readonly Policy[], all: readonly Policy[], isCertain: boolean): WrongFacet {
    const verdict = proveIn(this.#with(all.map((policy) => mended(policy, allBut([facet])))), this.#exempt);
    const certain = isCertain && settledKind(verdict, this.#unread) !== "unknown";
    const wrongIn = some.filter((policy) => this.#isWrongAlone(policy, facet));
    return { facet, certain, policies: wrongIn.length > 0 ? wrongIn : some };
  }

  /** The greater any one change, the more it weighs than all smaller ones together. */
  #weightOf(policy: Policy, facets: readonly Facet[]): number {
    const wrong = facets.filter((facet) => this.#isWrongAlone(policy, facet));
    const changes = wrong.map((facet) => (facet === "state" ? SWITCHED_ON_BY[policy.enforcement.kind] : facet));
    return CHANGES.reduce((sum, change) => 2 * sum + Number(changes.includes(change)), 0);
  }

  #isWrongAlone(policy: Policy, facet: Facet): boolean {
    return !this.#areEnough([mended(policy, allBut([facet]))]);
  }

  #areEnough(policies: readonly Policy[]): boolean {
    return arePlainlyEnough(policies) ?? isProved(this.#with(policies), this.#exempt, undefined, this.#people);
  }

  /** Who is in what stays the same, whatever the policies are. */
  #with(policies: readonly Policy[]): EvaluationContext {
    return { ...this.#context, tenant: { ...this.#context.tenant, policies } };
  }
}

const isOn = ({ enforcement }: Policy): boolean => enforcement.kind === "enforced";

/** Those first that are about the API by name, then those that are on, then those that wait. */
const byPurpose = (one: Policy, other: Policy): number =>
  Number(namesTheApi(other)) - Number(namesTheApi(one)) ||
  STATES.indexOf(one.enforcement.kind) - STATES.indexOf(other.enforcement.kind);
