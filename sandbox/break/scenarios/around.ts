import type { JsonObject } from "../../tenant/json";
import { withDefaults } from "../../tenant/policy/defaults";
import { HEADQUARTERS, madeId, putObject } from "../portal";
import type { Portal, Scenario } from "../scenario";
import { AZURE_MANAGEMENT } from "../stack-policy";

/** What somebody does beside the stack's policy, which stays as it is. */
export const AROUND_SCENARIOS = {
  "second-policy": {
    does: "makes a second policy of the same name, switched off",
    look: "two policies of one name: `up` changes its own only, and drift names the other",
    play: (portal) => putObject(portal, "policies", madeId(2), copyOf(portal)),
  },
  "block-policy": {
    does: "makes a policy that blocks everybody, break-glass accounts too",
    look: "it opens nothing, and nobody can sign in any more: drift with --since says so",
    play: (portal) => putObject(portal, "policies", madeId(3), BLOCK),
  },
  "widen-location": {
    does: `makes the trusted location ${HEADQUARTERS.name} as wide as the internet`,
    look: "no preview and no field of the policy shows it: drift with --since does",
    play: ({ directory }) =>
      directory.patch("namedLocations", HEADQUARTERS.id, {
        modifiedDateTime: new Date().toISOString(),
        ipRanges: ["0.0.0.0/1", "128.0.0.0/1"].map((cidrAddress) => ({
          "@odata.type": "#microsoft.graph.iPv4CidrRange",
          cidrAddress,
        })),
      }),
  },
  "security-defaults": {
    does: "turns security defaults on, for which Entra has every policy switched off first",
    look: "the policy stops nobody, and `up` is refused until security defaults are off again",
    play: async ({ directory, data }) => {
      for (const { id, state } of data.policies)
        if (state === "enabled") await directory.patch("policies", id, { state: "disabled" });
      await directory.setSecurityDefaults(true);
    },
  },
} as const satisfies { readonly [name: string]: Scenario };

function copyOf({ policy }: Portal): JsonObject {
  const { id: _id, ...rest } = policy;
  return { ...rest, state: "disabled" };
}

const BLOCK = withDefaults({
  displayName: "Block Azure during the migration",
  state: "enabled",
  conditions: {
    users: { includeUsers: ["All"] },
    applications: { includeApplications: [AZURE_MANAGEMENT] },
    clientAppTypes: ["all"],
  },
  grantControls: { operator: "OR", builtInControls: ["block"] },
});
