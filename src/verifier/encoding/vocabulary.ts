import { LISTED_DIMENSIONS, listedCircumstances, valuesOf } from "../../law/conditions";
import { showsDevice } from "../../law/device-filter/device";
import { factOf } from "../../law/device-filter/rule";
import { isMultifactor, SHOWN_BY_ANYBODY, SINGLE_FACTORS } from "../../law/grant";
import type { Circumstances, ListedDimension } from "../../law/model/dimensions";
import type { LocationId } from "../../law/model/ids";
import type { Principal, SignIn } from "../../law/model/sign-in";
import type { NamedLocation } from "../../law/model/tenant";
import { deviceFrom, Facts } from "../devices/facts";
import { type Literal, negate } from "../solver/formula";
import { Logic } from "./logic";
import { Places } from "./places";

const PASSWORD = "password";
const DEVICE_STATES = ["compliantDevice", "domainJoinedDevice"] as const;

/** A password, the methods that strengths name, and one method that no strength names. */
function firstFactors(named: ReadonlySet<string>): readonly string[] {
  const others = [...SINGLE_FACTORS].filter((method) => method !== PASSWORD && !named.has(method));
  return [...new Set([PASSWORD, ...named, ...(named.size === 0 ? [] : others.slice(0, 1))])];
}

/** The variables of one sign-in: everything that policies can distinguish about how somebody signs in and what they show. */
export class Vocabulary {
  readonly logic = new Logic();
  readonly places: Places;
  readonly facts = new Facts(this.logic);
  readonly #values: ReadonlyMap<ListedDimension, readonly Literal[]>;
  /** What a sign-in can show that isn't a fact about its device, by Graph's names. */
  readonly shown = new Map<string, Literal>();
  /** The first factors that policies distinguish. */
  readonly methods: readonly string[];

  /** @param locations those that policies ask about; @param factors methods that strengths allow as a single factor */
  constructor(locations: readonly NamedLocation[], factors: Iterable<string>) {
    this.#values = new Map(
      LISTED_DIMENSIONS.map((dimension) => [dimension, this.logic.oneOf(valuesOf(dimension).length)]),
    );
    this.places = new Places(this.logic, locations);
    this.methods = firstFactors(new Set(factors));
    for (const method of this.methods) this.shown.set(method, this.logic.solver.variable(method === PASSWORD));
    for (const name of SHOWN_BY_ANYBODY) this.shown.set(name, this.logic.solver.variable());
    for (const state of DEVICE_STATES) this.shows(state);
    this.logic.solver.add(this.methods.map((method) => this.shows(method)));
    for (const [one, other] of this.notTogether())
      this.logic.solver.add([negate(this.shows(one)), negate(this.shows(other))]);
  }

  /** Pairs of first factors that are MFA together, so that no sign-in shows both. */
  notTogether(): readonly (readonly [string, string])[] {
    const pairs = this.methods.flatMap((one) => this.methods.map((other) => [one, other] as const));
    return pairs.filter((pair) => pair[0] < pair[1] && isMultifactor(pair));
  }

  /** True iff the sign-in has this value. */
  valueOf<D extends ListedDimension>(dimension: D, value: Circumstances[D]): Literal {
    return this.#values.get(dimension)?.[valuesOf(dimension).indexOf(value)] ?? this.logic.true;
  }

  /** True iff the sign-in shows it: a first factor, or a control that isn't MFA, by Graph's names. */
  shows(name: string): Literal {
    if (name === "compliantDevice") return this.facts.literalOf("isCompliant", { kind: "isTrue" });
    if (name === "domainJoinedDevice") return this.facts.literalOf("trustType", factOf("equals", "ServerAD"));
    if (name === "riskRemediation") return this.logic.true;
    return this.shown.get(name) ?? negate(this.logic.true);
  }

  /** Adds what can't go together. Call it when all facts about devices exist. */
  close(): void {
    for (const flow of valuesOf("authenticationFlow").filter((one) => !showsDevice(one)))
      for (const attribute of this.facts.byAttribute.keys())
        this.logic.solver.add([negate(this.valueOf("authenticationFlow", flow)), this.facts.isNull(attribute)]);
  }

  /** What a sign-in can need in addition to a password, in the order of the report. */
  needs(): readonly (readonly [string, Literal])[] {
    const others = [...this.shown.keys()].filter((name) => name !== PASSWORD);
    return [...DEVICE_STATES, ...others].map((name) => [
      name === "customAuthenticationFactors" ? "customAuthenticationFactor" : name,
      this.shows(name),
    ]);
  }

  /** What makes a sign-in ordinary, the most ordinary first: it has no device. */
  ordinary(): readonly Literal[] {
    const absent = [...this.facts.byAttribute.keys()].map((attribute) => this.facts.isNull(attribute));
    return [...[...this.#values.values()].flat(), negate(this.places.trustedElsewhere), ...absent];
  }

  /** The sign-in of a model. @param within see {@link Places.at} */
  signIn(isTrue: (literal: Literal) => boolean, principal: Principal, within: ReadonlySet<LocationId>): SignIn {
    return {
      principal,
      shows: new Set([...this.shown].flatMap(([name, literal]) => (isTrue(literal) ? [name] : []))),
      network: this.places.at(isTrue, within),
      device: deviceFrom(isTrue, this.facts),
      ...listedCircumstances((dimension) => this.#valueIn(dimension, isTrue)),
    };
  }

  #valueIn<D extends ListedDimension>(dimension: D, isTrue: (literal: Literal) => boolean): Circumstances[D] {
    const number = this.#values.get(dimension)?.findIndex(isTrue) ?? 0;
    const value = valuesOf(dimension)[number];
    if (value === undefined) throw new Error(`a sign-in has a value for ${dimension}`);
    return value;
  }
}
