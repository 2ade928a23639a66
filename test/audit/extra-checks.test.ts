import assert from "node:assert/strict";
import type { ExtraCheckId } from "../../src/audit/extra-checks";
import { aPolicy, groupId, userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { writtenFiles } from "../cli/written-files";
import { COMPLIANT_REGISTER, compliantTenant } from "./tenants/compliant";

type File = Record<string, readonly Record<string, unknown>[]>;
interface Case {
  readonly id: ExtraCheckId;
  readonly title: string;
  readonly change: (tenant: File) => object;
  readonly answer: "passed" | "failed" | "unknown" | "not applicable";
  readonly because?: RegExp;
}

const without = (key: string) => (tenant: File) => ({ ...tenant, [key]: undefined });
const each = (key: string, change: object) => (tenant: File) => ({
  ...tenant,
  [key]: tenant[key]?.map((one) => ({ ...one, ...change })),
});
const also =
  (...policies: readonly object[]) =>
  (tenant: File) => ({ ...tenant, policies: [...(tenant["policies"] ?? []), ...policies] });
const instead =
  (...policies: readonly object[]) =>
  (tenant: File) => ({ ...tenant, policies });
const onApi = aPolicy({ users: { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] } });
const agent = { id: userId(9), displayName: "agent", "@odata.type": "#microsoft.graph.agentUser" };
const elsewhere = aPolicy({
  id: "e",
  conditions: {
    applications: { includeApplications: ["All"] },
    locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] },
  },
});
const registering = { applications: { includeUserActions: ["urn:user:registersecurityinfo"] } };

const CASES: readonly Case[] = [
  { id: "mfa-registration", title: "everybody has a method", change: (tenant) => tenant, answer: "passed" },
  {
    id: "mfa-registration",
    title: "somebody has none, and a policy on all resources guards it",
    change: each("userRegistrationDetails", { isMfaRegistered: false }),
    answer: "passed",
    because: /2 accounts have no registered method: .*Policies guard/,
  },
  {
    id: "mfa-registration",
    title: "somebody has none, and the settings except the registration",
    change: (tenant) => ({
      ...each("userRegistrationDetails", { isMfaRegistered: false })(tenant),
      conditionalAccessSettings: {
        exclusions: {
          allResourcesExclusions: {
            userActionExclusions: [{ userAction: "urn:user:registersecurityinfo", state: "enabled" }],
          },
        },
      },
    }),
    answer: "failed",
    because: /no policy guards .* The tenant's settings except it/,
  },
  {
    id: "mfa-registration",
    title: "somebody has none, and nothing guards it",
    change: (tenant) => instead(onApi)(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File),
    answer: "failed",
  },
  {
    id: "mfa-registration",
    title: "a policy on the user action guards it",
    change: (tenant) =>
      instead(
        onApi,
        aPolicy({ id: "r", conditions: registering }),
      )(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File),
    answer: "passed",
  },
  {
    id: "mfa-registration",
    title: "nothing is known of methods or guards",
    change: (tenant) => without("userRegistrationDetails")(instead(onApi)(tenant) as unknown as File),
    answer: "unknown",
  },
  {
    id: "mfa-registration",
    title: "a policy on all resources guards it but at trusted places",
    change: (tenant) =>
      instead(onApi, elsewhere)(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File),
    answer: "passed",
    because: /everywhere but in trusted locations/,
  },
  {
    id: "mfa-registration",
    title: "such a policy does unless the settings except it, which aren't known",
    change: (tenant) =>
      without("conditionalAccessSettings")(
        instead(
          onApi,
          elsewhere,
        )(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File) as unknown as File,
      ),
    answer: "unknown",
    because: /whether the tenant's settings except the registration/,
  },
  { id: "break-glass", title: "two good ones", change: (tenant) => tenant, answer: "passed" },
  {
    id: "break-glass",
    title: "they are disabled",
    change: each("users", { accountEnabled: false }),
    answer: "failed",
    because: /is disabled/,
  },
  {
    id: "break-glass",
    title: "they are synchronized",
    change: each("users", { onPremisesSyncEnabled: true }),
    answer: "failed",
    because: /synchronized/,
  },
  {
    id: "break-glass",
    title: "a policy blocks them",
    change: also(
      aPolicy({ id: "b", displayName: "Block all", grantControls: { operator: "OR", builtInControls: ["block"] } }),
    ),
    answer: "failed",
    because: /stopped by "Block all"/,
  },
  {
    id: "break-glass",
    title: "alerts aren't known",
    change: without("breakGlassAlerts"),
    answer: "unknown",
    because: /alerted/,
  },
  {
    id: "break-glass",
    title: "nobody is alerted",
    change: (tenant) => ({ ...tenant, breakGlassAlerts: [] }),
    answer: "failed",
    because: /no alert/,
  },
  { id: "excluded-groups", title: "it is role-assignable", change: (tenant) => tenant, answer: "passed" },
  {
    id: "excluded-groups",
    title: "it isn't",
    change: each("groups", { isAssignableToRole: false }),
    answer: "failed",
    because: /neither role-assignable/,
  },
  {
    id: "excluded-groups",
    title: "it is in a restricted unit",
    change: (tenant) => ({
      ...each("groups", { isAssignableToRole: false })(tenant),
      administrativeUnits: [{ id: "au", isMemberManagementRestricted: true, members: [{ id: groupId(1) }] }],
    }),
    answer: "passed",
  },
  {
    id: "excluded-groups",
    title: "it fills itself",
    change: each("groups", { groupTypes: ["DynamicMembership"] }),
    answer: "failed",
    because: /fills itself/,
  },
  {
    id: "excluded-groups",
    title: "it has an owner",
    change: each("groups", { owners: [{ id: userId(3) }] }),
    answer: "failed",
    because: /1 owner/,
  },
  {
    id: "excluded-groups",
    title: "it is public",
    change: each("groups", { visibility: "Public" }),
    answer: "failed",
    because: /is public/,
  },
  {
    id: "excluded-groups",
    title: "nothing is known of it",
    change: each("groups", { isAssignableToRole: undefined, groupTypes: undefined, owners: undefined }),
    answer: "unknown",
  },
  { id: "report-only", title: "there is none", change: (tenant) => tenant, answer: "not applicable" },
  {
    id: "report-only",
    title: "one would close the way in",
    change: instead(aPolicy({ state: "enabledForReportingButNotEnforced" })),
    answer: "failed",
  },
  {
    id: "report-only",
    title: "one would close nothing",
    change: also(aPolicy({ id: "i", state: "enabledForReportingButNotEnforced", users: { includeUsers: ["None"] } })),
    answer: "passed",
  },
  { id: "other-doors", title: "a policy on all resources", change: (tenant) => tenant, answer: "passed" },
  {
    id: "other-doors",
    title: "a policy on the API alone",
    change: instead(onApi),
    answer: "failed",
    because: /Azure DevOps/,
  },
  { id: "agents", title: "there is none", change: (tenant) => tenant, answer: "passed" },
  {
    id: "agents",
    title: "one is there, and nothing blocks it",
    change: (tenant) => ({ ...tenant, users: [...(tenant["users"] ?? []), agent] }),
    answer: "failed",
  },
  { id: "service-principals", title: "one deploys the policies", change: (tenant) => tenant, answer: "passed" },
  {
    id: "service-principals",
    title: "two may change them",
    change: (tenant) => ({
      ...tenant,
      servicePrincipals: [...(tenant["servicePrincipals"] ?? []), { ...tenant["servicePrincipals"]?.[0], id: "other" }],
    }),
    answer: "failed",
    because: /2 service principals/,
  },
  { id: "service-principals", title: "they aren't known", change: without("servicePrincipals"), answer: "unknown" },
  { id: "microsoft-managed", title: "there is none", change: (tenant) => tenant, answer: "not applicable" },
  {
    id: "microsoft-managed",
    title: "one waits to switch itself on",
    change: also({
      ...aPolicy({ id: "m", displayName: "Microsoft-managed: MFA", state: "enabledForReportingButNotEnforced" }),
      createdDateTime: "2026-09-01T00:00:00Z",
    }),
    answer: "passed",
    because: /from 2026-10-16/,
  },
  {
    id: "microsoft-managed",
    title: "the day on which it appeared isn't known",
    change: also(
      aPolicy({ id: "m", displayName: "Microsoft-managed: MFA", state: "enabledForReportingButNotEnforced" }),
    ),
    answer: "unknown",
  },
  { id: "redundant", title: "one policy does it all", change: (tenant) => tenant, answer: "passed" },
  {
    id: "redundant",
    title: "one adds nothing",
    change: also(
      aPolicy({
        id: "r",
        displayName: "Again, for browsers",
        conditions: { clientAppTypes: ["browser"] },
        users: { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] },
      }),
    ),
    answer: "failed",
    because: /"Again, for browsers" adds nothing/,
  },
  { id: "vacuous", title: "each applies to somebody", change: (tenant) => tenant, answer: "passed" },
  {
    id: "vacuous",
    title: "one names no people, as policies about agents don't",
    change: also(aPolicy({ id: "v", displayName: "Agents", users: { includeUsers: ["None"] } })),
    answer: "passed",
  },
  {
    id: "vacuous",
    title: "one excludes whom it includes",
    change: also(
      aPolicy({ id: "v", displayName: "Nobody", users: { includeUsers: [userId(3)], excludeUsers: [userId(3)] } }),
    ),
    answer: "failed",
    because: /"Nobody" can never apply/,
  },
  {
    id: "vacuous",
    title: "one is for platforms that it excludes",
    change: also(
      aPolicy({
        id: "v",
        displayName: "Nowhere",
        state: "disabled",
        conditions: { platforms: { includePlatforms: ["linux"], excludePlatforms: ["all"] } },
      }),
    ),
    answer: "failed",
    because: /"Nowhere" can never apply/,
  },
  {
    id: "security-defaults",
    title: "they are on",
    change: (tenant) => ({ ...tenant, securityDefaults: { isEnabled: true } }),
    answer: "failed",
  },
  {
    id: "security-defaults",
    title: "an enforced policy says that they are off",
    change: without("securityDefaults"),
    answer: "passed",
  },
  {
    id: "security-defaults",
    title: "nothing says so",
    change: (tenant) => ({ ...instead()(tenant), securityDefaults: undefined }),
    answer: "unknown",
  },
  { id: "licence", title: "P2 is in it", change: (tenant) => tenant, answer: "passed" },
  {
    id: "licence",
    title: "it is suspended",
    change: each("subscribedSkus", { capabilityStatus: "Suspended" }),
    answer: "failed",
  },
  { id: "licence", title: "there is none", change: (tenant) => ({ ...tenant, subscribedSkus: [] }), answer: "failed" },
  {
    id: "licence",
    title: "it has another plan",
    change: each("subscribedSkus", {
      servicePlans: [{ servicePlanName: "EXCHANGE_S_STANDARD", provisioningStatus: "Success" }],
    }),
    answer: "failed",
  },
  {
    id: "licence",
    title: "its plans aren't there",
    change: each("subscribedSkus", { servicePlans: [] }),
    answer: "unknown",
  },
];

describe("what an audit looks at beside the steps", () => {
  const files = writtenFiles();
  for (const { id, title, change, answer, because } of CASES)
    it(`${id}: ${title}: ${answer}`, async () => {
      const tenant = files.write("tenant.json", change(compliantTenant() as File));
      const register = files.write("register.yaml", COMPLIANT_REGISTER);
      const { out, err } = await recordedRun(["audit", tenant, "--exclusions", register, "--format", "json"]);
      assert.notEqual(out, "", err);
      const found = JSON.parse(out).besides.find((one: { id: string }) => one.id === id);
      assert.equal(found.answer, answer, found.because);
      if (because !== undefined) assert.match(found.because, because);
      assert.equal(found.todo.length > 0, answer === "failed" || answer === "unknown");
    });
});
