import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import { type Properties, type Resource, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { assertFound } from "../../support/assert-found";
import { OTHER_GROUP } from "../../support/ids";
import { aResource, aStack, settingsOf } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

const UPDATE = "msgraph:index/updateResource:UpdateResource";
const NEW = "msgraph:index/resource:Resource";
const ACTION = "msgraph:index/resourceAction:ResourceAction";
const LOCATIONS = "identity/conditionalAccess/namedLocations";
/** One that was made after the snapshot was taken. */
const LATER = OTHER_GROUP;
const ipRanges = ["198.51.100.0/24"];
const OPEN = "can reach Azure management without MFA";
const graphRanges = [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "198.51.100.0/24" }];

/** The tenant, leaving out every trusted location. */
function settings() {
  const tenant = aTenant();
  for (const { conditions } of tenant.policies) conditions.locations.excludeLocations.push("AllTrusted");
  return settingsOf({ "tenant-stays-closed": { tenant } });
}

const found = (resource: Resource) => tenantStaysClosed.onStack?.(aStack([resource]), settings());

describe("a named location where policies leave out every trusted one", () => {
  const opening: readonly (readonly [string, string, Properties, says: string])[] = [
    [
      "is new, and whether it is trusted isn't known yet",
      "NamedLocation",
      { ip: { trusted: UNRESOLVED, ipRanges } },
      OPEN,
    ],
    ["is new, and nothing of it is known yet", "NamedLocation", { ip: UNRESOLVED }, OPEN],
    [
      "is new by a request that doesn't say yet whether it is trusted",
      NEW,
      { url: LOCATIONS, body: { isTrusted: UNRESOLVED, ipRanges: graphRanges } },
      OPEN,
    ],
    [
      "says so by something else than true",
      NEW,
      { url: LOCATIONS, body: { isTrusted: "true", ipRanges: graphRanges } },
      OPEN,
    ],
    ["becomes trusted", UPDATE, { url: `${LOCATIONS}/${LATER}`, body: { isTrusted: true } }, OPEN],
    [
      "becomes trusted, with the id as a key",
      UPDATE,
      { url: `${LOCATIONS}('${LATER}')`, body: { isTrusted: true } },
      OPEN,
    ],
    [
      "may be trusted, and grows, in another letter case",
      UPDATE,
      { url: `${LOCATIONS}/${LATER}`, body: { IpRanges: graphRanges } },
      OPEN,
    ],
    [
      "becomes trusted, in another letter case",
      UPDATE,
      { url: `${LOCATIONS}/${LATER}`, body: { IsTrusted: true } },
      OPEN,
    ],
    ["may be trusted, and grows", UPDATE, { url: `${LOCATIONS}/${LATER}`, body: { ipRanges: graphRanges } }, OPEN],
    [
      "is restored",
      ACTION,
      {
        resourceUrl: `identity/conditionalAccess/deletedItems/namedLocations/${LATER}`,
        action: "restore",
        method: "POST",
      },
      OPEN,
    ],
  ];
  for (const [what, type, properties, says] of opening)
    it(`opens a door where it ${what}`, () => {
      const resource = aResource(type, properties);
      assertFound(found(resource), [resource, says]);
    });

  const harmless: readonly (readonly [string, string, Properties])[] = [
    ["is new and not trusted", "NamedLocation", { ip: { ipRanges } }],
    ["is new and a country that isn't known yet", "NamedLocation", { country: UNRESOLVED }],
    ["gets another name", UPDATE, { url: `${LOCATIONS}/${LATER}`, body: { displayName: "x" } }],
    ["is trusted no more", UPDATE, { url: `${LOCATIONS}/${LATER}`, body: { isTrusted: false, ipRanges: graphRanges } }],
  ];
  for (const [what, type, properties] of harmless)
    it(`opens none where it ${what}`, () => assertFound(found(aResource(type, properties))));
});
