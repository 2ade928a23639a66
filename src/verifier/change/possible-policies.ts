import { names } from "../../law/applications";
import { CONDITIONS, DIMENSIONS, isListed } from "../../law/conditions";
import { isEnforced, stops, stopsWithoutMfa } from "../../law/grant";
import type { Conditions, Dimension } from "../../law/model/dimensions";
import type { Control, Grant, Policy } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import type { SettledParts } from "../search/candidate-policy";
import { contentNumber, keyedNumber, type LeftOpen, type Option } from "./left-open";
import { excludedIn, includedIn } from "./possible-users";
import { inEachReading } from "./readings";
import { FILTER, filterKey, isUnknownStrength, strengthIdOf, strengthKey } from "./settled-tenant";
import type { Requirement } from "./supposition";

/** One way in which a policy may turn out to stop sign-ins, if what it requires is so. */
export interface PossiblePolicy {
  readonly policy: Policy;
  readonly settled: SettledParts;
  readonly requirement: Requirement;
}

/**
 * Every way in which a policy may stop sign-ins: it stops one iff one of them does whose requirement is met.
 * @param policy as it is in the settled tenant
 * @param users whom it is about as it is in the tenant itself
 */
export function possiblePolicies(
  policy: Policy,
  users: Policy["users"],
  leftOpen: LeftOpen,
): readonly PossiblePolicy[] {
  if (policy.workloadIdentitiesOnly) return [];
  return inEachReading(policy, users, leftOpen).flatMap(({ policy: read, users: whom, requirement }) =>
    new Parts(read, whom, leftOpen).options().reduce<readonly PossiblePolicy[]>(
      (some, options) => some.flatMap((one) => options.map((option) => withOption(one, option))),
      [
        {
          policy: read,
          settled: { include: "cautious", exclude: "cautious", conditions: { device: "generous" } },
          requirement,
        },
      ],
    ),
  );
}

function withOption({ policy, settled, requirement }: PossiblePolicy, option: Option): PossiblePolicy {
  const { all = [], none = [], include, exclude, isAnybody = false, condition, users } = option;
  const about = users === undefined ? policy : { ...policy, users: { ...policy.users, ...users } };
  return {
    policy: isAnybody
      ? { ...about, users: { ...about.users, include: { ...about.users.include, everyone: true } } }
      : about,
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

/** The parts of one policy. An option list that is empty means that the policy stops nothing. */
class Parts {
  readonly #policy: Policy;
  readonly #whom: Policy["users"];
  readonly #leftOpen: LeftOpen;

  constructor(policy: Policy, users: Policy["users"], leftOpen: LeftOpen) {
    this.#policy = policy;
    this.#whom = users;
    this.#leftOpen = leftOpen;
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
      includedIn(this.#policy, this.#whom, this.#leftOpen),
      excludedIn(this.#policy, this.#whom, this.#leftOpen),
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
      return this.#leftOpen.number(strengthKey(id), { kind: "strength", id });
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
      this.#leftOpen.number(filterKey(this.#policy), { kind: "content", policy: this.#policy.id, field: FILTER });
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

  #content(notes: readonly NotUnderstood[]): number {
    return contentNumber(notes, this.#policy, this.#leftOpen);
  }

  #keyed(key: string, field: string): number {
    return keyedNumber(key, field, this.#policy, this.#leftOpen);
  }
}

/** A strength that isn't known may ask for MFA, as a control that isn't understood may. */
const possibly = (control: Control): Control =>
  isUnknownStrength(control)
    ? { kind: "notUnderstood", field: "grantControls.authenticationStrength", why: "it isn't known" }
    : control;
