import type { AttributeName } from "../../law/device-filter/attributes";
import type { AttributeValue, Device } from "../../law/device-filter/device";
import { fold } from "../../law/device-filter/evaluate";
import type { Logic } from "../encoding/logic";
import { type Literal, negate, positive, variableOf } from "../solver/formula";
import { consequencesOf } from "./consequences";
import { type Fact, type NumberedFact, passes, type TextFact } from "./text-facts";

function isTrueOf(fact: Fact, value: AttributeValue | undefined): boolean {
  if (value === undefined || fact.kind === "isNull") return value === undefined && fact.kind === "isNull";
  if (fact.kind === "isTrue") return value === true;
  if (fact.kind === "hasElement")
    return typeof value === "object" && [...value].some((element) => fold(element) === fact.folded);
  return typeof value === "string" && passes(fact, fold(value));
}

/** The facts that rules ask about, each with a variable of its own. */
export class Facts {
  readonly #known = new Map<string, NumberedFact>();
  readonly #byAttribute = new Map<AttributeName, NumberedFact[]>();
  readonly #byVariable = new Map<number, NumberedFact>();
  readonly #logic: Logic;

  constructor(logic: Logic) {
    this.#logic = logic;
  }

  /** True iff the attribute is null, or is the boolean true. */
  is(attribute: AttributeName, kind: "isNull" | "isTrue"): Literal {
    return this.#literalFor(attribute, { kind });
  }

  /** True iff the attribute has a value that compares so with the text. */
  compares(attribute: AttributeName, kind: TextFact["kind"] | "hasElement", raw: string): Literal {
    return this.#literalFor(attribute, { kind, folded: fold(raw), raw });
  }

  /** The facts that rules ask about this attribute. */
  about(attribute: AttributeName): readonly NumberedFact[] {
    return this.#byAttribute.get(attribute) ?? [];
  }

  /** All facts, by their attribute. */
  byAttribute(): ReadonlyMap<AttributeName, readonly NumberedFact[]> {
    return this.#byAttribute;
  }

  /** What the variable stands for; `undefined` iff that is no fact. */
  factOf(variable: number): NumberedFact | undefined {
    return this.#byVariable.get(variable);
  }

  /** Literals that are true iff a device is this one, as far as rules can tell; its other attributes have none, or any value. */
  literalsOf(device: Device, areOthersOpen: boolean): readonly Literal[] {
    return [...this.#byAttribute].flatMap(([attribute, known]) => {
      const value = device.kind === "registered" ? device.attributes.get(attribute) : undefined;
      if (value === undefined && areOthersOpen && device.kind === "registered") return [];
      return known.map(({ fact, variable }) =>
        isTrueOf(fact, value) ? positive(variable) : negate(positive(variable)),
      );
    });
  }

  #literalFor(attribute: AttributeName, fact: Fact): Literal {
    const key = `${attribute} ${fact.kind} ${"folded" in fact ? fact.folded : ""}`;
    const known = this.#known.get(key) ?? this.#number(attribute, fact);
    this.#known.set(key, known);
    return positive(known.variable);
  }

  #number(attribute: AttributeName, fact: Fact): NumberedFact {
    const literal = this.#logic.solver.variable(fact.kind === "isNull");
    const numbered = { variable: variableOf(literal), attribute, fact };
    this.#byVariable.set(numbered.variable, numbered);
    for (const one of [literal, negate(literal)]) this.#logic.imply(one, () => consequencesOf(one, this));
    const siblings = this.#byAttribute.get(attribute);
    if (siblings === undefined) this.#byAttribute.set(attribute, [numbered]);
    else siblings.push(numbered);
    if (fact.kind !== "isNull") this.is(attribute, "isNull");
    return numbered;
  }
}
