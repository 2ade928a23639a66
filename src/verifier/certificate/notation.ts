import { LISTED_DIMENSIONS, valuesOf } from "../../law/conditions";
import { SHOWN_BY_ANYBODY } from "../../law/grant";
import type { ListedDimension } from "../../law/model/dimensions";
import { memoize } from "../../text/memoize";
import type { EncodedFact } from "../devices/facts";
import type { Encoding } from "../encoding/encoding";
import { type Formula, isNegative, type Literal, negate, negation, positive, variableOf } from "../solver/formula";
import { type Box, isWithin, overlap } from "./boxes";

/** Formulas in the notation of a certificate: boxes of values that variables may have. */
export class Notation {
  readonly #encoding: Encoding;
  /** The boxes of each literal that can be written. */
  readonly #boxes = new Map<Literal, readonly Box[]>();
  readonly #values = new Map<string, ReadonlySet<string>>();
  /** Boxes in which there is no sign-in, whatever the policies say. */
  readonly rules: readonly Box[];

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    const { vocabulary } = encoding;
    for (const always of [vocabulary.logic.true, ...SHOWN_BY_ANYBODY.map((name) => vocabulary.shows(name))])
      this.#boxes.set(always, [new Map()]).set(negate(always), []);
    this.#nameSignIn(encoding);
    this.#nameUnknowns(encoding);
    this.rules = this.#rulesOf(encoding);
  }

  /** The values that a variable can have. */
  readonly valuesOf = (variable: string): ReadonlySet<string> => this.#values.get(variable) ?? EITHER;

  #nameSignIn({ vocabulary }: Encoding): void {
    for (const dimension of LISTED_DIMENSIONS) {
      const variable = VARIABLES[dimension] ?? dimension;
      const names = new Map(valuesOf(dimension).map((value) => [String(value ?? "none"), value]));
      this.#values.set(variable, new Set(names.keys()));
      for (const [name, value] of names) this.#name(vocabulary.valueOf(dimension, value), variable, name);
    }
    for (const method of vocabulary.methods) this.#name(vocabulary.shows(method), factorNamed(method));
    for (const one of vocabulary.facts.all())
      this.#name(one.literal, variableOfFact(one), one.fact.kind === "isNull" ? "no" : "yes");
    this.#name(vocabulary.places.trustedElsewhere, "trusted elsewhere");
  }

  #nameUnknowns({ unknowns }: Encoding): void {
    for (const { kind, id, key, is, isNot } of unknowns.all) {
      if (kind !== "group" && kind !== "role" && kind !== "location") continue;
      const inPart = IN_PART.exec(key)?.[1]; // a certificate says who holds a role in part, whatever the assignment
      const variable = inPart ?? `${kind === "location" ? "place" : kind} ${id}`;
      this.#name(is, variable);
      this.#name(isNot, variable, "no");
    }
  }

  /** Makes a literal mean that a variable has one of its values. */
  #name(literal: Literal, variable: string, value = "yes"): void {
    const others = [...this.valuesOf(variable)].filter((other) => other !== value);
    this.#boxes.set(literal, [new Map([[variable, new Set([value])]])]);
    this.#boxes.set(negate(literal), [new Map([[variable, new Set(others)]])]);
  }

  #rulesOf({ vocabulary }: Encoding): readonly Box[] {
    const { facts } = vocabulary;
    const byCode = [...facts.byAttribute.keys()].map(
      (attribute): Box =>
        new Map([
          ["flow", new Set(["deviceCodeFlow"])],
          [deviceNamed(attribute), YES],
        ]),
    );
    const boxOf = (literal: Literal): Box | undefined => this.#boxes.get(literal)?.[0];
    const impliedBy = (fact: EncodedFact, literal: Literal): readonly Box[] =>
      facts.implied(fact, literal).flatMap((other) => overlap(boxOf(literal), boxOf(negate(other))) ?? []);
    const implied = facts
      .all()
      .flatMap((fact) => [fact.literal, negate(fact.literal)].flatMap((one) => impliedBy(fact, one)));
    const pairs = vocabulary
      .notTogether()
      .map((pair): Box => new Map(pair.map((method) => [factorNamed(method), YES])));
    return [...byCode, ...implied, ...pairs];
  }

  /** Whether there is no sign-in in a box, whatever the policies say. */
  isImpossible(box: Box): boolean {
    return this.rules.some((rule) => isWithin(box, rule, this.valuesOf));
  }

  /** Boxes that together are the formula; undefined if that takes too many. A part that can't be written is in no box. */
  readonly boxesOf = memoize((formula: Formula) => this.#boxesOfFormula(formula));

  #boxesOfFormula(formula: Formula): readonly Box[] | undefined {
    switch (formula.kind) {
      case "literal":
        return this.#boxesOfLiteral(formula.literal);
      case "any":
        return together(formula.parts.flatMap((part) => this.boxesOf(part) ?? []));
      case "all": {
        let boxes: readonly Box[] = [new Map()];
        for (const part of formula.parts) {
          const others = this.boxesOf(part);
          if (others === undefined || boxes.length * others.length > MOST_BOXES) return undefined;
          boxes = boxes.flatMap((one) => others.flatMap((other) => overlap(one, other) ?? []));
        }
        return together(boxes);
      }
    }
  }

  #boxesOfLiteral(literal: Literal): readonly Box[] | undefined {
    const definition = this.#encoding.vocabulary.logic.definitionOf(positive(variableOf(literal)));
    if (definition === undefined) return this.#boxes.get(literal) ?? [];
    return this.boxesOf(isNegative(literal) ? negation(definition) : definition);
  }
}

const MOST_BOXES = 2_000;
const YES: ReadonlySet<string> = new Set(["yes"]);
const EITHER: ReadonlySet<string> = new Set(["no", "yes"]);

/** Boxes that differ in the values of one variable only are one box. The checker looks at *yes* and at *no* apart. */
function together(boxes: readonly Box[]): readonly Box[] {
  const [variable, ...others] = new Set(boxes.flatMap((box) => [...box.keys()]));
  if (variable === undefined || others.length > 0 || boxes.some((box) => box.size === 0)) return boxes;
  const values = new Set(boxes.flatMap((box) => [...(box.get(variable) ?? [])]));
  return [...EITHER].every((value) => values.has(value)) ? boxes : [new Map([[variable, values]])];
}

/** The names in a certificate of dimensions that it names differently. */
const VARIABLES: { readonly [D in ListedDimension]?: string } = { clientApp: "client", authenticationFlow: "flow" };

const IN_PART = /^(role \S+) in part/;

const OPERATORS = {
  equals: "eq",
  startsWith: "startswith",
  endsWith: "endswith",
  contains: "contains",
};

const deviceNamed = (attribute: string): string => `device.${attribute.toLowerCase()}`;
const factorNamed = (method: string): string => `factor ${method.toLowerCase()}`;

/** A variable in the words of device rules. The attribute alone stands for whether it has a value. */
function variableOfFact({ attribute, fact }: EncodedFact): string {
  if (fact.kind === "isNull") return deviceNamed(attribute);
  if (!("folded" in fact)) return `${deviceNamed(attribute)} -eq "true"`;
  return `${deviceNamed(attribute)} -${OPERATORS[fact.kind]} "${fact.folded}"`;
}
