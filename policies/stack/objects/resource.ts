import { isAbsent } from "../../../src/law/json/json-object";

/** A resource of a stack as plain data: no property throws when it is read. */
export interface Resource {
  readonly urn: string;
  /** The type token, e.g. `azuread:index/groupMember:GroupMember`. */
  readonly type: string;
  /** The logical name that the program gave it. */
  readonly name: string;
  /** Inputs or outputs. {@link UNRESOLVED} stands for a value that is unknown before deployment. */
  readonly properties: Properties;
  readonly options: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
  /** For each top-level property, the URNs of the resources that its value comes from. Empty if that is unknown. */
  readonly sources: { readonly [property: string]: readonly string[] };
  /** The provider instance that manages the resource. */
  readonly provider: { readonly urn: string; readonly properties: Properties } | undefined;
}

/** Properties by name, as plain data. */
export type Properties = { readonly [name: string]: unknown };

/** The properties of these names whose values are known. */
export const knownIn = ({ properties }: Resource, names: readonly string[]): Properties =>
  Object.fromEntries(
    Object.entries(properties).filter(
      ([key, value]) => names.includes(key) && !isAbsent(value) && !isUnresolved(value),
    ),
  );

/** The type in a URN. Within a component, it is the last part of `<parent's type>$<type>`. */
export const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** The stack's name in a URN: `urn:pulumi:<stack>::<project>::<type>::<name>`. */
export const stackOf = (urn: string): string | undefined =>
  urn.split("::")[0]?.slice("urn:pulumi:".length) || undefined;

/** Stands for a value that is unknown before deployment. It is a symbol, so no code takes it for a text or an object. */
export const UNRESOLVED: unique symbol = Symbol("known only after deployment");

/** Whether the whole value is unknown before deployment. */
export const isUnresolved = (value: unknown): value is typeof UNRESOLVED => value === UNRESOLVED;

/** Whether anything in the value is unknown before deployment. @param value plain data */
export function holdsUnresolved(value: unknown): boolean {
  if (isUnresolved(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnresolved);
}
