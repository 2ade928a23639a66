/** A variable, by its number from 0 on, or its negation: the number doubled, plus 1 where it is negated. */
export type Literal = number;

/** The literal that is true iff the variable is. */
export const positive = (variable: number): Literal => variable * 2;

/** The literal that is true iff this one is false. */
export const negate = (literal: Literal): Literal => literal ^ 1;

/** The number of the variable that the literal is of. */
export const variableOf = (literal: Literal): number => literal >> 1;

/** Whether it is true iff its variable is false. */
export const isNegative = (literal: Literal): boolean => (literal & 1) === 1;

/** A formula in negation normal form: only variables are negated. An empty `all` is true, an empty `any` false. */
export type Formula =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "all"; readonly parts: readonly Formula[] }
  | { readonly kind: "any"; readonly parts: readonly Formula[] };

/** The formula that is true iff the literal is. */
export const literally = (literal: Literal): Formula => ({ kind: "literal", literal });

/** True iff every part is. */
export const all = (parts: readonly Formula[]): Formula => joined("all", parts);

/** True iff some part is. */
export const any = (parts: readonly Formula[]): Formula => joined("any", parts);

/**
 * An `all` directly inside an `all` is taken apart, likewise an `any`, so that the two alternate on the way down. A false part makes an
 * `all` false, and a true part makes an `any` true.
 */
function joined(kind: "all" | "any", parts: readonly Formula[]): Formula {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const deciding = flat.find((part) => part.kind !== "literal" && part.parts.length === 0);
  if (deciding !== undefined) return deciding;
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat };
}

/** True iff the formula is false. */
export function negation(formula: Formula): Formula {
  switch (formula.kind) {
    case "literal":
      return literally(negate(formula.literal));
    case "all":
      return any(formula.parts.map(negation));
    case "any":
      return all(formula.parts.map(negation));
  }
}

/** Whether the formula is true if these literals are. */
export function holdsIn(formula: Formula, isTrue: (literal: Literal) => boolean): boolean {
  switch (formula.kind) {
    case "literal":
      return isTrue(formula.literal);
    case "all":
      return formula.parts.every((part) => holdsIn(part, isTrue));
    case "any":
      return formula.parts.some((part) => holdsIn(part, isTrue));
  }
}

/** A disjunction: satisfied iff one of its literals is true. */
export type Clause = readonly Literal[];
