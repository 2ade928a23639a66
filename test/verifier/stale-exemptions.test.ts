import assert from "node:assert/strict";
import { groupId, userId } from "../../src/law/model/ids";
import type { Exemption } from "../../src/law/model/register";
import { staleIn } from "../../src/verifier/exemptions";
import { read } from "./generated/read";

const USER: Exemption = { kind: "user", id: userId("ann") };
const GROUP: Exemption = { kind: "group", id: groupId("inner"), members: undefined };
const ROLE = "62e90394-69f5-4237-9190-012177145e10";

/** `outer` holds `inner`, which holds Ann. */
const GROUPS = [
  { id: "outer", members: [{ id: "inner" }] },
  { id: "inner", members: [{ id: "ann" }] },
];

function stale(users: object, { state = "enabled", known = {} }: { state?: string; known?: object } = {}) {
  const policy = { id: "p", state, conditions: { users: { includeUsers: ["All"], ...users } } };
  const tenant = read({ policies: [policy], users: [{ id: "ann" }], groups: GROUPS, roleAssignments: [], ...known });
  return [USER, GROUP].filter(staleIn(tenant)).map(({ kind }) => kind);
}

const inState = (state: string) => stale({ excludeUsers: ["ann"], excludeGroups: ["inner"] }, { state });

describe("staleIn", () => {
  it("finds every exemption stale that no policy excludes", () => {
    assert.deepEqual(stale({}), ["user", "group"]);
    assert.deepEqual(stale({ includeGroups: ["inner"], includeUsers: ["ann"] }), ["user", "group"]);
  });

  it("takes an exclude by id for a use of the user alone", () =>
    assert.deepEqual(stale({ excludeUsers: ["ann"] }), ["group"]));

  it("takes an exclude of the group for a use of the group and of its members", () =>
    assert.deepEqual(stale({ excludeGroups: ["inner"] }), []));

  it("looks into nested groups", () => assert.deepEqual(stale({ excludeGroups: ["outer"] }), []));

  it("takes an excluded role for a use of its holders", () => {
    const known = { roleAssignments: [{ principalId: "ann", roleDefinitionId: ROLE }] };
    assert.deepEqual(stale({ excludeRoles: [ROLE] }, { known }), ["group"]);
  });

  it("doesn't count a group or role that may hold anybody", () => {
    assert.deepEqual(stale({ excludeGroups: ["elsewhere"] }), ["user", "group"]);
    assert.deepEqual(stale({ excludeRoles: [ROLE] }, { known: { roleAssignments: null } }), ["user", "group"]);
  });

  it("counts an exclude of everybody", () => assert.deepEqual(stale({ excludeUsers: ["All"] }), []));

  it("counts policies that are report-only or not understood, and none that is off", () => {
    assert.deepEqual(inState("enabledForReportingButNotEnforced"), []);
    assert.deepEqual(inState("someday"), []);
    assert.deepEqual(inState("disabled"), ["user", "group"]);
  });
});
