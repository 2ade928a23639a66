import type { AttributeName } from "./attributes";
import { fold } from "./fold";
import { affirmed, type Literal } from "./solver/literal";

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
  readonly proposition: number;
  readonly attribute: AttributeName;
  readonly fact: Fact;
}

/** Numbers the facts that rules ask about, each once. */
export class Facts {
  readonly #known = new Map<string, NumberedFact>();
  readonly #byAttribute = new Map<AttributeName, NumberedFact[]>();
  readonly #byProposition: (NumberedFact | undefined)[] = [];
  #looked = 0;

  /** How many propositions there are, those of `fresh` included. */
  get count(): number {
    return this.#byProposition.length;
  }

  /** A proposition about nothing in particular. */
  fresh(): number {
    return this.#byProposition.push(undefined) - 1;
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

  /** What the proposition is about; `undefined` if it came from `fresh`. */
  behind(proposition: number): NumberedFact | undefined {
    return this.#byProposition[proposition];
  }

  #affirm(attribute: AttributeName, fact: Fact): Literal {
    const key = `${attribute} ${fact.kind} ${"folded" in fact ? fact.folded : ""}`;
    const known = this.#known.get(key) ?? this.#number(attribute, fact);
    this.#known.set(key, known);
    return affirmed(known.proposition);
  }

  #number(attribute: AttributeName, fact: Fact): NumberedFact {
    const numbered = { proposition: this.count, attribute, fact };
    this.#byProposition.push(numbered);
    const siblings = this.#byAttribute.get(attribute);
    if (siblings === undefined) this.#byAttribute.set(attribute, [numbered]);
    else siblings.push(numbered);
    return numbered;
  }
}
