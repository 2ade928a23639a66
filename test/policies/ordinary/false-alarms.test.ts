import assert from "node:assert/strict";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP, ORDINARY_USER, STRANGER } from "../support/ids";
import { ACTION, made, RESOURCE, update } from "../support/requests";
import { aResource, aStack, referring, reportedOfResource, reportedOfStack, settingsOf } from "../support/stacks";
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
      for (const name of ["Printer Technician", UNRESOLVED]) speaks(role(name), holder(role(name)));
    });
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

  it("may not join an excluded group by an address that resembles a renewal", () => {
    speaks(named("x", ACTION, { resourceUrl: `groups/${EXCLUDED_GROUP}/renew/../members/$ref`, method: "POST" }));
    speaks(named("x", RESOURCE, { url: `groups/${EXCLUDED_GROUP}/members/renew`, body: {} }));
  });
});
