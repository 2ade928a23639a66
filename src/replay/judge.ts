import { DIMENSIONS, isListed, meetsCondition, valuesOf } from "../law/conditions";
import { located, networkTerms } from "../law/conditions/locations-law";
import type { Device } from "../law/device-filter/device";
import { evaluatePartlyKnown } from "../law/device-filter/evaluate";
import { comparisonsIn } from "../law/device-filter/rule";
import { type Applicability, applicability } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import { Membership } from "../law/membership/membership";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { Conditions, DeviceFilter, Dimension, PartialSignIn } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import { type IdentityType, OUTSIDER_TYPES, PERSON_CLASSES, type Principal } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { every, type Met, type Truth } from "../law/model/truth";
import { type MembershipTest, meetsUsers } from "../law/users";
import { textOf } from "../text/same-text";
import { identityTypesOf, namedHomeTenants } from "../verifier/people/identity-types";

/** azmfa's decision about one policy and one sign-in. */
export interface OurAnswer extends Applicability {
  readonly policy: Policy;
  /** Whether the policy would apply if these were in groups and held roles, for each identity type that the user may have. */
  readonly appliesIf: (holds: MembershipTest) => readonly Met[];
}

/**
 * Whether the policy stops every sign-in without MFA that it applies to: it is enforced, and its grant can't be met without MFA. *Unclear*
 * if the grant has a strength and the tenant file doesn't say what it allows.
 */
export function canStop({ enforcement, grant }: Policy): Truth {
  const stops = stopsWithoutMfa(grant);
  const isOpen = (grant.kind === "controls" ? grant.controls : []).some(
    (one) =>
      one.kind === "strength" &&
      (one.strength.kind === "notKnown" || (one.strength.kind === "listed" && one.strength.requirement === "notKnown")),
  );
  return every([isEnforced({ enforcement }), isOpen && stops === "no" ? "unclear" : stops]);
}

/** How many answers about users and circumstances are kept in memory. */
const MOST_REMEMBERED = 50_000;

/** Decides sign-ins that are known in part, policy by policy. */
export class Judge {
  /** Groups and roles as What If finds them where it is known to be wrong: no excluded groups, or no groups and roles at all. */
  readonly withoutGroups: readonly MembershipTest[];
  readonly #tenant: Tenant;
  /** If readings differ, the answer depends on who is in a group or holds a role. */
  readonly #readings: readonly MembershipTest[];
  readonly #homes: readonly IdentityType["home"][];
  readonly #classes: ReadonlyMap<UserId, readonly IdentityType["type"][]> | undefined;
  /** How sign-ins with one value meet a clause of each policy, in the order of the tenant. */
  readonly #known = new Map<string, readonly Met[]>();

  /** @param source What If is asked about the ways in, which the verdict finds by the cautious reading. A log can have been either way. */
  constructor(tenant: Tenant, source: "log" | "whatIf") {
    const { policies, users } = tenant;
    this.#tenant = tenant;
    const membership = new Membership(tenant);
    this.#readings = source === "log" ? [membership, optimistic(membership)] : [membership];
    this.withoutGroups = [withoutExcluded(membership), NOBODY];
    this.#homes = namedHomeTenants(policies);
    this.#classes = users && new Map(users.map(({ id, classes }) => [id, classes]));
  }

  /** azmfa's decision about each policy, in the order of the tenant; `undefined` iff the tenant doesn't have the user. */
  answers({ who, circumstances }: DecidedSignIn): readonly OurAnswer[] | undefined {
    if (this.#typesOf(who).length === 0) return undefined;
    const asked = ({ users }: Policy, holds: MembershipTest) =>
      this.#principalsOf(who).map((one) => meetsUsers(users, one, holds));
    const users = this.#column(`${who.type} ${who.id} ${who.home}`, (policy) =>
      commonAnswer(this.#readings.flatMap((holds) => asked(policy, holds))),
    );
    const columns = new Map<string, readonly Met[]>();
    for (const dimension of DIMENSIONS) {
      const key = `${dimension} ${keyOf(circumstances[dimension])}`;
      const met = this.#column(key, ({ conditions }) => isMet(dimension, conditions, circumstances, this.#tenant));
      columns.set(dimension, met);
    }
    return this.#tenant.policies.map((policy, place) => {
      const given = (met: Met = "depends") =>
        applicability(policy, (clause) => (clause === "users" ? met : (columns.get(clause)?.[place] ?? "depends")));
      const appliesIf = (holds: MembershipTest) => asked(policy, holds).map((met) => given(met).applies);
      return { policy, ...given(users[place]), appliesIf };
    });
  }

  /** The types that the user can have; none if the tenant doesn't have the user. */
  #typesOf({ id, type }: DecidedSignIn["who"]): readonly IdentityType["type"][] {
    if (type !== undefined) return [type];
    return this.#classes === undefined ? PERSON_CLASSES : (this.#classes.get(id) ?? []);
  }

  /** The user with each of these types, from the given home tenant, or from each home tenant that policies distinguish. */
  #principalsOf(who: DecidedSignIn["who"]): readonly Principal[] {
    const homes = who.home === undefined ? this.#homes : [who.home];
    const identities = this.#typesOf(who).flatMap((one) => identityTypesOf(one, homes));
    const isOutsider = OUTSIDER_TYPES.some((one) => one === who.type);
    return identities.map((identity) =>
      isOutsider ? { kind: "outsider", identity } : { kind: "person", id: who.id, identity },
    );
  }

  /** What a clause of each policy comes to for such sign-ins, worked out once. */
  #column(key: string, met: (policy: Policy) => Met): readonly Met[] {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const column = this.#tenant.policies.map(met);
    this.#known.set(key, column);
    return column;
  }
}

/** Counts possible members where the law doesn't, and the other way round. */
const optimistic = (membership: Membership): MembershipTest => ({
  isInGroup: (id, clause, person) => membership.isInGroup(id, OTHER[clause], person),
  hasRole: (id, clause, person) => membership.hasRole(id, OTHER[clause], person),
});
const OTHER = { include: "exclude", exclude: "include" } as const;

/**
 * Known defects of What If.
 * @see maester365/maester issues 152 (excluded groups were ignored, 2024) and 508 (dynamic groups and roles aren't found, 2024, open)
 */
const withoutExcluded = (membership: Membership): MembershipTest => ({
  isInGroup: (id, clause, person) => clause === "include" && membership.isInGroup(id, clause, person),
  hasRole: (id, clause, person) => membership.hasRole(id, clause, person),
});
const NOBODY: MembershipTest = { isInGroup: () => false, hasRole: () => false };

/** A log has very many sign-ins, and most of what is known is a word. */
const keyOf = (known: PartialSignIn[Dimension]): string =>
  known?.kind === "whole" && typeof known.value === "string" ? known.value : textOf(known);

/** The answer that all cases have in common; *depends* if they differ. */
function commonAnswer(cases: readonly Met[]): Met {
  const [first = "depends", ...others] = new Set(cases);
  return others.length > 0 ? "depends" : first;
}

/** Whether the sign-in meets a policy's condition, for every value that isn't known. */
function isMet<D extends Dimension>(
  dimension: D,
  conditions: Conditions,
  circumstances: PartialSignIn,
  tenant: Tenant,
): Met {
  const known = circumstances[dimension];
  if (known?.kind === "whole") return meetsCondition(dimension, conditions, known.value, tenant);
  if (isListed(dimension))
    return commonAnswer(valuesOf(dimension).map((one) => meetsCondition(dimension, conditions, one, tenant)));
  if (dimension === "network") return located(conditions.network, tenant, networkTerms(known?.part ?? {}, tenant));
  const device = known?.part as Device | undefined;
  return device === undefined || hangsOnNotKnown(conditions.device, device)
    ? "depends"
    : meetsCondition("device", conditions, device, tenant);
}

/** Whether it depends on attributes that aren't known whether a filter applies to a registered device. */
function hangsOnNotKnown(filter: DeviceFilter, device: Device): boolean {
  if (filter.kind !== "filter" || device.kind === "unregistered") return false;
  const isKnown = comparisonsIn(filter.rule).every(({ attribute }) => device.attributes.has(attribute));
  return !isKnown && evaluatePartlyKnown(filter.rule, device) === "unclear";
}
