import type { Literal } from "./literal";

/** A formula of propositional logic without negation but in its literals. An empty `all` is true, an empty `any` false. */
export type Condition =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "all"; readonly parts: readonly Condition[] }
  | { readonly kind: "any"; readonly parts: readonly Condition[] };

export const all = (parts: readonly Condition[]): Condition => joined("all", parts);
export const any = (parts: readonly Condition[]): Condition => joined("any", parts);

/** Takes parts of its own kind apart, so that kinds alternate on the way down. */
function joined(kind: "all" | "any", parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat };
}

/** The condition that holds exactly when this one doesn't. */
export function contrary(condition: Condition): Condition {
  switch (condition.kind) {
    case "literal":
      return { kind: "literal", literal: condition.literal ^ 1 };
    case "all":
      return any(condition.parts.map(contrary));
    case "any":
      return all(condition.parts.map(contrary));
  }
}
