import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { type Properties, type Resource, UNRESOLVED } from "../stack/objects/resource";

/** A resource as the program asks for it. */
export const resourceFromInputs = (args: ResourceValidationArgs): Resource => resourceOf(args, {});

/** A resource as the state holds it, with the resources that its values come from. */
export function resourceFromState(resource: PolicyResource): Resource {
  const sources = Object.entries(resource.propertyDependencies).map(
    ([property, resources]) => [property, resources.map(({ urn }) => urn)] as const,
  );
  return resourceOf(resource, Object.fromEntries(sources));
}

function resourceOf(from: ResourceValidationArgs | PolicyResource, sources: Resource["sources"]): Resource {
  const { urn, type, name, props, opts, provider } = from;
  return {
    urn,
    type,
    name,
    properties: plainProperties(props),
    options: { protect: opts.protect, ignoreChanges: opts.ignoreChanges },
    sources,
    provider: provider && { urn: provider.urn, properties: plainProperties(provider.props) },
  };
}

/**
 * Turns a resource's properties into plain data.
 *
 * The SDK hands out proxies that throw when a value unknown at preview is read, and reports what was thrown as advisory,
 * whatever the rule's level. So each single read is guarded, and nothing but this file reads a proxy.
 */
export function plainProperties(properties: object): Properties {
  const plain = plainValue(() => properties, 0);
  return typeof plain === "object" && plain !== null ? (plain as Properties) : {};
}

/** Deeper than any resource of Entra; whatever nests deeper isn't followed, and so isn't known. */
const DEEPEST = 64;

function plainValue(read: () => unknown, depth: number): unknown {
  try {
    const value = read();
    if (typeof value !== "object" || value === null) return value;
    if (depth === DEEPEST) return UNRESOLVED;
    return Array.isArray(value) ? plainList(value, depth) : plainObject(value, depth);
  } catch {
    return UNRESOLVED;
  }
}

const plainList = (list: readonly unknown[], depth: number): readonly unknown[] =>
  Array.from({ length: list.length }, (_, index) => plainValue(() => list[index], depth + 1));

function plainObject(object: object, depth: number): object {
  const reader = object as { readonly [key: string]: unknown };
  return Object.fromEntries(Object.keys(object).map((key) => [key, plainValue(() => reader[key], depth + 1)]));
}
