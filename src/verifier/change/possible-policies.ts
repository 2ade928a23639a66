import { CONDITIONS, DIMENSIONS, isListed } from "../../conditions";
import type { Conditions, Dimension } from "../../model/dimensions";
import type { Control, Grant, Policy, UserAssignment } from "../../model/policy";
import type { NotUnderstood, Reading } from "../../model/truth";
import { names } from "../law/applications";
import { isEnforced, stops, stopsWithoutMfa } from "../law/grant";
import type { SettledParts } from "../search/candidate-policy";
import { contentKey } from "./content";
import { FILTER, filterKey, isUnknownStrength, strengthIdOf, strengthKey } from "./settled-tenant";
import type { Requirement, Supposition, Suppositions } from "./supposition";
import type { UnknownMembers } from "./unknown-members";

/** One way in which a policy may turn out to stop sign-ins, if what it requires is so. */
export interface PossiblePolicy {
  readonly policy: Policy;
  readonly settled: SettledParts;
  readonly requirement: Requirement;
}

/** A part of a policy in the ways in which it may turn out. */
interface Option {
  readonly all?: readonly (readonly number[])[];
  readonly none?: readonly number[];
  readonly include?: Reading;
  readonly exclude?: Reading;
  /** It includes everybody: only people of the directory meet what it then requires. */
  readonly isAnybody?: boolean;
  readonly condition?: { readonly dimension: Dimension; readonly reading: Reading };
}

/**
 * Every way in which a policy may stop sign-ins: it stops one iff one of them does whose requirement is met.
 * @param policy as it is in the settled tenant
 * @param users whom it is about as it is in the tenant itself
 * @param members of the tenant itself
 */
export function possiblePolicies(
  policy: Policy,
  users: Policy["users"],
  members: UnknownMembers,
  suppositions: Suppositions,
  tenantIndex: number,
): readonly PossiblePolicy[] {
  if (policy.workloadIdentitiesOnly) return [];
  const parts = new Parts(policy, users, members, (key, supposition) =>
    suppositions.number(key, supposition, tenantIndex),
  );
  return parts.options().reduce<readonly PossiblePolicy[]>(
    (some, options) => some.flatMap((one) => options.map((option) => withOption(one, option))),
    [
      {
        policy,
        settled: { include: "cautious", exclude: "cautious", conditions: { device: "generous" } },
        requirement: { all: [], none: [] },
      },
    ],
  );
}

function withOption({ policy, settled, requirement }: PossiblePolicy, option: Option): PossiblePolicy {
  const { all = [], none = [], include, exclude, isAnybody = false, condition } = option;
  return {
    policy: isAnybody
      ? { ...policy, users: { ...policy.users, include: { ...policy.users.include, everyone: true } } }
      : policy,
    settled: {
      include: include ?? settled.include,
      exclude: exclude ?? settled.exclude,
      conditions:
        condition === undefined
          ? settled.conditions
          : { ...settled.conditions, [condition.dimension]: condition.reading },
    },
    requirement: { all: [...requirement.all, ...all], none: [...requirement.none, ...none] },
  };
}

type NumberOf = (key: string, supposition: Supposition) => number;

/** The parts of one policy. An option list that is empty means that the policy stops nothing. */
class Parts {
  readonly #policy: Policy;
  readonly #whom: Policy["users"];
  readonly #members: UnknownMembers;
  readonly #number: NumberOf;

  constructor(policy: Policy, users: Policy["users"], members: UnknownMembers, number: NumberOf) {
    this.#policy = policy;
    this.#whom = users;
    this.#members = members;
    this.#number = number;
  }

  options(): readonly (readonly Option[])[] {
    const { enforcement, grant, notUnderstood, conditions } = this.#policy;
    const state = isEnforced(this.#policy);
    const notes = [
      ...(enforcement.kind === "notUnderstood" ? [enforcement] : []),
      ...(conditions.device.kind === "notUnderstood" ? [{ field: "conditions.devices", why: "" }] : []),
      ...notUnderstood,
    ];
    return [
      state === "no" ? [] : [{ all: notes.map((note) => [this.#content([note])]) }],
      this.#grant(grant),
      this.#applications(),
      this.#included(),
      this.#excluded(),
      ...DIMENSIONS.filter(isListed).map((dimension) => this.#condition(dimension, conditions)),
    ];
  }

  #grant(grant: Grant): readonly Option[] {
    if (grant.kind !== "controls") return [];
    const { operator, controls } = grant;
    const truth = stopsWithoutMfa({ ...grant, controls: controls.map(possibly) });
    if (truth !== "unclear") return truth === "yes" ? [{}] : [];
    const truths = controls.map((control) => stops(possibly(control)));
    const numbers = controls.filter((_, at) => truths[at] === "unclear").map((control) => this.#control(control));
    if (operator.kind === "notUnderstood") {
      const joined = this.#keyed(`grant ${this.#policy.written.in("grantControls")}`, operator.field);
      return [{ all: truths.includes("yes") ? [[joined]] : [[joined], numbers] }];
    }
    return operator.kind === "all" || controls.length === 1
      ? [{ all: [numbers] }]
      : [{ all: numbers.map((number) => [number]) }];
  }

  #control(control: Control): number {
    if (isUnknownStrength(control)) {
      const id = strengthIdOf(this.#policy);
      return this.#number(strengthKey(id), { kind: "strength", id });
    }
    if (control.kind === "notUnderstood") return this.#content([control]);
    const strength = control.kind === "strength" && control.strength.kind === "listed" ? control.strength : undefined;
    const combinations = strength?.combinations.map((methods) => [...methods].sort().join()).sort();
    return this.#keyed(`strength ${strength?.requirement} ${combinations?.join(" ")}`, strength?.field ?? "");
  }

  /** A filter by attributes that nobody knows includes what it may not, and excludes what it may not. */
  #applications(): readonly Option[] {
    const { include, exclude, filter, otherTarget } = this.#policy.applications;
    if (otherTarget) return [];
    const byFilter = () =>
      this.#number(filterKey(this.#policy), { kind: "content", policy: this.#policy.id, field: FILTER });
    const named = names(include);
    const including = [
      ...(named === "unclear" ? [this.#content(include.notUnderstood)] : []),
      ...(named !== "yes" && (filter === "include" || typeof filter === "object") ? [byFilter()] : []),
    ];
    if ((named !== "yes" && including.length === 0) || names(exclude) === "yes") return [];
    const none = [
      ...(names(exclude) === "unclear" ? [this.#content(exclude.notUnderstood)] : []),
      ...(filter === "exclude" || (typeof filter === "object" && named === "yes") ? [byFilter()] : []),
    ];
    return [{ all: named === "yes" ? [] : [including], none }];
  }

  #included(): readonly Option[] {
    const { include } = this.#whom;
    if (include.everyone) return [{}];
    const notes = notesOf(include);
    const unknown = this.#members.of(include, "include");
    return [
      {},
      ...(notes.length === 0 ? [] : [{ include: "generous" as const, all: [[this.#users(include, "include")]] }]),
      ...(unknown.length === 0 ? [] : [{ isAnybody: true, all: [unknown] }]),
    ];
  }

  #excluded(): readonly Option[] {
    const { exclude } = this.#whom;
    if (exclude.everyone) return [];
    const none = this.#members.of(exclude, "exclude");
    return notesOf(exclude).length === 0
      ? [{ none }]
      : [{ none }, { exclude: "generous", none: [...none, this.#users(exclude, "exclude")] }];
  }

  #condition<D extends Dimension>(dimension: D, conditions: Conditions): readonly Option[] {
    const notes = CONDITIONS[dimension].notUnderstood(conditions[dimension]);
    if (notes.length === 0) return [{}];
    const isOneField = new Set(notes.map(({ field }) => field)).size === 1;
    const { key } = CONDITIONS[dimension].graph;
    const number = isOneField ? this.#content(notes) : this.#content([{ field: `conditions.${key}`, why: "" }]);
    return [
      { condition: { dimension, reading: "cautious" } },
      { condition: { dimension, reading: "generous" }, all: [[number]] },
    ];
  }

  #users(assignment: UserAssignment, clause: "include" | "exclude"): number {
    const field = `conditions.users.${clause}GuestsOrExternalUsers`;
    const guests = assignment.guests === undefined ? [] : [{ field, why: "" }];
    return this.#content([...assignment.notUnderstood, ...guests]);
  }

  #content(notes: readonly NotUnderstood[]): number {
    const keys = notes.map((note) => contentKey(note, this.#policy.written)).sort();
    return this.#keyed(keys.join("; "), notes[0]?.field ?? "");
  }

  #keyed(key: string, field: string): number {
    return this.#number(`content ${key}`, { kind: "content", policy: this.#policy.id, field });
  }
}

const notesOf = ({ guests, notUnderstood }: UserAssignment): readonly NotUnderstood[] => [
  ...notUnderstood,
  ...(guests === undefined ? [] : guests.notUnderstood),
  ...(guests?.homes.kind === "notUnderstood" ? [guests.homes] : []),
];

/** A strength that isn't known may ask for MFA, as a control that isn't understood may. */
const possibly = (control: Control): Control =>
  isUnknownStrength(control)
    ? { kind: "notUnderstood", field: "grantControls.authenticationStrength", why: "it isn't known" }
    : control;
