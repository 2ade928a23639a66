import { LISTED_DIMENSIONS, valuesOf } from "../../law/conditions";
import type { ListedDimension } from "../../law/model/dimensions";
import { memoize } from "../../text/memoize";
import type { NumberedFact } from "../devices/facts";
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
    for (const always of [vocabulary.logic.true, ...vocabulary.shownByAnybody()])
      this.#boxes.set(always, [new Map()]).set(negate(always), []);
    for (const { literal, variable, value, values } of meanings(encoding)) {
      const others = new Set(values.filter((other) => other !== value));
      this.#boxes.set(literal, [new Map([[variable, new Set([value])]])]);
      this.#boxes.set(negate(literal), [new Map([[variable, others]])]);
      this.#values.set(variable, new Set(values));
    }
    this.rules = this.#rulesOf(encoding);
  }

  /** The values that a variable can have. */
  readonly valuesOf = (variable: string): ReadonlySet<string> => this.#values.get(variable) ?? new Set(EITHER);

  #rulesOf({ vocabulary }: Encoding): readonly Box[] {
    const { facts } = vocabulary;
    const byAttribute = [...facts.byAttribute()];
    const byCode = byAttribute.map(([attribute]): Box => {
      const device = `device.${attribute.toLowerCase()}`;
      return new Map([["flow", new Set(["deviceCodeFlow"])] as const, [device, YES] as const]);
    });
    const boxOf = (literal: Literal): Box | undefined => this.#boxes.get(literal)?.[0];
    const impliedBy = (fact: NumberedFact, literal: Literal): readonly Box[] =>
      facts.implied(fact, literal).flatMap((other) => overlap(boxOf(literal), boxOf(negate(other))) ?? []);
    const implied = byAttribute
      .flatMap(([, some]) => some)
      .flatMap((fact) =>
        [positive(fact.variable), negate(positive(fact.variable))].flatMap((one) => impliedBy(fact, one)),
      );
    const pairs = vocabulary
      .notTogether()
      .map((pair): Box => new Map(pair.map((method) => [`factor ${method.toLowerCase()}`, YES])));
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
const EITHER = ["no", "yes"];

/** Boxes that differ in the values of one variable only are one box. The checker looks at *yes* and at *no* apart. */
function together(boxes: readonly Box[]): readonly Box[] {
  const [variable, ...others] = new Set(boxes.flatMap((box) => [...box.keys()]));
  if (variable === undefined || others.length > 0 || boxes.some((box) => box.size === 0)) return boxes;
  const values = new Set(boxes.flatMap((box) => [...(box.get(variable) ?? [])]));
  return EITHER.every((value) => values.has(value)) ? boxes : [new Map([[variable, values]])];
}

/** The names in a certificate of dimensions that it names differently. */
const VARIABLES: { readonly [D in ListedDimension]?: string } = { clientApp: "client", authenticationFlow: "flow" };

/** What it means that a literal is true: that a variable, which may have these values, has one of them. */
interface Meaning {
  readonly literal: Literal;
  readonly variable: string;
  readonly value: string;
  readonly values: readonly string[];
}

function meanings({ vocabulary, unknowns }: Encoding): readonly Meaning[] {
  const either = (literal: Literal, variable: string, value = "yes"): Meaning => ({
    literal,
    variable,
    value,
    values: EITHER,
  });
  const listed = LISTED_DIMENSIONS.flatMap((dimension): readonly Meaning[] => {
    const variable = VARIABLES[dimension] ?? dimension;
    const known = valuesOf(dimension);
    const values = known.map((value) => String(value ?? "none"));
    return known.map((one) => ({
      ...either(vocabulary.valueOf(dimension, one), variable, String(one ?? "none")),
      values,
    }));
  });
  const claims = unknowns.all.flatMap(({ kind, id, key, is, isNot }): readonly Meaning[] => {
    if (kind !== "group" && kind !== "role" && kind !== "location") return [];
    const inPart = IN_PART.exec(key)?.[1]; // a certificate says who holds a role in part, whatever the assignment
    const variable = inPart ?? `${kind === "location" ? "place" : kind} ${id}`;
    return [either(is, variable), either(isNot, variable, "no")];
  });
  const facts = [...vocabulary.facts.byAttribute().values()].flat();
  return [
    ...listed,
    ...vocabulary.methods.map((name) => either(vocabulary.shows(name), `factor ${name.toLowerCase()}`)),
    either(vocabulary.places.trustedElsewhere, "trusted elsewhere"),
    ...claims,
    ...facts.map((one) =>
      either(positive(one.variable), variableOfFact(one), one.fact.kind === "isNull" ? "no" : "yes"),
    ),
  ];
}

const IN_PART = /^(role \S+) in part/;

const OPERATORS = {
  equals: "eq",
  startsWith: "startswith",
  endsWith: "endswith",
  contains: "contains",
};

/** A variable in the words of device rules. The attribute alone stands for whether it has a value. */
function variableOfFact({ attribute, fact }: NumberedFact): string {
  const name = `device.${attribute.toLowerCase()}`;
  if (fact.kind === "isNull") return name;
  if (!("folded" in fact)) return `${name} -eq "true"`;
  return `${name} -${OPERATORS[fact.kind]} "${fact.folded}"`;
}
