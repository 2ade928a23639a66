import assert from "node:assert/strict";
import { agentsOf } from "../../src/verifier/agents";
import { prove } from "../../src/verifier/prove";
import {
  addresses,
  aPolicy,
  aRoleOf,
  aTenant,
  groupId,
  inside,
  outside,
  people,
  GLOBAL_ADMINISTRATOR as ROLE,
  userId,
} from "../cli/a-tenant";
import { read } from "./generated/read";

const LOCATION = "dddddddd-0000-4000-8000-000000000001";

const verdictOn = (policies: readonly object[], known: object = {}) => prove(read(aTenant(policies, known), "take"));

/** Damage that a reader must not pass over. */
const odd: Readonly<Record<string, object>> = {
  "conditions in another letter case": { ...aPolicy(), Conditions: {} },
  "a grant in another letter case": { ...aPolicy({ grantControls: null }), GrantControls: { x: 1 } },
  "users in another letter case": aPolicy({ users: { includeUsers: [], IncludeUsers: ["All"] } }),
  "a strength's list in another letter case": aPolicy({
    grantControls: { operator: "OR", authenticationStrength: { Id: "00000000-0000-0000-0000-000000000002" } },
  }),
  "a list of one empty object for a condition": aPolicy({ conditions: { clients: [{}] } }),
  "a list of another type, beside everybody": aPolicy({ users: { includeGroups: 7, excludeRoles: [] } }),
  "session controls that are a text": { ...aPolicy(), sessionControls: "none" },
  "a time of deletion that isn't one": { ...aPolicy(), deletedDateTime: 7 },
  "another letter case, although it is off": { ...aPolicy({ state: "disabled" }), Conditions: {} },
};

describe("what stands in a tenant file", () => {
  for (const [title, policy] of Object.entries(odd))
    it(`is unknown with ${title}`, () => assert.equal(verdictOn([policy]).kind, "unknown"));

  it("may have an action's offer in a policy and in a named location", () => {
    const restore = { "#microsoft.graph.restore": { title: "microsoft.graph.restore", target: "https://…" } };
    const namedLocations = [addresses(LOCATION, ["203.0.113.0/24"], restore)];
    assert.equal(verdictOn([{ ...aPolicy(), ...restore }]).kind, "proved");
    assert.deepEqual(verdictOn([aPolicy({ conditions: outside(LOCATION) })], { namedLocations }).unknowns, []);
  });
});

describe("people who may activate a role", () => {
  const eligible = (principalId: string, more: object = {}) => ({
    roleAssignments: [],
    roleEligibilitySchedules: [aRoleOf(principalId, more)],
  });
  const excluding = aPolicy({ users: { excludeRoles: [ROLE] } });
  const including = aPolicy({ users: { includeUsers: [], includeRoles: [ROLE] } });
  const ASSUMED = /only eligible may become active/;

  for (const [name, more] of [
    ["in the whole tenant", {}],
    ["in a part of it", { directoryScopeId: "/administrativeUnits/1" }],
    ["by a schedule of a status that isn't known", { status: "Unheard" }],
  ] as const)
    it(`${name} may be excluded by it, and is included by none`, () => {
      assert.deepEqual(verdictOn([excluding], eligible(userId(1), more)).uncovered.users, [userId(1)]);
      assert.deepEqual(verdictOn([including], eligible(userId(1), more)).uncovered.users, [userId(1), userId(2)]);
    });

  it("needs an assumption if eligible assignments aren't known, and none if all are", () => {
    const known = { roleAssignments: [], roleEligibilitySchedules: [] };
    assert.ok(verdictOn([excluding], { roleAssignments: [] }).assumptions.some((text) => ASSUMED.test(text)));
    assert.ok(!verdictOn([excluding], known).assumptions.some((text) => ASSUMED.test(text)));
    assert.equal(verdictOn([excluding], known).kind, "proved");
  });
});

describe("a range of IPv6 that stands for IPv4 addresses", () => {
  const butThere = aPolicy({ conditions: outside(LOCATION) });

  for (const cidr of ["::ffff:203.0.113.0/120", "::ffff:cb00:7100/120", "64:ff9b::203.0.113.0/120"])
    it(`isn't understood: ${cidr}`, () => {
      const { kind, unknowns } = verdictOn([butThere], { namedLocations: [addresses(LOCATION, [cidr])] });
      assert.deepEqual(
        [kind, unknowns.map(({ field }) => field)],
        ["unknown", [`namedLocations.${LOCATION}.ipRanges[0]`]],
      );
    });

  it("leaves open whether it holds these, where a verdict depends on that", () => {
    const OTHER = "dddddddd-0000-4000-8000-000000000002";
    const allIpv6 = aPolicy({ id: "other", conditions: inside(OTHER) });
    const namedLocations = [addresses(LOCATION, ["::ffff:203.0.113.0/120"]), addresses(OTHER, ["::/1", "8000::/1"])];
    assert.equal(verdictOn([butThere, allIpv6], { namedLocations }).kind, "unknown");
  });
});

describe("agents' user accounts", () => {
  const agent = {
    "@odata.type": "#microsoft.graph.agentUser",
    id: userId(9),
    userPrincipalName: "agent@contoso.example",
  };
  const block = (users: object = {}, conditions: object = {}) =>
    aPolicy({
      id: "block",
      users: { includeUsers: ["AllAgentIdUsers"], ...users },
      conditions,
      grantControls: { operator: "OR", builtInControls: ["block"] },
    });
  const on = (policies: readonly object[], users: readonly object[] = [...people(2), agent]) =>
    agentsOf(read(aTenant(policies, { users })));

  it("don't count as people in a verdict", () => {
    const verdict = verdictOn([aPolicy({ users: { includeUsers: people(2).map((_, index) => userId(index + 1)) } })], {
      users: [...people(2), agent],
    });
    assert.deepEqual(verdict.uncovered.users, []);
  });

  it("are no groups, so that a role which one holds is held by nobody else", () => {
    const tenant = { users: [...people(2), agent], roleAssignments: [aRoleOf(agent.id)] };
    assert.equal(verdictOn([aPolicy({ users: { excludeRoles: [ROLE] } })], tenant).kind, "proved");
  });

  it("aren't blocked by a policy for all users", () =>
    assert.deepEqual(on([block({ includeUsers: ["All"] })]), { count: 1, blocked: false }));

  const asking = (operator: string, builtInControls: readonly string[]) => ({
    ...block(),
    grantControls: { operator, builtInControls },
  });

  it("are blocked by a policy that blocks and asks for MFA", () =>
    assert.equal(on([asking("AND", ["block", "mfa"])]).blocked, true));

  it("are blocked by a policy for all agents", () =>
    assert.deepEqual(on([aPolicy(), block()]), { count: 1, blocked: true }));

  it("are none to be blocked where there are none", () =>
    assert.deepEqual(on([aPolicy()], people(2)), { count: 0, blocked: true }));

  for (const [title, policy] of [
    ["only asks for MFA", aPolicy({ users: { includeUsers: ["AllAgentIdUsers"] } })],
    ["may be met by MFA in place of the block", asking("OR", ["block", "mfa"])],
    ["may be met by a compliant device, named first", asking("OR", ["compliantDevice", "block"])],
    ["is report-only", { ...block(), state: "enabledForReportingButNotEnforced" }],
    ["leaves out a group", block({ excludeGroups: [groupId(1)] })],
    ["leaves out a person", block({ excludeUsers: [userId(1)] })],
    ["leaves out an agent", block({ excludeUsers: [userId(9)] })],
    ["is about one platform", block({}, { platforms: { includePlatforms: ["linux"] } })],
    ["leaves out a place", block({}, outside(LOCATION))],
    ["is about a risk", block({}, { signInRiskLevels: ["high"] })],
    ["has content that isn't understood", block({}, { agentIdRiskLevels: "high" })],
  ] as const)
    it(`aren't blocked by one that ${title}`, () => assert.equal(on([policy]).blocked, false));

  it("are blocked by one that is for all places and platforms", () => {
    const anyPlace = { locations: { includeLocations: ["All"] }, platforms: { includePlatforms: ["all"] } };
    assert.equal(on([block({}, anyPlace)]).blocked, true);
  });
});

describe("a tenant with a part of a list", () => {
  it("proves nothing, and shows no certain way in", () => {
    const open = prove(read({ value: [], "@odata.nextLink": "https://…" }, "take"));
    assert.deepEqual([open.kind, open.bypasses.some(({ certain }) => certain)], ["unknown", false]);
    const closed = prove(read({ value: [aPolicy()], "@odata.nextLink": "https://…" }, "take"));
    assert.deepEqual([closed.kind, closed.bypasses], ["unknown", []]);
    assert.match(closed.unknowns.map(({ why }) => why).join(), /next page/);
  });
});

describe("a role that is named by something else than its template's id", () => {
  const assigned = (roleDefinitionId: string) => ({ roleAssignments: [aRoleOf(userId(1), { roleDefinitionId })] });
  const excluding = (role: string) => aPolicy({ users: { excludeRoles: [role] } });
  const NAMES = ["Global Administrator", "<ADMIN-ROLE>", ""];

  for (const name of NAMES)
    it(`proves nothing where \`${name}\` is excluded and nobody is assigned to a role of that name`, () => {
      const verdict = verdictOn([excluding(name)], assigned(ROLE));
      assert.equal(verdict.kind, "unknown");
      assert.deepEqual(
        verdict.unknowns.map(({ field }) => field),
        ["conditions.users.excludeRoles"],
      );
    });

  it("is known where an assignment tells it in the same way", () => {
    assert.deepEqual(verdictOn([excluding("helpdesk")], assigned("Helpdesk")).uncovered.users, [userId(1)]);
  });

  it("is held by nobody where its id is in no assignment", () =>
    assert.equal(verdictOn([excluding(ROLE)], { roleAssignments: [] }).kind, "proved"));

  it("may be any role that is excluded by its id, where an assignment tells it so", () => {
    assert.deepEqual(verdictOn([excluding(ROLE)], assigned("Global Administrator")).uncovered.users, [userId(1)]);
  });

  it("is none that is included by its id, where an assignment tells it so", () => {
    const including = aPolicy({ users: { includeUsers: [], includeRoles: [ROLE] } });
    assert.equal(verdictOn([including], assigned("Global Administrator")).uncovered.users.length, 2);
  });
});
