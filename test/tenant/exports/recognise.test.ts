import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import { gatherAll } from "../../../src/tenant/exports/gathering";
import { KEYS, type Key } from "../../../src/tenant/graph/file-keys";

const ID = "aaaaaaaa-0000-4000-8000-000000000001";
const METADATA = "https://graph.microsoft.com/v1.0/$metadata#";

interface Example {
  /** Has nothing that only its kind has. */
  readonly bare: JsonObject | string;
  /** Has what only its kind has; none where only a name or a key tells. */
  readonly full: JsonObject | undefined;
  readonly contexts: readonly string[];
  readonly types: readonly string[];
  readonly isOnly: boolean;
}

const example = (
  bare: Example["bare"],
  full?: JsonObject,
  contexts: readonly string[] = [],
  types: readonly string[] = [],
  only?: "only",
): Example => ({ bare, full, contexts, types, isOnly: only !== undefined });

/** An object of each kind, bare and with what only its kind has, and what Graph calls it in contexts and by type. */
const EXAMPLES: { readonly [K in Key]: Example } = {
  policies: example(
    { id: ID, conditions: {} },
    { id: ID, conditions: {}, state: "enabled", grantControls: null },
    ["identity/conditionalAccess/policies", "policies/conditionalAccessPolicies", "conditionalAccess/policies"],
    ["conditionalAccessPolicy"],
  ),
  namedLocations: example(
    { id: ID },
    { id: ID, ipRanges: [] },
    ["identity/conditionalAccess/namedLocations"],
    ["ipNamedLocation", "countryNamedLocation", "namedLocation"],
  ),
  authenticationStrengthPolicies: example(
    { id: ID },
    { id: ID, allowedCombinations: [] },
    ["policies/authenticationStrengthPolicies", "identity/conditionalAccess/authenticationStrength/policies"],
    ["authenticationStrengthPolicy"],
  ),
  users: example({ id: ID }, { id: ID, userPrincipalName: "anne@contoso.com" }, ["users"], ["user", "agentUser"]),
  groups: example({ id: ID }, { id: ID, groupTypes: [] }, ["groups"], ["group"]),
  roleAssignments: example(
    { principalId: ID, roleDefinitionId: ID },
    { principalId: ID, roleDefinitionId: ID, directoryScopeId: "/" },
    ["roleManagement/directory/roleAssignments", "roleManagement/directory/roleAssignmentScheduleInstances"],
    ["unifiedRoleAssignment", "unifiedRoleAssignmentScheduleInstance"],
  ),
  roleEligibilitySchedules: example(
    { principalId: ID, roleDefinitionId: ID },
    { principalId: ID, roleDefinitionId: ID, scheduleInfo: {}, status: "Provisioned" },
    ["roleManagement/directory/roleEligibilitySchedules", "roleManagement/directory/roleEligibilityScheduleInstances"],
    ["unifiedRoleEligibilitySchedule", "unifiedRoleEligibilityScheduleInstance"],
  ),
  organization: example(
    { id: ID },
    { id: ID, displayName: "Contoso", verifiedDomains: [] },
    ["organization"],
    ["organization"],
    "only",
  ),
  securityDefaults: example(
    { isEnabled: false },
    { id: "00000000-0000-0000-0000-000000000005", isEnabled: false },
    ["policies/identitySecurityDefaultsEnforcementPolicy"],
    ["identitySecurityDefaultsEnforcementPolicy"],
    "only",
  ),
  subscribedSkus: example(
    { skuPartNumber: "AAD_PREMIUM" },
    { skuPartNumber: "AAD_PREMIUM", capabilityStatus: "Enabled", servicePlans: [] },
    ["subscribedSkus"],
    ["subscribedSku"],
  ),
  userRegistrationDetails: example(
    { id: ID },
    { id: ID, userPrincipalName: "anne@contoso.com", isMfaRegistered: true },
    ["reports/authenticationMethods/userRegistrationDetails"],
    ["userRegistrationDetails"],
  ),
  roleDefinitions: example(
    { id: ID },
    { id: ID, templateId: ID, isBuiltIn: true },
    ["roleManagement/directory/roleDefinitions"],
    ["unifiedRoleDefinition"],
  ),
  servicePrincipals: example(
    { id: ID },
    { id: ID, appId: ID, servicePrincipalType: "Application" },
    ["servicePrincipals"],
    ["servicePrincipal"],
  ),
  administrativeUnits: example(
    { id: ID, displayName: "Contoso", members: [] },
    { id: ID, displayName: "Contoso", isMemberManagementRestricted: true, members: [] },
    ["directory/administrativeUnits", "administrativeUnits", "administrativeunits"],
    ["administrativeUnit"],
  ),
  conditionalAccessSettings: example(
    { exclusions: {} },
    { exclusions: { allResourcesExclusions: { userActionExclusions: [] } } },
    ["identity/conditionalAccess/settings"],
    ["conditionalAccessSettings"],
    "only",
  ),
  accessReviews: example(
    { id: ID, scope: {} },
    { id: ID, scope: {}, settings: {} },
    ["identityGovernance/accessReviews/definitions"],
    ["accessReviewScheduleDefinition"],
  ),
  source: example({}, undefined, [], [], "only"),
  directoryAudits: example(
    { id: ID, activityDateTime: "2026-11-26T08:00:00Z" },
    { id: ID, activityDateTime: "2026-11-26T08:00:00Z", targetResources: [] },
    ["auditLogs/directoryAudits"],
    ["directoryAudit"],
  ),
  notRead: example({ key: "accessReviews", why: "no role" }),
  readAt: example("2026-11-26T08:00:00Z", undefined, [], [], "only"),
  plannedBy: example("pulumi preview", undefined, [], [], "only"),
};

describe("what an export's objects are recognised by", () => {
  function gathered(name: string, json: unknown) {
    const { file, ...rest } = gatherAll([{ name, json }]);
    const { source, notRead, ...lists } = file as JsonObject;
    const gaps = JSON.stringify(notRead)?.includes("files of their own") === false ? { notRead } : {};
    return { file: { ...lists, ...gaps }, whole: (source as { whole: unknown }).whole, ...rest };
  }

  /** One file of some content, which is under one key and nothing else. */
  function isUnder(key: Key, name: string, json: unknown, values: readonly unknown[]): void {
    const { file, leftAside, problems } = gathered(name, json);
    const due = EXAMPLES[key].isOnly ? values[0] : values;
    assert.deepEqual({ file, leftAside, problems }, { file: { [key]: due }, leftAside: [], problems: [] }, name);
  }

  for (const key of KEYS) {
    const { bare, full, contexts, types, isOnly } = EXAMPLES[key];
    const object = typeof bare === "string" ? {} : bare;

    for (const context of contexts) {
      it(`${key}: by the context of a page, ${context}`, () => {
        isUnder(key, "x.json", { "@odata.context": METADATA + context, value: [object] }, [object]);
        isUnder(key, "x.json", { "@odata.context": `${METADATA}${context}(id,manager())`, value: [object] }, [object]);
      });
      it(`${key}: by the context of one object, ${context}/$entity`, () => {
        const one = { "@odata.context": `${METADATA}${context}/$entity`, ...object };
        isUnder(key, "x.json", one, [isOnly ? object : one]);
      });
    }
    for (const type of types)
      it(`${key}: by the type ${type}`, () => {
        const one = { "@odata.type": `#microsoft.graph.${type}`, ...object };
        isUnder(key, "x.json", [one], [isOnly ? object : one]);
        const page = { "@odata.context": `${METADATA}Collection(microsoft.graph.${type})`, value: [object] };
        isUnder(key, "x.json", page, [object]);
      });
    if (full !== undefined)
      it(`${key}: by what only its objects have`, () => {
        isUnder(key, "x.json", [full], [full]);
        isUnder(key, "x.json", { value: [full] }, [full]);
        isUnder(key, "x.json", full, [full]);
      });
    if (key !== "source")
      it(`${key}: as a key of a tenant file`, () => {
        isUnder(key, "x.json", { [key]: isOnly ? bare : [bare] }, [bare]);
      });
  }

  const others: readonly (readonly [title: string, name: string, json: unknown, why: RegExp])[] = [
    [
      "members of a group",
      "users.json",
      { "@odata.context": `${METADATA}groups('${ID}')/members`, value: [{ id: ID, userPrincipalName: "a@b.example" }] },
      /Graph calls it `groups\('.*which a tenant file doesn't have/,
    ],
    [
      "methods of a user",
      "x.json",
      { "@odata.context": `${METADATA}users('${ID}')/authentication/methods`, value: [{ id: ID }] },
      /Graph calls it `users\('/,
    ],
    [
      "people at risk",
      "users.json",
      { "@odata.context": `${METADATA}identityProtection/riskyUsers`, value: [{ id: ID, userPrincipalName: "a" }] },
      /Graph calls it `identityProtection\/riskyUsers`/,
    ],
    [
      "policies that were deleted",
      "policies.json",
      {
        "@odata.context": `${METADATA}identity/conditionalAccess/deletedItems/policies`,
        value: [
          { "@odata.type": "#microsoft.graph.conditionalAccessPolicy", id: ID, conditions: {}, state: "enabled" },
        ],
      },
      /Graph calls it `identity\/conditionalAccess\/deletedItems\/policies`/,
    ],
    [
      "roles of another service",
      "roleAssignments.json",
      {
        "@odata.context": `${METADATA}roleManagement/entitlementManagement/roleAssignments`,
        value: [{ principalId: ID, roleDefinitionId: ID }],
      },
      /Graph calls it `roleManagement\/entitlementManagement/,
    ],
    [
      "another policy, by its type",
      "policies.json",
      [{ "@odata.type": "#microsoft.graph.authorizationPolicy", id: ID, conditions: {} }],
      /Graph calls it `authorizationpolicy`/,
    ],
    [
      "requests for roles",
      "roleAssignments.json",
      [{ principalId: ID, roleDefinitionId: ID, action: "adminAssign" }],
      /like a request for a role/,
    ],
    [
      "directory roles with their members",
      "roles.json",
      [{ id: ID, displayName: "a", roleTemplateId: ID, members: [] }],
      /like a directory role/,
    ],
    ["what nothing tells", "notes.json", { hello: "world" }, /^its content doesn't tell what it is$/],
    ["an empty list without a context", "users.json", [], /^an empty list; its content doesn't tell/],
    ["an empty page without a context", "groups.json", { value: [] }, /^an empty list; its content doesn't tell/],
  ];
  for (const [title, name, json, why] of others)
    it(`says by name what is left aside: ${title}`, () => {
      const { file, leftAside } = gathered(name, json);
      assert.deepEqual([file, leftAside.map((one) => one.name)], [{}, [name]]);
      assert.match(leftAside[0]?.why ?? "", why);
    });

  it("says once of a list what is true of all that is in it", () => {
    const { leftAside } = gathered("x.json", [{ a: 1 }, { a: 2 }, { a: 3 }]);
    assert.deepEqual(
      leftAside.map(({ name }) => name),
      ["x.json"],
    );
  });

  it("takes some objects of the directory for what their types say", () => {
    const user = { "@odata.type": "#microsoft.graph.user", id: ID };
    const group = { "@odata.type": "#microsoft.graph.group", id: ID };
    const { file, leftAside } = gathered("x.json", {
      "@odata.context": `${METADATA}directoryObjects`,
      value: [user, group],
    });
    assert.deepEqual([file, leftAside], [{ users: [user], groups: [group] }, []]);
  });

  it("knows a list in part of which Graph shows one type", () => {
    const { file } = gathered("x.json", {
      "@odata.context": `${METADATA}identity/conditionalAccess/namedLocations/microsoft.graph.ipNamedLocation`,
      value: [{ id: ID }],
    });
    assert.deepEqual(file, {
      namedLocations: [{ id: ID }],
      "namedLocations@azmfa.part": "x.json: only objects of one type were asked for",
    });
  });

  it("keeps in a list what isn't understood among others of one kind, so that the list isn't taken for whole without it", () => {
    const user = { id: ID, userPrincipalName: "anne@contoso.com" };
    const { file, leftAside } = gathered("x.json", [user, null, { odd: true }]);
    assert.deepEqual([file, leftAside], [{ users: [user, null, { odd: true }] }, []]);
  });
});
