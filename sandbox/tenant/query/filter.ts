import type { Json } from "../json";

/** A parsed `$filter`. Paths are property names from the outside in. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly inner: Filter }
  | { readonly kind: "compare"; readonly path: readonly string[]; readonly operator: "eq" | "ne"; readonly value: Json }
  /** Moments, one before or after the other. */
  | { readonly kind: "order"; readonly path: readonly string[]; readonly operator: Order; readonly value: string }
  | { readonly kind: "in"; readonly path: readonly string[]; readonly values: readonly Json[] }
  | { readonly kind: "startswith" | "endswith"; readonly path: readonly string[]; readonly start: string }
  | { readonly kind: "any"; readonly path: readonly string[]; readonly value: Json };

export type Order = "ge" | "gt" | "le" | "lt";

/** Every property that a filter speaks about, by its first name. */
export function propertiesOf(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [...propertiesOf(filter.left), ...propertiesOf(filter.right)];
    case "not":
      return propertiesOf(filter.inner);
    default:
      return filter.path.slice(0, 1);
  }
}
