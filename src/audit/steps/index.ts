import { conditions, grant, state } from "./of-the-carriers";
import { conditionalAccess, openEntra, security } from "./reading";
import type { Step, StepNumber } from "./step";
import { exclude, include, resourcesRead, select } from "./target-resources";
import { choosePolicy, policies } from "./the-policies";
import { usersExclude } from "./users-exclude";
import { usersInclude, usersRead } from "./users-read";

/** All of them: without one of the fifteen it doesn't compile. */
export const STEPS: { readonly [N in StepNumber]: Step } = {
  1: {
    title: "Open Microsoft Entra ID",
    must: "the tenant can be read, with the permissions that the steps need",
    judge: openEntra,
  },
  2: { title: "Security", must: "the tenant's policies can be read, and what they refer to", judge: security },
  3: {
    title: "Security → Conditional Access",
    must: "Conditional Access is licensed, and security defaults are off",
    judge: conditionalAccess,
  },
  4: {
    title: "Conditional Access → Policies",
    must: "at least one policy exists for this control",
    judge: policies,
  },
  5: {
    title: "Choose the policy",
    must: "the policy or policies that are to carry the guarantee together are named",
    judge: choosePolicy,
  },
  6: {
    title: "Users",
    must: "the policies' users can be read, group members and role holders included",
    judge: usersRead,
  },
  7: { title: "Users → Include", must: "All users", judge: usersInclude },
  8: {
    title: "Users → Exclude",
    must: "only break-glass accounts, service accounts and exceptions that the register declares",
    judge: usersExclude,
  },
  9: { title: "Target resources", must: "the policies' resources can be read", judge: resourcesRead },
  10: {
    title: "Target resources → Include",
    must: "Select resources, or a superset of it such as All resources",
    judge: include,
  },
  11: {
    title: "Target resources → Include → Select",
    must: "Windows Azure Service Management API is listed, or covered by All resources",
    judge: select,
  },
  12: { title: "State", must: "On: report-only and off enforce nothing", judge: state },
  13: { title: "Target resources → Exclude", must: "the API isn't taken out again", judge: exclude },
  14: {
    title: "Conditions",
    must: "nothing narrows the policies together: client apps, platforms, locations, risk, device filter, flows, or anything newer",
    judge: conditions,
  },
  15: {
    title: "Grant",
    must: "Require multifactor authentication, or a strength that is always MFA, with no alternative that avoids it",
    judge: grant,
  },
};

/** Their numbers in order. */
export const STEP_NUMBERS = Object.keys(STEPS).map(Number) as readonly StepNumber[];
