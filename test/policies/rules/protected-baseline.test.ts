import assert from "node:assert/strict";
import { protectedBaseline } from "../../../policies/rules/protected-baseline";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { assertFound } from "../support/assert-found";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  INNER_GROUP,
  ORDINARY_USER,
  OTHER_GROUP,
  TRUSTED_LOCATION,
} from "../support/ids";
import { policyArguments } from "../support/policies";
import { aResource, aStack, askedFor, settingsOf } from "../support/stacks";
import { aTenant } from "../support/tenants";

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
  protectedBaseline.onResource?.(aResource(type, properties), settings, askedFor()) ?? [];
const held = (...resources: readonly ReturnType<typeof aResource>[]) =>
  protectedBaseline.onStack?.(aStack(resources), settings) ?? [];

describe("protected-baseline", () => {
  for (const groupObjectId of [`/groups/${EXCLUDED_GROUP}`, `{${EXCLUDED_GROUP.toUpperCase()}}`])
    it(`knows the group in whatever spelling: ${groupObjectId}`, () => {
      const resource = aResource("GroupMember", { groupObjectId, memberObjectId: ORDINARY_USER });
      assert.match(held(resource)[0]?.message ?? "", new RegExp(`protected group ${EXCLUDED_GROUP}`));
    });

  const seenBefore: readonly (readonly [string, string, Properties, says: string])[] = [
    [
      "a member of a protected group",
      "GroupMember",
      { groupObjectId: EXCLUDED_GROUP, memberObjectId: ORDINARY_USER },
      `this puts somebody into the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "its id in upper case",
      "GroupMember",
      { groupObjectId: EXCLUDED_GROUP.toUpperCase(), memberObjectId: ORDINARY_USER },
      `this puts somebody into the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "a scheduled assignment to it",
      "PrivilegedAccessGroupAssignmentSchedule",
      { groupId: EXCLUDED_GROUP, principalId: ORDINARY_USER },
      `this assigns somebody to the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "eligibility for it",
      "PrivilegedAccessGroupEligibilitySchedule",
      { groupId: EXCLUDED_GROUP, principalId: ORDINARY_USER },
      `this makes somebody eligible for the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "rules for activating it",
      "GroupRoleManagementPolicy",
      { groupId: EXCLUDED_GROUP, roleId: "member" },
      `this changes who may activate membership of the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "a catalog that has it",
      "AccessPackageResourceCatalogAssociation",
      { resourceOriginId: EXCLUDED_GROUP, resourceOriginSystem: "AadGroup" },
      `this puts into an access package catalog the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "an access package that gives it",
      "AccessPackageResourcePackageAssociation",
      { catalogResourceAssociationId: `x/${EXCLUDED_GROUP}` },
      `this lets people ask for membership of the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "an assignment of a protected role",
      "DirectoryRoleAssignment",
      { roleId: EXCLUDED_ROLE, principalObjectId: ORDINARY_USER },
      `this assigns the protected role ${EXCLUDED_ROLE}`,
    ],
    [
      "a member of it",
      "DirectoryRoleMember",
      { roleObjectId: EXCLUDED_ROLE, memberObjectId: ORDINARY_USER },
      `this assigns the protected role ${EXCLUDED_ROLE}`,
    ],
    [
      "eligibility for the role",
      "DirectoryRoleEligibilityScheduleRequest",
      { roleDefinitionId: EXCLUDED_ROLE, principalId: ORDINARY_USER },
      `this makes somebody eligible for the protected role ${EXCLUDED_ROLE}`,
    ],
    [
      "the role within a unit",
      "AdministrativeUnitRoleMember",
      { roleObjectId: EXCLUDED_ROLE, memberObjectId: ORDINARY_USER },
      `this assigns, within a unit, the protected role ${EXCLUDED_ROLE}`,
    ],
    [
      "a unit that a protected account is put into",
      "AdministrativeUnitMember",
      { memberObjectId: BREAK_GLASS },
      `this puts under the administrators of a unit the protected user ${BREAK_GLASS}`,
    ],
    [
      "an attribute that a membership rule reads",
      "User",
      { displayName: "New", department: "Sales" },
      "this sets `department` of a user, which decides who is in a protected group",
    ],
    [
      "a generic member reference",
      "msgraph:index/resource:Resource",
      { url: `groups/${EXCLUDED_GROUP}/members/$ref`, body: {} },
      `this writes to the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "a generic update of the policy",
      "msgraph:index/updateResource:UpdateResource",
      { url: `identity/conditionalAccess/policies/${BASELINE_POLICY}`, body: { state: "disabled" } },
      `this writes to the protected policy ${BASELINE_POLICY}`,
    ],
    [
      "a generic action on a protected account",
      "msgraph:index/resourceAction:ResourceAction",
      { resourceUrl: `users/${BREAK_GLASS}`, action: "changePassword" },
      `this writes to the protected user ${BREAK_GLASS}`,
    ],
    [
      "a generic write to an account by name",
      "msgraph:index/updateResource:UpdateResource",
      { url: "users/break-glass@contoso.example", body: {} },
      "this writes to an object that can't be told before deployment",
    ],
    [
      "a generic role assignment",
      "msgraph:index/resource:Resource",
      { url: "roleManagement/directory/roleAssignments", body: { roleDefinitionId: EXCLUDED_ROLE } },
      `this writes about the protected role ${EXCLUDED_ROLE}`,
    ],
    [
      "security defaults",
      "msgraph:index/updateResource:UpdateResource",
      { url: "policies/identitySecurityDefaultsEnforcementPolicy", body: { isEnabled: true } },
      "security defaults and Conditional Access exclude each other",
    ],
    [
      "security defaults that may turn out on",
      "msgraph:index/updateResource:UpdateResource",
      { url: "policies/identitySecurityDefaultsEnforcementPolicy", body: { isEnabled: UNRESOLVED } },
      "security defaults and Conditional Access exclude each other",
    ],
    [
      "trust in the MFA of other tenants",
      "msgraph:index/updateResource:UpdateResource",
      { url: "policies/crossTenantAccessPolicy/default", body: { inboundTrust: { isMfaAccepted: true } } },
      "the MFA of other tenants is trusted from now on, and nobody here knows what that is",
    ],
  ];
  for (const [what, type, properties, says] of seenBefore)
    it(`rejects ${what} before it is deployed`, () =>
      assertFound(asked(type, properties), [aResource(type, properties), says]));

  const seenAfter: readonly (readonly [string, string, Properties, says: string])[] = [
    [
      "the policy",
      "ConditionalAccessPolicy",
      { ...policyArguments(), objectId: BASELINE_POLICY },
      `this manages the protected policy ${BASELINE_POLICY}`,
    ],
    [
      "a location",
      "NamedLocation",
      { id: `/identity/conditionalAccess/namedLocations/${TRUSTED_LOCATION}` },
      `this manages the protected named location ${TRUSTED_LOCATION}`,
    ],
    [
      "a strength",
      "AuthenticationStrengthPolicy",
      { id: `/policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}` },
      `this manages the protected authentication strength ${CUSTOM_STRENGTH}`,
    ],
    [
      "a group",
      "Group",
      { objectId: EXCLUDED_GROUP, owners: [ORDINARY_USER] },
      `this manages, with its members, owners and membership rule, the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "a group without its members",
      "GroupWithoutMembers",
      { objectId: EXCLUDED_GROUP },
      `this manages, with its members, owners and membership rule, the protected group ${EXCLUDED_GROUP}`,
    ],
    [
      "a break-glass account",
      "User",
      { objectId: BREAK_GLASS, password: "hunter2" },
      `this manages, with password and state, the protected user ${BREAK_GLASS}`,
    ],
  ];
  for (const [what, type, properties, says] of seenAfter)
    it(`rejects a stack that has taken over ${what}`, () => {
      const resource = aResource(type, properties);
      assertFound(held(resource), [resource, says]);
    });

  const silent: readonly (readonly [string, string, Properties])[] = [
    ["a member of another group", "GroupMember", { groupObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER }],
    [
      "a break-glass account in another group",
      "GroupMember",
      { groupObjectId: OTHER_GROUP, memberObjectId: BREAK_GLASS },
    ],
    ["a new, weak policy", "ConditionalAccessPolicy", policyArguments({ state: "disabled" })],
    ["a new group", "Group", { objectId: UNRESOLVED, displayName: "new", members: [ORDINARY_USER] }],
    ["a new user", "User", { objectId: UNRESOLVED, displayName: "new", password: "hunter2" }],
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

  it("knows nothing for certain of a group that is known only after deployment", () => {
    const [finding] = held(aResource("GroupMember", { groupObjectId: UNRESOLVED, memberObjectId: ORDINARY_USER }));
    assert.match(finding?.message ?? "", /can't be told before deployment/);
  });

  it("knows that a group made in the same stack is none that anything rests on", () => {
    const group = aResource("Group", { objectId: UNRESOLVED }, { name: "mine" });
    const member = aResource(
      "GroupMember",
      { groupObjectId: UNRESOLVED, memberObjectId: ORDINARY_USER },
      { sources: { groupObjectId: [group.urn] } },
    );
    assert.deepEqual(held(group, member), []);
  });

  it("knows nothing for certain of an activated role that no resource of the stack explains", () => {
    const member = aResource("DirectoryRoleMember", { roleObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER });
    assert.match(held(member)[0]?.message ?? "", /a role that can't be told/);
  });

  it("rejects an attribute that a membership rule reads, set by a generic resource", () => {
    const url = `users/${ORDINARY_USER}`;
    assertFound(asked("msgraph:index/updateResource:UpdateResource", { url, body: { department: "Sales" } }), [
      aResource("msgraph:index/updateResource:UpdateResource", {}),
      "this sets `department` of a user, which decides who is in a protected group",
    ]);
    const elsewhere = { url: "applications", body: { department: "Sales" } };
    assert.deepEqual(asked("msgraph:index/updateResource:UpdateResource", elsewhere), []);
  });

  it("finds a role by its template through the role's resource", () => {
    const role = aResource("DirectoryRole", { objectId: OTHER_GROUP, templateId: EXCLUDED_ROLE }, { name: "role" });
    const member = aResource("DirectoryRoleMember", { roleObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER });
    assertFound(held(role, member), [member, `this assigns the protected role ${EXCLUDED_ROLE}`]);
  });

  describe("in the stack that has the guarantee", () => {
    const own = settingsOf({ "no-mfa-bypass": { baseline: "in-stack", carriers: ["azure-management-mfa"] } });
    const carrier = aResource("ConditionalAccessPolicy", policyArguments());
    const deployed = aResource("ConditionalAccessPolicy", { ...policyArguments(), objectId: BASELINE_POLICY });
    const location = aResource("NamedLocation", { objectId: TRUSTED_LOCATION, ip: {} }, { name: "office" });
    const generic = (properties: Properties, sources = {}) =>
      aResource("msgraph:index/updateResource:UpdateResource", properties, { name: "generic", sources });
    const reported = (...resources: readonly ReturnType<typeof aResource>[]) =>
      protectedBaseline.onStack?.(aStack(resources), own) ?? [];

    it("rejects a second resource for the same policy", () => {
      const twin = { ...policyArguments({ state: "disabled" }), objectId: BASELINE_POLICY.toUpperCase() };
      const second = aResource("ConditionalAccessPolicy", twin, { name: "twin" });
      assertFound(reported(deployed, second), [
        second,
        `this manages the policy ${BASELINE_POLICY}, which carries the guarantee`,
      ]);
    });

    it("rejects a generic write to the policy, its location, or nobody can tell what", () => {
      const body = { state: "disabled" };
      const written = generic({ url: `identity/conditionalAccess/policies/${BASELINE_POLICY}`, body });
      assertFound(reported(deployed, written), [
        written,
        `this writes to the policy ${BASELINE_POLICY}, which carries`,
      ]);
      const moved = generic({ url: `x/namedLocations/${TRUSTED_LOCATION}`, body });
      assertFound(reported(deployed, location, moved), [
        moved,
        `this writes to the named location ${TRUSTED_LOCATION}, which carries`,
      ]);
      const anything = generic({ url: UNRESOLVED, body });
      assertFound(reported(deployed, anything), [
        anything,
        "this writes to an object that can't be told before deployment and may carry the guarantee",
      ]);
    });

    it("names a policy that doesn't exist yet", () => {
      const [finding] = reported(carrier, generic({ url: UNRESOLVED, body: {} }, { url: [carrier.urn] }));
      assert.match(
        finding?.message ?? "",
        /the policy `azure-management-mfa` of this stack, which carries the guarantee/,
      );
    });

    it("names the policy that an action is about", () => {
      const act = (sources: Properties) =>
        aResource(
          "msgraph:index/resourceAction:ResourceAction",
          { resourceUrl: "identity/conditionalAccess/policies", action: UNRESOLVED, method: "DELETE" },
          { name: "generic", sources: sources as Resource["sources"] },
        );
      const about = (resource: Resource) => reported(carrier, resource)[0]?.message ?? "";
      assert.match(
        about(act({ action: [carrier.urn] })),
        /the policy `azure-management-mfa` of this stack, which carries/,
      );
      assert.match(about(act({})), /an object that can't be told before deployment and may carry the guarantee/);
    });

    it("has nothing to say about other policies, locations and generic writes", () => {
      const other = aResource("ConditionalAccessPolicy", policyArguments({ state: "disabled" }), { name: "other" });
      assert.deepEqual(reported(deployed, location, other, generic({ url: "applications", body: {} })), []);
    });
  });

  it("knows nothing for certain of a generic resource whose address is known only after deployment", () => {
    assert.notDeepEqual(held(aResource("msgraph:index/resource:Resource", { url: UNRESOLVED, body: {} })), []);
  });

  const POLICY = `identity/conditionalAccess/policies/${BASELINE_POLICY}`;
  const RESOURCE = "msgraph:index/resource:Resource";
  const UPDATE = "msgraph:index/updateResource:UpdateResource";
  const ACTION = "msgraph:index/resourceAction:ResourceAction";
  const DEFAULTS = "policies/identitySecurityDefaultsEnforcementPolicy";
  const batch = (...requests: readonly object[]) => ({ resourceUrl: "$batch", body: { requests } });
  const object = (id: string) => ({ "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });

  it("knows nothing for certain of an invitation of which nothing is known, and leaves a first one alone", () => {
    const accounts = settingsOf({ "protected-baseline": { protected: { users: [BREAK_GLASS] } } });
    const found = (body: unknown) =>
      protectedBaseline.onStack?.(aStack([aResource(RESOURCE, { url: "invitations", body })]), accounts);
    const says = "this changes who signs in as a user that can't be told before deployment";
    assertFound(found(UNRESOLVED), [aResource(RESOURCE, {}), says]);
    assertFound(found({ invitedUserEmailAddress: UNRESOLVED, inviteRedirectUrl: "https://x.example" }));
  });

  describe("a generic resource", () => {
    const changing: readonly (readonly [string, string, Properties, says: string])[] = [
      [
        "an address in upper case",
        UPDATE,
        { url: POLICY.toUpperCase(), body: {} },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "a whole address",
        UPDATE,
        { url: `https://graph.microsoft.com/v1.0/${POLICY}?$select=id`, body: {} },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "an address in percent signs",
        UPDATE,
        { url: POLICY.replace("eeee", "%65%65ee"), body: {} },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "a body that isn't known",
        UPDATE,
        { url: POLICY, body: UNRESOLVED },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "an account by name in a whole address",
        UPDATE,
        { url: "https://graph.microsoft.com/beta/users/a@b.example" },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "an account by another key",
        UPDATE,
        { url: "users(userPrincipalName='a@b.example')", body: {} },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "a group by another key",
        UPDATE,
        { url: "groups(uniqueName='excluded')", body: { visibility: "Public" } },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "a batch that is about an account",
        ACTION,
        batch({ method: "PATCH", url: `/users/${BREAK_GLASS}`, body: {} }),
        `this writes to the protected user ${BREAK_GLASS}`,
      ],
      [
        "a batch that is about a named account",
        ACTION,
        batch({ method: "PATCH", url: "/users/a@b.example", body: {} }),
        "this writes to an object that can't be told before deployment",
      ],
      [
        "a batch that nobody can read",
        ACTION,
        { resourceUrl: "$batch", body: UNRESOLVED },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "a unit for an account",
        RESOURCE,
        { url: `directory/administrativeUnits/${OTHER_GROUP}/members/$ref`, body: object(BREAK_GLASS) },
        `this writes about the protected user ${BREAK_GLASS}`,
      ],
      [
        "a unit for a group",
        RESOURCE,
        { url: `directory/administrativeUnits/${OTHER_GROUP}/members/$ref`, body: object(EXCLUDED_GROUP) },
        `this writes about the protected group ${EXCLUDED_GROUP}`,
      ],
      [
        "a schedule for a group",
        RESOURCE,
        {
          url: "identityGovernance/privilegedAccess/group/assignmentScheduleRequests",
          body: { groupId: EXCLUDED_GROUP, principalId: ORDINARY_USER },
        },
        `this writes about the protected group ${EXCLUDED_GROUP}`,
      ],
      [
        "a group that an account is put into from its own side",
        RESOURCE,
        { url: `users/${ORDINARY_USER}/memberOf/$ref`, body: object(EXCLUDED_GROUP) },
        `this writes about the protected group ${EXCLUDED_GROUP}`,
      ],
      [
        "a group that a new account is made in",
        RESOURCE,
        { url: "users", body: { displayName: "x", "memberOf@odata.bind": [`groups/${EXCLUDED_GROUP}`] } },
        `this writes about the protected group ${EXCLUDED_GROUP}`,
      ],
      [
        "no address that is known here",
        "msgraph:index/another:Another",
        { path: POLICY, body: {} },
        "this writes, in a way that this pack doesn't know, to an object that can't be told before deployment",
      ],
      [
        "a property that is known nowhere",
        UPDATE,
        { url: "applications", body: {}, target: POLICY },
        "this writes, in a way that this pack doesn't know, to an object that can't be told before deployment",
      ],
      ...["identity", "identity/conditionalAccess", "policies", "identity/conditionalAccess/policies", "users"].map(
        (url) =>
          [
            `everything at ${url}`,
            UPDATE,
            { url, body: { value: [{ id: BASELINE_POLICY }] } },
            "this writes to an object that can't be told before deployment",
          ] as const,
      ),
      [
        "an invitation that somebody else may redeem",
        RESOURCE,
        { url: "invitations", body: { invitedUser: { id: BREAK_GLASS }, resetRedemption: true } },
        `this changes who signs in as the protected user ${BREAK_GLASS}`,
      ],
      [
        "an invitation in other letter case",
        RESOURCE,
        { url: "/Invitations/", body: { InvitedUser: { Id: BREAK_GLASS }, ResetRedemption: true } },
        `this changes who signs in as the protected user ${BREAK_GLASS}`,
      ],
      ...[
        { invitedUser: { id: UNRESOLVED }, resetRedemption: true },
        { invitedUser: UNRESOLVED, resetRedemption: true },
        { invitedUser: { userPrincipalName: "break-glass@contoso.example" }, resetRedemption: true },
        { invitedUser: { id: UNRESOLVED }, resetRedemption: UNRESOLVED },
      ].map(
        (body, index) =>
          [
            `an invitation that may be sent again to anybody (${index + 1})`,
            RESOURCE,
            { url: "invitations", body },
            "this changes who signs in as a user that can't be told before deployment",
          ] as const,
      ),
      [
        "the policy as an action",
        ACTION,
        { resourceUrl: "identity/conditionalAccess/policies", action: BASELINE_POLICY, method: "DELETE" },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "the policy in an action that is sent when it is destroyed",
        ACTION,
        { resourceUrl: "identity", action: POLICY.slice("identity/".length), method: "PATCH", when: "destroy" },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "a member of the group by an action",
        ACTION,
        {
          resourceUrl: "groups",
          action: `${EXCLUDED_GROUP}/members/$ref`,
          method: "POST",
          body: object(ORDINARY_USER),
        },
        `this writes to the protected group ${EXCLUDED_GROUP}`,
      ],
      [
        "a role by an action",
        ACTION,
        {
          resourceUrl: "roleManagement/directory",
          action: "roleAssignments",
          method: "POST",
          body: { roleDefinitionId: EXCLUDED_ROLE, principalId: ORDINARY_USER, directoryScopeId: "/" },
        },
        `this writes about the protected role ${EXCLUDED_ROLE}`,
      ],
      [
        "a batch by an action",
        ACTION,
        { ...batch({ method: "DELETE", url: `/${POLICY}` }), resourceUrl: "/", action: "$batch", method: "POST" },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "security defaults by an action",
        ACTION,
        {
          resourceUrl: "policies",
          action: DEFAULTS.slice("policies/".length),
          method: "PATCH",
          body: { isEnabled: true },
        },
        "security defaults and Conditional Access exclude each other",
      ],
      [
        "the account by name in an action",
        ACTION,
        { resourceUrl: "users", action: "break-glass@contoso.example/changePassword", method: "POST" },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "a guest's account by name, with its number signs encoded",
        UPDATE,
        { url: "users/guest_x.example%23EXT%23@contoso.example", body: {} },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "an action that isn't known",
        ACTION,
        { resourceUrl: "identity/conditionalAccess/policies", action: UNRESOLVED, method: "DELETE" },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "an address that goes up again",
        ACTION,
        { resourceUrl: "applications?x=", action: "../users/break-glass@contoso.example", method: "DELETE" },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "an address with a slash in disguise",
        UPDATE,
        { url: "users%2Fbreak-glass@contoso.example", body: {} },
        "this writes to an object that can't be told before deployment",
      ],
      [
        "a header that may make it another request",
        ACTION,
        { resourceUrl: POLICY, method: "GET", headers: { "X-HTTP-Method-Override": "DELETE" } },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "a policy that was taken over by import",
        RESOURCE,
        { url: "identity/conditionalAccess/policies", resourceUrl: POLICY, body: { state: "disabled" } },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      ...[
        { issuerUri: "https://idp.example" },
        { federatedIdpMfaBehavior: "acceptIfMfaDoneByFederatedIdp" },
        { FederatedIdpMfaBehavior: UNRESOLVED },
      ].map(
        (body, index) =>
          [
            `a domain's own identity provider, ${index}`,
            RESOURCE,
            { url: "domains/contoso.example/federationConfiguration", body },
            "the MFA of an identity provider outside the tenant is trusted from now on",
          ] as const,
      ),
      [
        "a policy that was taken over by import and is known by its id alone",
        RESOURCE,
        { url: "identity/conditionalAccess/policies", id: BASELINE_POLICY, body: { state: "disabled" } },
        `this writes to the protected policy ${BASELINE_POLICY}`,
      ],
      [
        "security defaults in a batch",
        ACTION,
        batch({ method: "PATCH", url: `/${DEFAULTS}`, body: { isEnabled: true } }),
        "security defaults and Conditional Access exclude each other",
      ],
      [
        "security defaults as text",
        UPDATE,
        { url: DEFAULTS, body: '{"isEnabled": true}' },
        "security defaults and Conditional Access exclude each other",
      ],
      [
        "security defaults as a text that can't be read",
        UPDATE,
        { url: DEFAULTS, body: '{"isEnabled": true,' },
        "security defaults and Conditional Access exclude each other",
      ],
      [
        "security defaults in other letters",
        UPDATE,
        { url: DEFAULTS.toLowerCase(), body: { IsEnabled: "true" } },
        "security defaults and Conditional Access exclude each other",
      ],
    ];
    for (const [what, type, properties, says] of changing)
      it(`is rejected with ${what}, once`, () => {
        const resource = aResource(type, properties);
        assertFound(held(resource), [resource, says]);
      });

    const referring: readonly (readonly [string, string, Properties])[] = [
      [
        "a new policy that leaves the group out",
        RESOURCE,
        {
          url: "identity/conditionalAccess/policies",
          body: {
            conditions: {
              users: { excludeGroups: [EXCLUDED_GROUP], includeRoles: [EXCLUDED_ROLE] },
              locations: { excludeLocations: [TRUSTED_LOCATION] },
            },
          },
        },
      ],
      [
        "an application's role for the group",
        RESOURCE,
        { url: `servicePrincipals/${OTHER_GROUP}/appRoleAssignedTo`, body: { principalId: EXCLUDED_GROUP } },
      ],
      [
        "the group within another",
        RESOURCE,
        { url: `groups/${OTHER_GROUP}/members/$ref`, body: object(EXCLUDED_GROUP) },
      ],
      [
        "another role for the group",
        RESOURCE,
        {
          url: "roleManagement/directory/roleAssignments",
          body: { roleDefinitionId: OTHER_GROUP, principalId: EXCLUDED_GROUP, directoryScopeId: "/" },
        },
      ],
      ["a new account", RESOURCE, { url: "users", body: { displayName: "x" } }],
      [
        "an action of an application's own",
        ACTION,
        {
          resourceUrl: `servicePrincipals/${OTHER_GROUP}`,
          action: "synchronization/jobs/x/start",
          method: "POST",
          apiVersion: "beta",
          headers: { Prefer: "respond-async" },
          queryParameters: { top: ["1"] },
          when: "create",
          responseExportValues: { all: "@" },
          timeouts: { create: "1m" },
          __defaults: [],
        },
      ],
      [
        "a reference that exists",
        RESOURCE,
        {
          url: `groups/${OTHER_GROUP}/members/$ref`,
          resourceUrl: `groups/${OTHER_GROUP}/members/${EXCLUDED_GROUP}`,
          body: object(EXCLUDED_GROUP),
        },
      ],
      ["something that is only read", ACTION, { resourceUrl: `groups/${EXCLUDED_GROUP}`, method: "GET" }],
      [
        "an identity provider whose MFA isn't trusted",
        RESOURCE,
        {
          url: "domains/contoso.example/federationConfiguration",
          body: { federatedIdpMfaBehavior: "rejectMfaByFederatedIdp" },
        },
      ],
      [
        "an identity provider of which something else is said",
        UPDATE,
        { url: `domains/contoso.example/federationConfiguration/${OTHER_GROUP}`, body: { displayName: "x" } },
      ],
      [
        "an invitation to somebody new",
        RESOURCE,
        { url: "invitations", body: { invitedUserEmailAddress: UNRESOLVED } },
      ],
      ["a setting of all consent", UPDATE, { url: "policies/authorizationPolicy", body: { allowInvitesFrom: "none" } }],
      [
        "partners whose MFA isn't trusted",
        RESOURCE,
        { url: "policies/crossTenantAccessPolicy/partners", body: { inboundTrust: { isMfaAccepted: false } } },
      ],
    ];
    for (const [what, type, properties] of referring)
      it(`passes with ${what}`, () => {
        assert.deepEqual(asked(type, properties), []);
        assert.deepEqual(held(aResource(type, properties)), []);
      });
  });

  describe("what another resource of the stack tells", () => {
    const source = (type: string, properties: Properties = {}) => aResource(type, properties, { name: "source" });
    const about = (type: string, property: string, from: Resource, rest: Properties = {}) =>
      held(
        from,
        aResource(type, { ...rest, [property]: UNRESOLVED }, { name: "x", sources: { [property]: [from.urn] } }),
      );
    const unit = (from: Resource) => about("AdministrativeUnitMember", "memberObjectId", from);

    it("is a new group, a new account or a service principal in a unit", () => {
      for (const type of ["Group", "User", "ServicePrincipal"]) assert.deepEqual(unit(source(type)), []);
    });

    it("is a custom role, which no policy names", () => {
      assert.deepEqual(about("DirectoryRoleAssignment", "roleId", source("CustomDirectoryRole")), []);
      const eligibility = "DirectoryRoleEligibilityScheduleRequest";
      assert.deepEqual(about(eligibility, "roleDefinitionId", source("CustomDirectoryRole")), []);
    });

    it("is a role by its template, and unknown while it has only a name that nobody knows", () => {
      const named = source("DirectoryRole", { displayName: "Something new", templateId: UNRESOLVED });
      assertFound(about("DirectoryRoleAssignment", "roleId", named), [
        aResource("DirectoryRoleAssignment", {}, { name: "x" }),
        "this assigns a role that can't be told before deployment",
      ]);
      assert.deepEqual(
        about("DirectoryRoleMember", "roleObjectId", source("DirectoryRole", { templateId: OTHER_GROUP })),
        [],
      );
    });

    it("is a package or a catalog of its own", () => {
      assert.deepEqual(about("AccessPackageAssignmentPolicy", "accessPackageId", source("AccessPackage")), []);
      assert.deepEqual(about("AccessPackageCatalogRoleAssignment", "catalogId", source("AccessPackageCatalog")), []);
    });

    it("is a unit or a group, and only the former decides about whom the body names", () => {
      const body = object(BREAK_GLASS);
      const [unitOf, groupOf] = ["AdministrativeUnit", "Group"].map((type) =>
        about(RESOURCE, "url", source(type), { body }),
      );
      assert.match(unitOf?.[0]?.message ?? "", new RegExp(`this writes about the protected user ${BREAK_GLASS}`));
      assert.deepEqual(groupOf, []);
    });

    it("is unknown where the value may come from something else as well", () => {
      const group = source("Group");
      const reference = "urn:pulumi:dev::other::pulumi:pulumi:StackReference::base";
      const properties = { groupObjectId: UNRESOLVED, memberObjectId: ORDINARY_USER };
      const sources = { groupObjectId: [group.urn, reference] };
      const member = aResource("GroupMember", properties, { name: "x", sources });
      assertFound(held(group, member), [
        member,
        "this puts somebody into a group that can't be told before deployment",
      ]);
    });
  });

  it("rejects a unit that has a protected account or group among its members", () => {
    const unit = aResource("AdministrativeUnit", { members: [BREAK_GLASS] });
    assertFound(held(unit), [unit, `the protected user ${BREAK_GLASS}`]);
    const member = aResource("AdministrativeUnitMember", { memberObjectId: EXCLUDED_GROUP });
    assertFound(held(member), [member, `the protected group ${EXCLUDED_GROUP}`]);
  });

  it("protects the register's break-glass accounts without a list, and nobody else in it", () => {
    const entry = (user: string, kind: string) => ({
      ...{ user, kind, reason: "r", owner: "o@contoso.example", approvedBy: "a@contoso.example" },
      reviewBy: "2027-01-31",
    });
    const exclusions = [entry(BREAK_GLASS, "break-glass"), entry(ORDINARY_USER, "service-account")];
    const listed = settingsOf({ "approved-exclusions": { register: { exclusions } } });
    const reported = (objectId: string) =>
      protectedBaseline.onStack?.(aStack([aResource("User", { objectId, password: "hunter2" })]), listed);
    assertFound(reported(BREAK_GLASS), [aResource("User", {}), `the protected user ${BREAK_GLASS}`]);
    assert.deepEqual(reported(ORDINARY_USER), []);
  });

  describe("with a snapshot and no list", () => {
    const shown = settingsOf({ "tenant-stays-closed": { tenant: aTenant() } });
    const reported = (...resources: readonly Resource[]) => [
      ...resources.flatMap((one) => protectedBaseline.onResource?.(one, shown, askedFor()) ?? []),
      ...(protectedBaseline.onStack?.(aStack(resources), shown) ?? []),
    ];
    const unitOf = (memberObjectId: string) => aResource("AdministrativeUnitMember", { memberObjectId });

    it("protects whom the policies leave out, from password resets and from the administrators of a unit", () => {
      for (const resource of [
        aResource("User", { objectId: BREAK_GLASS, password: "hunter2" }),
        aResource(ACTION, { resourceUrl: `users/${BREAK_GLASS}`, action: "changePassword", method: "POST" }),
        unitOf(BREAK_GLASS),
      ])
        assert.match(reported(resource)[0]?.message ?? "", new RegExp(`the protected user ${BREAK_GLASS}`));
    });

    it("protects the excluded group and the groups within it, from owners and from the administrators of a unit", () => {
      for (const resource of [
        aResource("Group", { objectId: EXCLUDED_GROUP, members: [BREAK_GLASS, INNER_GROUP], owners: [ORDINARY_USER] }),
        unitOf(EXCLUDED_GROUP),
        aResource(RESOURCE, {
          url: `directory/administrativeUnits/${OTHER_GROUP}/members/$ref`,
          body: object(EXCLUDED_GROUP),
        }),
      ])
        assert.match(reported(resource)[0]?.message ?? "", new RegExp(`the protected group ${EXCLUDED_GROUP}`));
      assert.match(reported(unitOf(INNER_GROUP))[0]?.message ?? "", new RegExp(`the protected group ${INNER_GROUP}`));
    });

    it("leaves everybody else to their stacks, and memberships to the snapshot", () => {
      const joining = { groupObjectId: EXCLUDED_GROUP, memberObjectId: BREAK_GLASS };
      const silent = [
        aResource("User", { objectId: ORDINARY_USER, password: "hunter2" }),
        unitOf(ORDINARY_USER),
        unitOf(OTHER_GROUP),
        aResource("GroupMember", joining),
      ];
      assert.deepEqual(reported(...silent), []);
    });

    it("leaves a policy alone that stops nobody, and whom another policy covers", () => {
      const tenant = aTenant();
      const [policy] = tenant.policies;
      const off = { ...policy, state: "disabled" };
      const all = {
        ...policy,
        id: OTHER_GROUP,
        conditions: { ...policy?.conditions, users: { includeUsers: ["All"] } },
      };
      for (const policies of [[off], [policy, all]]) {
        const by = settingsOf({ "tenant-stays-closed": { tenant: { ...tenant, policies } } });
        const account = aResource("User", { objectId: BREAK_GLASS });
        assert.deepEqual(protectedBaseline.onStack?.(aStack([account]), by), []);
      }
    });
  });

  it("leaves alone what a program only reads", () => {
    const read = aResource("Group", { objectId: EXCLUDED_GROUP });
    assert.deepEqual(protectedBaseline.onStack?.(aStack([read], []), settings), []);
    assert.deepEqual(protectedBaseline.onStack?.(aStack([read], [{ ...read, properties: {} }]), settings), []);
  });
});
