import type { ResourceType } from "../resource-type";
import { conditionalAccessPolicy } from "./conditional-access-policy";

const TYPES: readonly ResourceType[] = [conditionalAccessPolicy];

/** The resource types that the stand-in knows, by token. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(TYPES.map((type) => [type.token, type]));
