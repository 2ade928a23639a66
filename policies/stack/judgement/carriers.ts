import type { ProtectedKind, Settings } from "../../settings/settings";
import { AZUREAD } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";

/** Whether the resource carries the guarantee: it is one of the named policies, or any policy if none is named. */
export const isCarrier = (resource: Resource, { carriers }: Settings): boolean =>
  resource.type === AZUREAD.policy && (carriers.length === 0 || carriers.some((carrier) => isNamed(resource, carrier)));

/** Whether a carrier's name, a logical name or a URN, means this resource. */
export const isNamed = ({ name, urn }: Resource, carrier: string): boolean => carrier === name || carrier === urn;

/** Objects that a carrier may refer to, with their kinds. Groups are judged by who can be in them. */
export const CARRYING: ReadonlyMap<string, ProtectedKind> = new Map<string, ProtectedKind>([
  [AZUREAD.location, "locations"],
  [AZUREAD.strength, "strengths"],
]);
