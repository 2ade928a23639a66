import type { AttributeName } from "./attributes";

/** What an attribute of a registered device holds, when it isn't null. */
export type AttributeValue = string | boolean | ReadonlySet<string>;

/**
 * The device as Entra sees it at a sign-in: known to the directory, or not at all.
 * An attribute missing from the map is null.
 */
export type Device =
  | { readonly kind: "unregistered" }
  | { readonly kind: "registered"; readonly attributes: ReadonlyMap<AttributeName, AttributeValue> };
