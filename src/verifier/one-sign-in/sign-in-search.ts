import { DIMENSIONS } from "../../law/conditions";
import { type Device, showsDevice } from "../../law/device-filter/device";
import { evaluate } from "../../law/evaluate";
import type { Circumstances, Dimension, Known, PartialSignIn } from "../../law/model/dimensions";
import type { IdentityType, SignIn } from "../../law/model/sign-in";
import type { Encoding } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import { ALL_STEPS, type Model } from "../questions/questions";
import { type Formula, type Literal, negate } from "../solver/formula";
import { contextWithClaims } from "../ways/claims";
import { claimedIn, claimsOf, placesIn } from "../ways/witness";
import { type JudgedPerson, principalOf } from "./judged-person";

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
    const extra = isUnderstood ? [unknowns.isUnderstood] : [];
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

  /** The sign-in of a model, with what is known of it already. @param identity what the person is; by default what they may be first */
  signInOf(model: Model, identity = this.#person.identities[0]): SignIn {
    const { vocabulary, unknowns } = this.encoding;
    const principal = principalOf(this.#person, identity ?? { type: "member", home: "unnamed" });
    return withKnown(vocabulary.signIn(model, principal, placesIn(claimedIn(model, unknowns))), this.#known);
  }

  #stops(identity: IdentityType): readonly Stop[] {
    return this.encoding.stops.ofPrincipal(principalOf(this.#person, identity), 0);
  }

  /** @throws if the law stops the sign-in: that is an error in this program */
  #replayed(signIn: SignIn, model: Model): SignIn {
    const { tenant, membership } = this.encoding.side(0);
    const claims = claimsOf(claimedIn(model, this.encoding.unknowns));
    if (evaluate(contextWithClaims(tenant, membership, claims), signIn) === "yes")
      throw new Error("the explanation and the law disagree");
    return signIn;
  }
}

/** The sign-in with the values that are given. */
const withKnown = <Values extends Circumstances>(values: Values, known: PartialSignIn): Values =>
  DIMENSIONS.reduce((sofar, dimension) => withKnownIn(dimension, sofar, known), values);

function withKnownIn<D extends Dimension, Values extends Circumstances>(
  dimension: D,
  values: Values,
  known: PartialSignIn,
): Values {
  const one: Known<Circumstances[D]> | undefined = known[dimension];
  if (one === undefined || (dimension === "device" && isWithoutDevice(known))) return values;
  if (one.kind === "whole") return { ...values, [dimension]: one.value };
  if (dimension === "device") return { ...values, device: withAttributes(values.device, one.part as Partial<Device>) };
  return { ...values, [dimension]: { ...(values[dimension] as object), ...one.part } };
}

function withAttributes(device: Device, part: Partial<Device>): Device {
  if (part.kind !== "registered") return { kind: "unregistered" };
  const found = device.kind === "registered" ? device.attributes : [];
  return { kind: "registered", attributes: new Map([...found, ...(part.attributes ?? [])]) };
}

/** Whether the flow shows no device even if one is given. */
const isWithoutDevice = ({ authenticationFlow }: PartialSignIn): boolean =>
  authenticationFlow?.kind === "whole" && !showsDevice(authenticationFlow.value);

/** Assume these to leave only sign-ins that agree with what is given. */
function assumptionsOf(known: PartialSignIn, encoding: Encoding): readonly Literal[] {
  return DIMENSIONS.flatMap((dimension) => assumedIn(dimension, known, encoding));
}

function assumedIn(dimension: Dimension, known: PartialSignIn, { vocabulary, unknowns }: Encoding): readonly Literal[] {
  if (dimension === "network") {
    const { network } = known;
    if (network === undefined) return [];
    const { within, ...place } = network.kind === "whole" ? network.value : { within: undefined, ...network.part };
    const claims = unknowns.all.flatMap(({ kind, id, is, isNot }) =>
      kind === "location" && within !== undefined ? [negate([...within].some((one) => one === id) ? isNot : is)] : [],
    );
    return [...vocabulary.places.from(place), ...claims];
  }
  if (dimension === "device") {
    const { device } = known;
    if (device === undefined || isWithoutDevice(known)) return [];
    return vocabulary.facts.literalsOf(
      device.kind === "whole" ? device.value : (device.part as Device),
      device.kind === "part",
    );
  }
  const one = known[dimension];
  return one?.kind === "whole" ? [vocabulary.valueOf(dimension, one.value)] : [];
}
