import assert from "node:assert/strict";
import { judgeCheck } from "../../src/audit/audit";
import type { ExtraCheckId } from "../../src/audit/extra-checks";
import { aPolicy, groupId, userId } from "../cli/a-tenant";
import { contextOn } from "./printed";
import { COMPLIANT_REGISTER, compliantTenant } from "./tenants/compliant";

type File = Record<string, readonly Record<string, unknown>[]>;
type Case = readonly [
  title: string,
  answer: "passed" | "failed" | "unknown" | "not applicable",
  change: (tenant: File) => object,
  because?: RegExp,
];

const asItIs = (tenant: File) => tenant;
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

const CASES: { readonly [I in ExtraCheckId]: readonly Case[] } = {
  "mfa-registration": [
    ["everybody has a method", "passed", asItIs],
    [
      "somebody has none, and a policy on all resources guards it",
      "passed",
      each("userRegistrationDetails", { isMfaRegistered: false }),
      /2 accounts have no registered method: .*Policies guard/,
    ],
    [
      "somebody has none, and the settings except the registration",
      "failed",
      (tenant) => ({
        ...each("userRegistrationDetails", { isMfaRegistered: false })(tenant),
        conditionalAccessSettings: {
          exclusions: {
            allResourcesExclusions: {
              userActionExclusions: [{ userAction: "urn:user:registersecurityinfo", state: "enabled" }],
            },
          },
        },
      }),
      /no policy guards .* The tenant's settings except it/,
    ],
    [
      "somebody has none, and nothing guards it",
      "failed",
      (tenant) => instead(onApi)(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File),
    ],
    [
      "a policy on the user action guards it",
      "passed",
      (tenant) =>
        instead(
          onApi,
          aPolicy({ id: "r", conditions: registering }),
        )(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File),
    ],
    [
      "nothing is known of methods or guards",
      "unknown",
      (tenant) => without("userRegistrationDetails")(instead(onApi)(tenant) as unknown as File),
    ],
    [
      "a policy on all resources guards it but at trusted places",
      "passed",
      (tenant) =>
        instead(onApi, elsewhere)(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File),
      /everywhere but in trusted locations/,
    ],
    [
      "such a policy does unless the settings except it, which aren't known",
      "unknown",
      (tenant) =>
        without("conditionalAccessSettings")(
          instead(
            onApi,
            elsewhere,
          )(each("userRegistrationDetails", { isMfaRegistered: false })(tenant) as File) as unknown as File,
        ),
      /whether the tenant's settings except the registration/,
    ],
  ],
  "break-glass": [
    ["two good ones", "passed", asItIs],
    ["they are disabled", "failed", each("users", { accountEnabled: false }), /is disabled/],
    ["they are synchronized", "failed", each("users", { onPremisesSyncEnabled: true }), /synchronized/],
    [
      "a policy blocks them",
      "failed",
      also(
        aPolicy({ id: "b", displayName: "Block all", grantControls: { operator: "OR", builtInControls: ["block"] } }),
      ),
      /stopped by "Block all"/,
    ],
  ],
  "excluded-groups": [
    ["it is role-assignable", "passed", asItIs],
    ["it isn't", "failed", each("groups", { isAssignableToRole: false }), /neither role-assignable/],
    [
      "it is in a restricted unit",
      "passed",
      (tenant) => ({
        ...each("groups", { isAssignableToRole: false })(tenant),
        administrativeUnits: [{ id: "au", isMemberManagementRestricted: true, members: [{ id: groupId(1) }] }],
      }),
    ],
    ["it fills itself", "failed", each("groups", { groupTypes: ["DynamicMembership"] }), /fills itself/],
    ["it has an owner", "failed", each("groups", { owners: [{ id: userId(3) }] }), /1 owner/],
    ["it is public", "failed", each("groups", { visibility: "Public" }), /is public/],
    [
      "nothing is known of it",
      "unknown",
      each("groups", { isAssignableToRole: undefined, groupTypes: undefined, owners: undefined }),
    ],
  ],
  "report-only": [
    ["there is none", "not applicable", asItIs],
    ["one would close the way in", "failed", instead(aPolicy({ state: "enabledForReportingButNotEnforced" }))],
    [
      "one would close nothing",
      "passed",
      also(aPolicy({ id: "i", state: "enabledForReportingButNotEnforced", users: { includeUsers: ["None"] } })),
    ],
  ],
  "other-doors": [
    ["a policy on all resources", "passed", asItIs],
    ["a policy on the API alone", "failed", instead(onApi), /Azure DevOps/],
  ],
  agents: [
    ["there is none", "passed", asItIs],
    [
      "one is there, and nothing blocks it",
      "failed",
      (tenant) => ({ ...tenant, users: [...(tenant["users"] ?? []), agent] }),
    ],
  ],
  redundant: [
    ["one policy does it all", "passed", asItIs],
    [
      "one adds nothing",
      "failed",
      also(
        aPolicy({
          id: "r",
          displayName: "Again, for browsers",
          conditions: { clientAppTypes: ["browser"] },
          users: { excludeUsers: [userId(1), userId(2)], excludeGroups: [groupId(1)] },
        }),
      ),
      /"Again, for browsers" adds nothing/,
    ],
  ],
  vacuous: [
    ["each applies to somebody", "passed", asItIs],
    [
      "one names no people, as policies about agents don't",
      "passed",
      also(aPolicy({ id: "v", displayName: "Agents", users: { includeUsers: ["None"] } })),
    ],
    [
      "one excludes whom it includes",
      "failed",
      also(
        aPolicy({ id: "v", displayName: "Nobody", users: { includeUsers: [userId(3)], excludeUsers: [userId(3)] } }),
      ),
      /"Nobody" can never apply/,
    ],
    [
      "one is for platforms that it excludes",
      "failed",
      also(
        aPolicy({
          id: "v",
          displayName: "Nowhere",
          state: "disabled",
          conditions: { platforms: { includePlatforms: ["linux"], excludePlatforms: ["all"] } },
        }),
      ),
      /"Nowhere" can never apply/,
    ],
  ],
  "security-defaults": [
    ["they are on", "failed", (tenant) => ({ ...tenant, securityDefaults: { isEnabled: true } })],
    ["an enforced policy says that they are off", "passed", without("securityDefaults")],
    ["nothing says so", "unknown", (tenant) => ({ ...instead()(tenant), securityDefaults: undefined })],
  ],
  licence: [
    ["P2 is in it", "passed", asItIs],
    ["it is suspended", "failed", each("subscribedSkus", { capabilityStatus: "Suspended" })],
    ["there is none", "failed", (tenant) => ({ ...tenant, subscribedSkus: [] })],
    [
      "it has another plan",
      "failed",
      each("subscribedSkus", {
        servicePlans: [{ servicePlanName: "EXCHANGE_S_STANDARD", provisioningStatus: "Success" }],
      }),
    ],
    ["its plans aren't there", "unknown", each("subscribedSkus", { servicePlans: [] })],
  ],
};

describe("what an audit looks at beside the steps", () => {
  const all = Object.entries(CASES).flatMap(([id, cases]) => cases.map((one) => [id, ...one] as const));
  for (const [id, title, answer, change, because] of all)
    it(`${id}: ${title}: ${answer}`, () => {
      const tenant = JSON.parse(JSON.stringify(change(compliantTenant() as File)));
      const found = judgeCheck(id as ExtraCheckId, contextOn({ tenant, register: COMPLIANT_REGISTER }));
      assert.equal(found.kind, answer, found.because);
      if (because !== undefined) assert.match(found.because, because);
      assert.equal("todo" in found && found.todo.length > 0, answer === "failed" || answer === "unknown");
    });
});
