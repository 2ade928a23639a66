import { protectedBaseline } from "../../../../policies/rules/protected-baseline";
import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import { type Properties, type Resource, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { assertFound } from "../../support/assert-found";
import { EXCLUDED_ROLE, ORDINARY_USER } from "../../support/ids";
import { aResource, aStack, askedFor, settingsOf } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

/** Objects of their own: the id of an activated role says nothing of its template. */
const ACTIVATED = "99999999-0000-4000-8000-000000000001";
const UNIT = "99999999-0000-4000-8000-000000000002";
const protecting = settingsOf({ "protected-baseline": { protected: { roles: [EXCLUDED_ROLE] } } });
const withSnapshot = settingsOf({ "tenant-stays-closed": { tenant: aTenant() } });
const UNTOLD = "that isn't known before deployment";

const request = (url: string, body: Properties, more: Properties = {}) =>
  aResource("msgraph:index/resource:Resource", { url, body, ...more }, { name: "generic" });
const role = (templateId: unknown): Resource =>
  aResource("DirectoryRole", { objectId: ACTIVATED, templateId }, { name: "role" });
const member = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${ORDINARY_USER}` };
const early = (resource: Resource) => protectedBaseline.onResource?.(resource, protecting, askedFor());
const late = (...resources: readonly Resource[]) => protectedBaseline.onStack?.(aStack(resources), protecting);

describe("a generic request that gives an activated role", () => {
  const giving: readonly (readonly [string, Resource])[] = [
    ["to a member", request(`directoryRoles/${ACTIVATED}/members/$ref`, member)],
    ["to a member, with the id as a key", request(`directoryRoles('${ACTIVATED}')/members/$ref`, member)],
    [
      "within a unit",
      request(`directory/administrativeUnits/${UNIT}/scopedRoleMembers`, {
        roleId: ACTIVATED,
        roleMemberInfo: { id: ORDINARY_USER },
      }),
    ],
    [
      "within a unit, at the role",
      request(`directoryRoles/${ACTIVATED}/scopedMembers`, { roleMemberInfo: { id: ORDINARY_USER } }),
    ],
    [
      "within a unit, at the account",
      request(`users/${ORDINARY_USER}/scopedRoleMemberOf`, { roleId: ACTIVATED, administrativeUnitId: UNIT }),
    ],
  ];
  for (const [what, resource] of giving)
    it(`may give a protected one ${what}, unless the stack says which it is`, () => {
      assertFound(early(resource));
      assertFound(late(resource), [resource, UNTOLD]);
      assertFound(late(role("88d8e3e3-8f55-4a1e-953a-9b9898b8876b"), resource));
      assertFound(late(role(EXCLUDED_ROLE), resource), [resource, `this assigns the protected role ${EXCLUDED_ROLE}`]);
      assertFound(late(role(UNRESOLVED), resource), [resource, UNTOLD]);
    });

  it("is unknown where the snapshot's policies leave out a role", () => {
    for (const [, resource] of giving)
      assertFound(tenantStaysClosed.onStack?.(aStack([resource]), withSnapshot), [
        resource,
        "it can't be decided whether this lets somebody in",
      ]);
  });

  it("is nobody's concern where it takes it away, or names another template", () => {
    const away = request(`directoryRoles/${ACTIVATED}/members/${ORDINARY_USER}/$ref`, {}, { createMethod: "DELETE" });
    assertFound(late(away));
    assertFound(late(request(`directoryRoles(roleTemplateId='${ACTIVATED}')/members/$ref`, member)));
  });
});

describe("a generic request to what doesn't tell what it decides about", () => {
  const packages = settingsOf({ "protected-baseline": { protected: { packages: [UNIT] } } });
  const rule = request("policies/roleManagementPolicies/DirectoryRole_x_y/rules/Approval_EndUser_Assignment", {});

  it("may change who activates a protected role", () => {
    assertFound(late(rule), [rule, UNTOLD]);
    assertFound(late(request(`policies/roleManagementPolicies/Group_${UNIT}_${UNIT}/rules/x`, {})));
  });

  it("may change who asks for a protected package, unless it names another", () => {
    const url = `identityGovernance/entitlementManagement/assignmentPolicies/${ACTIVATED}`;
    const policy = request(url, { allowedTargetScope: "allMemberUsers" });
    assertFound(protectedBaseline.onStack?.(aStack([policy]), packages), [policy, UNTOLD]);
    const another = request(url, { accessPackage: { id: ACTIVATED } });
    assertFound(protectedBaseline.onStack?.(aStack([another]), packages));
  });
});
