import { targetsAsFiltered } from "../../law/applications";
import type { Reason } from "../../law/evaluate";
import { isBlockAlternative, isEnforced, isSatisfied } from "../../law/grant";
import type { Membership, NamedParts } from "../../law/membership/membership";
import type { RoleId } from "../../law/model/ids";
import { AS_IT_SHOULD_BE, type Policy, type UserAssignment } from "../../law/model/policy";
import type { Principal } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { namesPerson } from "../../law/users";
import { bitSetWhere, hasBit, numbersIn } from "../people/bit-set";
import type { NumberedPeople } from "../people/numbered-people";
import type { Namer } from "../people/partition";
import { type PrincipalClass, type Principals, principalsOf } from "../people/principals";
import { any, type Formula, type Literal, negate } from "../solver/formula";
import { everyOf, type Pair } from "./logic";
import { factorsIn, locationsAskedAbout, type Part, partsOf } from "./policy-parts";
import { Unknowns } from "./unknowns";
import { aboutOf, type NamedBy } from "./users";
import { Vocabulary } from "./vocabulary";

/** A tenant to be encoded. Whoever is judged is in no group that `membership` takes for wholly exempt. */
export interface Side {
  readonly tenant: Tenant;
  readonly membership: Membership;
}

/** A policy that may stop somebody, as clauses. */
export interface EncodedPolicy {
  readonly policy: Policy;
  readonly number: number;
  readonly tenantIndex: number;
  /** Where it stands in its tenant's list: ids needn't differ. */
  readonly place: number;
  readonly membership: Membership;
  /** In the order of the law; `undefined` stands for whom the policy is about. */
  readonly parts: readonly (Part | undefined)[];
  readonly about: (named: NamedBy) => Pair;
}

/** One policy with regard to those whom it is about in one way. */
export interface Stop {
  readonly number: number;
  readonly policy: EncodedPolicy;
  readonly about: Pair;
  /** Assume it to let the sign-in through; true only if the policy doesn't stop it. */
  readonly passes: Literal;
  /** True only if the policy doesn't stop it, as a formula. */
  readonly passing: Formula;
  /** True only if it does. */
  readonly stopping: Formula;
  /** Assume it to have the policy stop the sign-in. */
  readonly stops: () => Literal;
}

type StopOf = (policy: EncodedPolicy) => Stop;

/** A role that policies name and that somebody holds in a part of the tenant. */
interface RoleInPart {
  readonly role: RoleId;
  readonly tenantIndex: number;
  readonly membership: Membership;
  readonly holders: NamedParts;
}

/** Tenants as clauses about one sign-in: for each policy, that it doesn't stop it, and that it does. */
export class Encoding {
  readonly sides: readonly Side[];
  readonly vocabulary: Vocabulary;
  readonly unknowns: Unknowns;
  readonly policies: readonly EncodedPolicy[];
  readonly #areReadingsOpen: boolean;
  readonly #rolesInPart: readonly RoleInPart[];
  /** All that were asked for, by number. */
  readonly stops: Stop[] = [];
  readonly #stops = new Map<string, Stop>();
  /** The same by how somebody is named, and the number of the policy. */
  readonly #rows = new Map<string, (Stop | undefined)[]>();

  /**
   * @param areReadingsOpen whether what the documents leave a choice about is open
   * @param areSettled whether groups, roles and locations may be assumed to hold nobody else
   */
  constructor(sides: readonly Side[], areReadingsOpen = false, areSettled = false) {
    this.sides = sides;
    this.#areReadingsOpen = areReadingsOpen;
    // By id: what is found first mustn't depend on the order in which a file lists them.
    const candidates = sides.map(({ tenant }) =>
      tenant.policies
        .filter((policy) => mayStopSomebody(policy, areReadingsOpen))
        .sort(({ id: one }, { id: other }) => (one < other ? -1 : one > other ? 1 : 0)),
    );
    const locations = sides.flatMap(({ tenant }, side) => locationsAskedAbout(candidates[side] ?? [], tenant));
    this.vocabulary = new Vocabulary(locations, factorsIn(candidates.flat()));
    this.unknowns = new Unknowns(this.vocabulary.logic, areSettled);
    const placed = sides.flatMap((side, tenantIndex) =>
      (candidates[tenantIndex] ?? []).map((policy) => ({ ...side, policy, tenantIndex })),
    );
    this.policies = placed.map(({ policy, tenantIndex, tenant, membership }, number) => {
      const { vocabulary, unknowns } = this;
      const candidate = { policy, number, tenant, membership, vocabulary, unknowns, areReadingsOpen };
      const place = tenant.policies.indexOf(policy);
      const about = aboutOf(candidate);
      return { policy, number, tenantIndex, place, membership, about, parts: partsOf(candidate) };
    });
    this.#rolesInPart = sides.flatMap(({ membership }, tenantIndex) => {
      const named = candidates[tenantIndex]?.flatMap(({ users }) => [...users.include.roles, ...users.exclude.roles]);
      return Array.from(new Set(named), (role) => ({
        ...{ role, tenantIndex, membership },
        holders: membership.inPartOf(role),
      })).filter(({ holders }) => isAnybody(holders));
    });
    // The literals of all conditions, before what goes together is said of them.
    for (const { met } of this.policies.flatMap(({ parts }) => parts.flatMap((part) => part ?? [])))
      this.vocabulary.logic.implying(any([met.is, met.isNot]));
    this.vocabulary.close();
  }

  /** Everybody who isn't exempt, in classes that the policies can't tell apart. */
  principals(numbered: NumberedPeople): Principals {
    const policies = this.policies.map(({ policy, tenantIndex, membership }) => {
      const { include, exclude } = policy.users;
      return {
        ...{ policy, tenantIndex, membership },
        usually: exclude.everyone ? ("excluded" as const) : include.everyone ? ("included" as const) : undefined,
        included: membership.partsOf(include, "include"),
        excluded: membership.partsOf(exclude, "include"),
      };
    });
    const roles = this.#rolesInPart.map(
      ({ membership, holders }): Namer => ({ membership, usually: undefined, included: holders, excluded: NO_PARTS }),
    );
    const mayHoldAnybody = bitSetWhere(this.policies, ({ policy: { users }, membership }) => {
      const parts = membership.partsOf(users.include, "exclude");
      return parts.mayHoldOthers || [...users.include.roles].some((role) => isAnybody(membership.inPartOf(role)));
    });
    const by = { policies, roles, mayHoldAnybody, areReadingsOpen: this.#areReadingsOpen };
    return principalsOf(
      this.sides.map(({ tenant }) => tenant),
      by,
      numbered,
    );
  }

  /** What each policy of a tenant is to a class; none of those that can't be about it. */
  stopsFor(principals: PrincipalClass, tenantIndex: number): readonly Stop[] {
    const { isInDirectory, identities, included, live } = principals;
    const identity = identities[tenantIndex];
    if (identity === undefined) return [];
    const rolesInPart = this.#rolesHeld(tenantIndex, (_, at) => hasBit(principals.rolesInPart, at));
    // Home tenants that a list tells apart are told apart by which policies are live and include: no more is said of the home.
    const key = `of classes ${isInDirectory} ${identity.type}`;
    const named = { excluded: false, isInDirectory, identity, rolesInPart };
    const stopsWhere = [false, true].map((isIn) => this.#stopsNaming({ ...named, included: isIn }, key));
    const [ofOthers, ofIncluded] = stopsWhere as [StopOf, StopOf];
    const stops: Stop[] = [];
    for (const number of numbersIn(live)) {
      const policy = this.policies[number];
      if (policy?.tenantIndex === tenantIndex) stops.push((hasBit(included, number) ? ofIncluded : ofOthers)(policy));
    }
    return stops;
  }

  /** What each policy of a tenant is to one principal. */
  stopsForPrincipal(principal: Principal, tenantIndex: number): readonly Stop[] {
    const { identity } = principal;
    const id = principal.kind === "person" ? principal.id : undefined;
    const isInDirectory = principal.kind !== "outsider";
    const rolesInPart = this.#rolesHeld(
      tenantIndex,
      ({ membership, holders }) => id !== undefined && membership.isAmong(id, holders),
    );
    return this.policies
      .filter((one) => one.tenantIndex === tenantIndex)
      .map((policy) => {
        const isNamed = (assignment: UserAssignment): boolean =>
          assignment.everyone || (isInDirectory && namesPerson(assignment, "include", id, policy.membership));
        const { include, exclude } = policy.policy.users;
        const [included, excluded] = [isNamed(include), isNamed(exclude)];
        const key = `${excluded} ${isInDirectory} ${identity.type} ${identity.home}`;
        return this.#stopsNaming({ included, excluded, isInDirectory, identity, rolesInPart }, key)(policy);
      });
  }

  #rolesHeld(tenantIndex: number, isHeld: (role: RoleInPart, at: number) => boolean): ReadonlySet<RoleId> {
    const held = this.#rolesInPart.filter((one, at) => one.tenantIndex === tenantIndex && isHeld(one, at));
    return new Set(held.map(({ role }) => role));
  }

  /** Policies with regard to somebody whom they name so. @param key what tells that apart, other than what is part of every key */
  #stopsNaming(named: NamedBy, key: string): StopOf {
    const how = `${key} ${named.included} ${[...named.rolesInPart].join()}`;
    const row = this.#rows.get(how) ?? [];
    this.#rows.set(how, row);
    return (policy) => {
      row[policy.number] ??= this.#stopAbout(policy, policy.about(named));
      return row[policy.number] as Stop;
    };
  }

  #stopAbout(policy: EncodedPolicy, about: Pair): Stop {
    const key = `${policy.number} ${JSON.stringify(about)}`;
    const stop = this.#stops.get(key) ?? this.#add(policy, about);
    this.#stops.set(key, stop);
    return stop;
  }

  #add(policy: EncodedPolicy, about: Pair): Stop {
    const { logic } = this.vocabulary;
    const { is, isNot } = everyOf([...policy.parts.flatMap((part) => part?.met ?? []), about]);
    const passes = logic.solver.variable();
    logic.solver.add([negate(passes), logic.implying(isNot)]);
    let stops: Literal | undefined;
    const stop: Stop = {
      ...{ number: this.stops.length, policy, about, passes, passing: isNot, stopping: is },
      stops: () => {
        stops ??= logic.implying(is);
        return stops;
      },
    };
    this.stops.push(stop);
    return stop;
  }

  /** One of the tenants. @throws where there is none of that number */
  side(tenantIndex: number): Side {
    const side = this.sides[tenantIndex];
    if (side === undefined) throw new Error(`there is no tenant ${tenantIndex}`);
    return side;
  }

  /** Literals of which one at least is true only if another clause of the law lets the sign-in through first, or this one doesn't. */
  otherThan({ policy, about }: Stop, reason: Reason): readonly Literal[] {
    const { logic } = this.vocabulary;
    const other: Literal[] = [];
    for (const part of policy.parts) {
      const met = part?.met ?? about;
      if ((part?.reason ?? "users") === reason) return [...other, logic.implying(met.is)];
      other.push(logic.implying(met.isNot));
    }
    return other;
  }
}

const NO_PARTS: NamedParts = { people: new Set(), groups: new Set(), mayHoldOthers: false };

const isAnybody = ({ people, groups }: NamedParts): boolean => people.size + groups.size > 0;

const NOTHING = { shows: new Set<string>(), device: { kind: "unregistered" } } as const;

/** False iff it is certain that the policy stops nobody, whoever and however they sign in. */
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

/** The policy as if it were on, about the API, and a block: what is left is whom it is about and its conditions. */
export const asStopping = (
  policy: Omit<Policy, "enforcement" | "grant" | "applications" | "workloadIdentitiesOnly">,
): Policy => ({ ...policy, ...AS_IT_SHOULD_BE, grant: { ...AS_IT_SHOULD_BE.grant, controls: [{ kind: "block" }] } });

/** True iff the formula is in a model. */
export function holdsIn(formula: Formula, isTrue: (literal: Literal) => boolean): boolean {
  switch (formula.kind) {
    case "literal":
      return isTrue(formula.literal);
    case "all":
      return formula.parts.every((part) => holdsIn(part, isTrue));
    case "any":
      return formula.parts.some((part) => holdsIn(part, isTrue));
  }
}
