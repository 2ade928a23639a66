import type { Beside } from "../check";
import { agents } from "./agents";
import { breakGlass } from "./break-glass";
import { excludedGroups } from "./excluded-groups";
import { vacuous } from "./idle-policies";
import { licence, securityDefaults } from "./licence";
import { microsoftManaged } from "./microsoft-managed";
import { otherDoors } from "./other-doors";
import { redundant } from "./redundant";
import { registration } from "./registration";
import { reportOnly } from "./report-only";
import { servicePrincipals } from "./service-principals";

/** What an audit looks at beside the steps, by its name in reports. */
export const BESIDES = {
  "mfa-registration": registration,
  "break-glass": breakGlass,
  "excluded-groups": excludedGroups,
  "report-only": reportOnly,
  "other-doors": otherDoors,
  agents,
  "service-principals": servicePrincipals,
  "microsoft-managed": microsoftManaged,
  redundant,
  vacuous,
  "security-defaults": securityDefaults,
  licence,
} as const satisfies { readonly [id: string]: Beside };

export type BesideId = keyof typeof BESIDES;

/** Their names, in the order in which reports give them. */
export const BESIDE_IDS = Object.keys(BESIDES) as readonly BesideId[];
