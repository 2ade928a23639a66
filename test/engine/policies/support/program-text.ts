/** A resource for a program. An argument may be a {@link Code}. */
export interface Wanted {
  /** `GroupMember` of the azuread package, or a whole type token. */
  readonly resource: string;
  readonly name: string;
  readonly args: object;
  readonly options?: object;
}

/** JavaScript in place of a value: `code("group.objectId")` refers to the resource with the logical name `group`. */
export interface Code {
  readonly code: string;
}
export const code = (text: string): Code => ({ code: text });

const isCode = (value: unknown): value is Code =>
  typeof value === "object" && value !== null && Object.keys(value).join() === "code";

/** A program that declares the resources, each in a variable of its logical name in camel case. */
export const programText = (resources: readonly Wanted[]): string =>
  [
    'const azuread = require("@pulumi/azuread");',
    'const pulumi = require("@pulumi/pulumi");',
    ...resources.map(declarationOf),
    "",
  ].join("\n");

function declarationOf({ resource, name, args, options }: Wanted): string {
  const variable = name.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? "").toUpperCase());
  const declared = [JSON.stringify(name), literal(args), literal(options ?? {})];
  const made = resource.includes(":")
    ? `new pulumi.CustomResource(${[JSON.stringify(resource), ...declared].join(", ")})`
    : `new azuread.${resource}(${declared.join(", ")})`;
  return `const ${variable} = ${made};`;
}

function literal(value: unknown): string {
  if (isCode(value)) return value.code;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${literal(inner)}`)
    .join(", ")} }`;
}
