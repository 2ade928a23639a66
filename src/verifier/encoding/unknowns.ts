import type { PolicyId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { type Literal, negate } from "../solver/formula";
import type { Hinge } from "../verdict";
import type { Logic, Pair } from "./logic";

export const FILTER = "conditions.applications.applicationFilter";

/** That Azure management has the attributes that a policy's filter for applications asks for. */
export const filterKey = ({ written }: Policy): string => `content filter ${written.in(FILTER)}`;

/** That the strength of a policy which isn't known asks for MFA. */
export const strengthKey = (policy: Policy): string => `strength ${strengthIdIn(policy)}`;

/** The id of the strength that a policy asks for, as it tells strengths of the tenant apart. */
export const strengthIdIn = ({ written }: Policy): string =>
  written.in("grantControls.authenticationStrength.id").replaceAll('"', "").toLowerCase();

/** What an unknown thing is, for people and for programs. */
export interface About {
  readonly kind: Hinge["kind"];
  readonly id: string;
  /** Whether it is content that isn't understood: what is open only because of that is no certain bypass. */
  readonly isContent: boolean;
  /** Content and readings: the policy that has it. */
  readonly policy?: PolicyId;
  /** What holds then, where the content is understood and the documents leave open what Entra makes of it. */
  readonly reading?: string;
  /** A role that is held in a part of the tenant, or that has to be activated. */
  readonly inPart?: true;
}

/** One and the same thing wherever it is named. `is` and `isNot` are claims about it, of which one at most can be true. */
export interface Unknown extends About {
  readonly key: string;
  readonly is: Literal;
  readonly isNot: Literal;
  /** The policies that ask about it, by number. */
  readonly policies: Set<number>;
}

/** All that is left open, by its key: what has the same key is the same. */
export class Unknowns {
  readonly all: Unknown[] = [];
  /** Assume it to leave no claim about content; about anything. */
  readonly isUnderstood: Literal;
  readonly isFirm: Literal;
  readonly #logic: Logic;
  readonly #byKey = new Map<string, Unknown>();

  constructor(logic: Logic) {
    this.#logic = logic;
    this.isUnderstood = logic.solver.variable();
    this.isFirm = logic.solver.variable();
  }

  pair(key: string, about: About, policy: number): Pair {
    const { is, isNot, policies } = this.#byKey.get(key) ?? this.#add(key, about);
    policies.add(policy);
    return { is: { kind: "literal", literal: is }, isNot: { kind: "literal", literal: isNot } };
  }

  #add(key: string, about: About): Unknown {
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
