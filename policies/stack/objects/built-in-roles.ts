import templates from "./built-in-roles.json";

/**
 * Templates of built-in directory roles, the same in every tenant, by the names that role templates have. A role that
 * isn't here is known by its template only.
 * @see Microsoft Entra, "Microsoft Entra built-in roles"
 */
const byName: ReadonlyMap<string, string> = new Map(
  Object.entries(templates).map(([name, template]) => [name.toLowerCase(), template]),
);

/** The template of the role with this name, in any letters, as the azuread package looks it up. */
export const templateNamed = (displayName: unknown): string | undefined =>
  typeof displayName === "string" ? byName.get(displayName.toLowerCase()) : undefined;
