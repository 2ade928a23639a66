import assert from "node:assert/strict";
import { groupId } from "../../../src/law/model/ids";
import type { Tenant } from "../../../src/law/model/tenant";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { notUnderstoodIn, notUnderstoodInTenant } from "../../../src/verifier/not-understood";
import { LABELLED_CASES } from "../../cases/labelled-cases";
import { read as tenantOf } from "../../verifier/generated/read";
import { aPolicy } from "./a-policy";

function errorsOf(json: unknown): readonly string[] {
  const read = readTenant(json);
  assert.ok(!read.ok);
  return read.errors.map(({ field, why }) => `${field}: ${why}`);
}

const directory = (parts: Record<string, unknown>): Tenant => tenantOf({ policies: [], ...parts });
const userOf = (user: Record<string, unknown>) => directory({ users: [{ id: "A", ...user }] }).users?.[0];
const membersOf = (members: unknown, parts: Record<string, unknown> = {}) =>
  directory({ groups: [{ id: "g", members }, { id: "H" }], ...parts }).groups?.get(groupId("g"));

const classes = [
  ["a@contoso.example", "Member", ["member"]],
  ["a@contoso.example", "guest", ["internalGuest"]],
  ["a@contoso.example", undefined, ["member", "internalGuest"]],
  ["a@contoso.example", "Robot", ["member", "internalGuest"]],
  ["a_x#EXT#@contoso.example", "Guest", ["b2bCollaborationGuest"]],
  ["a_x#ext#@contoso.example", "MEMBER", ["b2bCollaborationMember"]],
  ["a_x#EXT#@contoso.example", null, ["b2bCollaborationGuest", "b2bCollaborationMember"]],
  [undefined, "Member", ["member", "b2bCollaborationMember"]],
  [null, "Guest", ["internalGuest", "b2bCollaborationGuest"]],
  [null, null, ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"]],
] as const;

const GROUP = "#microsoft.graph.group";
const NOBODY = ["device", "servicePrincipal", "orgContact", "agentUser"];
const members: readonly (readonly [
  name: string,
  members: unknown,
  ids: unknown,
  parts?: Record<string, unknown> | undefined,
  incomplete?: boolean,
])[] = [
  ["none that were read", undefined, undefined],
  ["null for members", null, undefined],
  ["an empty list", [], []],
  ["objects and plain ids", [{ id: "A" }, "B"], ["a", "b"]],
  ["a user by type", [{ "@odata.type": "#microsoft.graph.user", id: "A" }], ["a"]],
  ["what isn't people", NOBODY.map((type) => ({ "@odata.type": `#microsoft.graph.${type}`, id: type })), []],
  ["a group in the list", [{ "@odata.type": GROUP, id: "h" }], ["h"]],
  ["a group in the list, by its id alone", ["h"], ["h"], { users: [] }],
  ["a group that isn't in the list", [{ "@odata.type": GROUP, id: "x" }], [], undefined, true],
  ["one of Graph's pages", { value: ["a"] }, ["a"]],
];

const scopes = [
  [{}, true],
  [{ directoryScopeId: "/" }, true],
  [{ directoryScopeId: null }, true],
  [{ directoryScopeId: "/administrativeUnits/x" }, false],
  [{ directoryScopeId: "" }, false],
  [{ directoryScopeId: null, appScopeId: "/" }, false],
] as const;

const MORE = "the next page is missing; it must have every policy once";
const NEXT = { "@odata.nextLink": "https://…" };
const EVERYTHING = {
  policies: 1,
  users: { a: 1 },
  authenticationStrengthPolicies: [{}, 3],
  namedLocations: [{ id: "" }],
  groups: [{ id: "g" }, { id: "G" }, 7, { id: "h", members: [{ id: 1 }, 2, "", {}] }, { id: "i", members: "a" }],
  roleAssignments: [{}, null],
};
const ODD_USERS = [
  { id: "a", userType: 7, accountEnabled: "no" },
  { id: "b", displayName: [] },
];
const shapes: readonly (readonly [name: string, json: unknown, ...errors: readonly string[]])[] = [
  ["text", "tenant", ": must be a tenant, not text"],
  ["null", null, ": must be a tenant, not null"],
  ["no policies", { users: [] }, "policies: missing; a tenant file needs its policies"],
  ["an object for policies", { policies: {} }, "policies: must be a list, not an object"],
  ["a page that isn't one", { value: 7 }, "policies: must be a list, not an object"],
  ["a page of policies with more to come", { value: [], ...NEXT }, `policies.value: ${MORE}`],
  ["policies with more to come", { policies: [], "policies@odata.nextLink": "https://…" }, `policies: ${MORE}`],
  [
    "everything at once",
    EVERYTHING,
    "users: must be a list, not an object",
    "authenticationStrengthPolicies[0].id: missing; it must be an id",
    "authenticationStrengthPolicies[1]: must be an object, not a number",
    "roleAssignments[0].principalId: missing; it must be an object id",
    "roleAssignments[0].roleDefinitionId: missing; it must be an object id",
    "roleAssignments[1]: must be a role assignment, not null",
    "policies: must be a list, not a number",
    "groups[1].id: the same id as groups[0]",
    "groups[2]: must be an object, not a number",
    "groups[3].members[0].id: must be the member's object id, not a number",
    "groups[3].members[1]: must be a member, not a number",
    "groups[3].members[2]: must be a member, not empty text",
    "groups[3].members[3].id: missing; it must be the member's object id",
    "groups[4].members: must be a list, not text",
    "namedLocations[0].id: must be an id, not empty text",
  ],
  [
    "a group with the id of a user",
    { policies: [], users: [{ id: "A" }], groups: [{ id: "a" }] },
    "groups[0].id: also the id of a user, and ids are unique",
  ],
  [
    "users of other types than Graph's",
    { policies: [], users: ODD_USERS },
    "users[0].userType: must be text, not a number",
    "users[0].accountEnabled: must be true or false, not text",
    "users[1].displayName: must be text, not a list",
  ],
  [
    "users without ids",
    { policies: [], users: { value: [{ id: "a" }, {}, "b"] } },
    ...["users.value[1].id: missing; it must be the user's object id", "users.value[2]: must be a user, not text"],
  ],
];

it("a tenant with far more policies than Entra has room for is refused before they are read", () => {
  const policies = Array.from({ length: 200_000 }, () => ({}));
  const read = readTenant({ policies });
  assert.ok(!read.ok);
  assert.match(read.errors[0]?.why ?? "", /^200000 policies; at most 10000 are read/);
  assert.ok(readTenant({ policies: policies.slice(0, 10_000).map((_, index) => ({ id: String(index) })) }).ok);
});

describe("a tenant file", () => {
  it("without anything but policies leaves the rest not known, and with empty lists is known to be empty", () => {
    const notKnown = { users: undefined, groups: undefined, roleAssignments: undefined, locations: undefined };
    assert.deepEqual(directory({}), { policies: [], ...notKnown });
    const empty = { users: [], groups: new Map(), roleAssignments: [], locations: new Map() };
    const lists = { users: [], groups: [], roleAssignments: [], namedLocations: [] };
    assert.deepEqual(directory(lists), { policies: [], ...empty });
  });

  for (const [name, json] of Object.entries({
    "a list of policies": [aPolicy()],
    "a page of policies": { "@odata.context": "https://…", value: [aPolicy()] },
    "a page under its key": { policies: { value: [aPolicy()] } },
  }))
    it(`may be ${name}`, () => assert.deepEqual(tenantOf(json), directory({ policies: [aPolicy()] })));

  it("keeps policies that aren't understood, and the others", () =>
    assert.deepEqual(
      tenantOf([7, aPolicy(), aPolicy(), { id: "x" }]).policies.map(({ id }) => id),
      ["policies[0]", aPolicy().id, aPolicy().id, "x"],
    ));

  it("doesn't understand two policies that have one id and differ", () => {
    const { policies } = tenantOf([aPolicy(), aPolicy({ id: aPolicy().id.toUpperCase(), state: "disabled" })]);
    assert.deepEqual(
      policies.map(({ notUnderstood }) => notUnderstood.map(({ field }) => field)),
      [["id"], ["id"]],
    );
  });

  it("believes no role in two assignments that have one id and differ", () => {
    const roleAssignments = ["/", "/units/1"].map((directoryScopeId) => ({
      id: "r",
      principalId: "p",
      roleDefinitionId: "r",
      directoryScopeId,
    }));
    const { roleAssignments: held } = tenantOf({ policies: [], roleAssignments });
    assert.deepEqual(
      held?.map(({ tenantWide }) => tenantWide),
      [false, false],
    );
  });

  for (const [name, json, ...errors] of shapes)
    it(`with ${name} is refused with everything that is wrong`, () => assert.deepEqual(errorsOf(json), errors));

  it("with incomplete policies has those that are there and is incomplete, if the caller takes it", () => {
    const read = readTenant({ value: [aPolicy()], "@odata.nextLink": "https://…" }, "take");
    assert.ok(read.ok && read.tenant.policies.length === 1);
    assert.equal(read.tenant.partlyKnown?.map(({ field }) => field).join(), "policies");
  });

  it("keeps agents' user accounts apart from people, among users and among members", () => {
    const agent = { "@odata.type": "#microsoft.graph.agentUser", id: "B" };
    const users = [{ id: "A" }, agent, { id: "C", identityParentId: "P" }, { id: "D", identityParentId: null }];
    const known = directory({ users, groups: [{ id: "g", members: [agent, "A"] }] });
    assert.deepEqual([`${known.users?.map(({ id }) => id)}`, `${[...(known.agents ?? [])]}`], ["a,d", "b,c"]);
    assert.deepEqual(known.groups?.get(groupId("g"))?.members, ["a"]);
  });

  it("takes a member for no group and no person if the list of users has it as an agent, whatever roles it holds", () => {
    const agent = { id, identityParentId: "P" };
    const [groups, roleAssignments] = [[{ id: "g", members: [id] }], [holder("User")]];
    const known = directory({ users: [agent], groups, roleAssignments });
    assert.deepEqual([known.groups?.get(groupId("g"))?.mayHoldOthers, known.users], [false, []]);
    assert.deepEqual(directory({ users: [], groups }).groups?.get(groupId("g"))?.unlisted, [id]);
  });

  const id = "aaaaaaaa-0000-4000-8000-00000000000b";
  const holder = (principalType: string) => ({ principalId: id, roleDefinitionId: "r", principalType });
  for (const type of NOBODY)
    it(`may have a person in a group as a ${type}, if another list has a person of that id`, () => {
      const [odd, user] = [type, "user"].map((of) => ({ id, "@odata.type": `#microsoft.graph.${of}` }));
      const inGroups = (...all: unknown[]) => ({ groups: all.map((one, at) => ({ id: `g${at}`, members: [one] })) });
      const isHolder = { roleEligibilitySchedules: [holder("User")], roleAssignments: [] };
      for (const lists of [inGroups(odd, { id }), inGroups(odd, user), { ...inGroups(odd), ...isHolder }]) {
        const group = directory(lists).groups?.get(groupId("g0"));
        assert.deepEqual([group?.members, group?.mayHoldOthers], [[], true]);
      }
    });

  it("believes no role of a service principal that a group or a policy has as a user, whether users are listed or not", () => {
    const named = { policies: [{ ...aPolicy(), conditions: { users: { excludeUsers: [id] } } }] };
    const inGroup = { groups: [{ id: "g", members: [{ id, "@odata.type": "#microsoft.graph.user" }] }] };
    for (const lists of [inGroup, { ...inGroup, users: [] }, named, { ...named, users: [{ id: "a" }] }]) {
      const [held] = directory({ ...lists, roleAssignments: [holder("ServicePrincipal")] }).roleAssignments ?? [];
      assert.deepEqual(held, { principal: id, role: "r", tenantWide: false, principalType: "user" });
    }
  });

  it("takes names that every object has for ids", () => {
    const ids = ["__proto__", "constructor", "toString"];
    const groups = ids.map((id) => ({ id: `g${id}`, members: ids }));
    const tenant = directory({ users: ids.map((id) => ({ id })), groups });
    const read = [tenant.users?.map(({ id }) => id), tenant.groups?.get(groupId("gconstructor"))?.members];
    for (const one of read) assert.deepEqual(one, ["__proto__", "constructor", "tostring"]);
  });
});

describe("a user of a tenant file", () => {
  for (const [upn, type, is] of classes)
    it(`${String(upn)} of type ${String(type)} is ${is.join(" or ")}`, () =>
      assert.deepEqual(userOf({ userPrincipalName: upn, userType: type })?.classes, is));

  it("is disabled where that is said", () =>
    assert.deepEqual(
      [false, true, null].map((accountEnabled) => userOf({ accountEnabled })?.disabled),
      [true, false, false],
    ));

  it("goes by the principal name without a display name", () => {
    assert.equal(userOf({ displayName: "Anne", userPrincipalName: "anne@contoso.example" })?.displayName, "Anne");
    assert.equal(userOf({ userPrincipalName: "anne@contoso.example" })?.displayName, "anne@contoso.example");
    assert.equal(userOf({})?.displayName, undefined);
  });

  it("listed twice is whatever either entry says", () => {
    const guest = { id: "a", userPrincipalName: "a#EXT#@contoso.example", userType: "Guest", accountEnabled: false };
    const member = { id: "A", userPrincipalName: "a@contoso.example", userType: "Member", displayName: "Anne" };
    const { userPrincipalName } = guest;
    const both = { disabled: false, classes: ["member", "b2bCollaborationGuest"] };
    assert.deepEqual(directory({ users: [guest, member] }).users, [
      { id: "a", displayName: userPrincipalName, userPrincipalName, ...both },
    ]);
    const agent = { id: "A", "@odata.type": "#microsoft.graph.agentUser" };
    for (const users of [
      [member, agent],
      [agent, member],
    ]) {
      const { agents = [], users: people } = directory({ users });
      assert.deepEqual([[...agents], people?.length], [[], 1], "a person above all");
    }
  });
});

describe("a group of a tenant file", () => {
  for (const [name, listed, ids, parts, incomplete] of members)
    it(`with ${name}`, () => {
      const group = membersOf(listed, parts);
      assert.deepEqual([group?.members, group?.mayHoldOthers], [ids, incomplete ?? false]);
    });
});

describe("a role assignment of a tenant file", () => {
  const HELD = { principal: "p", role: "r", tenantWide: true };
  const ELIGIBLE = { ...HELD, tenantWide: false, isEligible: true };
  const assigned = (more: object) => ({ principalId: "P", roleDefinitionId: "R", ...more });
  const read = (more: object) => directory({ roleAssignments: [assigned(more)] }).roleAssignments;

  for (const eligible of [
    { "@odata.type": "#microsoft.graph.unifiedRoleEligibilitySchedule" },
    { roleEligibilityScheduleId: "x" },
    { assignmentType: "Eligible" },
    { assignmentState: "eligible" },
    { assignmentType: "Activated" },
    { assignmentType: 7 },
  ])
    it(`with ${JSON.stringify(eligible)} isn't known to be active`, () => assert.deepEqual(read(eligible), [ELIGIBLE]));

  it("has the eligibilities too, unless they have ended", () => {
    const schedules = [undefined, "Provisioned", "Revoked", "CANCELED", "Denied", "Failed", "PendingApproval"];
    const eligible = schedules.map((status) => assigned({ principalId: status ?? "P", status }));
    const known = directory({ roleAssignments: [], roleEligibilitySchedules: eligible });
    const left = ["p", "provisioned", "pendingapproval"].map((principal) => ({ ...ELIGIBLE, principal }));
    assert.deepEqual([known.roleAssignments, known.areEligibilitiesKnown], [left, true]);
  });

  it("isn't known where only those are who may make one active, or a part of them, or requests", () => {
    const { roleAssignments, areEligibilitiesKnown } = directory({ roleEligibilitySchedules: [assigned({})] });
    assert.deepEqual([roleAssignments, areEligibilitiesKnown], [undefined, undefined]);
    assert.ok(directory({ roleAssignments: [assigned({ action: "x" })] }).mayLackItems?.has("roleAssignments"));
    const part = { roleEligibilitySchedules: [], "roleEligibilitySchedules@odata.nextLink": "https://…" };
    assert.equal(directory({ roleAssignments: [], ...part }).roleAssignments, undefined);
  });

  for (const [scope, tenantWide] of scopes)
    it(`with ${JSON.stringify(scope)} is ${tenantWide ? "" : "not "}tenant-wide`, () =>
      assert.deepEqual(read(scope), [{ ...HELD, tenantWide }]));
});

describe("the labelled tenants", () => {
  for (const { name, field, tenant } of LABELLED_CASES)
    it(`${name} is understood ${field === undefined ? "completely" : `but for ${field}`}`, () => {
      const read = tenantOf(tenant);
      assert.equal(read.partlyKnown, undefined);
      const left = [...read.policies.flatMap(notUnderstoodIn), ...notUnderstoodInTenant(read)];
      assert.deepEqual([...new Set(left.map((one) => one.field))], field === undefined ? [] : [field]);
      assert.equal(read.policies.length, tenant.policies.length);
    });
});
