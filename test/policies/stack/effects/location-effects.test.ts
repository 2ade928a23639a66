import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import { type Properties, type Resource, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { assertFound } from "../../support/assert-found";
import { OTHER_GROUP, TRUSTED_LOCATION } from "../../support/ids";
import { action, made, update } from "../../support/requests";
import { aResource, aStack, snapshotWith } from "../../support/stacks";

const LOCATIONS = "identity/conditionalAccess/namedLocations";
/** One that was made after the snapshot was taken. */
const LATER = OTHER_GROUP;
const ipRanges = ["198.51.100.0/24"];
const graphRanges = [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "198.51.100.0/24" }];

/** The tenant, leaving out every trusted location. */
const settings = snapshotWith({
  locations: { includeLocations: ["All"], excludeLocations: [TRUSTED_LOCATION, "AllTrusted"] },
});

const found = (resource: Resource) => tenantStaysClosed.onStack?.(aStack([resource]), settings);

describe("a named location where policies leave out every trusted one", () => {
  const location = (properties: Properties) => aResource("NamedLocation", properties);
  const LATER_ONE = `${LOCATIONS}/${LATER}`;
  const RESTORED = `identity/conditionalAccess/deletedItems/namedLocations/${LATER}`;
  const opening: readonly (readonly [string, Resource])[] = [
    ["is new, and whether it is trusted isn't known yet", location({ ip: { trusted: UNRESOLVED, ipRanges } })],
    ["is new, and nothing of it is known yet", location({ ip: UNRESOLVED })],
    [
      "is new by a request that doesn't say yet whether it is trusted",
      made(LOCATIONS, { isTrusted: UNRESOLVED, ipRanges: graphRanges }),
    ],
    ["says so by something else than true", made(LOCATIONS, { isTrusted: "true", ipRanges: graphRanges })],
    ["becomes trusted", update(LATER_ONE, { isTrusted: true })],
    ["becomes trusted, with the id as a key", update(`${LOCATIONS}('${LATER}')`, { isTrusted: true })],
    ["may be trusted, and grows, in another letter case", update(LATER_ONE, { IpRanges: graphRanges })],
    ["becomes trusted, in another letter case", update(LATER_ONE, { IsTrusted: true })],
    ["may be trusted, and grows", update(LATER_ONE, { ipRanges: graphRanges })],
    ["is restored", action(RESTORED, { action: "restore", method: "POST" })],
  ];
  for (const [what, resource] of opening)
    it(`opens a door where it ${what}`, () =>
      assertFound(found(resource), [resource, "can reach Azure management without MFA"]));

  const harmless: readonly (readonly [string, Resource])[] = [
    ["is new and not trusted", location({ ip: { ipRanges } })],
    ["is new and a country that isn't known yet", location({ country: UNRESOLVED })],
    ["gets another name", update(LATER_ONE, { displayName: "x" })],
    ["is trusted no more", update(LATER_ONE, { isTrusted: false, ipRanges: graphRanges })],
  ];
  for (const [what, resource] of harmless) it(`opens none where it ${what}`, () => assertFound(found(resource)));
});
