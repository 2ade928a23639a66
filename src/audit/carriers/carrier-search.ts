import type { EvaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Exempt } from "../../verifier/exemptions";
import { type NumberedPeople, numberedPeopleOf } from "../../verifier/principals/numbered-people";
import { isProved, proveIn } from "../../verifier/prove";
import { settledKind, type Unread } from "../settled";
import type { Carriers, WrongFacet } from "./carriers";
import { allBut, FACETS, type Facet, mended } from "./facet";
import { blocksAPart } from "./for-the-control";
import { minimalSet } from "./minimal-set";

/** More parts than these aren't told apart: then all are said to be wrong. */
const MOST_PARTS = 4;

/** Parts of a block that may be mended: another part would make it block what it was never meant to. */
const OF_BLOCKS: readonly Facet[] = ["state", "exclude"];

/** A change of some parts of some policies. */
interface Mending {
  readonly facets: readonly Facet[];
  readonly among: ReadonlySet<Policy>;
  /** Whether policies that block a part of the sign-ins are mended too. */
  readonly blocksToo: boolean;
}

const NOTHING: Mending = { facets: [], among: new Set(), blocksToo: false };

function mend(policy: Policy, { facets, among, blocksToo }: Mending): Policy {
  if (among.has(policy)) return mended(policy, facets);
  if (!blocksToo || !blocksAPart(policy)) return policy;
  return mended(
    policy,
    facets.filter((facet) => OF_BLOCKS.includes(facet)),
  );
}

/** Questions about one tenant in which some parts of some policies are mended. */
export class CarrierSearch {
  readonly #context: EvaluationContext;
  readonly #all: readonly Policy[];
  readonly #exempt: Exempt;
  readonly #unread: Unread;
  /** Undefined where the users aren't known: then who is named hangs on the policies. */
  readonly #people: NumberedPeople | undefined;

  constructor(context: EvaluationContext, exempt: Exempt, unread: Unread) {
    this.#unread = unread;
    const { tenant } = context;
    this.#context = context;
    this.#all = tenant.policies;
    this.#exempt = exempt;
    this.#people = tenant.users && numberedPeopleOf([tenant], exempt.isExempt);
  }

  isProvedAsItIs(): boolean {
    return this.#areEnough(this.#all);
  }

  /** The smallest set that carries the control once this is mended: one policy if one does, one of those mended above all. */
  smallest(mending: Mending = NOTHING): readonly Policy[] {
    const { among, facets } = mending;
    const carries = (some: readonly Policy[]): boolean => this.#areEnough(some.map((policy) => mend(policy, mending)));
    const inOrder = [...among, ...this.#all.filter((policy) => !among.has(policy))].filter(
      (policy) => !policy.workloadIdentitiesOnly,
    );
    const alone = this.#leastWrong(
      inOrder.filter((policy) => carries([policy])),
      facets,
    );
    return alone === undefined ? minimalSet(inOrder, carries) : [alone];
  }

  /** Those that come nearest to carrying the control, of these policies and of blocks beside them. */
  nearest(among: readonly Policy[], isCertain: boolean): Carriers {
    const mending = this.#fewestParts(new Set(among));
    const policies = this.smallest(mending);
    const wrong = mending.facets.map((facet) => this.#wrong(facet, policies, policies, isCertain));
    return { kind: "nearest", policies, wrong: [...wrong, ...this.#undeclared(mending, policies, isCertain)] };
  }

  /**
   * People whom a policy leaves out aren't covered by another one that is only to be switched on: where declaring them, or
   * taking them back in, would do as well, that is wrong too.
   */
  #undeclared(mending: Mending, policies: readonly Policy[], isCertain: boolean): readonly WrongFacet[] {
    if (!mending.facets.includes("state") || mending.facets.includes("exclude")) return [];
    const facets = mending.facets.map((facet) => (facet === "state" ? "exclude" : facet));
    const isEnough = [false, true].some((blocksToo) => this.#isProvedWith({ ...mending, facets, blocksToo }));
    const open = policies.filter(
      (policy) => policy.enforcement.kind === "enforced" && this.#isWrongAlone(policy, "exclude"),
    );
    return isEnough && open.length > 0
      ? [{ ...this.#wrong("exclude", open, policies, isCertain), insteadOf: "state" }]
      : [];
  }

  #wrong(facet: Facet, some: readonly Policy[], all: readonly Policy[], isCertain: boolean): WrongFacet {
    const verdict = proveIn(this.#with(all.map((policy) => mended(policy, allBut([facet])))), this.#exempt);
    const kind = settledKind(verdict, this.#unread);
    const wrongIn = some.filter((policy) => this.#isWrongAlone(policy, facet));
    return { facet, certain: isCertain && kind !== "unknown", policies: wrongIn.length > 0 ? wrongIn : some };
  }

  /** The fewest parts that, mended in all of these policies, make the control hold; rather without changing a block. */
  #fewestParts(among: ReadonlySet<Policy>): Mending {
    const hasBlocks = this.#all.some(blocksAPart);
    for (let size = 1; size <= MOST_PARTS; size++)
      for (const blocksToo of hasBlocks ? [false, true] : [false])
        for (const facets of subsets(FACETS, size)) {
          const changesBlocks = facets.some((facet) => OF_BLOCKS.includes(facet));
          if (blocksToo && !changesBlocks) continue;
          const mending = { facets, among, blocksToo };
          if (this.#isProvedWith(mending)) return mending;
        }
    return { facets: FACETS, among, blocksToo: false };
  }

  #leastWrong(policies: readonly Policy[], facets: readonly Facet[]): Policy | undefined {
    const wrongParts = (policy: Policy): number => facets.filter((facet) => this.#isWrongAlone(policy, facet)).length;
    const [first, ...others] = policies;
    if (first === undefined || others.length === 0 || facets.length === 0) return first;
    return policies.toSorted((one, other) => wrongParts(one) - wrongParts(other))[0];
  }

  #isWrongAlone(policy: Policy, facet: Facet): boolean {
    return !this.#areEnough([mended(policy, allBut([facet]))]);
  }

  #isProvedWith(mending: Mending): boolean {
    return this.#areEnough(this.#all.map((policy) => mend(policy, mending)));
  }

  #areEnough(policies: readonly Policy[]): boolean {
    return isProved(this.#with(policies), this.#exempt, this.#people);
  }

  /** Who is in what stays the same, whatever the policies are. */
  #with(policies: readonly Policy[]): EvaluationContext {
    return { ...this.#context, tenant: { ...this.#context.tenant, policies } };
  }
}

/** All subsets of that size, in the order of the items. */
function* subsets<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) yield [];
  else
    for (const [index, item] of items.entries())
      for (const others of subsets(items.slice(index + 1), size - 1)) yield [item, ...others];
}
