import assert from "node:assert/strict";
import type { Settings } from "../../policies/settings/settings";
import { type Properties, type Resource, UNRESOLVED } from "../../policies/stack/objects/resource";
import { isInAnotherTenant } from "../../policies/stack/objects/this-tenant";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  INNER_GROUP,
  ORDINARY_USER,
  OTHER_GROUP,
  SECOND_USER,
  TRUSTED_LOCATION,
} from "./support/ids";
import { aPolicy, IN_STACK } from "./support/policies";
import { anEntry } from "./support/register";
import { aResource, aStack, referring, reportedOfStack, settingsOf, snapshotWith } from "./support/stacks";
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
    const nobody = { excludeGroups: [], excludeRoles: [] };
    assert.notDeepEqual(found(tenantWith({ ...nobody, excludeUsers: [DELETED] }), restored), []);
    assert.notDeepEqual(found(tenantWith({}), restored), [], "it may come back into the excluded group");
    assert.deepEqual(found(tenantWith(nobody), restored), []);
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

  type Door = readonly [
    what: string,
    settings: Settings,
    open: readonly (readonly Resource[])[],
    closed: readonly (readonly Resource[])[],
  ];
  const EMPTY = "99999999-0000-4000-8000-000000000002";
  const STRANGER = "99999999-0000-4000-8000-000000000003";
  const rule = 'user.department -eq "Emergency"';
  const groupsOf = (members: readonly string[] = [], more: Properties = {}, users: Properties = {}) =>
    snapshotWith(
      { users: { ...aTenant().policies[0]?.conditions.users, ...users } },
      {},
      {
        groups: [
          ...aTenant().groups,
          { id: EMPTY, displayName: "other", members: members.map((id) => ({ id })), ...more },
        ],
      },
    );
  const patch = (url: string, body: Properties) =>
    named("x", "msgraph:index/updateResource:UpdateResource", { url, body });
  const excludes = (...excludeGroups: readonly string[]) =>
    patch(`identity/conditionalAccess/policies/${BASELINE_POLICY}`, {
      conditions: { users: { includeUsers: ["All"], excludeGroups, excludeRoles: [EXCLUDED_ROLE] } },
    });
  const collection = (...referenceIds: readonly string[]) =>
    named("x", "msgraph:index/resourceCollection:ResourceCollection", {
      url: `groups/${EXCLUDED_GROUP}/members`,
      referenceIds,
    });
  const joins = (memberObjectId: string, groupObjectId = EXCLUDED_GROUP) =>
    named("j", "GroupMember", { groupObjectId, memberObjectId });
  const holds = (principalObjectId: string) =>
    named("h", "DirectoryRoleAssignment", { roleId: EXCLUDED_ROLE, principalObjectId });
  const ours = (more: Properties) => named("ours", "Group", { objectId: UNRESOLVED, members: [], ...more });
  const joined = (more: Properties) => {
    const group = ours(more);
    return [group, referring("GroupMember", "j", "memberObjectId", group, { groupObjectId: EXCLUDED_GROUP })];
  };
  const moved = (department: string) => named("u", "User", { objectId: ORDINARY_USER, department });
  const other = (properties: Properties, type = "Group") => named("x", type, { objectId: EMPTY, ...properties });

  const inStack = (...groups: readonly object[]) =>
    settingsOf({
      ...IN_STACK,
      "approved-exclusions": approvalOf({ user: BREAK_GLASS }),
      "tenant-stays-closed": { tenant: { ...aTenant(), groups } },
    });
  const ruled = { id: EXCLUDED_GROUP, displayName: "excluded", members: [{ id: BREAK_GLASS }], membershipRule: rule };
  const emptyOne = { id: EMPTY, displayName: "other", members: [] };
  const carrier = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
  const assigned = (assignmentType: string) =>
    named("p", "PrivilegedAccessGroupAssignmentSchedule", {
      groupId: EXCLUDED_GROUP,
      principalId: BREAK_GLASS,
      assignmentType,
    });
  const lacking = (list: string) => snapshotWith({}, {}, { [list]: undefined });
  const ranges = [{ cidrAddress: "203.0.113.0/24" }];
  const byKind = snapshotWith({
    users: { includeUsers: ["All"], excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: "internalGuest" } },
  });
  const including = groupsOf([SECOND_USER], {}, { includeUsers: [], includeGroups: [EMPTY] });
  const reviews = `identityGovernance/accessReviews/definitions/${STRANGER}/instances/${STRANGER}`;
  const off = patch(`identity/conditionalAccess/policies/${BASELINE_POLICY}`, { state: "disabled" });
  const by = (resource: Resource, tenantId: unknown): Resource => ({
    ...resource,
    provider: { urn: `provider of ${resource.name}`, properties: { tenantId } },
  });
  const next = aPolicy({}, { name: "next" });

  const doors: readonly Door[] = [
    [
      "an owner of its own group, whom the snapshot lacks",
      snapshotWith(),
      [joined({ owners: [STRANGER] }), joined({ owners: [ORDINARY_USER] })],
      [joined({}), joined({ owners: [OTHER_GROUP] }), [ours({ owners: [STRANGER] })]],
    ],
    [
      "a group of another stack that is empty today",
      groupsOf(),
      [
        [joins(EMPTY)],
        [holds(EMPTY)],
        [collection(BREAK_GLASS, INNER_GROUP, EMPTY)],
        [excludes(EXCLUDED_GROUP, EMPTY)],
      ],
      [
        [joins(EMPTY, OTHER_GROUP)],
        [joins(INNER_GROUP)],
        [collection(BREAK_GLASS, INNER_GROUP)],
        [excludes(EXCLUDED_GROUP)],
      ],
    ],
    [
      "a group with a rule, and the attribute by which it takes somebody in",
      groupsOf([], { membershipRule: rule }),
      [
        [joins(EMPTY), moved("Emergency")],
        [excludes(EXCLUDED_GROUP, EMPTY), moved("Emergency")],
      ],
      [[moved("Emergency")], [excludes(EXCLUDED_GROUP), moved("Emergency")]],
    ],
    [
      "in the stack that owns the guarantee, what it does to the tenant's excluded group",
      inStack(ruled, emptyOne),
      [
        [carrier, moved("Emergency")],
        [carrier, named("m", "AdministrativeUnitMember", { memberObjectId: EXCLUDED_GROUP })],
        [carrier, joins(EMPTY)],
        [carrier, joins(ORDINARY_USER)],
        [carrier, assigned("owner")],
      ],
      [
        [carrier, moved("Sales")],
        [carrier, named("m", "AdministrativeUnitMember", { memberObjectId: EMPTY })],
        [carrier, joins(EMPTY, EMPTY.replace("2", "4"))],
        [carrier, assigned("member")],
      ],
    ],
    [
      "a policy of another tenant that takes over, where nobody says which this one is",
      snapshotWith(),
      [
        [by(next, STRANGER), off],
        [by(next, UNRESOLVED), off],
        [by(next, undefined), by(off, STRANGER)],
      ],
      [
        [next, off],
        [by(next, STRANGER), by(off, STRANGER)],
      ],
    ],
    ...["namedLocations", "authenticationStrengthPolicies"].flatMap((list): readonly Door[] => [
      [
        `an object of which the snapshot has no ${list}`,
        list === "namedLocations" ? lacking(list) : snapshotWith({}, {}, { [list]: [] }),
        list === "namedLocations"
          ? [
              [named("x", "NamedLocation", { objectId: TRUSTED_LOCATION, ip: { ipRanges: ["203.0.113.0/24"] } })],
              [patch(`identity/conditionalAccess/namedLocations/${TRUSTED_LOCATION}`, { ipRanges: ranges })],
            ]
          : [
              [named("x", "AuthenticationStrengthPolicy", { objectId: CUSTOM_STRENGTH, allowedCombinations: ["sms"] })],
              [patch(`policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}`, { allowedCombinations: ["sms"] })],
            ],
        [
          [patch(`identity/conditionalAccess/namedLocations/${TRUSTED_LOCATION}`, { displayName: "HQ" })],
          [patch(`policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}`, { displayName: "keys" })],
          [named("x", "NamedLocation", { objectId: STRANGER, ip: { ipRanges: ["203.0.113.0/24"] } })],
        ],
      ],
    ]),
    [
      "an account of another kind, where a policy leaves a kind out",
      byKind,
      [
        [patch(`users/${ORDINARY_USER}`, { userType: "Guest" })],
        [patch(`users/${ORDINARY_USER}`, { UserType: UNRESOLVED })],
      ],
      [[patch(`users/${ORDINARY_USER}`, { userType: "Member" })], [patch(`users/${ORDINARY_USER}`, { city: "Bern" })]],
    ],
    [
      "a group that a policy includes, and that somebody is taken out of",
      including,
      [
        [patch(`${reviews}/decisions/${STRANGER}`, { decision: "Deny" })],
        [action(`${reviews}/applyDecisions`)],
        [other({ members: [] })],
        [other({ dynamicMembership: { enabled: true, rule } })],
      ],
      [
        [other({ members: [SECOND_USER], owners: [ORDINARY_USER] })],
        [other({ displayName: "other" })],
        [other({ displayName: "other" }, "GroupWithoutMembers")],
      ],
    ],
    [
      "a group with a rule that a policy includes",
      groupsOf([SECOND_USER], { membershipRule: rule }, { includeUsers: [], includeGroups: [EMPTY] }),
      [[other({ dynamicMembership: { enabled: true, rule: "user.city -eq null" } })]],
      [[other({ dynamicMembership: { enabled: true, rule } })]],
    ],
    [
      "a label by which anybody may join",
      snapshotWith(),
      [[patch(`groups/${EXCLUDED_GROUP}`, { assignedLabels: [{ labelId: STRANGER }] })]],
      [[patch(`groups/${OTHER_GROUP}`, { assignedLabels: [{ labelId: STRANGER }] })]],
    ],
  ];
  for (const [what, settings, open, closed] of doors)
    describe(`by ${what}`, () => {
      open.forEach((stack, index) => {
        it(`is rejected (${index + 1})`, () => assert.notDeepEqual(found(settings, ...stack), []));
      });
      closed.forEach((stack, index) => {
        it(`has its like, which passes (${index + 1})`, () => assert.deepEqual(found(settings, ...stack), []));
      });
    });

  it("is none where the state knows more members than the program lists", () => {
    const [held, asked] = [other({ members: [] }), named("x", "Group", { displayName: "other" })];
    assert.deepEqual(reportedOfStack(aStack([held], [asked]), including), []);
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
