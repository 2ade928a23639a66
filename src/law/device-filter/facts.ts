import type { AttributeName } from "./attributes";
import { fold } from "./evaluate";
import { type Literal, positive } from "./formula";

/** True iff the attribute has a value and the value compares so. `raw` keeps the rule's letter case for people to read. */
export interface TextFact {
  readonly kind: "equals" | "startsWith" | "endsWith" | "contains";
  readonly folded: string;
  readonly raw: string;
}

/** What can be true or false of an attribute. All but `isNull` are false of an attribute that is null. */
export type Fact =
  | { readonly kind: "isNull" }
  | { readonly kind: "isTrue" }
  | { readonly kind: "hasElement"; readonly folded: string; readonly raw: string }
  | TextFact;

/** Whether the fact is about a single text. */
export const isTextFact = (fact: Fact): fact is TextFact => "folded" in fact && fact.kind !== "hasElement";

/** A fact about an attribute, and the number of the variable that stands for it. */
export interface NumberedFact {
  readonly variable: number;
  readonly attribute: AttributeName;
  readonly fact: Fact;
}

/** The facts that rules ask about, each with a variable of its own. */
export class Facts {
  readonly #known = new Map<string, NumberedFact>();
  readonly #byAttribute = new Map<AttributeName, NumberedFact[]>();
  readonly #byVariable: (NumberedFact | undefined)[] = [];
  #inspected = 0;

  /** How many variables there are, those of {@link fresh} included. */
  get count(): number {
    return this.#byVariable.length;
  }

  /** The number of a variable that stands for no fact. */
  fresh(): number {
    return this.#byVariable.push(undefined) - 1;
  }

  /** True iff the attribute is null, or is the boolean true. */
  is(attribute: AttributeName, kind: "isNull" | "isTrue"): Literal {
    return this.#literalFor(attribute, { kind });
  }

  /** True iff the attribute has a value that compares so with the text. */
  compares(attribute: AttributeName, kind: TextFact["kind"] | "hasElement", raw: string): Literal {
    return this.#literalFor(attribute, { kind, folded: fold(raw), raw });
  }

  /** How many facts {@link about} has handed out: the solver counts them as work. */
  get inspected(): number {
    return this.#inspected;
  }

  /** The facts that rules ask about this attribute. */
  about(attribute: AttributeName): readonly NumberedFact[] {
    const facts = this.#byAttribute.get(attribute) ?? [];
    this.#inspected += facts.length;
    return facts;
  }

  /** All facts, by their attribute. */
  byAttribute(): ReadonlyMap<AttributeName, readonly NumberedFact[]> {
    return this.#byAttribute;
  }

  /** What the variable stands for; `undefined` iff it came from {@link fresh}. */
  factOf(variable: number): NumberedFact | undefined {
    return this.#byVariable[variable];
  }

  #literalFor(attribute: AttributeName, fact: Fact): Literal {
    const key = `${attribute} ${fact.kind} ${"folded" in fact ? fact.folded : ""}`;
    const known = this.#known.get(key) ?? this.#number(attribute, fact);
    this.#known.set(key, known);
    return positive(known.variable);
  }

  #number(attribute: AttributeName, fact: Fact): NumberedFact {
    const numbered = { variable: this.count, attribute, fact };
    this.#byVariable.push(numbered);
    const siblings = this.#byAttribute.get(attribute);
    if (siblings === undefined) this.#byAttribute.set(attribute, [numbered]);
    else siblings.push(numbered);
    return numbered;
  }
}
