import { groupId, locationId } from "../../src/model/ids";
import type { Properties, Resource } from "../model/resource";
import { holdsUnknown } from "../model/unknown";
import { AZUREAD } from "./entra-types";
import { entraId, lastPart, plannedId } from "./identity";
import { asList, at, replaced } from "./json";
import { MOST_READINGS, PLACES, type Place } from "./readings";
import type { World } from "./world";

/** What a policy's ids may stand for, as far as that can be told before it is deployed. */
export type Guesses =
  | { readonly kind: "unclear" }
  | { readonly kind: "told"; readonly readings: readonly Properties[] };

/**
 * An object of the stack has an id once it is deployed, and the policy's inputs have that id; but the inputs of the object
 * don't say it. So an id that nobody explains may be that of any object which the stack has asked for before.
 * @returns what the policy may say then, other than what it says; `unclear` where an object's own values aren't known
 */
export function guessesOf(policy: Resource, seen: readonly Resource[], world: World): Guesses {
  let readings: readonly Properties[] = [policy.properties];
  for (const place of PLACES.filter((one) => isUnexplained(policy, one, world))) {
    const candidates = seen.filter((one) => place.types.includes(one.type) && entraId(one) === undefined);
    if (candidates.some(({ properties }) => holdsUnknown(properties))) return { kind: "unclear" };
    readings = readings.flatMap((reading) => [reading, ...replacedBy(reading, place, candidates, world)]);
    if (readings.length > MOST_READINGS) return { kind: "unclear" };
  }
  return { kind: "told", readings: readings.slice(1) };
}

const isUnexplained = ({ properties }: Resource, { path, types }: Place, world: World): boolean =>
  idsAt(properties, path).some((id) => !explains(world, types, id));

function explains({ people, strengths }: World, types: readonly string[], id: string): boolean {
  if (types.includes(AZUREAD.group)) return people.groups?.has(groupId(id)) ?? false;
  if (types.includes(AZUREAD.location)) return people.locations?.has(locationId(id)) ?? false;
  if (types.includes(AZUREAD.strength)) return strengths?.has(id) ?? false;
  return true; // a user is approved by the id or not at all, and an application isn't looked up
}

function idsAt(properties: Properties, path: Place["path"]): readonly string[] {
  const value = at(properties, path);
  return (asList(value) ?? [value])
    .filter((id) => typeof id === "string")
    .filter((id) => id !== "")
    .map(lastPart);
}

/** Each way of reading the ids that nobody explains as candidates, none twice. */
function replacedBy(
  reading: Properties,
  { path, types }: Place,
  candidates: readonly Resource[],
  world: World,
): readonly Properties[] {
  const value = at(reading, path);
  const list = asList(value);
  if (list === undefined) return candidates.map((one) => replaced(reading, path, plannedId(one)));
  return choices(list, candidates, (item) => typeof item === "string" && !explains(world, types, lastPart(item)))
    .slice(0, MOST_READINGS + 1)
    .map((ids) => replaced(reading, path, ids));
}

function choices(
  list: readonly unknown[],
  candidates: readonly Resource[],
  isOpen: (item: unknown) => boolean,
): readonly (readonly unknown[])[] {
  const [first, ...rest] = list;
  if (list.length === 0) return [[]];
  const heads: readonly (Resource | undefined)[] = isOpen(first) ? [...candidates, undefined] : [undefined];
  return heads.flatMap((head) =>
    choices(rest, head === undefined ? candidates : candidates.filter((one) => one !== head), isOpen).map((tail) => [
      head === undefined ? first : plannedId(head),
      ...tail,
    ]),
  );
}
