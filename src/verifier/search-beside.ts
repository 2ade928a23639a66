import type { EvaluationContext } from "../law/evaluate";
import type { Conditions } from "../law/model/dimensions";
import { policyId, type UserId } from "../law/model/ids";
import { NO_USERS, type Policy } from "../law/model/policy";
import type { Reading } from "../law/model/truth";
import { notUnderstoodInTenant } from "./not-understood";
import { numberedPeopleOf } from "./principals/numbered-people";
import type { PrincipalClass } from "./principals/principal-class";
import { type Principals, principalsOf } from "./principals/principals";
import { type BitSet, bitSetWhere, both, intersects, isWithin, setBit } from "./search/bit-set";
import { type CandidatePolicy, candidatePolicies } from "./search/candidate-policy";
import { Search } from "./search/search";
import { type Assignment, type SearchSpace, searchSpaceOf, signInAt } from "./search/search-space";
import { meetingCandidates } from "./search/width";
import type { Uncovered } from "./verdict";
import { whoIsIn } from "./who-is-in";

/** What came of looking for sign-ins beside each of some conditions. */
export interface SweptBeside {
  /** Sign-ins that were found, to be tried elsewhere. */
  readonly found: readonly Assignment[];
  /** False where there were more sorts of people than can be looked at. */
  readonly isWhole: boolean;
  /** Whoever gets in by a sign-in that doesn't meet the condition of that number. */
  whoIsOpen(condition: number): Uncovered;
  /** The same with those of whom it isn't settled. */
  whoMayBeOpen(condition: number): Uncovered;
}

/** Steps of the search for one principal class beside one condition. */
const BOUND_OF_ONE = 4_000_000;
/** Sign-ins that are tried before a search: the ones found first. */
const MOST_TRIED = 128;

/**
 * Looks for whoever gets in by a sign-in that doesn't meet a condition, for some conditions at once: as if one more policy
 * stopped everybody whose sign-in meets it. All these policies are in one search space, and each query is about one of them;
 * so what is found beside one is tried beside the others, and who gets in by no sign-in at all isn't asked about again.
 */
export class SearchBeside {
  readonly #context: EvaluationContext;
  readonly #reading: Reading;
  readonly #principals: Principals;
  readonly #space: SearchSpace | undefined;
  /** The tenant's own candidate policies. */
  readonly #own: BitSet;
  /** For each condition the policy that stops whatever meets it. */
  readonly #shut: readonly number[];

  constructor({ context, isExempt, conditions, reading }: Beside) {
    const own = candidatePolicies(context);
    const candidates = [...own, ...conditions.map((one) => shutting(one, context))];
    const tenants = [context.tenant];
    this.#context = context;
    this.#reading = reading;
    this.#principals = principalsOf(tenants, candidates, numberedPeopleOf(tenants, isExempt));
    this.#space = searchSpaceOf(candidates, reading);
    this.#own = bitSetWhere(candidates, (_, number) => number < own.length);
    this.#shut = conditions.map((_, number) => own.length + number);
  }

  /** Whether nothing hangs on how content is read that isn't understood: then both readings say the same. */
  get isClear(): boolean {
    const { tenant } = this.#context;
    return (
      notUnderstoodInTenant(tenant).length === 0 &&
      [...(tenant.locations?.values() ?? [])].every(
        ({ extent }) => extent.kind !== "ranges" || extent.mayHold === undefined,
      ) &&
      this.#principals.classes.every(({ signature }) => isWithin(signature.generous, signature.cautious))
    );
  }

  /**
   * @param tried sign-ins that are looked at before any is searched for
   * @param bound steps for everybody and every condition together
   */
  sweep(tried: readonly Assignment[], bound: number): SweptBeside {
    const space = this.#space;
    const looking = space && new Looking(space, this.#reading, tried, bound);
    const open: PrincipalClass[][] = this.#shut.map(() => []);
    const tooHard: PrincipalClass[][] = this.#shut.map(() => []);
    for (const principalClass of this.#principals.classes) {
      const stopping = both(principalClass.signature[this.#reading], this.#own);
      if (looking?.ask(stopping) === "closed") continue;
      this.#shut.forEach((shut, number) => {
        const answer = looking?.ask(withBit(stopping, shut)) ?? "tooHard";
        if (answer !== "closed") (answer === "open" ? open : tooHard)[number]?.push(principalClass);
      });
    }
    const told = (classes: readonly PrincipalClass[]) => whoIsIn(classes, this.#principals, this.#context.tenant);
    return {
      found: looking?.found ?? [],
      isWhole: this.#principals.isWhole,
      whoIsOpen: (number) => told(open[number] ?? []),
      whoMayBeOpen: (number) => told([...(open[number] ?? []), ...(tooHard[number] ?? [])]),
    };
  }
}

interface Beside {
  readonly context: EvaluationContext;
  readonly isExempt: (person: UserId) => boolean;
  readonly conditions: readonly Conditions[];
  readonly reading: Reading;
}

/** One search, and the sign-ins that it has found so far. */
class Looking {
  readonly found: Assignment[] = [];
  readonly #space: SearchSpace;
  readonly #reading: Reading;
  readonly #search: Search;
  /** The candidate policies that each sign-in to be tried meets. */
  readonly #tried: BitSet[];

  constructor(space: SearchSpace, reading: Reading, tried: readonly Assignment[], bound: number) {
    this.#space = space;
    this.#reading = reading;
    this.#search = new Search(space, bound);
    this.#tried = tried.map((one) => this.#metBy(one));
  }

  /** Whether there is a sign-in that none of these candidate policies stops. */
  ask(stopping: BitSet): "open" | "closed" | "tooHard" {
    if (this.#tried.some((met) => !intersects(stopping, met))) return "open";
    const { assignment, exhausted } = this.#search.find({ stopping }, BOUND_OF_ONE);
    if (assignment === undefined) return exhausted ? "tooHard" : "closed";
    if (this.#tried.length < MOST_TRIED) {
      this.found.push(assignment);
      this.#tried.push(this.#metBy(assignment));
    }
    return "open";
  }

  #metBy(assignment: Assignment): BitSet {
    const { principal, ...circumstances } = signInAt(assignment, NOBODY);
    return meetingCandidates(this.#space, circumstances, this.#reading);
  }
}

/** Whoever signs in makes no difference to the conditions that a sign-in meets. */
const NOBODY = { kind: "unnamed", identity: { type: "member", home: "unnamed" } } as const;

function withBit(bits: BitSet, number: number): BitSet {
  const more = bits.slice();
  setBit(more, number);
  return more;
}

const NO_APPLICATIONS = { all: false, ids: new Set<never>(), adminPortals: false, notUnderstood: [] };

/** A policy that stops everybody whose sign-in meets these conditions. */
const shutting = (conditions: Conditions, context: EvaluationContext): CandidatePolicy => ({
  policy: {
    id: policyId("beside"),
    displayName: "",
    enforcement: { kind: "enforced" },
    grant: { kind: "controls", operator: { kind: "all" }, controls: [{ kind: "block" }] },
    users: { include: { ...NO_USERS, everyone: true }, exclude: NO_USERS },
    applications: {
      include: { ...NO_APPLICATIONS, all: true },
      exclude: NO_APPLICATIONS,
      filter: "none",
      otherTarget: false,
    },
    conditions,
    workloadIdentitiesOnly: false,
    notUnderstood: [],
    written: { in: () => "" },
  } satisfies Policy,
  context,
  certainty: "yes",
  tenantIndex: 0,
});
