import type { FunctionType } from "./function-type";
import { getClientConfig } from "./get-client-config";
import { getDomains } from "./get-domains";
import { getGroup } from "./get-group";
import { getGroups } from "./get-groups";
import { getNamedLocation } from "./get-named-location";
import { getServicePrincipal } from "./get-service-principal";
import { getUser } from "./get-user";
import { getUsers } from "./get-users";

const FUNCTIONS: readonly FunctionType[] = [
  getClientConfig,
  getDomains,
  getGroup,
  getGroups,
  getNamedLocation,
  getServicePrincipal,
  getUser,
  getUsers,
];

/** The functions that the stand-in knows, by token. */
export const functionTypes: ReadonlyMap<string, FunctionType> = new Map(FUNCTIONS.map((one) => [one.token, one]));
