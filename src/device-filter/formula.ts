/** A proposition by its number, doubled, plus 1 where it is denied. `literal ^ 1` says the opposite. */
export type Literal = number;

/** The literal that affirms the proposition of that number. */
export const positive = (variable: number): Literal => variable * 2;

/** The number of the proposition that the literal is about. */
export const variableOf = (literal: Literal): number => literal >> 1;

export const isNegative = (literal: Literal): boolean => (literal & 1) === 1;

/** A formula of propositional logic without negation but in its literals. An empty `all` is true, an empty `any` false. */
export type Formula =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "all"; readonly parts: readonly Formula[] }
  | { readonly kind: "any"; readonly parts: readonly Formula[] };

export const all = (parts: readonly Formula[]): Formula => joined("all", parts);
export const any = (parts: readonly Formula[]): Formula => joined("any", parts);

/** Takes parts of its own kind apart, so that kinds alternate on the way down. */
function joined(kind: "all" | "any", parts: readonly Formula[]): Formula {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat };
}

/** The condition that holds exactly when this one doesn't. */
export function negation(condition: Formula): Formula {
  switch (condition.kind) {
    case "literal":
      return { kind: "literal", literal: condition.literal ^ 1 };
    case "all":
      return any(condition.parts.map(negation));
    case "any":
      return all(condition.parts.map(negation));
  }
}

/** Literals of which one at least must hold. */
export type Clause = readonly Literal[];

/**
 * The condition as clauses, by naming its inner parts: as many literals as the condition has, where multiplying out could
 * give exponentially many. A name implies its part but not the reverse, which is all that a condition without negation needs.
 * @param fresh gives the number of a proposition that nothing else uses
 */
export function clausesOf(condition: Formula, fresh: () => number): readonly Clause[] {
  const clauses: Clause[] = [];
  const require = (part: Formula, unless: Clause): void => {
    if (part.kind === "literal") clauses.push([...unless, part.literal]);
    else if (part.kind === "all") for (const each of part.parts) require(each, unless);
    else clauses.push([...unless, ...part.parts.map(nameOf)]);
  };
  const nameOf = (part: Formula): Literal => {
    if (part.kind === "literal") return part.literal;
    const name = positive(fresh());
    require(part, [name ^ 1]);
    return name;
  };
  require(condition, []);
  return clauses;
}
