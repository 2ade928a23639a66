import type { Check, CheckId, OtherCheckId, StepNumber } from "./check";
import { breakGlass } from "./checks/break-glass";
import { excludedGroups } from "./checks/excluded-groups";
import { otherResources } from "./checks/other-resources";
import { registration } from "./checks/registration";
import { RESTS_ON } from "./not-known";
import { choosePolicy, policies } from "./steps/choose-policy";
import { conditionalAccess } from "./steps/conditional-access";
import { conditions } from "./steps/conditions";
import { openEntra, security } from "./steps/reading";
import { grant, state } from "./steps/state-and-grant";
import { exclude, include, resourcesRead, select } from "./steps/target-resources";
import { usersExclude, usersInclude, usersRead } from "./steps/users";

const step = (title: string, must: string, judge: Check["judge"], restsOn = RESTS_ON): Check => ({
  title,
  must,
  judge,
  restsOn,
});

const otherCheck = (title: string, judge: Check["judge"], restsOn = RESTS_ON): Check => step(title, "", judge, restsOn);

/** All checks of an audit, in the order of the reports: first the steps, then the other checks. */
export const CHECKLIST: { readonly [C in CheckId]: Check } = {
  1: step("Open Microsoft Entra ID", "the tenant can be read, with the permissions that the steps need", openEntra, []),
  2: step("Security", "the policies and the named locations that they refer to can be read", security, []),
  3: step(
    "Security → Conditional Access",
    "Conditional Access is licensed, and security defaults are off",
    conditionalAccess,
    ["securityDefaults", "subscribedSkus"],
  ),
  4: step("Conditional Access → Policies", "at least one policy exists for this control", policies),
  5: step(
    "Choose the policy",
    "the policy, or the policies, that enforce the control together are named",
    choosePolicy,
  ),
  6: step("Users", "the policies' users can be read, including group members and role holders", usersRead),
  7: step("Users → Include", "All users", usersInclude),
  8: step(
    "Users → Exclude",
    "only break-glass accounts, service accounts and exceptions that the register declares",
    usersExclude,
  ),
  9: step("Target resources", "the policies' resources can be read", resourcesRead),
  10: step("Target resources → Include", "Select resources, or a superset of it such as All resources", include),
  11: step(
    "Target resources → Include → Select",
    "Windows Azure Service Management API is listed, or covered by All resources",
    select,
  ),
  12: step("State", "On: report-only and off enforce nothing", state),
  13: step("Target resources → Exclude", "the API isn't excluded", exclude),
  14: step(
    "Conditions",
    "together, no condition leaves a sign-in out: client apps, platforms, locations, risk, device filter, flows, or anything newer",
    conditions,
  ),
  15: step(
    "Grant",
    "Require multifactor authentication, or a strength that is always MFA, with no alternative that avoids it",
    grant,
  ),
  "mfa-registration": otherCheck("Who could register MFA with a stolen password", registration, [
    "userRegistrationDetails",
    "conditionalAccessSettings",
    ...RESTS_ON,
  ]),
  "break-glass": otherCheck("Break-glass accounts", breakGlass),
  "excluded-groups": otherCheck("Who can change excluded groups", excludedGroups),
  "other-doors": otherCheck("Other resources that can administer Azure", otherResources),
};

const isStep = (id: string): boolean => /^\d+$/.test(id);

/** The numbers of the steps, in order. */
export const STEP_NUMBERS = Object.keys(CHECKLIST).filter(isStep).map(Number) as readonly StepNumber[];

/** The ids of the other checks, in the order of the reports. */
export const OTHER_CHECK_IDS = Object.keys(CHECKLIST).filter((id) => !isStep(id)) as readonly OtherCheckId[];
