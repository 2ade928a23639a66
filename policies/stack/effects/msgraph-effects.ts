import { asList, asObject } from "../../../src/law/json/json-object";
import { idsIn } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved } from "../objects/resource";
import type { ProtectedKind } from "../../settings/settings";
import { type Effect, worstEffect } from "./change";
import { anyTrustedLocation, locationEffect } from "./location-effects";
import type { GraphRequest } from "../requests/requests";

/**
 * What a request does to an object that its address names; the worst that it may do where nobody can foresee it.
 * @returns `undefined` where it does nothing that decides about a sign-in
 */
export function effectOf(kind: ProtectedKind, id: string, request: GraphRequest): Effect | undefined {
  const change = objectEffect(kind, id, request) ?? membershipEffect(kind, id, request);
  if (change !== undefined) return change;
  if (kind === "locations" && /namedLocations/i.test(request.address ?? "")) return anyTrustedLocation(id);
  return kind === "groups" && leavesMembersAlone(request) ? undefined : worstEffect(kind, id);
}

/** Whether an address is about what somebody's groups are given, or how long a group lives: not who is in one. */
export const decidesNothing = (address: string): boolean =>
  /^groups[/(][\w'()-]+\/(?:appRoleAssignments(?:\/[\w-]+)?|renew)$/i.test(address);

const COLLECTIONS: readonly {
  readonly kind: ProtectedKind;
  readonly effect: "policy" | "location" | "strength";
  readonly path: RegExp;
}[] = [
  { kind: "policies", effect: "policy", path: /conditionalAccess\/policies\/([^/]+)$/i },
  { kind: "locations", effect: "location", path: /conditionalAccess\/namedLocations\/([^/]+)$/i },
  {
    kind: "strengths",
    effect: "strength",
    path: /authenticationStrength(?:Policies|\/policies)\/([^/]+)(?:\/updateAllowedCombinations)?$/i,
  },
];

function objectEffect(
  kind: ProtectedKind,
  id: string,
  { address = "", method, body }: GraphRequest,
): Effect | undefined {
  const isAbout = ({ path }: { readonly path: RegExp }) => path.exec(address)?.[1]?.toLowerCase() === id;
  const collection = COLLECTIONS.find((one) => one.kind === kind && isAbout(one));
  if (collection === undefined) return undefined;
  const json = asObject(body);
  if (method === "DELETE" || isUnresolved(method) || json === undefined) return { kind: "gone", id };
  return collection.effect === "location"
    ? locationEffect(id, json, true)
    : { kind: collection.effect, id, json, merge: true };
}

function membershipEffect(kind: ProtectedKind, id: string, request: GraphRequest): Effect | undefined {
  const { address = "", method, body, references } = request;
  if (kind === "roles" && /directoryRoles\W[^/]+\/members/i.test(address))
    return { kind: "role", role: id, principal: onlyOther(id, [body, references]), tenantWide: true };
  if (kind !== "groups") return undefined;
  const [, group, member] = /groups\/([^/]+)\/members(?:\/([^/]+))?/i.exec(address) ?? [];
  if (group?.toLowerCase() !== id || isUnresolved(method)) return undefined;
  if (method === "DELETE") return idsIn(member).map((one) => ({ kind: "leaves", group: id, member: one }) as const)[0];
  if (references === undefined) return { kind: "joins", group: id, member: onlyOther(id, body) };
  return { kind: "members", group: id, members: referredTo(references) };
}

/** Somebody who is referred to by another key than the id isn't known. */
const referredTo = (references: unknown): readonly (string | undefined)[] | undefined =>
  holdsUnresolved(references) ? undefined : asList(references)?.map((one) => idsIn(one)[0]);

/** Who is put into or given something: the one object that is named beside it, `undefined` where there isn't just one. */
export function onlyOther(id: string, value: unknown): string | undefined {
  const [other, ...more] = idsIn(value).filter((one) => one !== id);
  return more.length === 0 && !holdsUnresolved(value) ? other : undefined;
}

/** An update of a group that says nothing about who is in it, or who may say so. */
function leavesMembersAlone({ address = "", method, body }: GraphRequest): boolean {
  const written = asObject(body);
  if (!/groups\/[^/]+$/i.test(address) || method === "DELETE" || written === undefined) return false;
  return !Object.keys(written).some((key) => /member|owner|groupTypes|visibility/i.test(key));
}
