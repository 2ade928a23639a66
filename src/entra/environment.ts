/** Variables of the process, as Node has them. */
export type Environment = { readonly [name: string]: string | undefined };

/**
 * The first of the variables that has something in it. Names of the azuread provider (`ARM_…`) go first: then the drift
 * check asks the tenant that the provider changes.
 */
export function firstOf(environment: Environment, ...names: readonly string[]): string | undefined {
  return names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== "");
}

export const isSwitchedOn = (environment: Environment, name: string): boolean =>
  /^(1|true)$/i.test(firstOf(environment, name) ?? "");

export const isSwitchedOff = (environment: Environment, name: string): boolean =>
  /^(0|false)$/i.test(firstOf(environment, name) ?? "");
