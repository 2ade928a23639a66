import type { PolicyId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { groupedBy } from "../../text/grouped-by";
import { type Literal, literally, negate } from "../solver/formula";
import type { Dependency, Settling } from "../verdict";
import type { Logic, Pair } from "./logic";

/** Graph's path of the filter for applications. */
export const FILTER = "conditions.applications.applicationFilter";

/** The key of the fact that Azure management has the attributes that a policy's filter for applications asks for. */
export const filterKey = ({ written }: Policy): string => `content filter ${written.in(FILTER)}`;

/** The key of the fact that a policy's unknown strength asks for MFA. */
export const strengthKey = (policy: Policy): string => `strength ${strengthIdIn(policy)}`;

/** The id of the strength that a policy asks for. */
export const strengthIdIn = ({ written }: Policy): string =>
  written.in("grantControls.authenticationStrength.id").replaceAll('"', "").toLowerCase();

/** What an unknown fact is about. */
export interface FactSubject {
  readonly kind: Dependency["kind"];
  readonly id: string;
  /** Whether it is content that isn't understood. A bypass that depends on content isn't certain. */
  readonly isContent: boolean;
  /** The policy that has the content or the reading. */
  readonly policy?: PolicyId;
}

/** One thing that isn't known, the same wherever it is named. `is` and `isNot` are claims about it; at most one of them can be true. */
export interface UnknownFact extends FactSubject {
  readonly key: string;
  readonly is: Literal;
  readonly isNot: Literal;
  /** The policies that ask about it, by number. */
  readonly policies: Set<number>;
}

/** A group, role or location that `--assume <id>=empty` can settle. If it holds nobody else, none of the facts about it is so. */
export interface Holder extends Settling {
  readonly facts: readonly UnknownFact[];
}

const HOLDERS: readonly Settling["kind"][] = ["group", "role", "location"];

/** Everything that a file leaves open, by its key: what has the same key is the same thing. */
export class Unknowns {
  readonly all: UnknownFact[] = [];
  /** Assume it to leave no claim about content that isn't understood. */
  readonly isUnderstood: Literal;
  /** Assume it to leave no claim at all. */
  readonly isFirm: Literal;
  readonly #logic: Logic;
  readonly #byKey = new Map<string, UnknownFact>();

  constructor(logic: Logic) {
    this.#logic = logic;
    this.isUnderstood = logic.solver.variable();
    this.isFirm = logic.solver.variable();
  }

  /** What can be settled, by kind and id. */
  holders(): readonly Holder[] {
    const about = (kind: Settling["kind"]) => this.all.filter((fact) => fact.kind === kind && !fact.isContent);
    return HOLDERS.flatMap((kind) =>
      groupedBy(about(kind), ({ id }) => id)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([id, facts]) => ({ kind, id, facts })),
    );
  }

  /** The claims about one thing, whatever policy asks about it. */
  pair(key: string, about: FactSubject, policy: number): Pair {
    const fact = this.#byKey.get(key) ?? this.#add(key, about);
    fact.policies.add(policy);
    return { is: literally(fact.is), isNot: literally(fact.isNot) };
  }

  #add(key: string, about: FactSubject): UnknownFact {
    const { solver } = this.#logic;
    const unknown = { ...about, key, is: solver.variable(), isNot: solver.variable(), policies: new Set<number>() };
    solver.add([negate(unknown.is), negate(unknown.isNot)]);
    for (const claim of [unknown.is, unknown.isNot]) {
      solver.add([negate(this.isFirm), negate(claim)]);
      if (about.isContent) solver.add([negate(this.isUnderstood), negate(claim)]);
    }
    this.#byKey.set(key, unknown);
    this.all.push(unknown);
    return unknown;
  }
}
