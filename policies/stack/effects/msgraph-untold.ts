import { at } from "../../../src/law/json/at-path";
import { asObject } from "../../../src/law/json/json-object";
import { idsIn } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import type { ProtectedKind } from "../../settings/settings";
import type { Change } from "./change";
import type { GraphRequest } from "../requests/requests";

/** A write to some object of these kinds that can't be told. */
export const anything = (
  resource: Resource,
  property: string,
  kinds: readonly ProtectedKind[],
  verb = "writes",
): readonly Change[] =>
  kinds.map((kind) => ({ resource, kind, id: undefined, property, verb: `${verb} to`, effect: undefined }));

/** An account or a group that is named by something else than its id. */
export function changesByName({ address = "", properties }: GraphRequest, resource: Resource): readonly Change[] {
  const [, collection = "", name = ""] = /(?:^|\/)(users|groups)(?:\/|(?=\())([^/]+)/i.exec(address) ?? [];
  if (idsIn(name).length > 0) return [];
  const isName = name.startsWith("(") || (collection.toLowerCase() === "users" && name.includes("@"));
  return isName ? anything(resource, properties[0], [collection.toLowerCase() === "users" ? "users" : "groups"]) : [];
}

/** Addresses of everything of a kind, and of what holds them all. To make something new there is a POST. */
const ALL: readonly { readonly address: RegExp; readonly kinds: readonly ProtectedKind[] }[] = [
  { address: /^(?:identity|policies)(?:\/conditionalAccess)?$/i, kinds: ["policies", "locations", "strengths"] },
  { address: /^identity\/conditionalAccess\/policies$|^policies\/conditionalAccessPolicies$/i, kinds: ["policies"] },
  { address: /^identity\/conditionalAccess\/namedLocations$/i, kinds: ["locations"] },
  { address: /authenticationStrength(?:Policies|(?:\/policies)?)$/i, kinds: ["strengths"] },
  { address: /^(?:groups|users|directoryRoles|directoryObjects)$/i, kinds: ["users", "groups", "roles"] },
  { address: /^roleManagement(?:\/directory(?:\/\w+)?)?$/i, kinds: ["roles"] },
];

/** A write to all objects of a kind at once may be about each of them: what a server makes of it nobody can foresee. */
export function changesToAll(
  { address = "", method, properties }: GraphRequest,
  resource: Resource,
): readonly Change[] {
  if (method === "POST" || method === "") return [];
  return ALL.filter((one) => one.address.test(address)).flatMap(({ kinds }) =>
    anything(resource, properties[0], kinds),
  );
}

/** Addresses of what decides about objects that they don't tell: by ids of their own, or as a part of somebody's account. */
const UNTOLD: readonly { readonly address: RegExp; readonly kinds: readonly ProtectedKind[] }[] = [
  { address: /^policies\/roleManagementPolic(?:ies|yAssignments)[/(](?!'?Group_)/i, kinds: ["roles"] },
  { address: /^privilegedRole\w*[/(]/i, kinds: ["roles"] },
  {
    address: /^identityGovernance\/entitlementManagement\/(?:accessPackageA|a)ssignmentPolicies[/(]/i,
    kinds: ["packages"],
  },
];

export const changesToUntold = (
  { address = "", properties, body }: GraphRequest,
  resource: Resource,
): readonly Change[] =>
  UNTOLD.filter((one) => one.address.test(address))
    .filter(({ kinds }) => !kinds.includes("packages") || idsIn(packageIn(body)).length === 0)
    .flatMap(({ kinds }) => anything(resource, properties[0], kinds));

const packageIn = (body: unknown): unknown =>
  at(asObject(body) ?? {}, ["accessPackage", "id"]) ?? at(asObject(body) ?? {}, ["accessPackageId"]);
