import { asObject, isAbsent, type JsonObject } from "../../../src/law/json/json-object";
import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../../../src/tenant/azuread/policy";
import { lastPart, plannedId } from "../objects/entra-objects";
import type { Properties, Resource } from "../objects/resource";
import type { Effect } from "./change";

/** A policy in Graph's words, under its URN and logical name: its display name may hold a secret. */
export const policyInGraphForm = ({ urn, name }: Resource, properties: Properties): JsonObject => ({
  ...asObject(toGraphPolicy({ ...properties, displayName: name })),
  id: urn,
});

/** A NamedLocation in Graph's words, under the id that it has or will have. */
export const locationInGraphForm = (resource: Resource): JsonObject => toGraphNamedLocation(underId(resource)) ?? {};

/** An AuthenticationStrengthPolicy in Graph's words, under the id that it has or will have. */
export const strengthInGraphForm = (resource: Resource): JsonObject => toGraphStrength(underId(resource)) ?? {};

const underId = (resource: Resource) => ({
  ...resource.properties,
  objectId: plannedId(resource),
  displayName: resource.name,
});

/** Authentication strengths in Graph's form, by id in lower case; `undefined` when they aren't known. */
export type StrengthsInGraphForm = ReadonlyMap<string, JsonObject> | undefined;

/** Objects of Graph's by id in lower case. */
export const byId = (list: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(list.map((item) => [lastPart(String(item["id"])), item]));

/** That a policy is from now on as its resource says. */
export const policyEffect = (resource: Resource): ObjectEffect => {
  const id = plannedId(resource);
  return { kind: "policy", id, json: { ...policyInGraphForm(resource, resource.properties), id }, merge: false };
};

type ObjectEffect = Extract<Effect, { readonly json: unknown }>;

/** What becomes of a named location. One whose trust isn't known counts as trusted, which some policies leave out. */
export function locationEffect(id: string, json: JsonObject, merge: boolean): ObjectEffect {
  const trust = Object.entries(json).flatMap(([key, value]) => (key.toLowerCase() === "istrusted" ? [value] : []));
  const isTrusted = trust.some((value) => value === true || !(isAbsent(value) || typeof value === "boolean"));
  return { kind: "location", id, json: isTrusted ? { ...json, isTrusted } : json, merge };
}

/** The same of a resource: where its addresses as a whole are known only after deployment, so is whether it is trusted. */
export function ownLocationEffect(resource: Resource): ObjectEffect {
  const { ip } = resource.properties;
  const isHidden = !isAbsent(ip) && asObject(ip) === undefined;
  const json = locationInGraphForm(resource);
  return locationEffect(plannedId(resource), isHidden ? { ...json, isTrusted: true } : json, false);
}

/** What decides about an object; of a policy that the snapshot lacks nobody knows what it asks for. */
const DECISIVE: Readonly<Record<ObjectEffect["kind"], RegExp>> = {
  policy: /^$/,
  location: /^(?:isTrusted|ipRanges|countriesAndRegions|includeUnknownCountriesAndRegions|countryLookupMethod)$/i,
  strength: /^allowedCombinations$/i,
};

/** Of what the snapshot lacks, a change to what decides about it: what isn't said of it then may be the worst. */
export const changedBeyondSnapshot = ({ kind, id, json }: ObjectEffect): readonly JsonObject[] => {
  if (!Object.keys(json).some((key) => DECISIVE[kind].test(key))) return [];
  return [{ ...(kind === "location" && { isTrusted: true }), ...json, id }];
};
