import type { Exemption } from "../../model/exemption";
import type { Policy } from "../../model/policy";
import type { Tenant } from "../../model/tenant";
import { exemptIn } from "../../verifier/exemptions";
import { names } from "../../verifier/law/applications";
import { prove } from "../../verifier/prove";
import type { Verdict } from "../../verifier/verdict";
import { allBut, FACETS, type Facet, mended } from "./facet";
import { minimalSet } from "./minimal-set";
import { withRepresentatives } from "./representatives";

/**
 * The policies that the steps of an audit are about.
 *
 * *carry*: the smallest set with which the control is proved. *nearest*: it isn't, and these would carry it if the parts in
 * `wrong` were as they should be: no change of fewer parts makes any policies carry it. *none*: no policy asks for MFA.
 */
export type Carriers =
  | { readonly kind: "carry"; readonly policies: readonly Policy[] }
  | {
      readonly kind: "nearest";
      readonly policies: readonly Policy[];
      readonly wrong: readonly WrongFacet[];
    }
  | { readonly kind: "none"; readonly policies: readonly [] };

/** A part that isn't as it should be, and in which of the policies. */
export interface WrongFacet {
  readonly facet: Facet;
  /** Whether it is wrong for certain, or hangs on content that isn't understood. */
  readonly certain: boolean;
  readonly policies: readonly Policy[];
}

/**
 * Finds them by asking the verifier, not by their fields.
 * @param verdict what was decided about the tenant
 */
export function carriersOf(tenant: Tenant, exemptions: readonly Exemption[], verdict: Verdict): Carriers {
  const { partlyKnown, ...rest } = tenant; // what a list lacks could only stop more
  const few = withRepresentatives(rest, exemptIn(tenant, exemptions));
  const search = new CarrierSearch(few, tenant.policies, exemptions);
  const isProved = verdict.kind === "proved" || (partlyKnown !== undefined && search.isProvedAsItIs());
  if (isProved) return { kind: "carry", policies: search.smallest([], tenant.policies) };
  const isTooHard = partlyKnown === undefined && !verdict.isWhole;
  for (const among of [tenant.policies.filter(isForTheControl), tenant.policies.filter(asksForMfa)])
    if (among.length > 0)
      return isTooHard
        ? notSettled(among)
        : search.nearest(among, verdict.kind === "bypass" || partlyKnown !== undefined);
  return { kind: "none", policies: [] };
}

/** Where the verdict itself reached a bound, nothing is asked again many times over: any part may be wrong. */
const notSettled = (policies: readonly Policy[]): Carriers => ({
  kind: "nearest",
  policies,
  wrong: FACETS.map((facet) => ({ facet, certain: false, policies })),
});

/** Whether a policy asks for MFA, if only among other things. */
const asksForMfa = ({ grant, workloadIdentitiesOnly }: Policy): boolean =>
  !workloadIdentitiesOnly &&
  grant.kind === "controls" &&
  grant.controls.some(({ kind }) => kind === "mfa" || kind === "strength" || kind === "notUnderstood");

/** Whether a policy is made for this control: it asks for MFA on the way to Azure management, in whatever state it is. */
export const isForTheControl = (policy: Policy): boolean =>
  asksForMfa(policy) && (names(policy.applications.include) !== "no" || policy.applications.filter === "include");

/** More parts than these aren't told apart: then all are said to be wrong. */
const MOST_PARTS = 4;

/** Questions about one tenant in which some parts of some policies are mended. */
class CarrierSearch {
  readonly #tenant: Tenant;
  readonly #all: readonly Policy[];
  readonly #exemptions: readonly Exemption[];

  constructor(tenant: Tenant, all: readonly Policy[], exemptions: readonly Exemption[]) {
    this.#tenant = tenant;
    this.#all = all;
    this.#exemptions = exemptions;
  }

  isProvedAsItIs(): boolean {
    return this.#kindWith(this.#all) === "proved";
  }

  /** The smallest set that carries the control once these parts are mended: one policy if one does, one of `preferred` above all. */
  smallest(facets: readonly Facet[], preferred: readonly Policy[]): readonly Policy[] {
    const isPreferred = new Set(preferred);
    const mend = (policy: Policy): Policy => (isPreferred.has(policy) ? mended(policy, facets) : policy);
    const carries = (some: readonly Policy[]): boolean => this.#kindWith(some.map(mend)) === "proved";
    const inOrder = [...preferred, ...this.#all.filter((policy) => !isPreferred.has(policy))].filter(
      (policy) => !policy.workloadIdentitiesOnly,
    );
    const alone = this.#leastWrong(
      inOrder.filter((policy) => carries([policy])),
      facets,
    );
    return alone === undefined ? minimalSet(inOrder, carries) : [alone];
  }

  nearest(among: readonly Policy[], isCertain: boolean): Carriers {
    const facets = this.#fewestParts(among);
    const policies = this.smallest(facets, among);
    const wrong = facets.map((facet): WrongFacet => {
      const others = policies.map((policy) => mended(policy, allBut([facet])));
      const kind = this.#kindWith(others);
      const wrongIn = policies.filter((policy) => this.#isWrongAlone(policy, facet));
      return {
        facet,
        certain: isCertain && kind !== "unknown",
        policies: wrongIn.length > 0 ? wrongIn : policies,
      };
    });
    return { kind: "nearest", policies, wrong };
  }

  /** The fewest parts that, mended in all of these policies, make the control hold. */
  #fewestParts(among: readonly Policy[]): readonly Facet[] {
    const isAmong = new Set(among);
    for (let size = 1; size <= MOST_PARTS; size++)
      for (const facets of subsets(FACETS, size)) {
        const policies = this.#all.map((policy) => (isAmong.has(policy) ? mended(policy, facets) : policy));
        if (this.#kindWith(policies) === "proved") return facets;
      }
    return FACETS;
  }

  #leastWrong(policies: readonly Policy[], facets: readonly Facet[]): Policy | undefined {
    const wrongParts = (policy: Policy): number => facets.filter((facet) => this.#isWrongAlone(policy, facet)).length;
    const [first, ...others] = policies;
    if (first === undefined || others.length === 0 || facets.length === 0) return first;
    return policies.toSorted((one, other) => wrongParts(one) - wrongParts(other))[0];
  }

  #isWrongAlone(policy: Policy, facet: Facet): boolean {
    return this.#kindWith([mended(policy, allBut([facet]))]) !== "proved";
  }

  #kindWith(policies: readonly Policy[]): Verdict["kind"] {
    return prove({ ...this.#tenant, policies }, this.#exemptions).kind;
  }
}

/** All subsets of that size, in the order of the items. */
function* subsets<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) yield [];
  else
    for (const [index, item] of items.entries())
      for (const others of subsets(items.slice(index + 1), size - 1)) yield [item, ...others];
}
