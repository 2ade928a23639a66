import { type EvaluationContext, withPolicies } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import { memoize } from "../../text/memoize";
import { present } from "../../text/present";
import { mayStopSomebody } from "../../verifier/encoding/encoding";
import type { NumberedPeople } from "../../verifier/people/numbered-people";
import { kindOf, provedBy } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import { type AuditedTenant, auditedVerdict, hasGaps } from "../not-known";
import {
  allBut,
  asksForMfa,
  asksForRisk,
  blocksAPart,
  implementsControl,
  mended,
  namesTheApi,
  PARTS,
  type PolicyPart,
  requiresOtherThanMfa,
} from "./policy-parts";

/**
 * The carriers: the policies that the steps of an audit are about.
 *
 * *carry*: the control is proved, and this is the smallest set of policies that proves it. *nearest*: the control isn't proved. These
 * policies would carry it if the parts in `wrong` were as they should be, and no set of policies needs a smaller change of what it is
 * meant to do. *none*: no policy asks for MFA, and no policy is about the API by name.
 */
export type Carriers =
  | { readonly kind: "carry"; readonly policies: readonly Policy[] }
  | { readonly kind: "nearest"; readonly policies: readonly Policy[]; readonly wrong: readonly WrongPart[] }
  | { readonly kind: "none"; readonly policies: readonly [] };

/** A part that isn't as it should be, and the policies in which it isn't. */
export interface WrongPart {
  readonly part: PolicyPart;
  /** Whether it is certainly wrong. It isn't if that depends on content that isn't understood. */
  readonly certain: boolean;
  readonly policies: readonly Policy[];
}

/** Finds the policies that carry the control, or come closest to it. It asks the verifier, rather than look at fields. */
export function carriersOf(verdict: Verdict, audited: AuditedTenant, search: CarrierSearch): Carriers {
  const { partlyKnown, policies } = audited.tenant;
  const isProved = verdict.kind === "proved" || (partlyKnown !== undefined && search.isProvedWith(NOTHING));
  if (isProved) return { kind: "carry", policies: search.smallest(NOTHING) };
  const isTooHard = partlyKnown === undefined && !verdict.isWhole;
  const among = CANDIDATES.map((isOne) => policies.filter(isOne)).find((some) => some.length > 0);
  if (among === undefined) return { kind: "none", policies: [] };
  return isTooHard ? notSettled(among) : search.nearest(among, auditedVerdict(verdict, audited) === "bypass");
}

/** The policies that might be changed to carry the control: those of the first of these kinds that exists. */
const CANDIDATES: readonly ((policy: Policy) => boolean)[] = [
  (policy) => implementsControl(policy) !== "no",
  (policy) => asksForMfa(policy) !== "no",
  requiresOtherThanMfa,
];

/** If the verdict itself reached a bound, many more questions would too. So any part may be wrong. */
const notSettled = (policies: readonly Policy[]): Carriers => ({
  kind: "nearest",
  policies,
  wrong: PARTS.map((part) => ({ part, certain: false, policies })),
});

/**
 * The possible changes, starting with the change furthest from what the policy's owner intends. A policy about risk has its condition
 * on purpose. A policy for more people or more resources is a different policy. A policy that is off was turned off; a report-only
 * policy waits to be turned on. Policies that block a part of the sign-ins stay as they are if possible. Declaring an exclusion changes
 * no policy.
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

/** Some changes to some policies, and to the policies that block a part of the sign-ins. */
interface Mending {
  readonly changes: readonly Change[];
  readonly among: readonly Policy[];
}

const NOTHING: Mending = { changes: [], among: [] };

/** The parts of a block that may be mended. Mending another part would make it block sign-ins that it was never meant to block. */
const OF_BLOCKS: readonly PolicyPart[] = ["state", "exclude"];

/** The change that turns a policy on which isn't. */
const turningOn = ({ enforcement }: Policy): Change => (enforcement.kind === "reportOnly" ? "report-only" : "off");

const partsIn = ({ changes }: Mending): readonly PolicyPart[] => {
  const parts = new Set<string>(
    changes.map((change) => (change === "off" || change === "report-only" ? "state" : change)),
  );
  return PARTS.filter((part) => parts.has(part));
};

function isMended(policy: Policy, { changes, among }: Mending): boolean {
  const isTurnedOn = isOn(policy) || changes.includes(turningOn(policy));
  return among.includes(policy) && isTurnedOn && (!asksForRisk(policy) || changes.includes("about risk"));
}

function mend(policy: Policy, mending: Mending): Policy {
  const { changes, among } = mending;
  if (isMended(policy, mending)) return mended(policy, partsIn(mending));
  const isBlock = changes.includes("blocks") && !among.includes(policy) && blocksAPart(policy);
  const parts = partsIn(mending).filter((part) => OF_BLOCKS.includes(part));
  return isBlock ? mended(policy, parts) : policy;
}

/** Asks the verifier about one tenant with some parts of its policies mended. */
export class CarrierSearch {
  readonly #context: EvaluationContext;
  readonly #people: NumberedPeople;
  readonly #audited: AuditedTenant;
  readonly #mended = memoize((mending: Mending) => {
    const asMended = memoize((policy: Policy) => mend(policy, mending));
    return { asMended, areEnough: provedBy(this.#with(this.#context.tenant.policies.map(asMended)), this.#people) };
  });

  /** @param context whose tenant's lists count as whole @param people one of each class @param audited the tenant as it was read */
  constructor(context: EvaluationContext, people: NumberedPeople, audited: AuditedTenant) {
    this.#context = context;
    this.#people = people;
    this.#audited = audited;
  }

  /** Whether a policy would carry the control if nobody were excluded, together with the policies that block a part of the sign-ins. */
  wouldCarry(policy: Policy): boolean {
    const those = [policy, ...this.#context.tenant.policies.filter(blocksAPart)];
    return provedBy(this.#with(those.map((one) => mended(one, ["exclude"]))), this.#people)();
  }

  /** Whether all policies together carry the control with these changes. */
  isProvedWith(mending: Mending): boolean {
    return this.#mended(mending).areEnough();
  }

  /** The smallest set that carries the control with these changes: a single policy if possible, and preferably a mended one. */
  smallest(mending: Mending): readonly Policy[] {
    const { asMended, areEnough } = this.#mended(mending);
    const carries = (some: readonly Policy[]): boolean => areEnough(some.map(asMended));
    const isFirst = (policy: Policy): number => Number(!isMended(policy, mending));
    const inOrder = this.#context.tenant.policies
      .filter((policy) => mayStopSomebody(asMended(policy)))
      .toSorted((one, other) => isFirst(one) - isFirst(other) || byPurpose(one, other));
    const alone = inOrder.find((policy) => carries([policy]));
    if (alone !== undefined) return [alone];
    const without = (some: readonly Policy[], one: Policy) => some.filter((other) => other !== one);
    return inOrder.reduceRight((left, one) => (carries(without(left, one)) ? without(left, one) : left), inOrder);
  }

  /** The policies that come closest to carrying the control, among these policies and the policies that block. */
  nearest(among: readonly Policy[], isCertain: boolean): Carriers {
    const least = this.#leastMending(among);
    const instead = this.#turnedOn(least);
    const policies = this.smallest(instead ?? least);
    const wrong = partsIn(instead ?? least).map((part) => this.#wrong(part, policies, policies, isCertain));
    // It is enough to turn policies on, or to declare the people that the others exclude. Both are wrong.
    const excluded = instead && this.#wrong("exclude", policies.filter(isOn), policies, isCertain);
    return { kind: "nearest", policies, wrong: present([...wrong, excluded]) };
  }

  /** Undoes one change after the other, the greatest first, as long as the control still holds. */
  #leastMending(among: readonly Policy[]): Mending {
    return CHANGES.reduce<Mending>(
      (mending, change) => {
        const without = { among, changes: mending.changes.filter((one) => one !== change) };
        return this.isProvedWith(without) ? without : mending;
      },
      { among, changes: CHANGES },
    );
  }

  /** The same changes, except that policies are turned on that cover the people that the others exclude. */
  #turnedOn({ among, changes }: Mending): Mending | undefined {
    if (!changes.includes("exclude") || changes.includes("off") || changes.includes("report-only")) return undefined;
    const instead: Mending = { among, changes: [...changes.filter((one) => one !== "exclude"), "off", "report-only"] };
    return this.isProvedWith(instead) && this.smallest(instead).some(isOn) ? instead : undefined;
  }

  /** @param some the policies among `all` that may have to change */
  #wrong(part: PolicyPart, some: readonly Policy[], all: readonly Policy[], isCertain: boolean): WrongPart {
    const others = this.#with(all.map((policy) => mended(policy, allBut([part]))));
    const on = hasGaps(this.#audited) ? "nothing unknown" : "nothing not understood";
    const certain = isCertain && kindOf(others, this.#people, on) !== "unknown";
    const wrongIn = this.#wrongAlone(part, some);
    return { part, certain, policies: wrongIn.length > 0 ? wrongIn : some };
  }

  /** The policies among these that wouldn't carry the control alone, although all their other parts are as they should be. */
  #wrongAlone(part: PolicyPart, some: readonly Policy[]): readonly Policy[] {
    const asked = some.map((policy) => mended(policy, allBut([part])));
    const areEnough = provedBy(this.#with(asked), this.#people);
    return some.filter((_, at) => !areEnough(asked.slice(at, at + 1)));
  }

  #with(policies: readonly Policy[]): EvaluationContext {
    return withPolicies(this.#context, policies);
  }
}

const isOn = ({ enforcement }: Policy): boolean => enforcement.kind === "enforced";

/** From most to least enforced. */
const STATES: readonly Policy["enforcement"]["kind"][] = ["enforced", "reportOnly", "off", "notUnderstood"];

/** First the policies that name the API, then the policies that are on, then the report-only policies. */
const byPurpose = (one: Policy, other: Policy): number =>
  Number(namesTheApi(other)) - Number(namesTheApi(one)) ||
  STATES.indexOf(one.enforcement.kind) - STATES.indexOf(other.enforcement.kind);
