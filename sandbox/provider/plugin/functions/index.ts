import { getClientConfig } from "./get-client-config";
import { getDomains } from "./get-domains";
import { getGroup } from "./get-group";
import { getGroups } from "./get-groups";
import { getNamedLocation } from "./get-named-location";
import { getServicePrincipal } from "./get-service-principal";
import { getUser } from "./get-user";
import { getUsers } from "./get-users";
import type { LookUp } from "./look-up";

const FUNCTIONS = {
  getClientConfig,
  getDomains,
  getGroup,
  getGroups,
  getNamedLocation,
  getServicePrincipal,
  getUser,
  getUsers,
} satisfies Record<string, LookUp>;

/** The functions that the stand-in knows, by token. */
export const lookUps: ReadonlyMap<string, LookUp> = new Map(
  Object.entries(FUNCTIONS).map(([name, lookUp]) => [`azuread:index/${name}:${name}`, lookUp]),
);
