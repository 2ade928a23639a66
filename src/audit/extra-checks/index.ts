import type { Answer } from "../answer";
import type { AuditContext } from "../context";
import { agents } from "./agents";
import { breakGlass } from "./break-glass";
import { excludedGroups } from "./excluded-groups";
import { vacuous } from "./idle-policies";
import { otherResources } from "./other-resources";
import { redundant } from "./redundant";
import { registration } from "./registration";
import { reportOnly } from "./report-only";
import { licence, securityDefaults } from "./tenant-settings";

/** What an audit looks at that no step asks for. */
interface ExtraCheck {
  /** As reports head it. */
  readonly title: string;
  readonly judge: (context: AuditContext) => Answer;
}

/** The checks that no step asks for, by their names in reports and in the order in which reports give them. */
export const EXTRA_CHECKS = {
  "mfa-registration": { title: "Who could register MFA for the victim", judge: registration },
  "break-glass": { title: "Break-glass accounts", judge: breakGlass },
  "excluded-groups": { title: "Who can change excluded groups", judge: excludedGroups },
  "report-only": { title: "Report-only policies that would close a way in", judge: reportOnly },
  "other-doors": { title: "Other resources that can administer Azure", judge: otherResources },
  agents: { title: "Agents' user accounts", judge: agents },
  redundant: { title: "Policies that add nothing", judge: redundant },
  vacuous: { title: "Policies that can never apply", judge: vacuous },
  "security-defaults": { title: "Security defaults", judge: securityDefaults },
  licence: { title: "Licence", judge: licence },
} as const satisfies { readonly [id: string]: ExtraCheck };

export type ExtraCheckId = keyof typeof EXTRA_CHECKS;

export const EXTRA_CHECK_IDS = Object.keys(EXTRA_CHECKS) as readonly ExtraCheckId[];
