import assert from "node:assert/strict";
import type { Properties } from "../../../policies/model/resource";
import { UNKNOWN } from "../../../policies/model/unknown";
import { protectedBaseline } from "../../../policies/rules/protected-baseline";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  ORDINARY_USER,
  OTHER_GROUP,
  TRUSTED_LOCATION,
} from "../support/ids";
import { policyArguments } from "../support/policies";
import { aResource, aStack, settingsOf } from "../support/stacks";

const settings = settingsOf({
  "protected-baseline": {
    protected: {
      policies: [`/identity/conditionalAccess/policies/${BASELINE_POLICY}`],
      users: [BREAK_GLASS],
      groups: [EXCLUDED_GROUP],
      roles: [EXCLUDED_ROLE],
      locations: [TRUSTED_LOCATION],
      strengths: [CUSTOM_STRENGTH],
      attributes: ["department"],
    },
  },
});

const asked = (type: string, properties: Properties) =>
  protectedBaseline.onResource?.(aResource(type, properties), settings, []) ?? [];
const held = (...resources: readonly ReturnType<typeof aResource>[]) =>
  protectedBaseline.onStack?.(aStack(resources), settings) ?? [];

describe("protected-baseline", () => {
  const seenBefore: readonly (readonly [string, string, Properties])[] = [
    ["a member of a protected group", "GroupMember", { groupObjectId: EXCLUDED_GROUP, memberObjectId: ORDINARY_USER }],
    [
      "its id in upper case",
      "GroupMember",
      { groupObjectId: EXCLUDED_GROUP.toUpperCase(), memberObjectId: ORDINARY_USER },
    ],
    [
      "a scheduled assignment to it",
      "PrivilegedAccessGroupAssignmentSchedule",
      { groupId: EXCLUDED_GROUP, principalId: ORDINARY_USER },
    ],
    [
      "eligibility for it",
      "PrivilegedAccessGroupEligibilitySchedule",
      { groupId: EXCLUDED_GROUP, principalId: ORDINARY_USER },
    ],
    ["rules for activating it", "GroupRoleManagementPolicy", { groupId: EXCLUDED_GROUP, roleId: "member" }],
    [
      "a catalog that has it",
      "AccessPackageResourceCatalogAssociation",
      { resourceOriginId: EXCLUDED_GROUP, resourceOriginSystem: "AadGroup" },
    ],
    [
      "an access package that gives it",
      "AccessPackageResourcePackageAssociation",
      { catalogResourceAssociationId: `x/${EXCLUDED_GROUP}` },
    ],
    [
      "an assignment of a protected role",
      "DirectoryRoleAssignment",
      { roleId: EXCLUDED_ROLE, principalObjectId: ORDINARY_USER },
    ],
    ["a member of it", "DirectoryRoleMember", { roleObjectId: EXCLUDED_ROLE, memberObjectId: ORDINARY_USER }],
    [
      "eligibility for the role",
      "DirectoryRoleEligibilityScheduleRequest",
      { roleDefinitionId: EXCLUDED_ROLE, principalId: ORDINARY_USER },
    ],
    [
      "the role within a unit",
      "AdministrativeUnitRoleMember",
      { roleObjectId: EXCLUDED_ROLE, memberObjectId: ORDINARY_USER },
    ],
    ["a unit that a protected account is put into", "AdministrativeUnitMember", { memberObjectId: BREAK_GLASS }],
    ["an attribute that a membership rule reads", "User", { displayName: "New", department: "Sales" }],
    [
      "a generic member reference",
      "msgraph:index/resource:Resource",
      { url: `groups/${EXCLUDED_GROUP}/members/$ref`, body: {} },
    ],
    [
      "a generic update of the policy",
      "msgraph:index/updateResource:UpdateResource",
      { url: `identity/conditionalAccess/policies/${BASELINE_POLICY}`, body: { state: "disabled" } },
    ],
    [
      "a generic action on a protected account",
      "msgraph:index/resourceAction:ResourceAction",
      { resourceUrl: `users/${BREAK_GLASS}`, action: "changePassword" },
    ],
    [
      "a generic write to an account by name",
      "msgraph:index/updateResource:UpdateResource",
      { url: "users/break-glass@contoso.example", body: {} },
    ],
    [
      "a generic role assignment",
      "msgraph:index/resource:Resource",
      { url: "roleManagement/directory/roleAssignments", body: { roleDefinitionId: EXCLUDED_ROLE } },
    ],
    [
      "security defaults",
      "msgraph:index/updateResource:UpdateResource",
      { url: "policies/identitySecurityDefaultsEnforcementPolicy", body: { isEnabled: true } },
    ],
    [
      "security defaults that may turn out on",
      "msgraph:index/updateResource:UpdateResource",
      { url: "policies/identitySecurityDefaultsEnforcementPolicy", body: { isEnabled: UNKNOWN } },
    ],
    [
      "trust in the MFA of other tenants",
      "msgraph:index/updateResource:UpdateResource",
      { url: "policies/crossTenantAccessPolicy/default", body: { inboundTrust: { isMfaAccepted: true } } },
    ],
  ];
  for (const [what, type, properties] of seenBefore)
    it(`rejects ${what} before it is deployed`, () => assert.equal(asked(type, properties).length, 1));

  const seenAfter: readonly (readonly [string, string, Properties])[] = [
    ["the policy", "ConditionalAccessPolicy", { ...policyArguments(), objectId: BASELINE_POLICY }],
    ["a location", "NamedLocation", { id: `/identity/conditionalAccess/namedLocations/${TRUSTED_LOCATION}` }],
    [
      "a strength",
      "AuthenticationStrengthPolicy",
      { id: `/policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}` },
    ],
    ["a group", "Group", { objectId: EXCLUDED_GROUP, owners: [ORDINARY_USER] }],
    ["a group without its members", "GroupWithoutMembers", { objectId: EXCLUDED_GROUP }],
    ["a break-glass account", "User", { objectId: BREAK_GLASS, password: "hunter2" }],
  ];
  for (const [what, type, properties] of seenAfter)
    it(`rejects a stack that has taken over ${what}`, () => assert.equal(held(aResource(type, properties)).length, 1));

  const silent: readonly (readonly [string, string, Properties])[] = [
    ["a member of another group", "GroupMember", { groupObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER }],
    [
      "a break-glass account in another group",
      "GroupMember",
      { groupObjectId: OTHER_GROUP, memberObjectId: BREAK_GLASS },
    ],
    ["a new, weak policy", "ConditionalAccessPolicy", policyArguments({ state: "disabled" })],
    ["a new group", "Group", { objectId: UNKNOWN, displayName: "new", members: [ORDINARY_USER] }],
    ["a new user", "User", { objectId: UNKNOWN, displayName: "new", password: "hunter2" }],
    [
      "an unrelated generic resource",
      "msgraph:index/resource:Resource",
      { url: "applications", body: { displayName: "x" } },
    ],
    [
      "security defaults that stay off",
      "msgraph:index/updateResource:UpdateResource",
      { url: "policies/identitySecurityDefaultsEnforcementPolicy", body: { isEnabled: false } },
    ],
  ];
  for (const [what, type, properties] of silent)
    it(`has nothing to say about ${what}`, () => {
      assert.deepEqual(asked(type, properties), []);
      assert.deepEqual(held(aResource(type, properties)), []);
    });

  it("is undecided about a group that is known only after deployment", () => {
    const [finding] = held(aResource("GroupMember", { groupObjectId: UNKNOWN, memberObjectId: ORDINARY_USER }));
    assert.match(finding?.message ?? "", /can't be told before deployment/);
  });

  it("knows that a group made in the same stack is none that anything rests on", () => {
    const group = aResource("Group", { objectId: UNKNOWN }, { name: "mine" });
    const member = aResource(
      "GroupMember",
      { groupObjectId: UNKNOWN, memberObjectId: ORDINARY_USER },
      { sources: { groupObjectId: [group.urn] } },
    );
    assert.deepEqual(held(group, member), []);
  });

  it("is undecided about an activated role that no resource of the stack explains", () => {
    const member = aResource("DirectoryRoleMember", { roleObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER });
    assert.match(held(member)[0]?.message ?? "", /a role that can't be told/);
  });

  it("rejects an attribute that a membership rule reads, set by a generic resource", () => {
    const url = `users/${ORDINARY_USER}`;
    assert.equal(
      asked("msgraph:index/updateResource:UpdateResource", { url, body: { department: "Sales" } }).length,
      1,
    );
    const elsewhere = { url: "applications", body: { department: "Sales" } };
    assert.deepEqual(asked("msgraph:index/updateResource:UpdateResource", elsewhere), []);
  });

  it("finds a role by its template through the role's resource", () => {
    const role = aResource("DirectoryRole", { objectId: OTHER_GROUP, templateId: EXCLUDED_ROLE }, { name: "role" });
    const member = aResource("DirectoryRoleMember", { roleObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER });
    assert.equal(held(role, member).length, 1);
  });

  describe("in the stack that has the guarantee", () => {
    const own = settingsOf({ "no-mfa-bypass": { baseline: "in-stack", carriers: ["azure-management-mfa"] } });
    const carrier = aResource("ConditionalAccessPolicy", policyArguments());
    const deployed = aResource("ConditionalAccessPolicy", { ...policyArguments(), objectId: BASELINE_POLICY });
    const location = aResource("NamedLocation", { objectId: TRUSTED_LOCATION, ip: {} }, { name: "office" });
    const generic = (properties: Properties, sources = {}) =>
      aResource("msgraph:index/updateResource:UpdateResource", properties, { name: "generic", sources });
    const told = (...resources: readonly ReturnType<typeof aResource>[]) =>
      protectedBaseline.onStack?.(aStack(resources), own) ?? [];

    it("rejects a second resource for the same policy", () => {
      const twin = { ...policyArguments({ state: "disabled" }), objectId: BASELINE_POLICY.toUpperCase() };
      assert.equal(told(deployed, aResource("ConditionalAccessPolicy", twin, { name: "twin" })).length, 1);
    });

    it("rejects a generic write to the policy, its location, or nobody can tell what", () => {
      const body = { state: "disabled" };
      assert.equal(
        told(deployed, generic({ url: `identity/conditionalAccess/policies/${BASELINE_POLICY}`, body })).length,
        1,
      );
      assert.equal(told(deployed, location, generic({ url: `x/namedLocations/${TRUSTED_LOCATION}`, body })).length, 1);
      assert.equal(told(deployed, generic({ url: UNKNOWN, body })).length, 1);
    });

    it("names a policy that doesn't exist yet", () => {
      const [finding] = told(carrier, generic({ url: UNKNOWN, body: {} }, { url: [carrier.urn] }));
      assert.match(
        finding?.message ?? "",
        /the policy `azure-management-mfa` of this stack, which carries the guarantee/,
      );
    });

    it("has nothing to say about other policies, locations and generic writes", () => {
      const other = aResource("ConditionalAccessPolicy", policyArguments({ state: "disabled" }), { name: "other" });
      assert.deepEqual(told(deployed, location, other, generic({ url: "applications", body: {} })), []);
    });
  });

  it("is undecided about a generic resource whose address is known only after deployment", () => {
    assert.notDeepEqual(held(aResource("msgraph:index/resource:Resource", { url: UNKNOWN, body: {} })), []);
  });
});
