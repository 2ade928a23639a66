import { COMPLIANT, type ExpectedAudit, hole, PROVED } from "./expected-audit";

const MFA = "CA006-Global-RequireMFAForAzure";
const ALL_RESOURCES = "CA005-Global-RequireMFA";
const LEGACY = "CA001-Global-BlockLegacyAuthentication";
const SERVICE_ACCOUNTS = "CA304-ServiceAccounts-RequireMFA";

/** What a file of policies alone doesn't say: who there is, and whom the excluded groups hold. */
const NO_DIRECTORY = { 1: [], 6: [] };

/** The audits of the corpus, of the sandbox's tenant, and of one in which all is well. */
export const OF_COLLECTIONS: { readonly [name: string]: ExpectedAudit } = {
  compliant: COMPLIANT,
  // Its licences and settings are there. Only a policy in report-only asks for MFA, at high risk.
  sandbox: {
    ...hole({ 12: ["MFA for risky sign-ins (being tried)"], 14: ["MFA for risky sign-ins (being tried)"] }),
    unknown: {},
  },
  // MFA for browsers and apps, and a block of every other client: together they leave out whoever is in groups that nobody exported,
  // and so does MFA for all resources, which would carry the control as well.
  "policies-alone": hole({ 8: [MFA, LEGACY, ALL_RESOURCES] }, NO_DIRECTORY),
  // Two service accounts are excluded from both without a word in the register, and the policy for them is off.
  baseline: hole({ 8: [MFA, LEGACY, ALL_RESOURCES], 12: [SERVICE_ACCOUNTS] }),
  // The same as the policies alone, and nothing is on.
  template: hole({ 8: [MFA, LEGACY], 12: [MFA, LEGACY] }, NO_DIRECTORY),
  // If all were on, the service accounts' own policy would cover them.
  "template-with-directory": hole({ 12: [MFA, LEGACY, SERVICE_ACCOUNTS] }),
  // What is looked at beside the steps decides nothing.
  "much-besides": COMPLIANT,
  // Whose review is overdue, or further off than a year, isn't exempt, so the policy lets somebody in who isn't declared.
  "register-lapsed": { ...hole({ 8: ["Require MFA for Azure management"] }), unknown: {} },
  // The policy covers everybody, whoever there is; but the directory and the licences weren't read.
  "little-read": { ...PROVED, unknown: { 1: [], 3: [] } },
};
