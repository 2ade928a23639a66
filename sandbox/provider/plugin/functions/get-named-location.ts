import { countryShape, ipShape, locationFromGraph } from "../resources/named-location";
import { isFields, textOf } from "../values";
import { type FunctionType, records, text, tokenOf } from "./function-type";
import { equals, single } from "./look-up";

/** One named location, by its name. */
export const getNamedLocation: FunctionType = {
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
