import { targetsAsFiltered } from "../../law/applications";
import type { EvaluationContext } from "../../law/evaluate";
import { isBlockAlternative, isEnforced, isSatisfied } from "../../law/grant";
import type { Policy } from "../../law/model/policy";
import { any } from "../solver/formula";
import { locationsAskedAbout } from "./places";
import { factorsIn, partsOf } from "./policy-parts";
import { Stops } from "./stops";
import { Unknowns } from "./unknowns";
import { type EncodedPolicy, type RoleInPart, rolesInPartOf, usersOf } from "./users";
import { Vocabulary } from "./vocabulary";

/** Tenants as clauses about one sign-in: for each policy, that it doesn't stop the sign-in, and that it does. */
export class Encoding {
  readonly sides: readonly EvaluationContext[];
  readonly vocabulary: Vocabulary;
  readonly unknowns: Unknowns;
  readonly policies: readonly EncodedPolicy[];
  readonly stops: Stops;
  readonly rolesInPart: readonly RoleInPart[];
  readonly areReadingsOpen: boolean;

  /**
   * @param areReadingsOpen whether a sign-in may choose how to read what the documents leave open
   * @param isForAll whether policies that stop nobody are encoded, too
   */
  constructor(sides: readonly EvaluationContext[], { areReadingsOpen = false, isForAll = false } = {}) {
    this.sides = sides;
    this.areReadingsOpen = areReadingsOpen;
    const placed = sides.flatMap((side, tenantIndex) =>
      side.tenant.policies
        .filter((policy) => isForAll || mayStopSomebody(policy, areReadingsOpen))
        // By id, so that what is found first doesn't depend on the order of the file.
        .sort(({ id: one }, { id: other }) => (one < other ? -1 : one > other ? 1 : 0))
        .map((policy) => ({ ...side, policy, tenantIndex })),
    );
    const candidates = sides.map((_, at) => placed.flatMap((one) => (one.tenantIndex === at ? [one.policy] : [])));
    const locations = sides.flatMap(({ tenant }, at) => locationsAskedAbout(candidates[at] ?? [], tenant));
    this.vocabulary = new Vocabulary(locations, factorsIn(candidates.flat()));
    this.unknowns = new Unknowns(this.vocabulary.logic);
    this.policies = placed.map(({ policy, tenantIndex, tenant, membership }, number) => {
      const { vocabulary, unknowns } = this;
      const candidate = { policy, number, tenant, membership, vocabulary, unknowns, areReadingsOpen };
      const place = tenant.policies.indexOf(policy);
      return { policy, number, tenantIndex, place, membership, about: usersOf(candidate), parts: partsOf(candidate) };
    });
    this.rolesInPart = sides.flatMap(({ membership }, at) => rolesInPartOf(candidates[at] ?? [], membership, at));
    // The literals of all conditions must exist before the vocabulary says which of them go together.
    for (const { met } of this.policies.flatMap(({ parts }) => parts.flatMap((part) => part ?? [])))
      this.vocabulary.logic.implying(any([met.is, met.isNot]));
    this.vocabulary.close();
    this.stops = new Stops(this.vocabulary.logic, this.policies, this.rolesInPart);
  }

  /** One of the tenants. @throws if there is no tenant of that number */
  side(tenantIndex: number): EvaluationContext {
    const side = this.sides[tenantIndex];
    if (side === undefined) throw new Error(`there is no tenant ${tenantIndex}`);
    return side;
  }
}

const NOTHING = { shows: new Set<string>(), device: { kind: "unregistered" } } as const;

/** False iff the policy certainly stops no sign-in. */
export function mayStopSomebody(policy: Policy, areReadingsOpen = false): boolean {
  const { applications, grant, workloadIdentitiesOnly } = policy;
  if (workloadIdentitiesOnly || isEnforced(policy) === "no" || grant.kind === "sessionOnly") return false;
  const asksForUnknown = grant.controls.some(
    ({ kind, ...one }) => "strength" in one && one.strength.kind === "notKnown",
  );
  const mayBlock = areReadingsOpen && isBlockAlternative(grant);
  if (isSatisfied(grant, NOTHING) === "yes" && !asksForUnknown && !mayBlock) return false;
  return targetsAsFiltered(applications) !== "no";
}
