import type { Reason } from "../../verifier/evaluate";
import { notUnderstoodIn } from "../../verifier/not-understood";
import { listing } from "../words/listing";
import { explainApplications } from "./applications";
import { explainDevices, explainLevels, explainLocations, explainPlatforms } from "./conditions";
import { explainGrant } from "./grant";
import type { Explanation, Seen } from "./seen";
import { explainUsers } from "./users";

const EXPLAIN: Record<Reason, (seen: Seen) => Explanation> = {
  state: ({ policy: { enforcement } }) =>
    enforcement.kind === "reportOnly"
      ? { why: "is report-only: it logs and stops nobody", fix: "switch it on" }
      : { why: "is off", fix: "switch it on" },
  grant: explainGrant,
  users: explainUsers,
  applications: explainApplications,
  clientAppTypes: ({ policy }) => explainLevels("client type", policy.clientApps),
  platforms: explainPlatforms,
  locations: explainLocations,
  devices: explainDevices,
  signInRisk: ({ policy }) => explainLevels("sign-in risk", policy.signInRisk),
  userRisk: ({ policy }) => explainLevels("user risk", policy.userRisk),
  insiderRisk: ({ policy }) => explainLevels("insider risk", policy.insiderRisk),
  authenticationFlows: ({ policy }) => explainLevels("authentication flow", policy.flows),
  clientApplications: () => ({ why: "is about workload identities, not about people", fix: "make one for people" }),
  unsupported: ({ policy }) => ({
    why: `has content that isn't understood: ${listing([...new Set(notUnderstoodIn(policy).map(({ field }) => field))], "and") || "a named location"}`,
    fix: "say the same in conditions that this program knows, or take them out",
  }),
};

/** Why a policy lets a sign-in through, by the first dimension that does, and what would close it. */
export const explain = (reason: Reason, seen: Seen): Explanation => EXPLAIN[reason](seen);
