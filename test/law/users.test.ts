import assert from "node:assert/strict";
import { homeTenantId, userId } from "../../src/law/model/ids";
import type { IdentityType, Principal } from "../../src/law/model/sign-in";
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

const rows: readonly { title: string; users: Record<string, unknown>; who: Principal; is: "yes" | "no" | "unclear" }[] =
  [
    { title: "`All` takes in a member", users: { includeUsers: ["All"] }, who: person(ANN), is: "yes" },
    {
      title: "`All` takes in an outsider without an object",
      users: { includeUsers: ["All"] },
      who: outsider("serviceProvider"),
      is: "yes",
    },
    { title: "`None` takes in nobody", users: { includeUsers: ["None"] }, who: person(ANN), is: "no" },
    {
      title: "an id takes in its user, in any letter case",
      users: { includeUsers: [ANN.toUpperCase()] },
      who: person(ANN),
      is: "yes",
    },
    { title: "an id takes in nobody else", users: { includeUsers: [ANN] }, who: person(BEA), is: "no" },
    {
      title: "a word that nobody knows may take in anybody",
      users: { includeUsers: ["Everyone"] },
      who: person(ANN),
      is: "unclear",
    },
    {
      title: "a word that nobody knows may leave out anybody",
      users: everybodyBut({ excludeUsers: ["Everyone"] }),
      who: outsider("serviceProvider"),
      is: "unclear",
    },
    {
      title: "agents' accounts are no people",
      users: { includeUsers: ["AllAgentIdUsers"] },
      who: person(ANN),
      is: "no",
    },
    {
      title: "a group takes in members of groups inside it, round a circle too",
      users: { includeGroups: [GROUP] },
      who: person(ANN),
      is: "yes",
    },
    { title: "a group takes in nobody else", users: { includeGroups: [GROUP] }, who: person(BEA), is: "no" },
    {
      title: "a group whose members aren't known takes in nobody",
      users: { includeGroups: [UNREAD] },
      who: person(ANN),
      is: "no",
    },
    {
      title: "a group whose members aren't known leaves out anybody",
      users: everybodyBut({ excludeGroups: [UNREAD] }),
      who: person(ANN),
      is: "no",
    },
    {
      title: "a group that the list doesn't have leaves out anybody",
      users: everybodyBut({ excludeGroups: [GONE] }),
      who: person(ANN),
      is: "no",
    },
    {
      title: "a group that the list doesn't have leaves out no outsider",
      users: everybodyBut({ excludeGroups: [GONE] }),
      who: outsider("otherExternalUser"),
      is: "yes",
    },
    {
      title: "exclusion beats inclusion across kinds of fields",
      users: { includeUsers: [ANN], excludeGroups: [INNER] },
      who: person(ANN),
      is: "no",
    },
    { title: "a role takes in whoever holds it", users: { includeRoles: [ROLE] }, who: person(ANN), is: "yes" },
    {
      title: "a role held for a part of the tenant takes in nobody",
      users: { includeRoles: [UNIT_ROLE] },
      who: person(ANN),
      is: "no",
    },
    {
      title: "a role held for a part of the tenant leaves its holder out",
      users: everybodyBut({ excludeRoles: [UNIT_ROLE] }),
      who: person(ANN),
      is: "no",
    },
    {
      title: "a role is held through a group, and the groups inside it",
      users: { includeRoles: [GROUP_ROLE] },
      who: person(ANN),
      is: "yes",
    },
    {
      title: "a role that no assignment names is held by nobody",
      users: everybodyBut({ excludeRoles: [IDLE_ROLE] }),
      who: person(ANN),
      is: "yes",
    },
    {
      title: "the legacy token takes in every guest",
      users: { includeUsers: ["GuestsOrExternalUsers"] },
      who: guest("b2bCollaborationMember"),
      is: "yes",
    },
    {
      title: "the legacy token takes in every outsider",
      users: { includeUsers: ["GuestsOrExternalUsers"] },
      who: outsider("b2bDirectConnectUser"),
      is: "yes",
    },
    {
      title: "the legacy token takes in no member",
      users: { includeUsers: ["GuestsOrExternalUsers"] },
      who: person(ANN),
      is: "no",
    },
    {
      title: "a guest type takes in just that type",
      users: { includeGuestsOrExternalUsers: from("b2bCollaborationGuest", ALL) },
      who: guest("internalGuest"),
      is: "no",
    },
    {
      title: "a guest type of listed tenants takes in guests of these",
      users: { includeGuestsOrExternalUsers: from("b2bCollaborationGuest", LISTED) },
      who: guest("b2bCollaborationGuest", PARTNER),
      is: "yes",
    },
    {
      title: "a guest type of listed tenants takes in no guest of another",
      users: { includeGuestsOrExternalUsers: from("b2bCollaborationGuest", LISTED) },
      who: guest("b2bCollaborationGuest", OTHER),
      is: "no",
    },
    {
      title: "a guest type of unstated tenants takes in no external guest",
      users: { includeGuestsOrExternalUsers: from("b2bCollaborationGuest") },
      who: guest("b2bCollaborationGuest", PARTNER),
      is: "no",
    },
    {
      title: "a guest type of unstated tenants leaves out guests of all",
      users: everybodyBut({ excludeGuestsOrExternalUsers: from("serviceProvider") }),
      who: outsider("serviceProvider", OTHER),
      is: "no",
    },
    {
      title: "a list of tenants takes in no internal guest",
      users: { includeGuestsOrExternalUsers: from("internalGuest", LISTED) },
      who: guest("internalGuest"),
      is: "no",
    },
    {
      title: "a list of tenants leaves internal guests out",
      users: everybodyBut({ excludeGuestsOrExternalUsers: from("internalGuest", LISTED) }),
      who: guest("internalGuest"),
      is: "no",
    },
    {
      title: "a guest type that nobody knows may be any guest's",
      users: { includeGuestsOrExternalUsers: from("later", ALL) },
      who: guest("internalGuest"),
      is: "unclear",
    },
    {
      title: "a guest type that nobody knows is no member's",
      users: everybodyBut({ excludeGuestsOrExternalUsers: from("later", ALL) }),
      who: person(ANN),
      is: "yes",
    },
  ];

describe("a policy's users", () => {
  for (const { title, users, who, is } of rows)
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
