import { guidsIn } from "../../../src/text/guid";
import { AZUREAD, lastPart, PEOPLE, plannedId } from "./entra-objects";
import { isUnresolved, type Resource, typeIn } from "./resource";

/** The objects that a property names. */
export interface Reference {
  /** Lower case; an object of the stack that doesn't exist yet has an id that stands for it. */
  readonly ids: readonly string[];
  /** False where it also names something that is unresolved before deployment. */
  readonly isResolved: boolean;
}

/** Who can be in a group or hold a role, and what can be there as well and never signs in as a person. */
const PRINCIPALS = [...PEOPLE, AZUREAD.group, AZUREAD.groupWithoutMembers, AZUREAD.servicePrincipal];

/** Resources of a stack, and what they refer to among themselves. It never changes, so indexes are made once. */
export class ResourceGraph {
  /** For what is judged by itself, without the stack that it is in. */
  static readonly EMPTY = new ResourceGraph([]);

  /** All resources, in the order in which they were given. */
  readonly resources: readonly Resource[];

  #byUrn: ReadonlyMap<string, Resource> | undefined;
  #byId: ReadonlyMap<string, readonly Resource[]> | undefined;
  readonly #idsOfType = new Map<string, ReadonlySet<string>>();

  readonly #before: ReadonlySet<string>;

  /** @param before ids that were there before the stack made anything */
  constructor(resources: Iterable<Resource>, before: ReadonlySet<string> = new Set()) {
    this.resources = [...resources];
    this.#before = before;
  }

  /** The same graph, with the resource where it isn't in it. */
  including(resource: Resource): ResourceGraph {
    const isThere = ({ urn }: Resource): boolean => urn === resource.urn;
    if (this.resources.slice(-1).some(isThere) || this.resources.some(isThere)) return this;
    return new ResourceGraph([...this.resources, resource], this.#before);
  }

  /** Whether the id was there before the stack made anything, so that it is that of no new object. */
  wasThere(id: string): boolean {
    return this.#before.has(id);
  }

  /** The resources of these types, in their order. */
  ofTypes(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Whether an id is that of a resource of one of these types, or stands for one that doesn't exist yet. */
  hasId(id: string, types: readonly string[]): boolean {
    return types.some((type) => this.#idsOf(type).has(id));
  }

  /** The resources of these types whose ids are given. */
  named(ids: readonly string[], types: readonly string[]): readonly Resource[] {
    this.#byId ??= indexedById(this.resources);
    const index = this.#byId;
    return [...new Set(ids)].flatMap((id) => index.get(id) ?? []).filter(({ type }) => types.includes(type));
  }

  /** The id of the account that the stack makes under a user principal name, in lower case. */
  userNamed(userPrincipalName: string): string | undefined {
    const isNamed = ({ properties }: Resource): boolean =>
      String(properties["userPrincipalName"]).toLowerCase() === userPrincipalName;
    const user = this.ofTypes(AZUREAD.user).find(isNamed);
    return user && plannedId(user);
  }

  /** The resources that a top-level property's value comes from, as far as they are in the graph. */
  sourcesOf(resource: Resource, property: string): readonly Resource[] {
    const urns = new Set(resource.sources[property] ?? []);
    if (urns.size === 0) return [];
    this.#byUrn ??= new Map(this.resources.map((one) => [one.urn, one]));
    const index = this.#byUrn;
    return [...urns].map((urn) => index.get(urn)).filter((source) => source !== undefined);
  }

  /** What a property names. For values that aren't known stand the fitting resources that it comes from. */
  referencesIn(resource: Resource, property: string, types: readonly string[]): Reference {
    const value = resource.properties[property];
    const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
    const known = items.filter((item) => typeof item === "string").map(idNamed);
    const unresolvedCount = items.length - known.length;
    if (unresolvedCount === 0) return { ids: known, isResolved: true };
    const sources = this.sourcesOf(resource, property).filter(({ type }) => types.includes(type));
    const resolvedIds = sources.map(plannedId).filter((id) => !known.includes(id));
    const isResolved =
      resolvedIds.length >= unresolvedCount &&
      comesOnlyFrom(resource, property, types) &&
      items.every((item) => isUnresolved(item) || typeof item === "string");
    return { ids: [...known, ...resolvedIds], isResolved };
  }

  /** The people and groups that a property names. Service principals of the stack are left out: they are no people. */
  principalsIn(resource: Resource, property: string): Reference {
    const { ids, isResolved } = this.referencesIn(resource, property, PRINCIPALS);
    return { ids: ids.filter((id) => !this.hasId(id, [AZUREAD.servicePrincipal])), isResolved };
  }

  /** What these resources refer to, and what that refers to in turn: a group within a group. */
  reachableFrom(from: readonly Resource[]): readonly Resource[] {
    const reached = new Set(from);
    for (const resource of reached) {
      const urns = new Set(Object.values(resource.sources).flat());
      const texts = textsIn(resource.properties);
      for (const other of this.resources) if (urns.has(other.urn) || texts.has(plannedId(other))) reached.add(other);
    }
    return [...reached].filter((resource) => !from.includes(resource));
  }

  #idsOf(type: string): ReadonlySet<string> {
    const ids = this.#idsOfType.get(type) ?? new Set(this.resources.filter((one) => one.type === type).map(plannedId));
    this.#idsOfType.set(type, ids);
    return ids;
  }
}

/** By id; two resources may manage the same object. */
function indexedById(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const resource of resources) {
    const id = plannedId(resource);
    const others = index.get(id);
    if (others === undefined) index.set(id, [resource]);
    else others.push(resource);
  }
  return index;
}

/** The one id that a text has in it, in whatever spelling around it; else the text itself, in lower case. */
export function idNamed(text: string): string {
  const [id, ...others] = guidsIn(text);
  return id !== undefined && others.length === 0 ? id : text.toLowerCase();
}

/** Whether all that a property's value comes from is of these types, so far as anybody says what it comes from. */
export const comesOnlyFrom = (resource: Resource, property: string, types: readonly string[]): boolean =>
  (resource.sources[property] ?? []).every((urn) => types.includes(typeIn(urn)));

/** Every text in a value, in lower case; of a path the last part. */
function textsIn(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") return new Set([lastPart(value)]);
  if (typeof value !== "object" || value === null) return new Set();
  return new Set(Object.values(value).flatMap((inner) => [...textsIn(inner)]));
}

/** What rules judge after all resources are registered: those of this tenant. */
export interface Stack {
  /** What the state holds, refreshed where the engine refreshed: a resource's outputs. */
  readonly held: ResourceGraph;
  /** What the program asks for, as far as this run has come to it: a resource's inputs. */
  readonly asked: ResourceGraph;
  /** Resources whose provider is for another tenant: no cover here, and no danger. */
  readonly elsewhere: readonly Resource[];
  /** Whether nothing has been deployed yet. */
  readonly isPreview: boolean;
}

/** What is known of a stack when one of its resources is about to be deployed. */
export interface SoFar {
  /** What the stack has asked for, the resource included. Whatever that refers to comes before it. */
  readonly asked: ResourceGraph;
  /** The same, and what the preview showed of what is still to come. */
  readonly expected: ResourceGraph;
  /** Whether a preview showed the whole stack. */
  readonly isWhole: boolean;
}
