/** A resource for a program. An argument may be a {@link Code}. */
export interface Wanted {
  /** `GroupMember` of the azuread package, or a whole type token. */
  readonly resource: string;
  readonly name: string;
  readonly args: object;
  readonly options?: object;
  /** Where two resources have the same logical name. */
  readonly variable?: string;
}

/** The policy of a stack that owns the guarantee. */
export const carrier = (args: object, options: object = {}): Wanted => ({
  resource: "ConditionalAccessPolicy",
  name: "azure-management-mfa",
  args,
  options: { protect: true, ...options },
});

/** A membership. */
export const joining = (name: string, groupObjectId: unknown, memberObjectId: unknown, options = {}): Wanted => ({
  resource: "GroupMember",
  name,
  args: { groupObjectId, memberObjectId },
  options,
});

/** A component by name, to be a parent. */
export const component = (name: string): Wanted => ({ resource: "ComponentResource", name, args: {} });

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

function declarationOf({ resource, name, args, options, variable = camelCase(name) }: Wanted): string {
  const declared = [JSON.stringify(name), literal(args), literal(options ?? {})];
  return `const ${variable} = new ${constructorOf(resource)}${declared.join(", ")});`;
}

/** The variable that a program has for a logical name. */
export const camelCase = (name: string): string =>
  name.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? "").toUpperCase());

function constructorOf(resource: string): string {
  if (resource === "ComponentResource") return 'pulumi.ComponentResource("another:index:Component", ';
  return resource.includes(":") ? `pulumi.CustomResource(${JSON.stringify(resource)}, ` : `azuread.${resource}(`;
}

function literal(value: unknown): string {
  if (isCode(value)) return value.code;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${literal(inner)}`)
    .join(", ")} }`;
}
