import { DIMENSIONS, isListed, meetsCondition, valuesOf } from "../law/conditions";
import { located, networkTerms } from "../law/conditions/locations-law";
import type { Device } from "../law/device-filter/device";
import { evaluatePartlyKnown } from "../law/device-filter/evaluate";
import { type Applicability, applicability } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import { Membership, type MembershipTest } from "../law/membership/membership";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { Conditions, Dimension, PartialSignIn, Said } from "../law/model/dimensions";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { every, type Met, type Truth } from "../law/model/truth";
import { meetsUsers } from "../law/users";
import { textOf } from "../text/same-text";
import { judgedOfType, judgedPerson } from "../verifier/one-sign-in/judged-person";

/** azmfa's decision about one policy and one sign-in. */
export type OurAnswer = Applicability & { readonly policy: Policy };

/** Whether the policy stops every sign-in without MFA that it applies to: it is enforced, and its grant can't be met without MFA. */
export const canStop = ({ enforcement, grant }: Policy): Truth =>
  every([isEnforced({ enforcement }), stopsWithoutMfa(grant)]);

/** How many answers about users and circumstances are kept in memory. */
const MOST_REMEMBERED = 50_000;

/** Decides sign-ins that are known in part, policy by policy. */
export class Judge {
  readonly #tenant: Tenant;
  /** If readings differ, the answer depends on who is in a group or holds a role. */
  readonly #readings: readonly MembershipTest[];
  /** How sign-ins with one value meet a clause of each policy, in the order of the tenant. */
  readonly #known = new Map<string, readonly Met[]>();

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
    const membership = new Membership(tenant);
    this.#readings = [membership, optimistic(membership)];
  }

  /** azmfa's decision about each policy, in the order of the tenant; `undefined` iff the tenant doesn't have the user. */
  answers({ who, circumstances }: DecidedSignIn): readonly OurAnswer[] | undefined {
    const users = this.#column(`${who.type} ${who.id} ${who.home}`, () => this.#coverage(who));
    if (users.length < this.#tenant.policies.length) return undefined;
    const columns = new Map<string, readonly Met[]>([["users", users]]);
    for (const dimension of DIMENSIONS) {
      const key = `${dimension} ${textOf(circumstances[dimension])}`;
      const met = ({ conditions }: Policy) => this.#isMet(dimension, conditions, circumstances[dimension]);
      const column = this.#column(key, () => this.#tenant.policies.map(met));
      columns.set(dimension, column);
    }
    return this.#tenant.policies.map((policy, place) => ({
      policy,
      ...applicability(policy, (clause) => columns.get(clause)?.[place] ?? "depends"),
    }));
  }

  /** Whether each policy covers the user, with each type and from each home tenant that they may have; empty if the tenant lacks them. */
  #coverage({ id, type, home }: DecidedSignIn["who"]): readonly Met[] {
    const people = type === undefined ? judgedPerson(this.#tenant, id) : judgedOfType(this.#tenant, type);
    const from = people.some(({ identity }) => identity.home === home) ? home : "unnamed";
    const principals = people.filter(({ identity }) => home === undefined || identity.home === from);
    if (principals.length === 0) return [];
    return this.#tenant.policies.map(({ users }) =>
      commonAnswer(this.#readings.flatMap((holds) => principals.map((one) => meetsUsers(users, one, holds)))),
    );
  }

  /** Whether a sign-in of which this is known meets a policy's condition, for every value that isn't known. */
  #isMet<D extends Dimension>(dimension: D, conditions: Conditions, known: PartialSignIn[D]): Met {
    const tenant = this.#tenant;
    if (known?.kind === "whole") return meetsCondition(dimension, conditions, known.value, tenant);
    if (isListed(dimension))
      return commonAnswer(valuesOf(dimension).map((one) => meetsCondition(dimension, conditions, one, tenant)));
    const { network } = conditions;
    if (dimension === "network" && network.kind === "listed")
      return located(network, tenant, networkTerms(known?.part ?? {}, tenant));
    const device = known?.part as Device | undefined;
    const isOpen = dimension === "device" && (device === undefined || !isKnownFor(conditions.device, device));
    return isOpen ? "depends" : meetsCondition(dimension, conditions, device as never, tenant);
  }

  /** What a clause of each policy comes to for such sign-ins, worked out once. */
  #column(key: string, work: () => readonly Met[]): readonly Met[] {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const column = work();
    this.#known.set(key, column);
    return column;
  }
}

/** Counts possible members where the law doesn't, and the other way round. */
const optimistic = (membership: Membership): MembershipTest => ({
  isInGroup: (id, side, person) => membership.isInGroup(id, side === "include" ? "exclude" : "include", person),
  hasRole: (id, side, person) => membership.hasRole(id, side === "include" ? "exclude" : "include", person),
});

/** The answer that all cases have in common; *depends* if they differ. */
function commonAnswer(cases: readonly Met[]): Met {
  const [first = "depends", ...others] = new Set(cases);
  return others.length > 0 ? "depends" : first;
}

/** Whether the attributes of the device that aren't known can't change whether a filter applies. An unregistered device has none. */
const isKnownFor = (filter: Said<"device">, device: Device): boolean =>
  filter.kind !== "filter" || device.kind !== "registered" || evaluatePartlyKnown(filter.rule, device) !== "unclear";
