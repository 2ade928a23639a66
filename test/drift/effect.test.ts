import assert from "node:assert/strict";
import { effectOf } from "../../src/drift/meaning";
import { readTenant } from "../../src/tenant/graph/tenant";
import { aPolicy, groupId, people, userId } from "../cli/a-tenant";
import { aTenant } from "../verifier/builders/a-tenant";
import { exemptionsOf, type SaidExempt } from "../verifier/builders/verdict-on";

const USERS = [userId(1), userId(2)];
const leavingOut = (...excludeUsers: readonly string[]) =>
  aTenant({ policies: [{ conditions: { users: { includeUsers: ["All"], excludeUsers } } }], users: people(2) });

describe("what a change does to exempt people", () => {
  const exempt: readonly (readonly [string, SaidExempt])[] = [
    ["each by name", { users: USERS }],
    ["as members of a group", { membersOf: { [groupId(1)]: USERS } }],
    ["one by name, one as a member", { users: [userId(1)], membersOf: { [groupId(1)]: [userId(2)] } }],
  ];
  for (const [how, said] of exempt) {
    it(`names all whom it shuts out, exempt ${how}`, () => {
      const { kind, shutOut } = effectOf(leavingOut(...USERS), leavingOut(), exemptionsOf(said));
      assert.deepEqual([kind, [...shutOut].sort()], ["neutral", USERS]);
    });

    it(`names only whom it shuts out, exempt ${how}`, () => {
      const { shutOut } = effectOf(leavingOut(...USERS), leavingOut(userId(1)), exemptionsOf(said));
      assert.deepEqual(shutOut, [userId(2)]);
    });

    it(`names nobody where it lets them in, exempt ${how}`, () =>
      assert.deepEqual(effectOf(leavingOut(), leavingOut(...USERS), exemptionsOf(said)).shutOut, []));
  }
});

describe("what a change does to the registration of methods", () => {
  const HEADQUARTERS = "dddddddd-0000-4000-8000-000000000001";
  const registrationFrom = (cidrAddress: string) => {
    const read = readTenant({
      policies: [
        aPolicy({
          conditions: {
            applications: { includeUserActions: ["urn:user:registersecurityinfo"] },
            locations: { includeLocations: ["All"], excludeLocations: [HEADQUARTERS] },
          },
          grantControls: { operator: "OR", builtInControls: ["block"] },
        }),
        aPolicy({ id: "2" }),
      ],
      namedLocations: [
        {
          "@odata.type": "#microsoft.graph.ipNamedLocation",
          ...{ id: HEADQUARTERS, displayName: "Headquarters", isTrusted: true },
          ipRanges: [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress }],
        },
      ],
      ...{ users: people(2), groups: [], roleAssignments: [] },
    });
    assert.ok(read.ok);
    return read.tenant;
  };

  it("tells that a wider trusted location opens it, though no sign-in to Azure is open", () => {
    const { kind, registering } = effectOf(registrationFrom("203.0.113.0/24"), registrationFrom("203.0.0.0/8"), []);
    assert.deepEqual([kind, registering], ["neutral", true]);
  });

  it("tells that a narrower one doesn't", () =>
    assert.equal(effectOf(registrationFrom("203.0.0.0/8"), registrationFrom("203.0.113.0/24"), []).registering, false));
});
