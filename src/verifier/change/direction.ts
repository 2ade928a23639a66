import { isPresent, type PrincipalClass } from "../principals/principal-class";
import type { Principals } from "../principals/principals";
import { type BitSet, bitSetWhere, both, hasBit } from "../search/bit-set";
import type { SearchSpace } from "../search/search-space";
import type { Candidates } from "./candidates";
import type { Requirement } from "./supposition";
import type { Valuation } from "./valuation";

/** One direction of a comparison: sign-ins that get through here, and are stopped there. */
export class Direction {
  readonly candidates: Candidates;
  readonly space: SearchSpace;
  readonly principals: Principals;
  readonly here: 0 | 1;
  readonly there: 0 | 1;
  /** Nobody is in a group or holds a role because of what isn't known. */
  readonly nobody: Valuation;
  readonly #policiesHere: BitSet;
  readonly #policiesThere: BitSet;

  constructor(candidates: Candidates, space: SearchSpace, principals: Principals, here: 0 | 1) {
    this.candidates = candidates;
    this.space = space;
    this.principals = principals;
    this.here = here;
    this.there = here === 0 ? 1 : 0;
    this.#policiesHere = policiesOf(candidates, this.here);
    this.#policiesThere = policiesOf(candidates, this.there);
    const numbers = [...candidates.suppositions.list.keys()];
    this.nobody = new Map(numbers.flatMap((number) => (this.isMembership(number) ? [[number, false] as const] : [])));
  }

  /** Those of these policies that are of the tenant in which the sign-in gets through. */
  ofHere(policies: BitSet): BitSet {
    return both(policies, this.#policiesHere);
  }

  /** Those of these policies that are of the other tenant. */
  ofThere(policies: BitSet): BitSet {
    return both(policies, this.#policiesThere);
  }

  /** What must be so for a policy to stop anybody. */
  requirement(index: number): Requirement {
    return this.candidates.requirements[index] ?? { all: [[]], none: [] };
  }

  isMembership(number: number): boolean {
    return this.candidates.suppositions.isMembership(number);
  }

  /** Whether it is supposed that somebody is in a group or holds a role, who then has an object in the directory. */
  supposesMembership(supposed: Valuation): boolean {
    return [...supposed].some(([number, holds]) => holds && this.isMembership(number));
  }

  isInBoth(principalClass: PrincipalClass): boolean {
    return isPresent(principalClass, 0) && isPresent(principalClass, 1);
  }

  isInDirectory({ signature }: PrincipalClass): boolean {
    const { directory } = this.candidates;
    return directory === undefined || hasBit(signature.cautious, directory);
  }
}

function policiesOf({ policies, directory }: Candidates, tenantIndex: 0 | 1): BitSet {
  return bitSetWhere(policies, (policy, index) => index !== directory && policy.tenantIndex === tenantIndex);
}
