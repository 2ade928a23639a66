import type { AttributeName } from "./attributes";
import { fold } from "./evaluate";
import { type Literal, positive } from "./formula";

/** What may be so of a text: it is not null and passes. `raw` keeps the letter case of the rule for people to read. */
export interface TextFact {
  readonly kind: "equals" | "startsWith" | "endsWith" | "contains";
  readonly folded: string;
  readonly raw: string;
}

/** Something that may be so of an attribute. All but `isNull` include that the attribute isn't null. */
export type Fact =
  | { readonly kind: "isNull" }
  | { readonly kind: "isTrue" }
  | { readonly kind: "hasElement"; readonly folded: string; readonly raw: string }
  | TextFact;

/** Whether the fact is about a single text. */
export const isTextFact = (fact: Fact): fact is TextFact => "folded" in fact && fact.kind !== "hasElement";

/** A fact about an attribute, and the number of its proposition. */
export interface NumberedFact {
  readonly variable: number;
  readonly attribute: AttributeName;
  readonly fact: Fact;
}

/** Numbers the facts that rules ask about, each once. */
export class Facts {
  readonly #known = new Map<string, NumberedFact>();
  readonly #byAttribute = new Map<AttributeName, NumberedFact[]>();
  readonly #byVariable: (NumberedFact | undefined)[] = [];
  #looked = 0;

  /** How many propositions there are, those of `fresh` included. */
  get count(): number {
    return this.#byVariable.length;
  }

  /** A variable about nothing in particular. */
  fresh(): number {
    return this.#byVariable.push(undefined) - 1;
  }

  /** That the attribute is of that kind: null, or true. */
  is(attribute: AttributeName, kind: "isNull" | "isTrue"): Literal {
    return this.#affirm(attribute, { kind });
  }

  /** That the attribute has a value which compares so with the text. */
  compares(attribute: AttributeName, kind: TextFact["kind"] | "hasElement", raw: string): Literal {
    return this.#affirm(attribute, { kind, folded: fold(raw), raw });
  }

  /** How many facts {@link about} has handed out. */
  get looked(): number {
    return this.#looked;
  }

  /** Everything that rules ask about an attribute. */
  about(attribute: AttributeName): readonly NumberedFact[] {
    const facts = this.#byAttribute.get(attribute) ?? [];
    this.#looked += facts.length;
    return facts;
  }

  byAttribute(): ReadonlyMap<AttributeName, readonly NumberedFact[]> {
    return this.#byAttribute;
  }

  /** What the variable stands for; `undefined` if it came from `fresh`. */
  behind(variable: number): NumberedFact | undefined {
    return this.#byVariable[variable];
  }

  #affirm(attribute: AttributeName, fact: Fact): Literal {
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
