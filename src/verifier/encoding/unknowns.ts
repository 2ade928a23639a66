import type { PolicyId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import { all, type Literal, literally, negate } from "../solver/formula";
import type { Hinge, Settling } from "../verdict";
import { everyOf, type Logic, opposite, type Pair, pairOf } from "./logic";

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
export interface UnknownFact extends About {
  readonly key: string;
  readonly is: Literal;
  readonly isNot: Literal;
  /** The policies that ask about it, by number. */
  readonly policies: Set<number>;
}

/** A group, a role or a location. */
export type Holder = Settling;

/** A holder, and what to assume for it to hold nobody, and no place, beyond what is known; or for whoever signs in not to be in it. */
export interface Settled {
  readonly holder: Holder;
  readonly isEmpty: Literal;
  readonly isUnused: Literal;
}

const HOLDERS: readonly Holder["kind"][] = ["group", "role", "location"];

/** All that is left open, by its key: what has the same key is the same. */
export class Unknowns {
  readonly all: UnknownFact[] = [];
  /** By kind and id. */
  readonly holders = new Map<string, Settled>();
  /** Assume it to leave no claim about content; about anything. */
  readonly isUnderstood: Literal;
  readonly isFirm: Literal;
  readonly #logic: Logic;
  readonly #areSettled: boolean;
  readonly #byKey = new Map<string, UnknownFact>();

  /** @param areSettled whether each holder may be assumed to hold nobody else, and then is to be or not */
  constructor(logic: Logic, areSettled: boolean) {
    this.#logic = logic;
    this.#areSettled = areSettled;
    this.isUnderstood = logic.solver.variable();
    this.isFirm = logic.solver.variable();
  }

  /** @param through other holders through which alone it matters */
  pair(key: string, about: About, policy: number, through: readonly Holder[] = []): Pair {
    const { is, isNot, policies } = this.#byKey.get(key) ?? this.#add(key, about);
    policies.add(policy);
    const pair = { is: literally(is), isNot: literally(isNot) };
    const own = HOLDERS.find((kind) => kind === about.kind && !about.isContent);
    if (!this.#areSettled || own === undefined) return pair;
    const holders = [{ kind: own, id: about.id }, ...through].map((holder) => this.#settled(holder));
    const isNotUsed = holders.map(({ isUnused }) => literally(negate(isUnused)));
    const { is: isIn, isNot: isOut } = everyOf([pair, ...holders.map(({ isEmpty }) => opposite(pairOf(isEmpty)))]);
    return { is: all([isIn, ...isNotUsed]), isNot: isOut };
  }

  #settled(holder: Holder): Settled {
    const key = `${HOLDERS.indexOf(holder.kind)} ${holder.id}`;
    const { solver } = this.#logic;
    const known = this.holders.get(key) ?? { holder, isEmpty: solver.variable(), isUnused: solver.variable() };
    this.holders.set(key, known);
    return known;
  }

  #add(key: string, about: About): UnknownFact {
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
