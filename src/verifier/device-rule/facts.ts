import { type AttributeName, typeOf } from "./attributes";
import { fold } from "./fold";
import { affirmed, type Literal } from "./literal";

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

/** A fact and the number of its proposition. */
export interface NumberedFact {
  readonly proposition: number;
  readonly fact: Fact;
}

/** Numbers the facts that rules ask about, each once. */
export class Facts {
  readonly #numbers = new Map<string, number>();
  readonly #byAttribute = new Map<AttributeName, NumberedFact[]>();
  readonly #attributes: (AttributeName | undefined)[] = [];

  /** How many propositions there are, those of `fresh` included. */
  get count(): number {
    return this.#attributes.length;
  }

  /** A proposition about nothing in particular. */
  fresh(): number {
    return this.#attributes.push(undefined) - 1;
  }

  isNull = (attribute: AttributeName): Literal => this.#affirm(attribute, { kind: "isNull" });

  isTrue = (attribute: AttributeName): Literal => this.#affirm(attribute, { kind: "isTrue" });

  /** That the attribute compares so with the text. */
  compares(attribute: AttributeName, kind: TextFact["kind"] | "hasElement", raw: string): Literal {
    return this.#affirm(attribute, { kind, folded: fold(raw), raw });
  }

  attributes(): readonly AttributeName[] {
    return [...this.#byAttribute.keys()];
  }

  /** The facts that were numbered for the attribute. */
  of(attribute: AttributeName): readonly NumberedFact[] {
    return this.#byAttribute.get(attribute) ?? [];
  }

  attributeOf(proposition: number): AttributeName | undefined {
    return this.#attributes[proposition];
  }

  #affirm(attribute: AttributeName, fact: Fact): Literal {
    const key = `${attribute} ${fact.kind} ${"folded" in fact ? fact.folded : ""}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return affirmed(known);
    const proposition = this.#attributes.push(attribute) - 1;
    this.#numbers.set(key, proposition);
    this.#byAttribute.set(attribute, [...this.of(attribute), { proposition, fact }]);
    return affirmed(proposition);
  }
}
