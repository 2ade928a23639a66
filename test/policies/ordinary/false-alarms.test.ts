import assert from "node:assert/strict";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP, EXCLUDED_ROLE, INNER_GROUP, ORDINARY_USER, OTHER_GROUP, STRANGER } from "../support/ids";
import { ACTION, made, RESOURCE, update } from "../support/requests";
import {
  aResource,
  aStack,
  referring,
  reportedOfResource,
  reportedOfStack,
  settingsOf,
  snapshotWith,
} from "../support/stacks";
import { aTenant, PROTECTED } from "../support/tenants";

const settings = settingsOf({
  "protected-baseline": { protected: PROTECTED },
  "tenant-stays-closed": { tenant: aTenant() },
});

const found = (...resources: readonly Resource[]) => {
  const early = resources.flatMap((one, index) => reportedOfResource(one, settings, resources.slice(0, index + 1)));
  return [...early, ...reportedOfStack(aStack(resources), settings)].map(({ finding }) => finding);
};
const silent = (...resources: readonly Resource[]) => assert.deepEqual(found(...resources), []);
const speaks = (...resources: readonly Resource[]) => assert.notDeepEqual(found(...resources), []);

const named = (name: string, type: string, properties: Properties, sources: Resource["sources"] = {}) =>
  aResource(type, properties, { name, sources });

describe("ordinary work", () => {
  const guest = named("guest", "Invitation", { userEmailAddress: "g@fabrikam.example", userId: UNRESOLVED });
  const unit = named("unit", "AdministrativeUnit", { displayName: "partners" });

  it("may put an invited guest into an administrative unit", () => {
    silent(guest, named("x", "AdministrativeUnit", { members: [UNRESOLVED] }, { members: [guest.urn] }));
    const member = { administrativeUnitObjectId: STRANGER };
    silent(guest, referring("AdministrativeUnitMember", "x", "memberObjectId", guest, member));
  });

  it("may be on an account by its name, but not on a protected one, or one whose name the snapshot lacks", () => {
    const renamed = (name: string) => update(`users/${name}@contoso.example`, { jobTitle: "x" }, { name: "x" });
    silent(renamed("AAAA-01"));
    speaks(renamed("BBBB-01"));
    const listed = settingsOf({ "protected-baseline": { protected: PROTECTED } });
    assert.notDeepEqual(reportedOfStack(aStack([renamed("aaaa-01")]), listed), []);
  });

  it("may disable an account, whatever an unrelated policy includes by a rule", () => {
    const [policy = assert.fail()] = aTenant().policies;
    const elsewhere = { users: { includeGroups: [OTHER_GROUP] }, applications: { includeApplications: [STRANGER] } };
    const unrelated = { ...policy, id: STRANGER, conditions: { ...policy.conditions, ...elsewhere } };
    const ruled = { [OTHER_GROUP]: { membershipRule: "user.accountEnabled -eq true" } };
    const by = snapshotWith({}, ruled, { policies: [policy, unrelated] });
    const disabled = named("x", "User", { objectId: ORDINARY_USER, accountEnabled: false });
    assert.deepEqual(reportedOfStack(aStack([disabled]), by), []);
  });

  describe("with a directory role by its name", () => {
    const role = (displayName: unknown) =>
      named("role", "DirectoryRole", { displayName, templateId: UNRESOLVED, objectId: UNRESOLVED });
    const holder = (from: Resource, type = "DirectoryRoleAssignment", property = "roleId") =>
      referring(type, "x", property, from, { principalObjectId: ORDINARY_USER });

    it("may give one that isn't protected, in any letters", () => {
      for (const name of ["Reports Reader", "reports reader"]) {
        silent(role(name), holder(role(name)));
        silent(role(name), holder(role(name), "DirectoryRoleMember", "roleObjectId"));
      }
    });

    it("may not give a protected group, nor an unknown one", () => {
      const protectedOne = role("Directory Synchronization Accounts");
      speaks(protectedOne, holder(protectedOne));
      for (const name of ["Something New", UNRESOLVED]) speaks(role(name), holder(role(name)));
    });
  });

  it("may not say who can ask for an unresolved package, or manage an unresolved catalog, if one is protected", () => {
    const packages = settingsOf({ "protected-baseline": { protected: { ...PROTECTED, packages: [STRANGER] } } });
    for (const unknown of [
      named("x", "AccessPackageAssignmentPolicy", { accessPackageId: UNRESOLVED }),
      named("x", "AccessPackageCatalogRoleAssignment", { catalogId: UNRESOLVED }),
    ])
      assert.notDeepEqual(reportedOfStack(aStack([unknown]), packages), []);
  });

  describe("of a generic resource on what the stack makes itself", () => {
    const group = named("group", "Group", { displayName: "ours", objectId: UNRESOLVED });
    const catalog = named("catalog", "AccessPackageCatalog", { displayName: "ours" });
    const generic = (url: unknown, body: unknown, sources: Resource["sources"] = {}) =>
      made(url, body, { name: "x", sources });

    it("may make an access package in its own catalog", () => {
      const url = "identityGovernance/entitlementManagement/accessPackages";
      const body = { displayName: "ours", catalog: { id: UNRESOLVED } };
      const catalogs = "identityGovernance/entitlementManagement/catalogs";
      for (const own of [catalog, made(catalogs, { displayName: "ours" }, { name: "catalog" })])
        silent(own, generic(url, body, { body: [own.urn] }));
    });

    it("may have its own group reviewed", () => {
      const url = "identityGovernance/accessReviews/definitions";
      const body = { scope: { query: UNRESOLVED, queryType: "MicrosoftGraph" } };
      silent(group, generic(url, body, { body: [group.urn] }));
    });

    it("may make somebody eligible for a role in its own unit", () => {
      const url = "roleManagement/directory/roleEligibilityScheduleRequests";
      const role = { principalId: ORDINARY_USER, roleDefinitionId: STRANGER, directoryScopeId: UNRESOLVED };
      const body = { action: "adminAssign", ...role };
      silent(unit, generic(url, body, { body: [unit.urn] }));
    });

    it("may give its own group a role that isn't protected, by its name", () => {
      const role = named("role", "DirectoryRole", { displayName: "Reports Reader", templateId: UNRESOLVED });
      const url = "roleManagement/directory/roleAssignments";
      const body = { principalId: UNRESOLVED, roleDefinitionId: UNRESOLVED, directoryScopeId: "/" };
      silent(group, role, generic(url, body, { body: [group.urn, role.urn] }));
      const protectedOne = { ...role, properties: { displayName: "Directory Synchronization Accounts" } };
      speaks(group, protectedOne, generic(url, body, { body: [group.urn, role.urn] }));
    });

    it("may not if the value may come from something else, or the request also names a protected object", () => {
      const url = "identityGovernance/privilegedAccess/group/assignmentScheduleRequests";
      const body = { groupId: UNRESOLVED, principalId: ORDINARY_USER };
      const reference = "urn:pulumi:dev::other::pulumi:pulumi:StackReference::base";
      silent(group, generic(url, body, { body: [group.urn] }));
      speaks(group, generic(url, body, { body: [group.urn, reference] }));
      speaks(group, generic(url, body));
      speaks(group, generic(url, { ...body, scope: EXCLUDED_GROUP }, { body: [group.urn] }));
      const action = named("action", ACTION, { resourceUrl: "groups", method: "GET" });
      speaks(action, generic(url, body, { body: [action.urn] }));
    });
  });

  describe("around the excluded group", () => {
    const review = (group: string, rest: object = {}) =>
      made("identityGovernance/accessReviews/definitions", {
        scope: { query: `/groups/${group}/transitiveMembers`, queryType: "MicrosoftGraph" },
        ...rest,
      });

    it("may be a review of it", () => {
      silent(review(EXCLUDED_GROUP));
      silent(review(INNER_GROUP, { settings: { autoApplyDecisionsEnabled: true, defaultDecision: "Deny" } }));
    });

    it("may not be a review that takes people out of an included group", () => {
      const users = { includeGroups: [OTHER_GROUP], excludeGroups: [EXCLUDED_GROUP], excludeRoles: [EXCLUDED_ROLE] };
      const withInclusion = snapshotWith({ users });
      assert.notDeepEqual(reportedOfStack(aStack([review(OTHER_GROUP)]), withInclusion), []);
      assert.deepEqual(reportedOfStack(aStack([review(EXCLUDED_GROUP)]), withInclusion), []);
    });

    it("may not join it by an address that resembles a renewal", () => {
      speaks(named("x", ACTION, { resourceUrl: `groups/${EXCLUDED_GROUP}/renew/../members/$ref`, method: "POST" }));
      speaks(named("x", RESOURCE, { url: `groups/${EXCLUDED_GROUP}/members/renew`, body: {} }));
    });
  });
});
