import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import { gatherAll } from "../../../src/tenant/exports/gathering";
import { COLLECTIONS, GRAPH_KEYS, isMany, type Key } from "../../../src/tenant/graph/collections";

const ID = "aaaaaaaa-0000-4000-8000-000000000001";
const METADATA = "https://graph.microsoft.com/v1.0/$metadata#";

/** What only the objects of a kind have. */
const TELLING: { readonly [K in Key]?: JsonObject } = {
  policies: { id: ID, conditions: {}, state: "enabled", grantControls: null },
  namedLocations: { id: ID, ipRanges: [] },
  authenticationStrengthPolicies: { id: ID, allowedCombinations: [] },
  users: { id: ID, userPrincipalName: "anne@contoso.com" },
  groups: { id: ID, groupTypes: [] },
  roleAssignments: { principalId: ID, roleDefinitionId: ID, directoryScopeId: "/" },
  roleEligibilitySchedules: { principalId: ID, roleDefinitionId: ID, scheduleInfo: {}, status: "Provisioned" },
  organization: { id: ID, displayName: "Contoso", verifiedDomains: [] },
  securityDefaults: { id: "00000000-0000-0000-0000-000000000005", isEnabled: false },
  subscribedSkus: { skuPartNumber: "AAD_PREMIUM", capabilityStatus: "Enabled", servicePlans: [] },
  userRegistrationDetails: { id: ID, userPrincipalName: "anne@contoso.com", isMfaRegistered: true },
  roleDefinitions: { id: ID, templateId: ID, isBuiltIn: true },
  conditionalAccessSettings: { exclusions: { allResourcesExclusions: { userActionExclusions: [] } } },
  accessReviews: { id: ID, scope: {}, settings: {} },
  directoryAudits: { id: ID, activityDateTime: "2026-11-26T08:00:00Z", targetResources: [] },
};

/** Contexts as Graph writes them, with spaces between. */
const CONTEXTS: { readonly [K in Key]?: string } = {
  policies: "identity/conditionalAccess/policies policies/conditionalAccessPolicies conditionalAccessPolicies",
  namedLocations: "identity/conditionalAccess/namedLocations namedLocations",
  authenticationStrengthPolicies:
    "policies/authenticationStrengthPolicies identity/conditionalAccess/authenticationStrength/policies identity/conditionalAccess/authenticationStrengths/policies authenticationStrengthPolicies",
  users: "users",
  groups: "groups",
  roleAssignments: "roleManagement/directory/roleAssignments roleManagement/directory/roleAssignmentScheduleInstances",
  roleEligibilitySchedules: "roleManagement/directory/roleEligibilitySchedules",
  userRegistrationDetails: "reports/authenticationMethods/userRegistrationDetails userRegistrationDetails",
  securityDefaults: "policies/identitySecurityDefaultsEnforcementPolicy identitySecurityDefaultsEnforcementPolicy",
  accessReviews: "identityGovernance/accessReviews/definitions",
};

describe("what an export's objects are recognised by", () => {
  function gathered(name: string, json: unknown) {
    const { file, ...rest } = gatherAll([{ name, json }]);
    const { source, memberships: _memberships, ...lists } = file as JsonObject;
    const known = Object.entries(lists).filter(
      ([, value]) => !String(value).includes("nothing says that these are all"),
    );
    return { file: Object.fromEntries(known), whole: (source as { whole: unknown }).whole, ...rest };
  }

  /** One file of some content, which is under one key and nothing else. */
  function isUnder(key: Key, name: string, json: unknown, values: readonly unknown[]): void {
    const { file, leftOut, problems } = gathered(name, json);
    const due = isOne(key) ? values[0] : values;
    assert.deepEqual({ file, leftOut, problems }, { file: { [key]: due }, leftOut: [], problems: [] }, name);
  }

  const isOne = (key: Key): boolean => !isMany(key);

  const contexts = (key: Key) => (CONTEXTS[key] ?? "").split(" ").map((context) => ({ key, context }));
  for (const { key, context } of Object.keys(CONTEXTS).flatMap((key) => contexts(key as Key)))
    it(`${key}: by the context ${context}, of a page and of one object`, () => {
      const value = [{ id: ID }];
      isUnder(key, "x.json", { "@odata.context": METADATA + context, value }, value);
      isUnder(key, "x.json", { "@odata.context": `${METADATA}${context}(id,manager())`, value }, value);
      const one = { "@odata.context": `${METADATA}${context}/$entity`, id: ID };
      isUnder(key, "x.json", one, [one]);
    });

  for (const key of GRAPH_KEYS) {
    for (const type of COLLECTIONS[key].types)
      it(`${key}: by the type ${type}`, () => {
        const one = { "@odata.type": `#microsoft.graph.${type}`, id: ID };
        isUnder(key, "x.json", [one], [one]);
        const page = { "@odata.context": `${METADATA}Collection(microsoft.graph.${type})`, value: [{ id: ID }] };
        isUnder(key, "x.json", page, [{ id: ID }]);
      });
    const telling = TELLING[key];
    if (telling !== undefined)
      it(`${key}: by what only its objects have, or as a key of a tenant file`, () => {
        for (const json of [[telling], { value: [telling] }, telling, { [key]: isOne(key) ? telling : [telling] }])
          isUnder(key, "x.json", json, [telling]);
      });
  }

  const page = (context: string, ...value: readonly unknown[]) => ({ "@odata.context": METADATA + context, value });
  const type = "#microsoft.graph.conditionalAccessPolicy";
  const policy = { "@odata.type": type, id: ID, conditions: {}, state: "enabled" };
  const unit = (more: JsonObject) => ({ id: ID, displayName: "a", members: [], ...more });
  const holder = { principalId: ID, roleDefinitionId: ID };
  const others: readonly (readonly [title: string, json: unknown, why: RegExp])[] = [
    ["groups of a person", page(`users('${ID}')/memberOf`, { id: ID, displayName: "a", members: [] }), /`users\('/],
    ["methods of a user", page(`users('${ID}')/authentication/methods(id)`, { id: ID }), /`users\('/],
    ["people at risk", page("identityProtection/riskyUsers", { id: ID, userPrincipalName: "a" }), /Protection\/risky/],
    ["deleted policies", page("identity/conditionalAccess/deletedItems/policies", policy), /`identity\/.*\/policies`/],
    ["policies of any kind", page("policies", policy), /`policies`/],
    ["roles of any service", page("roleAssignments", holder), /`roleAssignments`/],
    ["roles of another service", page("roleManagement/entitlement/roleAssignments", holder), /`roleManagement/],
    ["another policy", [{ ...policy, "@odata.type": "#microsoft.graph.authorizationPolicy" }], /`authorizationpolicy`/],
    [
      "eligibilities for groups",
      page("x/eligibilitySchedules", { accessId: "member", groupId: ID }),
      /like PIM for Gr/,
    ],
    ["requests for roles", [{ ...holder, action: "adminAssign" }], /like a request for a role/],
    ["directory roles", [{ id: ID, displayName: "a", roleTemplateId: ID, members: [] }], /like a directory role/],
    ["an export tool's own table", { TenantId: "t", Organization: "c", Objects: [] }, /^its content doesn't show/],
    [
      "units",
      [unit({ isMemberManagementRestricted: true }), unit({ membershipType: "Assigned" })],
      /administrative unit/,
    ],
    [
      "a deployment",
      { contentVersion: "1.0.0.0", resources: [{ uri: "@{variables('a')}" }] },
      /^its content doesn't show/,
    ],
    ["a template of Graph's", { id: ID, scenarios: "new", details: { conditions: {} } }, /^its content doesn't show/],
    ["a row of a table", { PartitionKey: "CATemplate", RowKey: ID, JSON: "{}" }, /like a row of table storage/],
    ["an unknown object", { hello: "world" }, /^its content doesn't show what it is$/],
    ["an empty list without a context", [], /^an empty list; its content doesn't show/],
    ["an empty page without a context", { value: [] }, /^an empty list; its content doesn't show/],
  ];
  for (const [title, json, why] of others)
    it(`names what is left out, and why: ${title}`, () => {
      // The name of a file never shows what is in it.
      const { file, leftOut } = gathered("policies.json", json);
      assert.deepEqual([file, [...new Set(leftOut.map((one) => one.name))]], [{}, ["policies.json"]]);
      assert.match(leftOut[0]?.why ?? "", why);
    });

  it("reads a tenant's lists in a file that also has keys of a table or a template", () => {
    const table = { partitionKey: "a", rowKey: "b" };
    for (const beside of [table, { scenarios: "new", details: {} }])
      assert.deepEqual(gathered("x.json", { users: [{ id: ID }], ...beside }).file, { users: [{ id: ID }] });
  });

  it("takes some objects of the directory for what their types say", () => {
    const user = { "@odata.type": "#microsoft.graph.user", id: ID };
    const group = { "@odata.type": "#microsoft.graph.group", id: ID };
    const { file, leftOut } = gathered("x.json", page("directoryObjects", user, group));
    assert.deepEqual([file, leftOut], [{ users: [user], groups: [group] }, []]);
  });

  it("takes a list for incomplete that also has something that isn't understood", () => {
    const user = { id: ID, userPrincipalName: "anne@contoso.com" };
    const { file, leftOut } = gathered("x.json", [user, null, { odd: true }]);
    assert.deepEqual(file, { users: [user], "users@azmfa.part": "x.json: it has other objects too" });
    assert.deepEqual(leftOut[0], { name: "x.json", why: "its content doesn't show what it is" });
  });
});
