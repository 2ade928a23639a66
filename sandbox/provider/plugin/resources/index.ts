import type { ResourceType } from "../resource-type";
import { authenticationStrengthPolicy } from "./authentication-strength-policy";
import { conditionalAccessPolicy } from "./conditional-access-policy";
import { group } from "./group";
import { groupMember } from "./group-member";
import { namedLocation } from "./named-location";

const TYPES: readonly ResourceType[] = [
  conditionalAccessPolicy,
  namedLocation,
  authenticationStrengthPolicy,
  group,
  groupMember,
];

/** The resource types that the stand-in supports, by token. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(TYPES.map((type) => [type.token, type]));
