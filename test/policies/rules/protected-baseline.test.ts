import assert from "node:assert/strict";
import { protectedBaseline } from "../../../policies/rules/protected-baseline";
import { plannedId } from "../../../policies/stack/objects/entra-objects";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { assertFound } from "../support/assert-found";
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
import { anEntry } from "../support/register";
import { ACTION, RESOURCE, reference, update } from "../support/requests";
import { resourceIn, rowsIn } from "../support/rows";
import { aResource, aStack, askedFor, referring, settingsOf } from "../support/stacks";
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
    },
  },
});

const early = (resource: Resource) => protectedBaseline.onResource?.(resource, settings, askedFor()) ?? [];
const held = (...resources: readonly ReturnType<typeof aResource>[]) =>
  protectedBaseline.onStack?.(aStack(resources), settings) ?? [];

describe("protected-baseline", () => {
  for (const [says, what, ...made] of rowsIn("protected-baseline", "early"))
    it(`rejects ${what} before it is deployed`, () => assertFound(early(resourceIn(made)), [resourceIn(made), says]));

  for (const [what, ...made] of rowsIn("protected-baseline", "silent"))
    it(`has nothing to say about ${what}`, () => {
      assert.deepEqual(early(resourceIn(made)), []);
      assert.deepEqual(held(resourceIn(made)), []);
    });

  for (const [says, what, ...made] of rowsIn("protected-baseline", "rejected"))
    it(`rejects ${what}, once: ${says}`, () => assertFound(held(resourceIn(made)), [resourceIn(made), says]));

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
    const generic = (url: unknown) => update(url, { state: "disabled" }, { name: "generic" });
    const reported = (...resources: readonly ReturnType<typeof aResource>[]) =>
      protectedBaseline.onStack?.(aStack(resources), own) ?? [];

    it("rejects a second resource for the same policy", () => {
      const twin = { ...policyArguments({ state: "disabled" }), objectId: BASELINE_POLICY.toUpperCase() };
      const second = aResource("ConditionalAccessPolicy", twin, { name: "twin" });
      assertFound(reported(deployed, second), [second, `this changes the protected policy ${BASELINE_POLICY}`]);
    });

    it("rejects a generic write to the policy, its location, or something unresolved", () => {
      for (const [url, says] of [
        [`identity/conditionalAccess/policies/${BASELINE_POLICY}`, `writes to the protected policy ${BASELINE_POLICY}`],
        [`x/namedLocations/${TRUSTED_LOCATION}`, `writes to the protected named location ${TRUSTED_LOCATION}`],
        [UNRESOLVED, "writes to an unknown object, and the MFA guarantee may rest on it"],
      ] as const)
        assertFound(reported(deployed, location, generic(url)), [generic(url), `this ${says}`]);
    });

    it("names the policy that an action is about, even if the policy doesn't exist yet", () => {
      const remove = { resourceUrl: "identity/conditionalAccess/policies", action: UNRESOLVED, method: "DELETE" };
      const act = (sources: Resource["sources"]) => aResource(ACTION, remove, { name: "generic", sources });
      const known = act({ action: [carrier.urn] });
      assertFound(reported(carrier, known), [known, `the protected policy ${plannedId(carrier)}`]);
      assertFound(reported(carrier, act({})), [act({}), "an unknown object, and the MFA guarantee may rest on it"]);
    });

    it("has nothing to say about other policies, locations and generic writes", () => {
      const other = aResource("ConditionalAccessPolicy", policyArguments({ state: "disabled" }), { name: "other" });
      assert.deepEqual(reported(deployed, location, other, generic("applications")), []);
    });
  });

  it("says what decides whether certificates count, if a request that enables them doesn't", () => {
    const url = "policies/authenticationMethodsPolicy/authenticationMethodConfigurations/x509Certificate";
    const enabling = update(url, { state: "enabled" });
    assertFound(held(enabling), [enabling, "it may enable certificates, and doesn't say whether they count as MFA"]);
    assert.match(held(enabling)[0]?.help ?? "", /set x509CertificateAuthenticationDefaultMode and rules, which decide/);
  });

  it("rejects an invitation whose body is unknown, and accepts the first invitation of a guest", () => {
    const accounts = settingsOf({ "protected-baseline": { protected: { users: [BREAK_GLASS] } } });
    const found = (body: unknown) =>
      protectedBaseline.onStack?.(aStack([aResource(RESOURCE, { url: "invitations", body })]), accounts);
    const says = "this changes who signs in as an unknown user";
    assertFound(found(UNRESOLVED), [aResource(RESOURCE, {}), says]);
    assertFound(found({ invitedUserEmailAddress: UNRESOLVED, inviteRedirectUrl: "https://x.example" }));
  });

  describe("a value that comes from another resource of the stack", () => {
    const source = (type: string, properties: Properties = {}) => aResource(type, properties, { name: "source" });
    const about = (type: string, property: string, from: Resource, rest: Properties = {}) =>
      held(from, referring(type, "x", property, from, rest));

    for (const [what, type, property, from, properties = {}] of [
      ["a new group in a unit", "AdministrativeUnitMember", "memberObjectId", "Group"],
      ["a new account in a unit", "AdministrativeUnitMember", "memberObjectId", "User"],
      ["a service principal in a unit", "AdministrativeUnitMember", "memberObjectId", "ServicePrincipal"],
      ["a custom role, which no policy names", "DirectoryRoleAssignment", "roleId", "CustomDirectoryRole"],
      ["a custom role", "DirectoryRoleEligibilityScheduleRequest", "roleDefinitionId", "CustomDirectoryRole"],
      ["a role by its template", "DirectoryRoleMember", "roleObjectId", "DirectoryRole", { templateId: OTHER_GROUP }],
      ["a package of its own", "AccessPackageAssignmentPolicy", "accessPackageId", "AccessPackage"],
      ["a catalog of its own", "AccessPackageCatalogRoleAssignment", "catalogId", "AccessPackageCatalog"],
    ] as const)
      it(`may be ${what}: ${type}`, () => assert.deepEqual(about(type, property, source(from, properties)), []));

    it("may be a unit, which decides about the people in the body", () => {
      const [found] = about(RESOURCE, "url", source("AdministrativeUnit"), { body: reference(BREAK_GLASS) });
      assert.match(found?.message ?? "", new RegExp(`this writes about the protected user ${BREAK_GLASS}`));
    });

    it("is unknown if it may also come from something else", () => {
      const group = source("Group");
      const reference = "urn:pulumi:dev::other::pulumi:pulumi:StackReference::base";
      const known = referring("GroupMember", "x", "groupObjectId", group, { memberObjectId: ORDINARY_USER });
      const member = { ...known, sources: { groupObjectId: [group.urn, reference] } };
      assertFound(held(group, member), [member, "this puts somebody into an unknown group"]);
    });
  });

  it("protects only the register's break-glass accounts without a list", () => {
    const exclusions = [anEntry({ user: BREAK_GLASS }), anEntry({ user: ORDINARY_USER }, { kind: "service-account" })];
    const listed = settingsOf({ "approved-exclusions": { register: { exclusions } } });
    const reported = (objectId: string) =>
      protectedBaseline.onStack?.(aStack([aResource("User", { objectId, password: "hunter2" })]), listed);
    assertFound(reported(BREAK_GLASS), [aResource("User", {}), `the protected user ${BREAK_GLASS}`]);
    assert.deepEqual(reported(ORDINARY_USER), []);
  });

  it("ignores a policy of the snapshot that stops nobody, and people whom another policy covers", () => {
    const tenant = aTenant();
    const [policy] = tenant.policies;
    const all = { ...policy, id: OTHER_GROUP, conditions: { ...policy?.conditions, users: { includeUsers: ["All"] } } };
    for (const policies of [[{ ...policy, state: "disabled" }], [policy, all]]) {
      const by = settingsOf({ "tenant-stays-closed": { tenant: { ...tenant, policies } } });
      assert.deepEqual(protectedBaseline.onStack?.(aStack([aResource("User", { objectId: BREAK_GLASS })]), by), []);
    }
  });

  it("ignores resources that a program only reads", () => {
    const read = aResource("Group", { objectId: EXCLUDED_GROUP });
    assert.deepEqual(protectedBaseline.onStack?.(aStack([read], []), settings), []);
    assert.deepEqual(protectedBaseline.onStack?.(aStack([read], [{ ...read, properties: {} }]), settings), []);
  });
});
