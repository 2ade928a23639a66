import { asObject, isAbsent, type JsonObject } from "../../../src/law/json/json-object";
import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../../../src/tenant/azuread/policy";
import { lastPart, plannedId } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import type { Effect } from "./change";

/** A policy in Graph's form, under its URN and logical name: its display name may hold a secret. */
export const policyInGraphForm = ({ urn, name, properties }: Resource): JsonObject => ({
  ...asObject(toGraphPolicy({ ...properties, displayName: name })),
  id: urn,
});

/** A NamedLocation in Graph's form, under its planned id. */
export const locationInGraphForm = (resource: Resource): JsonObject =>
  toGraphNamedLocation(withPlannedId(resource)) ?? {};

/** An AuthenticationStrengthPolicy in Graph's form, under its planned id. */
export const strengthInGraphForm = (resource: Resource): JsonObject => toGraphStrength(withPlannedId(resource)) ?? {};

const withPlannedId = (resource: Resource) => ({
  ...resource.properties,
  objectId: plannedId(resource),
  displayName: resource.name,
});

/** Authentication strengths in Graph's form, by id in lower case; `undefined` if they are unknown. */
export type StrengthsInGraphForm = ReadonlyMap<string, JsonObject> | undefined;

/** Objects in Graph's form, by id in lower case. */
export const byId = (list: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(list.map((item) => [lastPart(String(item["id"])), item]));

/** The policy is from now on what its resource says. */
export const policyEffect = (resource: Resource): ObjectEffect => {
  const id = plannedId(resource);
  return { kind: "policy", id, json: { ...policyInGraphForm(resource), id }, merge: false };
};

/** An effect that changes a policy, a named location or an authentication strength. */
export type ObjectEffect = Extract<Effect, { readonly json: unknown }>;

/** A change of a named location. If its trust is unresolved, it counts as trusted, since a policy may exclude that. */
export function locationEffect(id: string, json: JsonObject, merge: boolean): ObjectEffect {
  const trust = Object.entries(json).flatMap(([key, value]) => (key.toLowerCase() === "istrusted" ? [value] : []));
  const isTrusted = trust.some((value) => value === true || !(isAbsent(value) || typeof value === "boolean"));
  return { kind: "location", id, json: isTrusted ? { ...json, isTrusted } : json, merge };
}

/** The location is from now on what its resource says. If `ip` as a whole is unresolved, so is the trust within it. */
export function ownLocationEffect(resource: Resource): ObjectEffect {
  const { ip } = resource.properties;
  const isHidden = !isAbsent(ip) && asObject(ip) === undefined;
  const json = locationInGraphForm(resource);
  return locationEffect(plannedId(resource), isHidden ? { ...json, isTrusted: true } : json, false);
}

/** The properties that decide about an object. If the snapshot lacks a policy, the rest of the policy is unknown anyway. */
const DECISIVE: Readonly<Record<ObjectEffect["kind"], RegExp>> = {
  policy: /^$/,
  location: /^(?:isTrusted|ipRanges|countriesAndRegions|includeUnknownCountriesAndRegions|countryLookupMethod)$/i,
  strength: /^allowedCombinations$/i,
};

/** An object that the snapshot lacks, after a change of a decisive property. Its other properties may be the worst. */
export const changedBeyondSnapshot = ({ kind, id, json }: ObjectEffect): readonly JsonObject[] => {
  if (!Object.keys(json).some((key) => DECISIVE[kind].test(key))) return [];
  return [{ ...(kind === "location" && { isTrusted: true }), ...json, id }];
};
