import type { JsonObject } from "../../adapters/graph/json";

/** What the engine would do to a resource, in its own words: `same`, `update`, `create`, `delete`, `replace`. */
export type Step = {
  readonly urn: string;
  readonly type: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly operation: string;
  /** What the program gives; `undefined` where it doesn't declare the resource any more. */
  readonly inputs: JsonObject | undefined;
  /** The fields that the engine would change, in the plugin's words. */
  readonly fields: readonly string[];
};

/** A preview that has run to its end. */
export type Preview = { readonly steps: readonly Step[] };

export const POLICY_TYPE = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";

export const isPolicy = ({ type }: { readonly type: string }): boolean => type === POLICY_TYPE;

/** Whether the engine would change something: looking a resource up isn't a change. */
export const isChange = ({ operation }: Pick<Step, "operation">): boolean =>
  operation !== "same" && !operation.startsWith("read");

/** Stacks and providers are the engine's own; no tenant has them. */
export const isInTenant = ({ type }: Pick<Step, "type">): boolean => !type.startsWith("pulumi:");
