import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { type Properties, type Resource, UNRESOLVED } from "../stack/objects/resource";

/** A resource with its inputs. */
export const resourceFromInputs = (args: ResourceValidationArgs): Resource => resourceOf(args, {});

/** A resource as the state has it, with the resources that its values come from. */
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
 * The SDK's proxies throw when a value that is unknown at preview is read. The SDK then reports an advisory finding, whatever the
 * rule's level. So this file guards each read, and no other file reads a proxy.
 */
export function plainProperties(properties: object): Properties {
  const plain = plainValue(() => properties, 0);
  return typeof plain === "object" && plain !== null ? (plain as Properties) : {};
}

/** Deeper than any resource of Entra. Deeper values count as unknown. */
const MAX_DEPTH = 64;

function plainValue(read: () => unknown, depth: number): unknown {
  try {
    const value = read();
    if (typeof value !== "object" || value === null) return value;
    if (depth === MAX_DEPTH) return UNRESOLVED;
    if (!Array.isArray(value)) return plainObject(value, depth);
    return Array.from({ length: value.length }, (_, index) => plainValue(() => value[index], depth + 1));
  } catch {
    return UNRESOLVED;
  }
}

function plainObject(object: object, depth: number): object {
  const reader = object as { readonly [key: string]: unknown };
  return Object.fromEntries(Object.keys(object).map((key) => [key, plainValue(() => reader[key], depth + 1)]));
}
