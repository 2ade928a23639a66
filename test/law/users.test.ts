import assert from "node:assert/strict";
import { homeTenantId, userId } from "../../src/law/model/ids";
import type { IdentityType, Principal } from "../../src/law/model/sign-in";
import type { Truth } from "../../src/law/model/truth";
import { aSignIn } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const [ANN, BEA] = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"] as const;
const [GROUP, INNER, UNREAD, GONE] = [
  "cccccccc-0000-4000-8000-000000000001",
  "cccccccc-0000-4000-8000-000000000002",
  "cccccccc-0000-4000-8000-000000000003",
  "cccccccc-0000-4000-8000-000000000004",
] as const;
const [ROLE, UNIT_ROLE, GROUP_ROLE, IDLE_ROLE] = [
  "62e90394-69f5-4237-9190-012177145e10",
  "62e90394-69f5-4237-9190-012177145e11",
  "62e90394-69f5-4237-9190-012177145e12",
  "62e90394-69f5-4237-9190-012177145e13",
] as const;
const [PARTNER, OTHER] = ["99999999-0000-4000-8000-000000000001", "99999999-0000-4000-8000-000000000002"] as const;

const directory = {
  groups: [
    { id: GROUP, members: [{ id: INNER }] },
    { id: INNER, members: [{ id: ANN }, { id: GROUP }] },
    { id: UNREAD },
  ],
  roleAssignments: [
    { principalId: ANN, roleDefinitionId: ROLE, directoryScopeId: "/" },
    { principalId: ANN, roleDefinitionId: UNIT_ROLE, directoryScopeId: "/administrativeUnits/1" },
    { principalId: GROUP, roleDefinitionId: GROUP_ROLE },
  ],
};

const person = (id: string, type: IdentityType["type"] = "member"): Principal => ({
  kind: "person",
  id: userId(id),
  identity: { type, home: "unnamed" },
});
const outsider = (type: IdentityType["type"], home?: string): Principal => ({
  kind: "outsider",
  identity: { type, home: home === undefined ? "unnamed" : homeTenantId(home) },
});
const guest = (type: IdentityType["type"], home?: string): Principal => ({ ...outsider(type, home), kind: "unnamed" });
const from = (types: string, externalTenants?: unknown) => ({ guestOrExternalUserTypes: types, externalTenants });
const ALL = { membershipKind: "all" };
const LISTED = { membershipKind: "enumerated", members: [PARTNER.toUpperCase()] };
const everybodyBut = (excluded: Record<string, unknown>) => ({ includeUsers: ["All"], ...excluded });

const rows: Readonly<Record<string, readonly [users: Record<string, unknown>, who: Principal, is: Truth]>> = {
  "`All` takes in a member": [{ includeUsers: ["All"] }, person(ANN), "yes"],
  "`All` takes in an outsider without an object": [{ includeUsers: ["All"] }, outsider("serviceProvider"), "yes"],
  "`None` takes in nobody": [{ includeUsers: ["None"] }, person(ANN), "no"],
  "an id takes in its user, in any letter case": [{ includeUsers: [ANN.toUpperCase()] }, person(ANN), "yes"],
  "an id takes in nobody else": [{ includeUsers: [ANN] }, person(BEA), "no"],
  "a word that nobody knows may take in anybody": [{ includeUsers: ["Everyone"] }, person(ANN), "unclear"],
  "a word that nobody knows may leave out anybody": [
    everybodyBut({ excludeUsers: ["Everyone"] }),
    outsider("serviceProvider"),
    "unclear",
  ],
  "agents' accounts are no people": [{ includeUsers: ["AllAgentIdUsers"] }, person(ANN), "no"],
  "a group takes in members of groups inside it, round a circle too": [{ includeGroups: [GROUP] }, person(ANN), "yes"],
  "a group takes in nobody else": [{ includeGroups: [GROUP] }, person(BEA), "no"],
  "a group whose members aren't known takes in nobody": [{ includeGroups: [UNREAD] }, person(ANN), "no"],
  "a group whose members aren't known leaves out anybody": [
    everybodyBut({ excludeGroups: [UNREAD] }),
    person(ANN),
    "no",
  ],
  "a group that the list doesn't have leaves out anybody": [everybodyBut({ excludeGroups: [GONE] }), person(ANN), "no"],
  "a group that the list doesn't have leaves out no outsider": [
    everybodyBut({ excludeGroups: [GONE] }),
    outsider("otherExternalUser"),
    "yes",
  ],
  "exclusion beats inclusion across kinds of fields": [
    { includeUsers: [ANN], excludeGroups: [INNER] },
    person(ANN),
    "no",
  ],
  "a role takes in whoever holds it": [{ includeRoles: [ROLE] }, person(ANN), "yes"],
  "a role held for a part of the tenant takes in nobody": [{ includeRoles: [UNIT_ROLE] }, person(ANN), "no"],
  "a role held for a part of the tenant leaves its holder out": [
    everybodyBut({ excludeRoles: [UNIT_ROLE] }),
    person(ANN),
    "no",
  ],
  "a role is held through a group, and the groups inside it": [{ includeRoles: [GROUP_ROLE] }, person(ANN), "yes"],
  "a role that no assignment names is held by nobody": [
    everybodyBut({ excludeRoles: [IDLE_ROLE] }),
    person(ANN),
    "yes",
  ],
  "the legacy token takes in every guest": [
    { includeUsers: ["GuestsOrExternalUsers"] },
    guest("b2bCollaborationMember"),
    "yes",
  ],
  "the legacy token takes in every outsider": [
    { includeUsers: ["GuestsOrExternalUsers"] },
    outsider("b2bDirectConnectUser"),
    "yes",
  ],
  "the legacy token takes in no member": [{ includeUsers: ["GuestsOrExternalUsers"] }, person(ANN), "no"],
  "a guest type takes in just that type": [
    { includeGuestsOrExternalUsers: from("b2bCollaborationGuest", ALL) },
    guest("internalGuest"),
    "no",
  ],
  "a guest type of listed tenants takes in guests of these": [
    { includeGuestsOrExternalUsers: from("b2bCollaborationGuest", LISTED) },
    guest("b2bCollaborationGuest", PARTNER),
    "yes",
  ],
  "a guest type of listed tenants takes in no guest of another": [
    { includeGuestsOrExternalUsers: from("b2bCollaborationGuest", LISTED) },
    guest("b2bCollaborationGuest", OTHER),
    "no",
  ],
  "a guest type of unstated tenants takes in no external guest": [
    { includeGuestsOrExternalUsers: from("b2bCollaborationGuest") },
    guest("b2bCollaborationGuest", PARTNER),
    "no",
  ],
  "a guest type of unstated tenants leaves out guests of all": [
    everybodyBut({ excludeGuestsOrExternalUsers: from("serviceProvider") }),
    outsider("serviceProvider", OTHER),
    "no",
  ],
  "a list of tenants takes in no internal guest": [
    { includeGuestsOrExternalUsers: from("internalGuest", LISTED) },
    guest("internalGuest"),
    "no",
  ],
  "a list of tenants leaves internal guests out": [
    everybodyBut({ excludeGuestsOrExternalUsers: from("internalGuest", LISTED) }),
    guest("internalGuest"),
    "no",
  ],
  "a guest type that nobody knows may be any guest's": [
    { includeGuestsOrExternalUsers: from("later", ALL) },
    guest("internalGuest"),
    "unclear",
  ],
  "a guest type that nobody knows is no member's": [
    everybodyBut({ excludeGuestsOrExternalUsers: from("later", ALL) }),
    person(ANN),
    "yes",
  ],
};

describe("a policy's users", () => {
  for (const [title, [users, who, is]] of Object.entries(rows))
    it(`are such that ${title}`, () =>
      assert.equal(stops({ conditions: { users } }, aSignIn({ principal: who }), directory), is));

  it("hold no role, as an include, while no assignments are known, and maybe any, as an exclude", () => {
    const signIn = aSignIn({ principal: person(ANN) });
    assert.equal(stops({ conditions: { users: { includeRoles: [ROLE] } } }, signIn), "no");
    assert.equal(stops({ conditions: { users: everybodyBut({ excludeRoles: [ROLE] }) } }, signIn), "no");
  });

  it("leave out no outsider by a role, known or not", () => {
    const signIn = aSignIn({ principal: outsider("serviceProvider") });
    assert.equal(stops({ conditions: { users: everybodyBut({ excludeRoles: [ROLE] }) } }, signIn), "yes");
  });
});
