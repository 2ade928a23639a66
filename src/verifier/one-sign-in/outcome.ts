import { evaluate, type Reason } from "../../law/evaluate";
import { isBlock } from "../../law/grant";
import type { Circumstances, Dimension, PartialSignIn } from "../../law/model/dimensions";
import type { GroupId, LocationId, RoleId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { IdentityType, SignIn } from "../../law/model/sign-in";
import type { Met, Truth } from "../../law/model/truth";
import { type Encoding, mayStopSomebody } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import { notUnderstoodIn } from "../not-understood";
import { ALL_STEPS, type Model } from "../questions/questions";
import type { Formula, Literal } from "../solver/formula";
import { contextWithClaims } from "../ways/claims";
import { type JudgedPerson, principalOf } from "./judged-person";
import { assumptionsOf, withKnown } from "./partial-sign-in";
import type { NamingPolicy } from "./ways-named";

/** One condition of a policy: met, not met, *depends* on what isn't given, or *unclear* because of content that isn't understood. */
export interface JudgedCondition {
  readonly dimension: Dimension;
  readonly met: Met;
  /** A sign-in that doesn't meet it, if there is one. */
  readonly missedBy: Circumstances | undefined;
}

/** What one policy does with the sign-in. */
export interface PolicyAnswer extends NamingPolicy {
  readonly applies: Met;
  /** The first reason why it doesn't apply, its state and its grant aside. */
  readonly because: Reason | undefined;
  readonly conditions: readonly JudgedCondition[];
  readonly isAboutApi: Met;
  /** Whether it stops a sign-in that it applies to: it is enforced, and its grant can't be met without MFA. */
  readonly canStop: Truth;
}

/** What happens to all sign-ins of one person that agree with what is given. */
export type Outcome =
  /** No such sign-in gets through without MFA. `blocked`: a policy that applies blocks it with MFA, too. */
  | { readonly kind: "stopped"; readonly blocked: boolean }
  | { readonly kind: "getsIn"; readonly example: SignIn }
  /** `through` and `stopped`: a sign-in that gets through and one that is stopped, if they were found. */
  | {
      readonly kind: "depends";
      readonly on: readonly HangsOn[];
      readonly through: SignIn | undefined;
      readonly stopped: SignIn | undefined;
    };

/** Something that isn't given or isn't known, and that decides the outcome. */
export type HangsOn =
  | { readonly kind: "dimension"; readonly dimension: Dimension }
  | { readonly kind: "group"; readonly id: GroupId }
  | { readonly kind: "role"; readonly id: RoleId }
  /** The type of guest that they are, or their home tenant. */
  | { readonly kind: "identity" }
  /** Whether they can show what the policy accepts instead of MFA. */
  | { readonly kind: "grant"; readonly policy: Policy["id"] }
  /** Whether the policy's filter for applications covers the API. */
  | { readonly kind: "applications"; readonly policy: Policy["id"] }
  | { readonly kind: "content"; readonly policy: Policy["id"]; readonly field: string }
  | { readonly kind: "bound" };

/** Looks for sign-ins of one person that agree with what is given. */
export class SignInSearch {
  isBounded: boolean;
  readonly encoding: Encoding;
  readonly #person: JudgedPerson;
  readonly #known: PartialSignIn;
  readonly #assumed: readonly Literal[];

  constructor(encoding: Encoding, person: JudgedPerson, known: PartialSignIn) {
    this.encoding = encoding;
    this.#person = person;
    this.#known = known;
    this.#assumed = assumptionsOf(known, encoding);
    this.isBounded = !encoding.vocabulary.places.areWhole;
  }

  /** A model of a sign-in as given in which all of these are true. @param isUnderstood whether it may depend on no content */
  find(formulas: readonly Formula[], isUnderstood: boolean, more: readonly Literal[] = []): Model | undefined {
    const { vocabulary, unknowns } = this.encoding;
    const asked = formulas.map((formula) => vocabulary.logic.implying(formula));
    const extra = [...unknowns.nothingSettled, ...(isUnderstood ? [unknowns.isUnderstood] : [])];
    const answer = vocabulary.logic.solver.solve([...this.#assumed, ...extra, ...more, ...asked], ALL_STEPS / 4);
    this.isBounded ||= answer.kind === "bound";
    return answer.kind === "yes" ? answer.isTrue : undefined;
  }

  /** The same, preferably one that depends on no content. */
  findAny(formulas: readonly Formula[]): Model | undefined {
    return this.find(formulas, true) ?? this.find(formulas, false);
  }

  /** A sign-in that no policy stops. */
  through(): SignIn | undefined {
    for (const identity of this.#person.identities) {
      const found = this.findAny(this.#stops(identity).map(({ passing }) => passing));
      if (found !== undefined) return this.#replayed(this.signInOf(found, identity), found);
    }
    return undefined;
  }

  /** A sign-in that some policy stops. */
  stopped(): SignIn | undefined {
    for (const identity of this.#person.identities)
      for (const { stopping } of this.#stops(identity)) {
        const found = this.findAny([stopping]);
        if (found !== undefined) return this.signInOf(found, identity);
      }
    return undefined;
  }

  /** Whether one gets through for each identity type of the person, whatever isn't known or understood turns out to be. */
  isOpenWhatever(): boolean {
    const { isFirm } = this.encoding.unknowns;
    const passing = this.#person.identities.map((one) => this.#stops(one).map((stop) => stop.passing));
    return passing.every((one) => this.find(one, false, [isFirm]) !== undefined);
  }

  signInOf(model: Model, identity = this.#person.identities[0]): SignIn {
    const { vocabulary, unknowns } = this.encoding;
    const unread = unknowns.all.filter(({ kind, is }) => kind === "location" && model(is));
    const within = new Set(unread.map(({ id }) => id as LocationId));
    const principal = principalOf(this.#person, identity ?? { type: "member", home: "unnamed" });
    return withKnown(vocabulary.signIn(model, principal, within), this.#known);
  }

  #stops(identity: IdentityType): readonly Stop[] {
    return this.encoding.stops.ofPrincipal(principalOf(this.#person, identity), 0);
  }

  /** @throws if the law stops the sign-in: that is an error in this program */
  #replayed(signIn: SignIn, model: Model): SignIn {
    const { tenant, membership } = this.encoding.side(0);
    const keys = (claim: "is" | "isNot") =>
      new Set(this.encoding.unknowns.all.flatMap((one) => (model(one[claim]) ? [one.key] : [])));
    if (evaluate(contextWithClaims(tenant, membership, { is: keys("is"), isNot: keys("isNot") }), signIn) === "yes")
      throw new Error("the explanation and the law disagree");
    return signIn;
  }
}

/** What becomes of the sign-in, by the answers of the policies and by what a search for its unknown parts finds. */
export function outcomeOf(answers: readonly PolicyAnswer[], search: SignInSearch): Outcome {
  const through = search.through();
  if (through === undefined && !search.isBounded) return { kind: "stopped", blocked: answers.some(blocks) };
  const stopped = search.stopped();
  if (stopped === undefined && !search.isBounded && through !== undefined) return { kind: "getsIn", example: through };
  const on = [...hangsOn(answers), ...(search.isBounded ? [{ kind: "bound" } as const] : [])];
  return { kind: "depends", on, through, stopped };
}

/** Whether it certainly applies and blocks. */
const blocks = ({ policy, applies, canStop }: PolicyAnswer): boolean =>
  applies === "yes" && canStop === "yes" && isBlock(policy.grant);

/** What the policies depend on that stop some such sign-ins and not others. */
function hangsOn(answers: readonly PolicyAnswer[]): readonly HangsOn[] {
  const all = answers.flatMap(
    ({ policy, included, excluded, about, conditions, applies, canStop, isAboutApi }): HangsOn[] => {
      if (applies === "no" || (applies === "yes" && canStop === "yes") || !mayStopSomebody(policy)) return [];
      const holders = [...included, ...excluded].flatMap((way): HangsOn[] =>
        (way.kind === "group" || way.kind === "role") && !way.certain
          ? [{ kind: way.kind, id: way.id } as HangsOn]
          : [],
      );
      const hangsOnHolders = about.includes("depends") || about.includes("unclear");
      return [
        // A location that isn't understood is content of the tenant, and not of the policy.
        ...conditions.flatMap(({ dimension, met }): HangsOn[] =>
          met === "depends" || (met === "unclear" && dimension === "network") ? [{ kind: "dimension", dimension }] : [],
        ),
        ...(hangsOnHolders ? holders : []),
        ...(new Set(about).size > 1 ? [{ kind: "identity" } as const] : []),
        ...(isAboutApi === "depends" ? [{ kind: "applications", policy: policy.id } as const] : []),
        ...(canStop === "no" ? [{ kind: "grant", policy: policy.id } as const] : []),
        ...notUnderstoodIn(policy).map(({ field }) => ({ kind: "content", policy: policy.id, field }) as const),
      ];
    },
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
