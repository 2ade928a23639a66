import { asList, isAbsent, isObject } from "../../../src/law/json/json-object";
import { AZUREAD, entraId, isGroup } from "../objects/entra-objects";
import { memoize } from "../objects/memoize";
import { holdsUnresolved, isUnresolved, type Properties, type Resource } from "../objects/resource";
import { ResourceGraph, type Stack } from "../objects/resource-graph";
import { OWNERS_OF_STATE } from "./groups";

/**
 * What the stack manages, as the state holds it; but for the members of a group that the program doesn't list, which it leaves
 * to others. After a refresh the state also shows resources that a program only reads: nobody asks for those, or for nothing
 * of them.
 */
export function managedIn({ held, asked }: Stack): readonly Resource[] {
  const inputs = new Map(asked.resources.map(({ urn, properties }) => [urn, properties]));
  return held.resources.flatMap((resource) => {
    const input = inputs.get(resource.urn) ?? {};
    if (Object.keys(input).length === 0) return [];
    const isLeftToOthers = isGroup(resource) && isAbsent(input["members"]);
    return [isLeftToOthers ? { ...resource, properties: { ...resource.properties, members: undefined } } : resource];
  });
}

/** What the state holds; of a new object, whose outputs aren't known at preview, what the program says. */
export const heldWithInputs = memoize(({ held, asked }: Stack): ResourceGraph => {
  const inputs = new Map(asked.resources.map(({ urn, properties }) => [urn, properties]));
  return new ResourceGraph(
    held.resources.map((output) => {
      const input = inputs.get(output.urn);
      const resource = withOwnersOfState(output, input?.["owners"]);
      const isNew = entraId(resource) === undefined && holdsUnresolved(resource.properties);
      return input !== undefined && isNew
        ? { ...resource, properties: filledIn(resource.properties, input) }
        : resource;
    }),
  );
});

/** @param owners those that the program names */
function withOwnersOfState(group: Resource, owners: unknown): Resource {
  if (!isGroup(group) || (asList(owners) ?? []).length > 0 || isUnresolved(owners)) return group;
  const known = asList(group.properties["owners"])?.filter((id) => typeof id === "string");
  return { ...group, properties: { ...group.properties, owners: known, [OWNERS_OF_STATE]: true } };
}

function filledIn(output: Properties, input: Properties): Properties {
  const entries = Object.entries(output).map(([key, value]) => {
    const given = input[key];
    if (isUnresolved(value)) return [key, given] as const;
    return [key, isObject(given) && isObject(value) ? filledIn(value, given) : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What the program asks for, with what only the state has; what nobody asks for stays as the state holds it. */
export function askedWithOutputs({ asked }: Stack, held: ResourceGraph): ResourceGraph {
  const inputs = new Map(asked.resources.map((resource) => [resource.urn, resource]));
  const joined = held.resources.map((output) => {
    const input = inputs.get(output.urn);
    if (input === undefined) return output;
    const properties = { ...leftToOthers(output), ...input.properties };
    const { sources, provider = input.provider } = output;
    return { ...input, properties, sources, provider };
  });
  return new ResourceGraph(joined);
}

/** What only the state has of a resource: its id, and who is in a group whose members the program doesn't list. */
export function leftToOthers(output: Resource): Properties {
  const id = entraId(output);
  if (id === undefined) return {};
  const { members } = output.properties;
  return output.type === AZUREAD.group && members !== undefined ? { members, objectId: id } : { objectId: id };
}
