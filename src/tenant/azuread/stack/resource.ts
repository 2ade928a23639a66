import { asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { SECRET_VALUE } from "../../../law/json/not-understood";

/** A resource in the state or in a plan of a stack. */
export interface StackResource {
  /** Its URN, or its address in Terraform. */
  readonly urn: string;
  /** The package of its type: `azuread` or `msgraph`. */
  readonly of: string;
  /** The last part of its type, such as `ConditionalAccessPolicy`. */
  readonly type: string;
  /** The provider's id; `undefined` until it is deployed. */
  readonly id: string | undefined;
  /** What it is in the tenant, or will be, in the words of Pulumi's azuread package. */
  readonly values: JsonObject;
}

/** The resources of a stack, or why they can't be read. */
export type ReadStack =
  | {
      readonly ok: true;
      readonly resources: readonly StackResource[];
      /** Whether there are no others that the stack manages. */
      readonly isWhole: boolean;
      /** How many providers make the resources of azuread. Each may be for another tenant. */
      readonly providers: number;
      /** What plans these resources; missing if they are deployed. */
      readonly plannedBy?: string;
    }
  | { readonly ok: false; readonly problem: string };

/** The name of a resource in messages: the last part of its URN. */
export const nameIn = (resource: JsonObject | undefined): string =>
  (asText(resource?.["urn"]) ?? "a resource without a URN").split("::").at(-1) ?? "";

/** Stands for a value that is known only after deployment. */
export const UNRESOLVED: unique symbol = Symbol("known only after deployment");

/** What the engine writes or shows for a value that is known only after deployment. @see pulumi/pulumi, "UnknownStringValue" and its like */
const UNKNOWN_VALUES: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "[unknown]",
]);

/** The key of an object that stands for a value of another kind, such as a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A value of a Pulumi stack, with a symbol for each part that is secret or known only after deployment. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (value === "[secret]") return SECRET_VALUE;
  if (UNKNOWN_VALUES.has(value) || depth > 100) return UNRESOLVED;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, depth + 1));
  const object = asObject(value);
  if (object === undefined) return value;
  if (SIGNATURE in object) return SECRET_VALUE;
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, plainValue(inner, depth + 1)]));
}
