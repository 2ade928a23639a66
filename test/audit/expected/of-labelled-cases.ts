import { type ExpectedAudit, hole, NO_POLICY, PROVED, unsettled } from "./expected-audit";

/** The display name of the policy that cases are made of, where they don't give another. */
const IT = ["CIS - Require MFA for Windows Azure Service Management API"];

/** Which step of the fifteen finds each hole of the labelled cases. A case that isn't here has no expected audit. */
export const OF_LABELLED_CASES: { readonly [name: string]: ExpectedAudit } = {
  // No policy asks for MFA on the way to the API, so none exists for the control and none can be chosen; the one that comes nearest has the wrong target:
  // it selects something else, or nothing at all.
  "app-admin-portals-only": { ...hole({ 4: IT, 11: IT }), notApplicable: [5] },
  "app-none": { ...hole({ 4: IT, 10: IT, 11: IT }), notApplicable: [5] },
  "user-action-only": { ...hole({ 4: IT, 10: IT, 11: IT }), notApplicable: [5] },
  // Whether a filter takes the API in depends on attributes that no file has. It selects, and doesn't list the API.
  "app-filter-include": hole({ 11: IT }, { 4: IT, 5: IT, 9: IT }),
  "app-all-exclude-api": hole({ 13: IT }),
  // It is about the API and asks for no MFA: it isn't for the control, and its grant is what is wrong with it.
  "grant-compliant-device-only": { ...hole({ 4: IT, 15: IT }), notApplicable: [5] },
  "grant-or-approved-app": hole({ 15: IT }),
  "grant-or-compliant-device": hole({ 15: IT }),
  "strength-or-compliant-device": hole({ 15: IT }),
  "strength-single-factor": hole({ 15: IT }),
  "auth-flow-device-code": hole({ 14: IT }),
  "client-browser-only": hole({ 14: IT }),
  "device-filter-exclude": hole({ 14: IT }),
  "location-exclude-alltrusted": hole({ 14: IT }),
  "location-include-one-country": hole({ 14: IT }),
  "platform-include-win-mac": hole({ 14: IT }),
  "risk-insider": hole({ 14: IT }),
  "risk-signin": hole({ 14: IT }),
  "exclude-guests-legacy-token": hole({ 8: IT }),
  "exclude-ordinary-user": hole({ 8: IT }),
  "exclude-role-global-admin": hole({ 8: IT }),
  "state-report-only": hole({ 12: IT }),
  "users-group-only": hole({ 7: IT }),
  "users-guests-only": hole({ 7: IT }),
  "users-single-user": hole({ 7: IT }),
  "no-policy": NO_POLICY,
  // Either of the two would do with its part mended: the first is named.
  "split-client-hole": hole({ 14: ["A"] }),
  "split-users-hole": hole({ 7: ["A"] }),
  // The register doesn't declare whom A excludes, and B, which would cover them, isn't on.
  "split-compensation-report-only": hole({ 8: ["A"], 12: ["B"] }),

  "all-apps": PROVED,
  "all-apps-exclude-intune-enrolment": PROVED,
  block: PROVED,
  "clients-all-four-listed": PROVED,
  "exclude-break-glass-users": PROVED,
  "explicit-all-location-platform": PROVED,
  "mfa-and-terms-of-use": PROVED,
  "plus-unrelated-policies": PROVED,
  reference: PROVED,
  "sign-in-frequency": PROVED,
  "strength-custom-mfa-only": PROVED,
  "strength-mfa": PROVED,
  "union-clients": PROVED,
  "union-locations": PROVED,
  "union-members-guests": PROVED,

  "auth-flow-unheard-of": unsettled({ 14: IT }),
  "client-type-unheard-of": unsettled({ 14: IT }),
  "condition-unheard-of": unsettled({ 14: IT }),
  "device-rule-not-understood": unsettled({ 14: IT }),
  "insider-risk-unheard-of": unsettled({ 14: IT }),
  "location-range-unreadable": unsettled({ 14: IT }),
  "platform-unheard-of": unsettled({ 14: IT }),
  "sign-in-risk-unheard-of": unsettled({ 14: IT }),
  "user-risk-unheard-of": unsettled({ 14: IT }),
  "state-unheard-of": unsettled({ 12: IT }),
  "grant-operator-missing": unsettled({ 15: IT }),
  "grant-or-control-unheard-of": unsettled({ 15: IT }),
  "strength-combination-unheard-of": unsettled({ 15: IT }),
  // Whom the policy excludes can't be read as a whole, and may be anybody.
  "exclude-guest-type-unheard-of": unsettled({ 6: IT, 8: IT }),
  "exclude-user-not-an-id": unsettled({ 6: IT, 8: IT }),
};
