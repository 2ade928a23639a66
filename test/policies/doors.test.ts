import assert from "node:assert/strict";
import type { Settings } from "../../policies/settings/settings";
import { type Properties, type Resource, UNRESOLVED } from "../../policies/stack/objects/resource";
import { isInAnotherTenant } from "../../policies/stack/objects/this-tenant";
import { BREAK_GLASS, EXCLUDED_GROUP, ORDINARY_USER, OTHER_GROUP, SECOND_USER } from "./support/ids";
import { aPolicy, IN_STACK } from "./support/policies";
import { anEntry } from "./support/register";
import { aResource, aStack, reportedOfStack, settingsOf, snapshotWith } from "./support/stacks";
import { aTenant } from "./support/tenants";

const DELETED = "99999999-0000-4000-8000-000000000001";
const named = (name: string, type: string, properties: Properties, sources: Resource["sources"] = {}) =>
  aResource(type, properties, { name, sources });
const action = (resourceUrl: string, body?: Properties) =>
  named("x", "msgraph:index/resourceAction:ResourceAction", { resourceUrl, method: "POST", ...(body && { body }) });
const approvalOf = (who: object) => ({ register: { exclusions: [anEntry(who, { kind: "exception" })] } });
const found = (settings: Settings, ...resources: readonly Resource[]) =>
  reportedOfStack(aStack(resources), settings).map(({ finding }) => finding.message);

/** The snapshot, with something else of its policy's users and of the excluded group. */
const tenantWith = (users: Properties, membershipRule?: string, more: Properties = {}) =>
  snapshotWith(
    { users: { ...aTenant().policies[0]?.conditions.users, ...users } },
    { [EXCLUDED_GROUP]: { ...(membershipRule !== undefined && { membershipRule }), ...more } },
  );

describe("a door", () => {
  it("is an account that is restored, where a policy leaves it out", () => {
    const restored = action(`directory/deletedItems/${DELETED}/restore`);
    assert.notDeepEqual(found(tenantWith({ excludeUsers: [DELETED] }), restored), []);
    assert.deepEqual(found(tenantWith({}), restored), []);
  });

  it("is a group that the register approves as a whole, for whoever may join it", () => {
    const whole = settingsOf({
      "tenant-stays-closed": { tenant: aTenant() },
      "approved-exclusions": approvalOf({ group: EXCLUDED_GROUP }),
    });
    const joins = (groupObjectId: string) =>
      named("x", "GroupMember", { groupObjectId, memberObjectId: ORDINARY_USER });
    assert.notDeepEqual(found(whole, joins(EXCLUDED_GROUP)), []);
    assert.deepEqual(found(whole, joins(OTHER_GROUP)), []);
  });

  it("is a group that a rule takes members from, though the snapshot has no members of the rule's group", () => {
    const rule = `user.memberof -any (group.objectId -in ['${OTHER_GROUP}'])`;
    const joins = named("x", "GroupMember", { groupObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER });
    assert.notDeepEqual(found(tenantWith({}, rule, { members: undefined }), joins), []);
  });

  describe("by a membership rule", () => {
    const user = (properties: Properties) =>
      named("x", "User", { userPrincipalName: "new@contoso.example", objectId: UNRESOLVED, ...properties });
    const open: readonly (readonly [rule: string, Resource])[] = [
      ["user.objectId -ne null", user({})],
      ['user.userType -eq "Guest"', named("x", "Invitation", { userEmailAddress: "a@b.example", userId: UNRESOLVED })],
      ['user.mail -eq "new@contoso.example"', user({})],
      ['user.mailNickName -eq "new"', user({})],
      ['user.proxyAddresses -any (_ -contains "new")', user({})],
      ['user.department -ne "Sales"', user({})],
      ["user.dirSyncEnabled -ne true", user({})],
      ['user.department -ne "Sales"', named("x", "User", { objectId: ORDINARY_USER })],
    ];
    for (const [rule, resource] of open)
      it(`is ${resource.type.split(":").at(-1)} by ${rule}`, () =>
        assert.notDeepEqual(found(tenantWith({}, rule), resource), []));

    const closed: readonly (readonly [rule: string, Resource])[] = [
      ['user.mail -endsWith "@fabrikam.example"', user({})],
      ['user.department -eq "Sales"', user({})],
      ['user.department -eq "Sales"', named("x", "User", { objectId: SECOND_USER, department: "Platform" })],
    ];
    for (const [rule, resource] of closed)
      it(`is none by ${rule} for ${JSON.stringify(resource.properties["objectId"] ?? "a new user")}`, () =>
        assert.deepEqual(found(tenantWith({}, rule), resource), []));
  });

  it("is a unit that the stack puts its excluded group into", () => {
    const settings = settingsOf({ ...IN_STACK, "approved-exclusions": approvalOf({ user: BREAK_GLASS }) });
    const policy = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
    const group = (more: Properties) =>
      named("excluded", "Group", { objectId: EXCLUDED_GROUP, members: [BREAK_GLASS], owners: [], ...more });
    const member = named("m", "AdministrativeUnitMember", { memberObjectId: EXCLUDED_GROUP });
    const open = (messages: readonly string[]) => messages.some((one) => one.startsWith("whoever is in group"));
    assert.ok(!open(found(settings, group({}), policy)));
    assert.ok(open(found(settings, group({ administrativeUnitIds: [OTHER_GROUP] }), policy)));
    assert.ok(open(found(settings, group({}), member, policy)));
  });

  it("is none in another tenant", () => {
    const [here, there] = ["aaaaaaaa-0000-4000-8000-0000000000aa", "aaaaaaaa-0000-4000-8000-0000000000bb"];
    const tenant = { ...aTenant(), source: { tenant: here } };
    const of = (tenantId: unknown): Resource => ({ ...aPolicy(), provider: { urn: "p", properties: { tenantId } } });
    for (const settings of [
      settingsOf({ "tenant-stays-closed": { tenant } }),
      settingsOf({ "no-mfa-bypass": { tenantId: here.toUpperCase(), baseline: "in-stack" } }),
    ]) {
      assert.deepEqual(
        [of(there), of(here), of(UNRESOLVED), of(undefined)].map((one) => isInAnotherTenant(one, settings)),
        [true, false, false, false],
      );
    }
  });

  it("isn't opened where a new policy takes over, before it is deployed and after", () => {
    const url = `identity/conditionalAccess/policies/eeeeeeee-0000-4000-8000-000000000001`;
    const off = named("off", "msgraph:index/updateResource:UpdateResource", { url, body: { state: "disabled" } });
    const next = (objectId: unknown) => ({
      ...aPolicy({}, { name: "next" }),
      properties: { ...aPolicy().properties, objectId },
    });
    const settings = snapshotWith();
    assert.notDeepEqual(found(settings, off), []);
    assert.deepEqual(found(settings, next(UNRESOLVED), off), []);
    assert.deepEqual(found(settings, next(DELETED), off), []);
  });
});
