import { at } from "../../../src/law/json/at-path";
import { asList } from "../../../src/law/json/json-object";
import { groupId, locationId } from "../../../src/law/model/ids";
import { guidsIn } from "../../../src/text/guid";
import { AZUREAD, entraId, lastPart, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, type Properties, type Resource } from "../objects/resource";
import { ResourceGraph } from "../objects/resource-graph";
import type { EvaluationContext } from "./evaluation-context";
import { ID_PROPERTIES, type IdProperty, MOST_READINGS } from "./readings-by-source";

/** A policy and the stack that it is in, with one way of reading the ids which nobody explains. */
export interface ReadingByType {
  readonly properties: Properties;
  readonly graph: ResourceGraph;
}

/**
 * An object of the stack has an id once it is deployed, and the policy's inputs have that id; but the inputs of the object
 * don't say it. So an id that nobody explains may be that of any object which the stack has asked for before.
 * @param asked what the stack has asked for before the policy
 * @returns each other way of reading them, the same in the policy and in what else names them; `undefined` where an object's
 *   own values aren't known, or there are too many ways
 */
export function readingsByType(
  policy: Resource,
  asked: ResourceGraph,
  context: EvaluationContext,
): readonly ReadingByType[] | undefined {
  let assignments: readonly Assignment[] = [new Map()];
  for (const { path, types } of ID_PROPERTIES) {
    const ids = idsAt(policy.properties, path).filter((id) => !explains(context, types, id) && !asked.wasThere(id));
    if (ids.length === 0) continue;
    const candidates = asked.ofTypes(...types).filter((one) => entraId(one) === undefined);
    if (candidates.some(({ properties }) => holdsUnresolved(properties))) return undefined;
    for (const id of ids) {
      assignments = assignments.flatMap((one) => [one, ...assignedTo(id, candidates, one)]);
      if (assignments.length > MOST_READINGS) return undefined;
    }
  }
  return assignments.slice(1).map((assignment) => readBy(assignment, policy, asked));
}

/** What stands for an object of the stack, by the id that it may have. */
type Assignment = ReadonlyMap<string, string>;

function assignedTo(id: string, candidates: readonly Resource[], before: Assignment): readonly Assignment[] {
  if (before.has(id)) return [];
  const taken = new Set(before.values());
  return candidates
    .map(plannedId)
    .filter((one) => !taken.has(one))
    .map((one) => new Map([...before, [id, one]]));
}

function readBy(assignment: Assignment, policy: Resource, asked: ResourceGraph): ReadingByType {
  const read = (resource: Resource): Resource => ({
    ...resource,
    properties: withIds(resource.properties, assignment) as Properties,
  });
  return { properties: read(policy).properties, graph: new ResourceGraph(asked.resources.map(read)) };
}

function withIds(value: unknown, ids: Assignment): unknown {
  if (typeof value === "string")
    return guidsIn(value).reduce((text, id) => {
      const other = ids.get(id);
      return other === undefined ? text : text.replaceAll(new RegExp(id, "gi"), other);
    }, value);
  if (Array.isArray(value)) return value.map((item) => withIds(item, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withIds(inner, ids)]));
}

function explains({ tenant: people, strengths }: EvaluationContext, types: readonly string[], id: string): boolean {
  if (types.includes(AZUREAD.group)) return people.groups?.has(groupId(id)) ?? false;
  if (types.includes(AZUREAD.location)) return people.locations?.has(locationId(id)) ?? false;
  if (types.includes(AZUREAD.strength)) return strengths?.has(id) ?? false;
  return true; // a user is approved by the id or not at all, and an application isn't looked up
}

function idsAt(properties: Properties, path: IdProperty["path"]): readonly string[] {
  const value = at(properties, path);
  return (asList(value) ?? [value])
    .filter((id) => typeof id === "string")
    .filter((id) => id !== "")
    .map(lastPart);
}
