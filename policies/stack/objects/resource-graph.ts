import { guidsIn } from "../../../src/text/guid";
import { AZUREAD, idsIn, PEOPLE, plannedId } from "./entra-objects";
import { isUnresolved, type Resource, typeIn } from "./resource";

/** The objects that a property names. */
export interface Reference {
  /** In lower case. An object of the stack that doesn't exist yet has its planned id. */
  readonly ids: readonly string[];
  /** Whether it names nothing else. An unresolved value may name anything. */
  readonly isResolved: boolean;
}

/** What can be in a group or hold a role. A service principal never signs in as a person. */
const PRINCIPALS = [...PEOPLE, AZUREAD.group, AZUREAD.groupWithoutMembers, AZUREAD.servicePrincipal];

/** Resources of a stack, and how they refer to each other. A graph never changes, so its indexes are made once. */
export class ResourceGraph {
  /** For a resource that is judged without its stack. */
  static readonly EMPTY = new ResourceGraph([]);

  /** All resources, in their order. */
  readonly resources: readonly Resource[];

  #byUrn: ReadonlyMap<string, Resource> | undefined;
  readonly #idsOfType = new Map<string, ReadonlySet<string>>();

  constructor(resources: Iterable<Resource>) {
    this.resources = [...resources];
  }

  /** The resources of these types, in their order. */
  ofTypes(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Whether a resource of one of these types has this id, or this planned id. */
  hasId(id: string, types: readonly string[]): boolean {
    return types.some((type) => this.#idsOf(type).has(id));
  }

  /** The resources of these types that have one of the ids. */
  named(ids: readonly string[], types: readonly string[]): readonly Resource[] {
    return this.ofTypes(...types).filter((one) => ids.includes(plannedId(one)));
  }

  /** The id of the account that the stack makes with this user principal name (in lower case). */
  userNamed(userPrincipalName: string): string | undefined {
    const isNamed = ({ properties }: Resource): boolean =>
      String(properties["userPrincipalName"]).toLowerCase() === userPrincipalName;
    const user = this.ofTypes(AZUREAD.user).find(isNamed);
    return user && plannedId(user);
  }

  /** The resources of the graph that the value of a top-level property comes from. */
  sourcesOf(resource: Resource, property: string): readonly Resource[] {
    const urns = new Set(resource.sources[property] ?? []);
    if (urns.size === 0) return [];
    this.#byUrn ??= new Map(this.resources.map((one) => [one.urn, one]));
    const index = this.#byUrn;
    return [...urns].map((urn) => index.get(urn)).filter((source) => source !== undefined);
  }

  /** What a property names. An unresolved value names the resources of these types that it comes from. */
  referencesIn(resource: Resource, property: string, types: readonly string[]): Reference {
    const value = resource.properties[property];
    const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
    const texts = items.filter((item) => typeof item === "string");
    const known = texts.flatMap(idsNamed);
    const unresolvedCount = items.length - texts.length;
    if (unresolvedCount === 0) return { ids: known, isResolved: true };
    const sources = this.sourcesOf(resource, property).filter(({ type }) => types.includes(type));
    const resolvedIds = sources.map(plannedId).filter((id) => !known.includes(id));
    const isResolved =
      resolvedIds.length >= unresolvedCount &&
      comesOnlyFrom(resource, property, types) &&
      items.every((item) => isUnresolved(item) || typeof item === "string");
    return { ids: [...known, ...resolvedIds], isResolved };
  }

  /** The people and groups that a property names, without the stack's service principals: they are no people. */
  principalsIn(resource: Resource, property: string): Reference {
    const { ids, isResolved } = this.referencesIn(resource, property, PRINCIPALS);
    return { ids: ids.filter((id) => !this.hasId(id, [AZUREAD.servicePrincipal])), isResolved };
  }

  /** The resources that these refer to, directly or through others, such as a group within a group. */
  reachableFrom(from: readonly Resource[]): readonly Resource[] {
    const reached = new Set(from);
    for (const resource of reached) {
      const urns = new Set(Object.values(resource.sources).flat());
      const ids = new Set(idsIn(resource.properties));
      for (const other of this.resources) if (urns.has(other.urn) || ids.has(plannedId(other))) reached.add(other);
    }
    return [...reached].filter((resource) => !from.includes(resource));
  }

  #idsOf(type: string): ReadonlySet<string> {
    const ids = this.#idsOfType.get(type) ?? new Set(this.resources.filter((one) => one.type === type).map(plannedId));
    this.#idsOfType.set(type, ids);
    return ids;
  }
}

/** The ids in a text, or the text itself in lower case. */
function idsNamed(text: string): readonly string[] {
  const ids = guidsIn(text);
  return ids.length > 0 ? ids : [text.toLowerCase()];
}

/** Whether all known sources of a property's value are of these types. */
export const comesOnlyFrom = (resource: Resource, property: string, types: readonly string[]): boolean =>
  (resource.sources[property] ?? []).every((urn) => types.includes(typeIn(urn)));

/** A whole stack: the resources of this tenant, after the program has declared all of them. */
export interface Stack {
  /** The resources with their outputs. If the engine refreshed the state, these are refreshed. */
  readonly state: ResourceGraph;
  /** The resources that this run has come to, with their inputs. */
  readonly inputs: ResourceGraph;
  /** Whether this is a preview, so that nothing has been deployed yet. */
  readonly isPreview: boolean;
}
