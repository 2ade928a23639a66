import type { DriftReport } from "../../src/drift/drift-report";
import { type JudgedPolicy, judgePolicy } from "../../src/drift/judge-policy";
import type { Step } from "../../src/drift/stack";
import { asObject, type JsonObject } from "../../src/law/json/json-object";
import { POLICY_TYPE } from "../../src/program/stack-policy";
import { FIRST, SECOND } from "../cli/a-tenant";

export const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
export const POLICY_ID = "12121212-0000-4000-8000-000000000001";

/** What the program gives for the policy of the dev stack. */
export const declaredInputs: JsonObject = {
  __defaults: [],
  displayName: "Require MFA for Azure management",
  state: "enabled",
  conditions: {
    __defaults: [],
    clientAppTypes: ["all"],
    applications: { includedApplications: [AZURE_MANAGEMENT] },
    users: { includedUsers: ["All"], excludedUsers: [FIRST, SECOND] },
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
};

/** The same policy as Graph shows it: every field is there, most of them empty. */
export const deployedPolicy = {
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/policies/$entity",
  id: POLICY_ID,
  templateId: null,
  displayName: "Require MFA for Azure management",
  createdDateTime: "2026-09-01T08:00:00Z",
  modifiedDateTime: null,
  state: "enabled",
  sessionControls: null,
  conditions: {
    userRiskLevels: [],
    signInRiskLevels: [],
    servicePrincipalRiskLevels: [],
    insiderRiskLevels: null,
    clientAppTypes: ["all"],
    platforms: null,
    locations: null,
    devices: null,
    clientApplications: null,
    authenticationFlows: null,
    applications: {
      includeApplications: [AZURE_MANAGEMENT],
      excludeApplications: [],
      includeUserActions: [],
      includeAuthenticationContextClassReferences: [],
      applicationFilter: null,
    },
    users: {
      includeUsers: ["All"],
      excludeUsers: [FIRST, SECOND],
      includeGroups: [],
      excludeGroups: [],
      includeRoles: [],
      excludeRoles: [],
      includeGuestsOrExternalUsers: null,
      excludeGuestsOrExternalUsers: null,
    },
  },
  grantControls: {
    operator: "OR",
    builtInControls: ["mfa"],
    customAuthenticationFactors: [],
    termsOfUse: [],
    "authenticationStrength@odata.context":
      "https://graph.microsoft.com/v1.0/$metadata#…/authenticationStrength/$entity",
    authenticationStrength: null,
  },
} as const satisfies JsonObject;

/** The deployed policy with changes: objects are merged, everything else is replaced. */
export const changedPolicy = (changes: JsonObject): JsonObject => mergedInto(deployedPolicy, changes);

function mergedInto(object: JsonObject, changes: JsonObject): JsonObject {
  const merged = Object.entries(changes).map(([key, value]) => {
    const [before, after] = [asObject(object[key]), asObject(value)];
    return [key, before !== undefined && after !== undefined ? mergedInto(before, after) : value];
  });
  return { ...object, ...Object.fromEntries(merged) };
}

const URN = `urn:pulumi:dev::p::${POLICY_TYPE}::policy`;

/** The policy as the stack's state has it. */
export const deployed = { urn: URN, name: "policy", id: POLICY_ID, inputs: declaredInputs } as const;

/** The preview's step for it: without changes unless they are given. */
export const aStep = (changes: Partial<Step> = {}): Step => ({
  urn: URN,
  type: POLICY_TYPE,
  name: "policy",
  operation: "same",
  inputs: declaredInputs,
  fields: [],
  ...changes,
});

/** The report on the policy with these changes. @param fields what the preview would change, in the plugin's words */
export function judged(changes: JsonObject | "deleted", fields: readonly string[]): JudgedPolicy {
  const operation = changes === "deleted" ? "create" : fields.length === 0 ? "same" : "update";
  const policy = changes === "deleted" ? undefined : changedPolicy(changes);
  return judgePolicy({
    deployed,
    steps: [aStep({ operation, fields })],
    inGraph: policy === undefined ? [] : [policy],
  });
}

/** A report on the stack's policies, with this in addition. */
export const reportOf = (policies: readonly JudgedPolicy[], more: Partial<DriftReport> = {}): DriftReport => ({
  stack: "dev",
  graph: "https://graph.microsoft.com",
  comparedWith: "code",
  policies,
  ...more,
  changes: [...policies.flatMap(({ changes }) => changes), ...(more.changes ?? [])],
  problems: [...(more.problems ?? []), ...policies.flatMap(({ problems }) => problems)],
});
