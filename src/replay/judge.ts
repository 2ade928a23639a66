import { includes } from "../law/addresses/address";
import { DIMENSIONS, isListed, meetsCondition, valuesOf } from "../law/conditions";
import { hangsOnNotKnown } from "../law/conditions/devices";
import { holdsCountry, type LocationTerms, located } from "../law/conditions/locations-law";
import type { Device } from "../law/device-filter/device";
import { type Applicability, applicability } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import { Membership } from "../law/membership/membership";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { Conditions, Dimension, Network, PartialSignIn } from "../law/model/dimensions";
import type { UserId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import {
  type HomeTenant,
  OUTSIDER_TYPES,
  PERSON_CLASSES,
  type PersonClass,
  type Principal,
} from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { every, METS, type Met, some, type Truth, truthOf } from "../law/model/truth";
import { type Holds, meetsUsers } from "../law/users";
import { textOf } from "../text/same-text";
import { identityTypesOf, namedHomeTenants } from "../verifier/people/identity-types";

/** azmfa's decision about one policy and one sign-in. */
export interface OurAnswer extends Applicability {
  readonly policy: Policy;
  /** Whether the policy would apply if its users were met in this way. */
  readonly appliesIf: (users: Met) => Met;
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
  readonly withoutGroups: readonly Holds[];
  readonly #tenant: Tenant;
  /** If readings differ, the answer depends on who is in a group or holds a role. */
  readonly #readings: readonly Holds[];
  readonly #homes: readonly HomeTenant[];
  readonly #classes: ReadonlyMap<UserId, readonly PersonClass[]> | undefined;
  /** How one clause of a sign-in meets each policy, in the order of the tenant. */
  readonly #known = new Map<string, readonly Met[] | undefined>();

  /**
   * @param reading `cautious`: an included group has only its certain members, and an excluded group also its possible ones. `every`: that,
   *   and the other way round
   */
  constructor(tenant: Tenant, reading: "cautious" | "every") {
    const { policies, users } = tenant;
    this.#tenant = tenant;
    const membership = new Membership(tenant);
    this.#readings = reading === "every" ? [membership, optimistic(membership)] : [membership];
    this.withoutGroups = [withoutExcluded(membership), NOBODY];
    this.#homes = namedHomeTenants(policies);
    this.#classes = users && new Map(users.map(({ id, classes }) => [id, classes]));
  }

  /** azmfa's decision about each policy, in the order of the tenant; `undefined` iff the tenant doesn't have the user. */
  answers({ who, circumstances }: DecidedSignIn): readonly OurAnswer[] | undefined {
    const { policies } = this.#tenant;
    const users = this.#memoized(`${who.type} ${who.id} ${who.home}`, () => this.#usersMet(who));
    if (users === undefined) return undefined;
    const columns = new Map<string, readonly Met[] | undefined>([["users", users]]);
    for (const dimension of DIMENSIONS) {
      const met = this.#memoized(`${dimension} ${keyOf(circumstances[dimension])}`, () =>
        policies.map(({ conditions }) => isMet(dimension, conditions, circumstances, this.#tenant)),
      );
      columns.set(dimension, met);
    }
    return policies.map((policy, place) => {
      const metBy = (clause: string): Met => columns.get(clause)?.[place] ?? "depends";
      const appliesIf = (met: Met) => applicability(policy, (one) => (one === "users" ? met : metBy(one))).applies;
      return { policy, ...applicability(policy, metBy), appliesIf };
    });
  }

  /** Whether the policy is about the user, for each identity type that they may have, if these are in groups and hold roles. */
  meetsUsers({ users }: Policy, who: DecidedSignIn["who"], holds: Holds): readonly Truth[] {
    return this.#principalsOf(who).map((principal) => meetsUsers(users, principal, holds));
  }

  #usersMet(who: DecidedSignIn["who"]): readonly Met[] | undefined {
    const principals = this.#principalsOf(who);
    if (principals.length === 0) return undefined;
    return this.#tenant.policies.map(({ users }) =>
      commonAnswer(principals.flatMap((one) => this.#readings.map((holds) => meetsUsers(users, one, holds)))),
    );
  }

  /** The user with every type that they can have, from the given home tenant, or from each home tenant that policies distinguish. */
  #principalsOf({ id, type, home }: DecidedSignIn["who"]): readonly Principal[] {
    const homes = home === undefined ? this.#homes : [home];
    const classes = this.#classes === undefined ? PERSON_CLASSES : (this.#classes.get(id) ?? []);
    const identities = (type === undefined ? classes : [type]).flatMap((one) => identityTypesOf(one, homes));
    const isOutsider = OUTSIDER_TYPES.some((one) => one === type);
    return identities.map((identity) =>
      isOutsider ? { kind: "outsider", identity } : { kind: "person", id, identity },
    );
  }

  #memoized(key: string, workOut: () => readonly Met[] | undefined): readonly Met[] | undefined {
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const met = workOut();
    this.#known.set(key, met);
    return met;
  }
}

/** Counts possible members where the law doesn't, except for a role that is only eligible, or assigned in a part of the tenant. */
const optimistic = (membership: Membership): Holds => ({
  isInGroup: (id, clause, person) => membership.isInGroup(id, clause === "include" ? "exclude" : "include", person),
  hasRole: (id, clause, person) =>
    membership.hasRole(id, "include", person) ||
    (clause === "include" && membership.ofRole(id, "exclude").mayHoldOthers),
});

/**
 * Known defects of What If.
 * @see maester365/maester issues 152 (excluded groups were ignored, 2024) and 508 (dynamic groups and roles aren't found, 2024, open)
 */
const withoutExcluded = (membership: Membership): Holds => ({
  isInGroup: (id, clause, person) => clause === "include" && membership.isInGroup(id, clause, person),
  hasRole: (id, clause, person) => membership.hasRole(id, clause, person),
});
const NOBODY: Holds = { isInGroup: () => false, hasRole: () => false };

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
  if (conditions[dimension].kind === "any") return "yes";
  if (known?.kind === "whole") return meetsCondition(dimension, conditions, known.value, tenant);
  if (isListed(dimension))
    return commonAnswer(valuesOf(dimension).map((one) => meetsCondition(dimension, conditions, one, tenant)));
  if (dimension === "network") return located(conditions.network, tenant, termsOf(known?.part ?? {}));
  const device = known?.part as Device | undefined;
  return device === undefined || hangsOnNotKnown(conditions.device, device)
    ? "depends"
    : meetsCondition("device", conditions, device, tenant);
}

/** A network that is known in part. It may be in a list, or not, if the places of a location or the place of the sign-in aren't known. */
const termsOf = ({ address, countryByAddress, trustedElsewhere }: Partial<Network>): LocationTerms<Met> => ({
  ...METS,
  isInRanges: (ranges) => (address === undefined ? "depends" : truthOf(includes(ranges, address))),
  isInCountries: (list) =>
    list.by === "gps" || countryByAddress === undefined ? "depends" : truthOf(holdsCountry(list, countryByAddress)),
  isInUnknown: () => "depends",
  isInOdd: () => "unclear",
  isTrusted(marked) {
    const known = address === undefined ? [] : marked().filter((met) => met !== "depends");
    const trusted = some([truthOf(trustedElsewhere === true), ...known]);
    // If it isn't known what Entra saw, a list that Graph doesn't show may trust the address.
    return trusted !== "yes" && trustedElsewhere === undefined ? "depends" : trusted;
  },
});
