import { type Graph, GraphError } from "../graph";
import { metaOf, newId, objectIdOf, type ResourceType, readBack, removeForGood } from "../resource-type";
import { addressPrefix, notEmpty, oneOf } from "../rules";
import { block, flag, list, type Shape, text } from "../shape";
import { type Fields, fieldsOf, flagOf, recordsOf, textOf, textsOf } from "../values";

const PATH = "/identity/conditionalAccess/namedLocations";
const URL = `/v1.0${PATH}`;
const BY_ADDRESS = "clientIpAddress";

const shape: Shape = {
  together: [{ kind: "exactlyOne", names: ["ip", "country"] }],
  fields: {
    displayName: text("required", notEmpty),
    ip: {
      ...block("optional", { fields: { ipRanges: list("required", addressPrefix), trusted: flag("optional") } }),
      replaces: true,
    },
    country: {
      ...block("optional", {
        fields: {
          countriesAndRegions: list("required", notEmpty),
          includeUnknownCountriesAndRegions: flag("optional"),
          countryLookupMethod: { ...text("optional", oneOf("authenticatorAppGps", BY_ADDRESS)), unset: BY_ADDRESS },
        },
      }),
      replaces: true,
    },
    objectId: text("computed"),
  },
};

const urlOf = (id: string): string => `${URL}/${objectIdOf(PATH, id)}`;

/** Named locations by address or by country. A location can't change its kind. */
export const namedLocation: ResourceType = {
  token: "azuread:index/namedLocation:NamedLocation",
  shape,
  meta: metaOf({ create: 5, read: 5, update: 5, delete: 5 }, "1"),

  async create(graph, plan) {
    const body = { ...locationToGraph(plan), displayName: textOf(plan, "displayName") };
    const id = `${PATH}/${newId(await graph.post(URL, body))}`;
    // A location by address has no id until it was read back. If the read fails, the location exists but isn't in the state.
    if (fieldsOf(plan, "ip") !== undefined) await graph.get(urlOf(id));
    return id;
  },

  read,

  async update(graph, id, plan, seen) {
    const name = textOf(plan, "displayName");
    const renamed = name === textOf(seen, "displayName") ? {} : { displayName: name };
    await graph.patch(urlOf(id), { ...locationToGraph(plan), ...renamed });
    return readBack(read(graph, id), id);
  },

  async remove(graph, id, seen) {
    // Graph refuses to delete a trusted location.
    if (fieldsOf(seen, "ip") !== undefined && !(await distrust(graph, id, seen))) return;
    await removeForGood(graph, urlOf(id));
  },
};

/** Removes the trust. @returns false if the location is gone already */
async function distrust(graph: Graph, id: string, seen: Fields): Promise<boolean> {
  try {
    await graph.patch(urlOf(id), { ...locationToGraph(seen), isTrusted: false });
  } catch (error) {
    if (error instanceof GraphError && error.status === 404) return false;
    throw error;
  }
  return (await graph.find(urlOf(id))) !== undefined;
}

async function read(graph: Graph, id: string): Promise<Fields | undefined> {
  const location = await graph.find(urlOf(id));
  return location && locationFromGraph(location);
}

function locationToGraph(plan: Fields): Fields {
  const ip = fieldsOf(plan, "ip");
  return ip === undefined ? countryToGraph(fieldsOf(plan, "country")) : ipToGraph(ip);
}

/** Address ranges of both families have the type for IPv4, as in the official plugin. Graph corrects the type. */
const ipToGraph = (ip: Fields): Fields => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  ipRanges: textsOf(ip, "ipRanges").map((cidrAddress) => ({
    "@odata.type": "#microsoft.graph.iPv4CidrRange",
    cidrAddress,
  })),
  isTrusted: flagOf(ip, "trusted"),
});

const countryToGraph = (country: Fields | undefined): Fields => ({
  "@odata.type": "#microsoft.graph.countryNamedLocation",
  countriesAndRegions: textsOf(country, "countriesAndRegions"),
  countryLookupMethod: textOf(country, "countryLookupMethod") || BY_ADDRESS,
  includeUnknownCountriesAndRegions: flagOf(country, "includeUnknownCountriesAndRegions"),
});

/** A location of Graph in the terms of a program. A location of neither kind has neither block. */
function locationFromGraph(location: Fields): Fields {
  const type = textOf(location, "@odata.type");
  return {
    displayName: textOf(location, "displayName"),
    objectId: textOf(location, "id"),
    ip: type.endsWith(".ipNamedLocation") ? ipFromGraph(location) : null,
    country: type.endsWith(".countryNamedLocation") ? countryFromGraph(location) : null,
  };
}

const ipFromGraph = (location: Fields): Fields => ({
  ipRanges: recordsOf(location, "ipRanges").map((range) => textOf(range, "cidrAddress")),
  trusted: flagOf(location, "isTrusted"),
});

const countryFromGraph = (location: Fields): Fields => ({
  countriesAndRegions: textsOf(location, "countriesAndRegions"),
  countryLookupMethod: textOf(location, "countryLookupMethod") || BY_ADDRESS,
  includeUnknownCountriesAndRegions: flagOf(location, "includeUnknownCountriesAndRegions"),
});
