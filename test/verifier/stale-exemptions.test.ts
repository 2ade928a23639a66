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

const BOTH_EXCLUDED = { excludeUsers: ["ann"], excludeGroups: ["inner"] };
const HELD = { roleAssignments: [{ principalId: "ann", roleDefinitionId: ROLE }] };

const GUEST = { users: [{ id: "ann", userPrincipalName: "ann_a.example#EXT#@b.example", userType: "Guest" }] };
const ONE = { membershipKind: "enumerated", members: ["99999999-0000-4000-8000-000000000001"] };

type Row = readonly [users: object, stale: string, known?: object, state?: string];
const rows: Readonly<Record<string, Row>> = {
  "no policy excludes anybody": [{}, "user, group"],
  "a policy only includes them": [{ includeGroups: ["inner"], includeUsers: ["ann"] }, "user, group"],
  "a policy excludes the user by id": [{ excludeUsers: ["ann"] }, "group"],
  "a policy excludes the group, and so its members": [{ excludeGroups: ["inner"] }, ""],
  "a policy excludes a group round it": [{ excludeGroups: ["outer"] }, ""],
  "a policy excludes a role that the user holds": [{ excludeRoles: [ROLE] }, "group", HELD],
  "a policy excludes a group that may hold anybody": [{ excludeGroups: ["elsewhere"] }, "user, group"],
  "a policy excludes a role that anybody may hold": [
    { excludeRoles: [ROLE] },
    "user, group",
    { roleAssignments: null },
  ],
  "a policy excludes everybody": [{ excludeUsers: ["All"] }, ""],
  "a policy excludes guests, and the user is one": [{ excludeUsers: ["GuestsOrExternalUsers"] }, "group", GUEST],
  "a policy excludes guests, and the user may be one": [
    { excludeUsers: ["GuestsOrExternalUsers"] },
    "user, group",
    { users: [{ id: "ann" }] },
  ],
  "a policy excludes guests of one tenant": [
    { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: "b2bCollaborationGuest", externalTenants: ONE } },
    "user, group",
    GUEST,
  ],
  "the policy is report-only": [BOTH_EXCLUDED, "", {}, "enabledForReportingButNotEnforced"],
  "the policy's state isn't understood": [BOTH_EXCLUDED, "", {}, "someday"],
  "the policy is off": [BOTH_EXCLUDED, "user, group", {}, "disabled"],
};

describe("an exemption of a user and one of a group", () => {
  for (const [where, [users, stale, known = {}, state = "enabled"]] of Object.entries(rows))
    it(`are stale where ${where}: ${stale === "" ? "neither" : stale}`, () => {
      const policy = { id: "p", state, conditions: { users: { includeUsers: ["All"], ...users } } };
      const lists = { users: [{ id: "ann" }], groups: GROUPS, roleAssignments: [], ...known };
      const isStale = staleIn(read({ policies: [policy], ...lists }));
      assert.equal(
        [USER, GROUP]
          .filter(isStale)
          .map(({ kind }) => kind)
          .join(", "),
        stale,
      );
    });
});
