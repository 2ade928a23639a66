import assert from "node:assert/strict";
import { homeTenantId, userId } from "../../src/law/model/ids";
import type { IdentityType, Principal } from "../../src/law/model/sign-in";
import type { Truth } from "../../src/law/model/truth";
import { aSignIn } from "../verifier/builders/a-sign-in";
import { stops } from "../verifier/builders/stops";

const ids = (prefix: string): readonly [string, string, string, string] =>
  [1, 2, 3, 4].map((number) => `${prefix}${number}`) as [string, string, string, string];

const [ANN, BEA] = ids("aaaaaaaa-0000-4000-8000-00000000000");
const [GROUP, INNER, UNREAD, GONE] = ids("cccccccc-0000-4000-8000-00000000000");
const [ROLE, UNIT_ROLE, GROUP_ROLE, IDLE_ROLE] = ids("62e90394-69f5-4237-9190-01217714500");
const [PARTNER, OTHER] = ids("99999999-0000-4000-8000-00000000000");

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
const B2B = "b2bCollaborationGuest";
const including = (types: string, tenants?: unknown) => ({ includeGuestsOrExternalUsers: from(types, tenants) });
const excluding = (types: string, tenants?: unknown) =>
  everybodyBut({ excludeGuestsOrExternalUsers: from(types, tenants) });
const LEGACY_TOKEN = { includeUsers: ["GuestsOrExternalUsers"] };
const [ann, partner] = [person(ANN), outsider("serviceProvider")];

const rows: Readonly<Record<string, readonly [users: Record<string, unknown>, who: Principal, is: Truth]>> = {
  "`All` takes in a member": [{ includeUsers: ["All"] }, ann, "yes"],
  "`All` takes in an outsider without an object": [{ includeUsers: ["All"] }, partner, "yes"],
  "`None` takes in nobody": [{ includeUsers: ["None"] }, ann, "no"],
  "an id takes in its user, in any letter case": [{ includeUsers: [ANN.toUpperCase()] }, ann, "yes"],
  "an id takes in nobody else": [{ includeUsers: [ANN] }, person(BEA), "no"],
  "a word that nobody knows may take in anybody": [{ includeUsers: ["Everyone"] }, ann, "unclear"],
  "a word that nobody knows may leave out anybody": [everybodyBut({ excludeUsers: ["Everyone"] }), partner, "unclear"],
  "agents' accounts are no people": [{ includeUsers: ["AllAgentIdUsers"] }, ann, "no"],
  "a group takes in members of groups inside it, round a circle too": [{ includeGroups: [GROUP] }, ann, "yes"],
  "a group takes in nobody else": [{ includeGroups: [GROUP] }, person(BEA), "no"],
  "a group whose members aren't known takes in nobody": [{ includeGroups: [UNREAD] }, ann, "no"],
  "a group whose members aren't known leaves out anybody": [everybodyBut({ excludeGroups: [UNREAD] }), ann, "no"],
  "a group that the list doesn't have leaves out anybody": [everybodyBut({ excludeGroups: [GONE] }), ann, "no"],
  "a group that the list doesn't have leaves out no outsider": [
    everybodyBut({ excludeGroups: [GONE] }),
    partner,
    "yes",
  ],
  "exclusion beats inclusion across fields": [{ includeUsers: [ANN], excludeGroups: [INNER] }, ann, "no"],
  "a role takes in whoever holds it": [{ includeRoles: [ROLE] }, ann, "yes"],
  "a role held for a part of the tenant takes in nobody": [{ includeRoles: [UNIT_ROLE] }, ann, "no"],
  "a role held for a part of the tenant leaves its holder out": [
    everybodyBut({ excludeRoles: [UNIT_ROLE] }),
    ann,
    "no",
  ],
  "a role is held through a group, and the groups inside it": [{ includeRoles: [GROUP_ROLE] }, ann, "yes"],
  "a role that no assignment names is held by nobody": [everybodyBut({ excludeRoles: [IDLE_ROLE] }), ann, "yes"],
  "the legacy token takes in every guest": [LEGACY_TOKEN, guest("b2bCollaborationMember"), "yes"],
  "the legacy token takes in every outsider": [LEGACY_TOKEN, outsider("b2bDirectConnectUser"), "yes"],
  "the legacy token takes in no member": [LEGACY_TOKEN, ann, "no"],
  "a guest type takes in just that type": [including(B2B, ALL), guest("internalGuest"), "no"],
  "a guest type of listed tenants takes in guests of these": [including(B2B, LISTED), guest(B2B, PARTNER), "yes"],
  "a guest type of listed tenants takes in no guest of another": [including(B2B, LISTED), guest(B2B, OTHER), "no"],
  "a guest type that nobody knows may be any guest's": [including("later", ALL), guest("internalGuest"), "unclear"],
  "a guest type that nobody knows is no member's": [excluding("later", ALL), ann, "yes"],
  "internal guests have no other tenant, so a list of unknown kind leaves them out": [
    excluding("internalGuest", { membershipKind: "later" }),
    guest("internalGuest"),
    "no",
  ],
  "internal guests of a list of unknown kind may be taken in": [
    including("internalGuest", { membershipKind: "later" }),
    guest("internalGuest"),
    "unclear",
  ],
};

describe("a policy's users", () => {
  for (const [title, [users, who, is]] of Object.entries(rows))
    it(`are such that ${title}`, () =>
      assert.equal(stops({ conditions: { users } }, aSignIn({ principal: who }), directory), is));

  it("hold no role, as an include, while no assignments are known, and maybe any, as an exclude", () => {
    const signIn = aSignIn({ principal: ann });
    assert.equal(stops({ conditions: { users: { includeRoles: [ROLE] } } }, signIn), "no");
    assert.equal(stops({ conditions: { users: everybodyBut({ excludeRoles: [ROLE] }) } }, signIn), "no");
  });
});
