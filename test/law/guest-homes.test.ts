import assert from "node:assert/strict";
import { homeTenantId } from "../../src/law/model/ids";
import { type Guests, NO_USERS, type UserAssignment } from "../../src/law/model/policy";
import type { IdentityType } from "../../src/law/model/sign-in";
import type { Truth } from "../../src/law/model/truth";
import { namesAsGuest } from "../../src/law/users";

const PARTNER = homeTenantId("99999999-0000-4000-8000-000000000001");

const HOMES = {
  all: { kind: "all" },
  listed: { kind: "enumerated", tenants: new Set([PARTNER]) },
  notKnown: { kind: "notKnown" },
  odd: { kind: "notUnderstood", field: "externalTenants.membershipKind", why: "`someday` isn't known" },
} satisfies Record<string, Guests["homes"]>;

const naming = (homes: Guests["homes"]): UserAssignment => ({
  ...NO_USERS,
  guests: { types: new Set(["internalGuest", "serviceProvider"]), homes, notUnderstood: [] },
});

const partner: IdentityType = { type: "serviceProvider", home: PARTNER };
const stranger: IdentityType = { type: "serviceProvider", home: "unnamed" };
const internal: IdentityType = { type: "internalGuest", home: "unnamed" };
const member: IdentityType = { type: "member", home: "unnamed" };

/** Who is named by guest types of these home tenants, as an include and as an exclude. */
const table: readonly { homes: keyof typeof HOMES; facet: IdentityType; included: Truth; excluded: Truth }[] = [
  { homes: "all", facet: partner, included: "yes", excluded: "yes" },
  { homes: "all", facet: stranger, included: "yes", excluded: "yes" },
  { homes: "all", facet: internal, included: "yes", excluded: "yes" },
  { homes: "all", facet: member, included: "no", excluded: "no" },
  { homes: "listed", facet: partner, included: "yes", excluded: "yes" },
  { homes: "listed", facet: stranger, included: "no", excluded: "no" },
  { homes: "listed", facet: internal, included: "no", excluded: "yes" },
  { homes: "notKnown", facet: partner, included: "no", excluded: "yes" },
  { homes: "notKnown", facet: stranger, included: "no", excluded: "yes" },
  { homes: "notKnown", facet: internal, included: "yes", excluded: "yes" },
  { homes: "odd", facet: partner, included: "unclear", excluded: "unclear" },
  { homes: "odd", facet: internal, included: "unclear", excluded: "yes" },
  { homes: "odd", facet: member, included: "no", excluded: "no" },
];

describe("guests by home tenant", () => {
  for (const { homes, facet, included, excluded } of table) {
    const who = `${facet.type} of ${facet.home === PARTNER ? "a named tenant" : "no named tenant"}`;
    it(`${homes}: ${who} is included ${included}, excluded ${excluded}`, () => {
      assert.equal(namesAsGuest(naming(HOMES[homes]), "include", facet), included);
      assert.equal(namesAsGuest(naming(HOMES[homes]), "exclude", facet), excluded);
    });
  }
});
