/** A resource of a stack as plain data: nothing in it throws when it is read. */
export interface Resource {
  readonly urn: string;
  /** The type token, e.g. `azuread:index/groupMember:GroupMember`. */
  readonly type: string;
  /** The logical name that the program gave it. */
  readonly name: string;
  /** Inputs or outputs; {@link UNRESOLVED} stands where a value isn't known before deployment. */
  readonly properties: Properties;
  readonly options: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
  /** For each top-level property the resources that its value comes from, by URN. Empty where nobody says. */
  readonly sources: { readonly [property: string]: readonly string[] };
  readonly provider: Provider | undefined;
}

/** Properties by name, as plain data. */
export type Properties = { readonly [name: string]: unknown };

/** The provider instance that manages a resource. */
export interface Provider {
  readonly urn: string;
  readonly properties: Properties;
}

/** The type in a URN; of a resource within a component it is the last of `<parent's type>$<type>`. */
export const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** The stack's name, as a URN carries it: `urn:pulumi:<stack>::<project>::<type>::<name>`. */
export const stackOf = (urn: string): string | undefined =>
  urn.split("::")[0]?.slice("urn:pulumi:".length) || undefined;

/** Stands where a value isn't known before deployment. A symbol: whatever reads it as something else finds nothing. */
export const UNRESOLVED: unique symbol = Symbol("known only after deployment");

/** Whether the value as a whole isn't known before deployment. */
export const isUnresolved = (value: unknown): value is typeof UNRESOLVED => value === UNRESOLVED;

/** Whether something in the value isn't known. Only plain data is looked into. */
export function holdsUnresolved(value: unknown): boolean {
  if (isUnresolved(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnresolved);
}
