import { countryShape, ipShape, locationFromGraph } from "../resources/named-location";
import { isFields, textOf } from "../values";
import { each, equals, type FunctionType, records, single, text, tokenOf } from "./function-type";
import { getGroup, getGroups } from "./get-group";
import { getServicePrincipal } from "./get-service-principal";
import { getUser, getUsers } from "./get-user";

/** Who asks, and in which tenant. Costs no request: the token says it. */
const getClientConfig: FunctionType = {
  token: tokenOf("getClientConfig"),
  args: { fields: {} },
  results: { fields: each(text, "clientId", "objectId", "tenantId") },

  async ask(graph) {
    const { tenantId, clientId } = graph.settings;
    const { objectId } = await graph.session();
    return { id: `${tenantId}-${clientId}-${objectId}`, clientId, objectId, tenantId };
  },
};

/** One named location, by its name. */
const getNamedLocation: FunctionType = {
  token: tokenOf("getNamedLocation"),
  args: { fields: { displayName: { ...text, use: "required" } } },
  results: {
    fields: {
      displayName: text,
      objectId: text,
      ips: records(ipShape),
      countries: records(countryShape),
    },
  },

  async ask(graph, args) {
    const name = textOf(args, "displayName");
    const found = await graph.list(`/v1.0/identity/conditionalAccess/namedLocations?${equals("displayName", name)}`);
    const location = single(found, `Named Location was found with display name ${JSON.stringify(name)}`);
    const { ip, country, ...names } = locationFromGraph(location);
    return {
      ...names,
      id: `/identity/conditionalAccess/namedLocations/${textOf(location, "id")}`,
      ips: isFields(ip) ? [ip] : [],
      countries: isFields(country) ? [country] : [],
    };
  },
};

const FUNCTIONS: readonly FunctionType[] = [
  getClientConfig,
  getGroup,
  getGroups,
  getNamedLocation,
  getServicePrincipal,
  getUser,
  getUsers,
];

/** The functions that the stand-in knows, by token. */
export const functionTypes: ReadonlyMap<string, FunctionType> = new Map(FUNCTIONS.map((one) => [one.token, one]));
