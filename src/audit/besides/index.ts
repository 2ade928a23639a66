import type { Answer } from "../answer";
import type { Audited } from "../audited";
import { agentsAnswer } from "./agents";
import { breakGlassAnswer } from "./break-glass";
import { excludedGroupsAnswer } from "./excluded-groups";
import { redundantAnswer, vacuousAnswer } from "./idle-policies";
import { licenceAnswer } from "./licence";
import { microsoftManagedAnswer } from "./microsoft-managed";
import { otherDoorsAnswer } from "./other-doors";
import { registrationAnswer } from "./registration";
import { reportOnlyAnswer } from "./report-only";
import { securityDefaultsAnswer } from "./security-defaults";
import { servicePrincipalsAnswer } from "./service-principals";

/** What an audit looks at beside the steps, by its name in reports. */
export const BESIDES = {
  "mfa-registration": { title: "Who could register MFA for the victim", ask: registrationAnswer },
  "break-glass": { title: "Break-glass accounts", ask: breakGlassAnswer },
  "excluded-groups": { title: "Who can change excluded groups", ask: excludedGroupsAnswer },
  "report-only": { title: "Report-only policies that would close a way in", ask: reportOnlyAnswer },
  "other-doors": { title: "Doors that this API doesn't cover", ask: otherDoorsAnswer },
  agents: { title: "Agents' user accounts", ask: agentsAnswer },
  "service-principals": { title: "Service principals that may change policies", ask: servicePrincipalsAnswer },
  "microsoft-managed": { title: "Policies that Microsoft manages", ask: microsoftManagedAnswer },
  redundant: { title: "Policies that add nothing", ask: redundantAnswer },
  vacuous: { title: "Policies that can never apply", ask: vacuousAnswer },
  "security-defaults": { title: "Security defaults", ask: securityDefaultsAnswer },
  licence: { title: "Licence", ask: licenceAnswer },
} as const satisfies { readonly [id: string]: { readonly title: string; readonly ask: (audited: Audited) => Answer } };

export type BesideId = keyof typeof BESIDES;

/** Their names, in the order in which reports give them. */
export const BESIDE_IDS = Object.keys(BESIDES) as readonly BesideId[];
