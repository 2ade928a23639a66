import { asList, isAbsent } from "../../../src/law/json/json-object";
import { memoize, memoizePair } from "../../../src/text/memoize";
import type { Settings } from "../../settings/settings";
import { usersById } from "../../settings/snapshot";
import { attributeChangesOf } from "../dynamic-groups/attribute-changes";
import type { Change } from "../effects/change";
import { changesOf } from "../effects/changes";
import { entraId, IDS, isGroup } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, knownIn, type Properties, type Resource } from "../objects/resource";
import { ResourceGraph, type Stack } from "../objects/resource-graph";

/** What the program says of resources. After a refresh, the state also has resources that it only reads: these have no inputs. */
const inputsByUrn = memoize(({ inputs }: Stack): ReadonlyMap<string, Resource> => {
  const managed = inputs.resources.filter(({ properties }) => Object.keys(properties).length > 0);
  return new Map(managed.map((one) => [one.urn, one]));
});

/**
 * The resources that the stack manages, with their state. The members of a group are left out if the program doesn't list them:
 * others manage them.
 */
export const managedIn = (stack: Stack): readonly Resource[] =>
  stack.state.resources.flatMap((resource) => {
    const input = inputsByUrn(stack).get(resource.urn)?.properties;
    if (input === undefined) return [];
    const isLeftToOthers = isGroup(resource) && isAbsent(input["members"]);
    return [isLeftToOthers ? { ...resource, properties: { ...resource.properties, members: undefined } } : resource];
  });

/** What the stack changes: in the order of its resources, and then through membership rules. */
export const changesOfStack = memoizePair((stack: Stack, settings: Settings): readonly Change[] => [
  ...managedIn(stack).flatMap((resource) => changesOf(resource, stack.state)),
  ...attributeChangesOf(stack, settings),
]);

/** The stack as the state has it. Inputs stand for a new object's outputs, which are unknown in a preview. */
export const asInState = memoizePair((stack: Stack, settings: Settings): ResourceGraph => {
  const resources = stack.state.resources.map((output) => {
    const input = inputsByUrn(stack).get(output.urn)?.properties;
    if (input === undefined) return output;
    const isNew = entraId(output) === undefined && holdsUnresolved(output.properties);
    const resource = isNew ? { ...output, properties: input } : output;
    const { owners } = input;
    const isOwned = isUnresolved(owners) || (asList(owners) ?? []).length > 0;
    return isOwned ? resource : withPeopleAsOwners(resource, settings);
  });
  return new ResourceGraph(resources);
});

/** A group for which only the state has owners: those that the snapshot has as people. Another one is the deploying application. */
function withPeopleAsOwners(group: Resource, { tenant }: Settings): Resource {
  if (!isGroup(group)) return group;
  const people = usersById(tenant.tenant);
  const owners = asList(group.properties["owners"])?.filter((id) => people.has(String(id).toLowerCase()));
  return { ...group, properties: { ...group.properties, owners } };
}

/** The stack as the program declares it, with what only the state has. Resources without inputs are as in the state. */
export const asDeclared = memoizePair((stack: Stack, settings: Settings): ResourceGraph => {
  const resources = asInState(stack, settings).resources.map((output) => {
    const input = inputsByUrn(stack).get(output.urn);
    if (input === undefined) return output;
    const properties = { ...onlyInState(output), ...input.properties };
    const { sources, provider = input.provider } = output;
    return { ...input, properties, sources, provider };
  });
  return new ResourceGraph(resources);
});

/** What only the state has of a resource: its id, and the members of a group that the program doesn't list. */
const onlyInState = (output: Resource): Properties =>
  entraId(output) === undefined ? {} : knownIn(output, isGroup(output) ? [...IDS, "members"] : IDS);
