import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Resource } from "../model/resource";
import { plainProperties } from "./plain";

/** A resource as the program asks for it. */
export const askedFor = (args: ResourceValidationArgs): Resource => resourceOf(args, {});

/** A resource as the state holds it, with the resources that its values come from. */
export function heldIn(resource: PolicyResource): Resource {
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
