import { at, replaced } from "../../src/json/at-path";
import { asList } from "../../src/json/json-object";
import { groupId, locationId } from "../../src/model/ids";
import { AZUREAD, entraId, lastPart, plannedId } from "../model/entra-objects";
import { holdsUnresolved, type Properties, type Resource } from "../model/resource";
import type { EvaluationContext } from "./evaluation-context";
import { ID_PROPERTIES, type IdProperty, MOST_READINGS } from "./readings-by-source";
import type { ResourceGraph } from "./resource-graph";

/**
 * An object of the stack has an id once it is deployed, and the policy's inputs have that id; but the inputs of the object
 * don't say it. So an id that nobody explains may be that of any object which the stack has asked for before.
 * @param asked what the stack has asked for before the policy
 * @returns what the policy may say then, other than what it says; `undefined` where an object's own values aren't known, or
 *   there are too many ways
 */
export function readingsByType(
  policy: Resource,
  asked: ResourceGraph,
  context: EvaluationContext,
): readonly Properties[] | undefined {
  let readings: readonly Properties[] = [policy.properties];
  for (const idProperty of ID_PROPERTIES.filter((one) => isUnexplained(policy, one, context))) {
    const candidates = asked.ofTypes(...idProperty.types).filter((one) => entraId(one) === undefined);
    if (candidates.some(({ properties }) => holdsUnresolved(properties))) return undefined;
    readings = readings.flatMap((reading) => [reading, ...replacedBy(reading, idProperty, candidates, context)]);
    if (readings.length > MOST_READINGS) return undefined;
  }
  return readings.slice(1);
}

const isUnexplained = ({ properties }: Resource, { path, types }: IdProperty, context: EvaluationContext): boolean =>
  idsAt(properties, path).some((id) => !explains(context, types, id));

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

/** Each way of reading the ids that nobody explains as candidates, none twice. */
function replacedBy(
  reading: Properties,
  { path, types }: IdProperty,
  candidates: readonly Resource[],
  context: EvaluationContext,
): readonly Properties[] {
  const value = at(reading, path);
  const list = asList(value);
  if (list === undefined) return candidates.map((one) => replaced(reading, path, plannedId(one)));
  return choices(list, candidates, (item) => typeof item === "string" && !explains(context, types, lastPart(item)))
    .slice(0, MOST_READINGS + 1)
    .map((ids) => replaced(reading, path, ids));
}

function choices(
  list: readonly unknown[],
  candidates: readonly Resource[],
  isUnexplainedId: (item: unknown) => boolean,
): readonly (readonly unknown[])[] {
  const [first, ...rest] = list;
  if (list.length === 0) return [[]];
  const heads: readonly (Resource | undefined)[] = isUnexplainedId(first) ? [...candidates, undefined] : [undefined];
  return heads.flatMap((head) =>
    choices(rest, head === undefined ? candidates : candidates.filter((one) => one !== head), isUnexplainedId).map(
      (tail) => [head === undefined ? first : plannedId(head), ...tail],
    ),
  );
}
