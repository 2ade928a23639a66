import { DIMENSIONS, LISTED_DIMENSIONS } from "../../law/conditions";
import { type Device, type Registered, showsDevice } from "../../law/device-filter/device";
import { evaluate } from "../../law/evaluate";
import type { Dimension, Known, PartialSignIn } from "../../law/model/dimensions";
import type { Principal, SignIn } from "../../law/model/sign-in";
import type { Met } from "../../law/model/truth";
import type { Encoding } from "../encoding/encoding";
import type { Pair } from "../encoding/logic";
import { ALL_STEPS } from "../questions/questions";
import { type Formula, type Literal, negate } from "../solver/formula";
import { contextWithClaims } from "../ways/claims";
import { type Claim, claimsOf, decoded } from "../ways/witness";

/** A sign-in that was found. */
interface Found {
  readonly signIn: SignIn;
  readonly claimed: readonly Claim[];
  /** Whether it depends on no content that isn't understood. */
  readonly isUnderstood: boolean;
}

/** Looks for sign-ins of one person that agree with what is given. */
export class SignInSearch {
  isBounded: boolean;
  readonly #encoding: Encoding;
  readonly #people: readonly Principal[];
  readonly #given: PartialSignIn;
  readonly #assumed: readonly Literal[];

  /** @param people the person, once for each identity type that they may have */
  constructor(encoding: Encoding, people: readonly Principal[], given: PartialSignIn) {
    this.#encoding = encoding;
    this.#people = people;
    this.#given = given;
    this.#assumed = DIMENSIONS.flatMap((dimension) => assumedIn(dimension, given, encoding));
    this.isBounded = !encoding.vocabulary.places.areWhole;
  }

  /** Whether something is so at all such sign-ins, or at some. @param pairs it for each of the people */
  judge(pairs: readonly Pair[]) {
    const metBy = this.#first(pairs.map(({ is }) => [is]));
    const missedBy = this.#first(pairs.map(({ isNot }) => [isNot]));
    const met = (): Met => {
      if (metBy && missedBy) return metBy.isUnderstood ? "depends" : "unclear";
      return this.isBounded ? "depends" : metBy ? "yes" : "no";
    };
    return { met: met(), metBy: metBy?.signIn, missedBy: missedBy?.signIn };
  }

  /**
   * A sign-in that passes all policies. @param passing what lets each of the people through
   * @throws if the law stops it: that is an error in this program
   */
  through(passing: readonly (readonly Formula[])[]): SignIn | undefined {
    const found = this.#first(passing);
    if (found === undefined) return undefined;
    if (evaluate(contextWithClaims(this.#encoding.side(0), claimsOf(found.claimed)), found.signIn) === "yes")
      throw new Error("the explanation and the law disagree");
    return found.signIn;
  }

  /** The first sign-in in which all formulas for one of the people are true, preferably one that depends on no content. */
  #first(formulas: readonly (readonly Formula[])[]): Found | undefined {
    const { vocabulary, unknowns } = this.#encoding;
    for (const extra of [[unknowns.isUnderstood], []])
      for (const [at, asked] of formulas.entries()) {
        const all = [...this.#assumed, ...extra, ...asked.map((one) => vocabulary.logic.implying(one))];
        const answer = vocabulary.logic.solver.solve(all, ALL_STEPS / 4);
        this.isBounded ||= answer.kind === "bound";
        const principal = this.#people[at];
        if (answer.kind !== "yes" || principal === undefined) continue;
        const { signIn, claimed } = decoded(answer.isTrue, principal, this.#encoding);
        return { claimed, signIn: asGiven(signIn, this.#given), isUnderstood: extra.length > 0 };
      }
    return undefined;
  }
}

/** What is given of one dimension. */
const partOf = <Value>(given: Known<Value> | undefined): Partial<Value> =>
  given?.kind === "whole" ? given.value : (given?.part ?? {});

/** The sign-in with the given values, in place of those that policies can't tell from them. */
function asGiven(found: SignIn, given: PartialSignIn): SignIn {
  const { attributes } = partOf(given.device) as Partial<Registered>;
  const known = found.device.kind === "registered" ? found.device.attributes : [];
  return {
    ...found,
    ...Object.fromEntries(LISTED_DIMENSIONS.flatMap((one) => (given[one] ? [[one, partOf(given[one])]] : []))),
    network: { ...found.network, ...partOf(given.network) },
    device:
      attributes === undefined || isWithoutDevice(given)
        ? found.device
        : { kind: "registered", attributes: new Map([...known, ...attributes]) },
  };
}

/** Whether the flow shows no device even if one is given. */
const isWithoutDevice = ({ authenticationFlow: flow }: PartialSignIn): boolean =>
  flow?.kind === "whole" && !showsDevice(flow.value);

/** Assume these to leave only sign-ins that agree with what is given of a dimension. */
function assumedIn(dimension: Dimension, given: PartialSignIn, { vocabulary, unknowns }: Encoding): readonly Literal[] {
  const { network, device, [dimension]: one } = given;
  if (one === undefined || (dimension === "device" && isWithoutDevice(given))) return [];
  if (dimension === "network") {
    const { within, ...place } = partOf(network);
    const claims = unknowns.all.flatMap(({ kind, id, is, isNot }) =>
      kind === "location" && within !== undefined ? [negate([...within].some((one) => one === id) ? isNot : is)] : [],
    );
    return [...vocabulary.places.from(place), ...claims];
  }
  if (dimension === "device") return vocabulary.facts.literalsOf(partOf(device) as Device, device?.kind === "part");
  return one.kind === "whole" ? [vocabulary.valueOf(dimension, one.value as never)] : [];
}
