import type { Properties, Resource } from "../model/resource";
import { holdsUnknown, isUnknown } from "../model/unknown";
import type { ProtectedKind } from "../settings/settings";
import { entraId, plannedId } from "./identity";
import { asJson, asObject, at } from "./json";
import { sourcesOf } from "./references";
import type { Touch } from "./touch";
import { worstEffect } from "./worst-effect";

/** Properties of the generic resources that say where in Graph they write. */
const ADDRESSES = ["url", "resourceUrl"];

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * What a generic Graph resource does. Every object id in its address counts, and every one in its body, since a body may
 * name a group, a role or a policy in many ways.
 */
export function genericTouches(resource: Resource, resources: readonly Resource[]): readonly Touch[] {
  const addresses = ADDRESSES.filter((name) => resource.properties[name] !== undefined);
  const decides = addresses.some((name) => decidesByBody(resource.properties[name]));
  return [
    ...addresses.flatMap((name) => touchesByAddress(resource, name, resources)),
    ...idsIn(bodyOf(resource)).flatMap((id) =>
      BODY_KINDS.map((kind): Touch => {
        const effect = decides ? effectByBody(kind, id, resource.properties) : undefined;
        return { resource, kind, id, property: "body", deed: "writes about", effect };
      }),
    ),
  ];
}

/** Where what is written decides about the objects that it names. Elsewhere a body mostly refers to them. */
const decidesByBody = (address: unknown): boolean =>
  typeof address !== "string" || /roleManagement|identityGovernance|\$batch/i.test(address);

function effectByBody(kind: ProtectedKind, id: string, { body, referenceIds }: Properties): Touch["effect"] {
  const scope = at(asJson(body), ["directoryScopeId"]);
  if (kind === "roles")
    return { kind: "role", role: id, principal: onlyOther(id, [body, referenceIds]), tenantWide: scope === "/" };
  return worstEffect(kind, id);
}

/** Who is put into or given something, where one object is named beside it. */
function onlyOther(id: string, value: unknown): string | undefined {
  const [other, ...more] = idsIn(value).filter((one) => one !== id);
  return more.length === 0 && !holdsUnknown(value) ? other : undefined;
}

const bodyOf = ({ properties }: Resource): unknown => [properties["body"], properties["referenceIds"]];

/** A user's id in a body mostly means that the user joins something, which opens nothing by itself. */
const BODY_KINDS: readonly ProtectedKind[] = ["groups", "roles", "policies", "locations", "strengths"];

function touchesByAddress(resource: Resource, property: string, resources: readonly Resource[]): readonly Touch[] {
  const address = resource.properties[property];
  if (isUnknown(address)) return newObjectsIn(resource, property, resources) ?? anything(resource, property);
  if (typeof address !== "string") return [];
  const touches = idsIn(address).flatMap((id) =>
    ADDRESS_KINDS.map((kind): Touch => {
      const effect = effectOn(kind, id, address, resource.properties);
      return { resource, kind, id, property, deed: "writes to", effect };
    }),
  );
  return [...touches, ...untoldIn(address, resource, property)];
}

/** A role or group in a body that isn't known yet, and an account that is named by something else than its id. */
function untoldIn(address: string, resource: Resource, property: string): readonly Touch[] {
  const isAssignment = /roleManagement|identityGovernance|directoryRoles/i.test(address);
  if (isAssignment && holdsUnknown(bodyOf(resource))) return anything(resource, "body", ["groups", "roles"]);
  const account = /^\/?(?:v1\.0\/|beta\/)?users(?:\/|\()([^/)]+)/i.exec(address)?.[1];
  const isNamed = account !== undefined && !/^\$|^delta/.test(account) && idsIn(account).length === 0;
  return isNamed ? anything(resource, property, ["users"]) : [];
}

const ADDRESS_KINDS: readonly ProtectedKind[] = ["policies", "users", "groups", "roles", "locations", "strengths"];

/** An address that is made of ids that don't exist yet is about those objects. */
function newObjectsIn(
  resource: Resource,
  property: string,
  resources: readonly Resource[],
): readonly Touch[] | undefined {
  const sources = sourcesOf(resource, property, resources);
  if (sources.length === 0 || sources.some((source) => entraId(source) !== undefined)) return undefined;
  return sources.map(plannedId).flatMap((id) =>
    ADDRESS_KINDS.map((kind): Touch => {
      return { resource, kind, id, property, deed: "writes to", effect: worstEffect(kind, id) };
    }),
  );
}

const anything = (resource: Resource, property: string, kinds = ADDRESS_KINDS): readonly Touch[] =>
  kinds.map((kind) => ({ resource, kind, id: undefined, property, deed: "writes to", effect: undefined }));

const COLLECTIONS: readonly {
  readonly kind: "policies" | "locations" | "strengths";
  readonly effect: "policy" | "location" | "strength";
  readonly path: RegExp;
}[] = [
  { kind: "policies", effect: "policy", path: /conditionalAccess\/policies\/([^/]+)\/?$/i },
  { kind: "locations", effect: "location", path: /conditionalAccess\/namedLocations\/([^/]+)\/?$/i },
  {
    kind: "strengths",
    effect: "strength",
    path: /authenticationStrength(?:Policies|\/policies)\/([^/]+)(?:\/updateAllowedCombinations)?\/?$/i,
  },
];

function effectOn(kind: ProtectedKind, id: string, address: string, properties: Properties): Touch["effect"] {
  const collection = COLLECTIONS.find((one) => one.kind === kind && one.path.exec(address)?.[1]?.toLowerCase() === id);
  if (collection !== undefined) {
    const body = asObject(asJson(properties["body"]));
    if (String(properties["method"]).toUpperCase() === "DELETE" || body === undefined) return { kind: "gone", id };
    return { kind: collection.effect, id, json: body, merge: true };
  }
  const written = [properties["body"], properties["referenceIds"]];
  if (kind === "groups" && /groups\/[^/]+\/members/i.test(address))
    return { kind: "joins", group: id, member: onlyOther(id, written) };
  if (kind === "roles" && /directoryRoles\W[^/]+\/members/i.test(address))
    return { kind: "role", role: id, principal: onlyOther(id, written), tenantWide: true };
  return kind === "groups" && leavesMembersAlone(address, properties["body"]) ? undefined : worstEffect(kind, id);
}

/** An update of a group that says nothing about who is in it, or who may say so. */
function leavesMembersAlone(address: string, body: unknown): boolean {
  const written = asObject(asJson(body));
  if (!/groups\/[^/]+\/?$/i.test(address) || written === undefined) return false;
  return !Object.keys(written).some((key) => /member|owner|groupTypes/i.test(key));
}

function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [...new Set(value.match(GUID)?.map((id) => id.toLowerCase()))];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(idsIn))];
}

/** Writes that weaken every tenant, whatever rests on what. */
export function weakensTenant({ properties }: Resource): string | undefined {
  const address = ADDRESSES.map((name) => properties[name]).find((value) => typeof value === "string");
  if (typeof address !== "string") return undefined;
  if (/identitySecurityDefaultsEnforcementPolicy/i.test(address) && mayBeTrue(properties["body"], ["isEnabled"]))
    return "security defaults and Conditional Access exclude each other: with the former on, no policy is in force";
  if (/crossTenantAccessPolicy/i.test(address) && mayBeTrue(properties["body"], ["inboundTrust", "isMfaAccepted"]))
    return "the MFA of other tenants is trusted from now on, and nobody here knows what that is";
  return undefined;
}

function mayBeTrue(body: unknown, path: readonly string[]): boolean {
  const value = at(asJson(body), path);
  return value === true || holdsUnknown(value) || isUnknown(body) || holdsUnknown(at(asJson(body), path.slice(0, -1)));
}
