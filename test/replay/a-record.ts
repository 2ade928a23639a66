import { userId } from "../cli/a-tenant";

/** A decision about one policy, as a record has it. */
export const decided = (id: string, result: string, conditionsNotSatisfied = "none"): object => ({
  id,
  displayName: "A policy",
  result,
  conditionsNotSatisfied,
});

/** The id of the policy that `aPolicy` makes by default. */
export const POLICY = "eeeeeeee-0000-4000-8000-000000000001";

/** A record as Graph shows it, with changes: someone signed in to the Azure portal with MFA. */
export const aRecord = (changes: object = {}): object => ({
  id: recordId(1),
  createdDateTime: "2026-09-10T08:15:00Z",
  userId: userId(1),
  userPrincipalName: "person-1@contoso.example",
  userType: "member",
  appId: "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
  appDisplayName: "Azure Portal",
  resourceId: "797f4846-ba00-4fd7-ba43-dac1f8f63013",
  resourceDisplayName: "Windows Azure Service Management API",
  clientAppUsed: "Browser",
  ipAddress: "203.0.113.7",
  location: { countryOrRegion: "FI" },
  networkLocationDetails: [],
  deviceDetail: { deviceId: "", operatingSystem: "Windows10", browser: "Edge 140.0" },
  riskLevelDuringSignIn: "none",
  riskLevelAggregated: "none",
  originalTransferMethod: "none",
  crossTenantAccessType: "none",
  status: { errorCode: 0 },
  authenticationRequirement: "multiFactorAuthentication",
  appliedConditionalAccessPolicies: [decided(POLICY, "success")],
  ...changes,
});

/** Ids of records. `aRecord` has the first one by default. */
export const recordId = (number: number): string => `11111111-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** The same without MFA, which wasn't required. */
export const withoutMfa = (changes: object = {}): object =>
  aRecord({ authenticationRequirement: "singleFactorAuthentication", ...changes });
