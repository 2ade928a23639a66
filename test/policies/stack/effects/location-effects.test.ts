import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import type { Resource } from "../../../../policies/stack/objects/resource";
import { assertFound } from "../../support/assert-found";
import { TRUSTED_LOCATION } from "../../support/ids";
import { resourceIn, rowsIn } from "../../support/rows";
import { aStack, snapshotWith } from "../../support/stacks";

/** The tenant, leaving out every trusted location. */
const settings = snapshotWith({
  locations: { includeLocations: ["All"], excludeLocations: [TRUSTED_LOCATION, "AllTrusted"] },
});

const found = (resource: Resource) => tenantStaysClosed.onStack?.(aStack([resource]), settings);

describe("a named location where policies leave out every trusted one", () => {
  for (const [what, ...made] of rowsIn("trusted-locations", "opening"))
    it(`opens a door where it ${what}`, () =>
      assertFound(found(resourceIn(made)), [resourceIn(made), "can reach Azure management without MFA"]));

  for (const [what, ...made] of rowsIn("trusted-locations", "harmless"))
    it(`opens none where it ${what}`, () => assertFound(found(resourceIn(made))));
});
