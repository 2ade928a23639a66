import assert from "node:assert/strict";
import fc from "fast-check";
import { Population } from "../../oracle/people";
import { type EvaluationContext, evaluate, evaluationContext } from "../../src/law/evaluate";
import type { SignIn } from "../../src/law/model/sign-in";
import type { Tenant } from "../../src/law/model/tenant";
import { type ChangedBypass, compare } from "../../src/verifier/compare";
import type { Bypass } from "../../src/verifier/verdict";
import { aRoleOf, GLOBAL_ADMINISTRATOR, groupId, people, userId } from "../cli/a-tenant";
import { always } from "../times";
import { aPolicy, aTenant, type SaidOfTenant } from "./builders/a-tenant";
import { guestsAndSeats, manyNetworks, searchesStopSoon } from "./builders/too-hard";
import { exemptionsOf, type SaidExempt } from "./builders/verdict-on";
import { changes } from "./generated/changes";
import { exempted } from "./generated/graph-tenants";
import { read } from "./generated/read";
import { circumstancesIn, facetsOf, within } from "./generated/sign-ins";

const [ANN, BEA, GROUP] = [userId(1), userId(2), groupId(1)];

const compared = (before: SaidOfTenant, after: SaidOfTenant, exempt: SaidExempt = {}) =>
  compare(aTenant(before), aTenant(after), exemptionsOf(exempt));
/** The names of everybody for whom something is newly open, or no longer. */
const peopleIn = (holes: readonly Bypass[]): readonly string[] => [...new Set(holes.flatMap(({ people }) => people))];

describe("compare, with exempt people", () => {
  it("names nobody who is exempt where they get through", () =>
    always(50, [changes, exempted], ({ before, after }, exempt) => {
      const { opened, closed } = compare(read(before), read(after), exemptionsOf(exempt));
      for (const [holes, tenant] of [
        [opened, after],
        [closed, before],
      ] as const) {
        if (tenant.users === undefined) continue; // an id may be a person's or a group's then
        const population = new Population(tenant, exempt);
        const spared = peopleIn(holes).filter((id) => population.isExempt({ id, type: "member", home: "elsewhere" }));
        assert.deepEqual(spared, []);
      }
    }));
});

describe("what is shown of a comparison", () => {
  it("is the most ordinary sign-in, whichever policy's id comes first", () => {
    const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000001`;
    const legacy = { clientAppTypes: ["other"], authenticationFlows: { transferMethods: "deviceCodeFlow" } };
    for (const [one, other] of [
      ["0", "f"],
      ["f", "0"],
    ] as const) {
      const narrow = aPolicy({ id: id(one), conditions: legacy });
      const { opened } = compared({ policies: [narrow, aPolicy({ id: id(other) })] }, { policies: [] });
      assert.deepEqual(
        opened.map(({ signIn }) => [signIn.clientApp, signIn.authenticationFlow]),
        [["browser", null]],
      );
    }
  });
});

describe("a change after which somebody is perhaps no guest any more", () => {
  it("also names the others who may get in only by what they share with that person", () => {
    const guests = { includeUsers: ["GuestsOrExternalUsers"] };
    const atRisk = { conditions: { users: guests, userRiskLevels: ["medium", "high", "hidden"] } };
    const users = (guest: string) => [
      { id: ANN, userPrincipalName: guest },
      { id: BEA, userPrincipalName: "b#EXT#@contoso.example", userType: "Member" },
    ];
    const unclear = { conditions: { users: guests, clientAppTypes: ["somethingNew"] } };
    const { opened } = compared(
      { policies: [atRisk, unclear], users: users("a#EXT#@contoso.example") },
      { policies: [atRisk], users: users("a@contoso.example") },
    );
    assert.deepEqual(peopleIn(opened), [ANN, BEA]);
    assert.ok(opened.some(({ others }) => others.length > 0));
  });
});

describe("each hole of a comparison", () => {
  it("gets through on its own side and is stopped on the other, as wide as it is said to be", () =>
    always(
      50,
      [
        changes.chain((change) =>
          fc.tuple(
            fc.constant(change),
            fc.array(circumstancesIn(change.before, change.after), { minLength: 20, maxLength: 20 }),
          ),
        ),
      ],
      ([{ before, after }, others]) => {
        const [was, is] = [evaluationContext(read(before)), evaluationContext(read(after))];
        const { opened, closed } = compare(was.tenant, is.tenant);
        const attack = (holes: readonly ChangedBypass[], open: EvaluationContext, shut: EvaluationContext) => {
          for (const hole of holes)
            for (const [pick, other] of [hole.signIn, ...others].entries()) {
              const attempt = within(hole, other, pick, open.tenant);
              assert.notEqual(evaluate(open, attempt), "yes");
              const elsewhere = onTheOtherSide(attempt, open.tenant, shut.tenant);
              if (hole.certain && elsewhere.length > 0)
                assert.ok(elsewhere.some((one) => evaluate(shut, one) === "yes"));
            }
        };
        attack(opened, is, was);
        attack(closed, was, is);
      },
    ));
});

/**
 * What the sign-in may have been on the other side: the same, or by whatever its person is there. None where they aren't
 * there: such a person is stopped whatever the policies say.
 */
function onTheOtherSide(signIn: SignIn, here: Tenant, there: Tenant): readonly SignIn[] {
  const { principal } = signIn;
  if (principal.kind !== "person" || there.users === undefined) return [signIn];
  const classesIn = ({ users }: Tenant) => users?.find(({ id }) => id === principal.id)?.classes ?? [];
  if (classesIn(here).join() === classesIn(there).join()) return [signIn];
  return classesIn(there)
    .flatMap(facetsOf)
    .map((identity) => ({ ...signIn, principal: { ...principal, identity } }));
}

describe("compare", () => {
  it("doesn't take somebody that only the new policies name for a newcomer, if the users aren't known", () => {
    const before = aTenant({ policies: [{ state: "disabled" }] });
    const after = aTenant({ policies: [{ conditions: { users: { includeUsers: ["All"], excludeUsers: [ANN] } } }] });
    assert.deepEqual(compare(before, after).opened, []);
    assert.deepEqual(compare(after, before).closed, []);
  });
});

describe("a strength that the file doesn't explain, with another control", () => {
  const STRENGTH = { id: "77777777-0000-4000-8000-000000000001" };
  const grantControls = { operator: "AND", builtInControls: ["compliantDevice"], authenticationStrength: STRENGTH };

  it("lets a compliant device in unless it asks for MFA, so that deleting its policy opens other devices for certain", () => {
    const { opened } = compared({ policies: [{ grantControls }] }, { policies: [] });
    assert.deepEqual(
      opened.map(({ certain, alsoTrueFor }) => [certain, alsoTrueFor.device]),
      [[true, undefined]],
    );
  });
});

describe("a role that a group holds", () => {
  const about = { includeUsers: ["None"], includeRoles: [GLOBAL_ADMINISTRATOR] };
  const file = (known: object) => ({
    policies: [aPolicy({ id: "ffffffff-0000-4000-8000-000000000001", conditions: { users: about } })],
    users: [{ id: ANN, userPrincipalName: "someone@contoso.example" }],
    roleAssignments: [aRoleOf(groupId(4))],
    ...known,
  });

  it("is held by the members of the group in each state, although only one state has a part of them", () => {
    const inside = { "@odata.type": "#microsoft.graph.group", id: GROUP };
    const known = { groups: [{ id: groupId(4), members: [inside] }] };
    const [before, after] = [file({}), file(known)].map((one) => read(one));
    assert.ok(before && after);
    assert.deepEqual(
      compare(before, after).opened.map(({ certain }) => certain),
      [false],
    );
  });
});

describe("people who come, go or change between the two states", () => {
  const person = (id: string, userType?: "Member" | "Guest") => ({
    id,
    userPrincipalName: "someone@contoso.example",
    ...(userType && { userType }),
  });
  const forAll = { conditions: { users: { includeUsers: ["All"] } } };
  const notForGuests = { conditions: { users: { includeUsers: ["All"], excludeUsers: ["GuestsOrExternalUsers"] } } };
  const shut = (...users: readonly object[]) => ({ policies: [forAll], users });
  const openForGuests = (...users: readonly object[]) => ({ policies: [notForGuests], users });

  for (const [changed, stayed] of [
    [ANN, BEA],
    [BEA, ANN],
  ] as const)
    it(`are distinguished from those who stay what they were: ${changed === ANN ? "the first" : "the last"} of the list changed`, () => {
      const members = [ANN, BEA].map((id) => person(id, "Member"));
      const one = [person(changed, "Guest"), person(stayed, "Member")];
      assert.deepEqual(peopleIn(compared(openForGuests(...members), openForGuests(...one)).opened), [changed]);
      assert.deepEqual(peopleIn(compared(openForGuests(...one), openForGuests(...members)).closed), [changed]);
    });

  it("are distinguished from others who may have been the same before, and from those who have become what they may have been", () => {
    // Ann may be a member or a guest and goes, while Bea, a member, becomes a guest: the same words, split in another way.
    const [before, after] = [[person(ANN), person(BEA, "Member")], [person(BEA, "Guest")]];
    assert.deepEqual(peopleIn(compared(openForGuests(...before), openForGuests(...after)).opened), [BEA]);
    assert.deepEqual(peopleIn(compared(openForGuests(...after), openForGuests(...before)).opened), [ANN]);
  });

  it("count as stopped where they aren't: a newcomer opens what nobody could before, a leaver closes it", () => {
    const [few, many] = [[person(ANN, "Member")], [person(ANN, "Member"), person(BEA, "Guest")]];
    const came = compared(openForGuests(...few), openForGuests(...many));
    assert.deepEqual([peopleIn(came.opened), came.closed], [[BEA], []]);
    const left = compared(openForGuests(...many), openForGuests(...few));
    assert.deepEqual([left.opened, peopleIn(left.closed)], [[], [BEA]]);
    assert.equal(compared(shut(...few), shut(...many)).kind, "equivalent");
  });
});

describe("an exemption in a comparison", () => {
  const users = people(2);
  const state = (excluded: object, members: readonly string[]) => ({
    policies: [{ conditions: { users: { includeUsers: ["All"], ...excluded } } }],
    users,
    groups: [{ id: GROUP, members: members.map((id) => ({ id })) }],
  });
  const exempt = { groups: [GROUP] };

  it("spares the members of the exempt group when the sign-in gets through, and not its members before", () => {
    const before = state({}, [ANN]);
    const after = state({ excludeUsers: [ANN, BEA] }, [BEA]);
    assert.deepEqual(peopleIn(compared(before, after).opened), [ANN, BEA]);
    assert.deepEqual(peopleIn(compared(before, after, exempt).opened), [ANN]);
    assert.deepEqual(peopleIn(compared(after, before, exempt).closed), [ANN]);
  });

  it("of a group that only one of the states knows as exempt doesn't stretch to the other state", () => {
    // The inner group belongs to the exempt one only afterwards; its own members aren't known.
    const inner = "cccccccc-0000-4000-8000-000000000002";
    const grouped = (excluded: object, within: readonly object[]) => ({
      ...state(excluded, []),
      groups: [{ id: GROUP, members: within }, { id: inner }],
    });
    const before = grouped({ excludeGroups: [inner] }, []);
    const after = grouped({ excludeGroups: [inner] }, [{ "@odata.type": "#microsoft.graph.group", id: inner }]);
    const { opened, closed } = compared(before, after, exempt);
    assert.deepEqual([opened, peopleIn(closed)], [[], [ANN, BEA]]);
    const back = compared(after, before, exempt);
    assert.deepEqual([peopleIn(back.opened), back.closed], [[ANN, BEA], []]);
  });

  it("spares nobody whom the exempt group calls an agent and another group a user, unless the list of users has them", () => {
    const called = (type: string) => [{ "@odata.type": `#microsoft.graph.${type}`, id: ANN }];
    const groups = [
      { id: groupId(2), members: called("user") },
      { id: GROUP, members: called("agentUser") },
    ];
    for (const [listed, named] of [
      [users.slice(1), [ANN, BEA]],
      [users, [BEA]],
    ] as const) {
      const after = { policies: [], users: listed, groups };
      const { opened } = compared({ ...after, policies: state({}, []).policies }, after, exempt);
      assert.deepEqual(peopleIn(opened).toSorted(), named);
    }
  });

  it("of some members spares nobody else in the group", () => {
    const before = state({}, [ANN, BEA]);
    const after = state({ excludeGroups: [GROUP] }, [ANN, BEA]);
    assert.deepEqual(peopleIn(compared(before, after, { membersOf: { [GROUP]: [ANN] } }).opened), [BEA]);
    assert.equal(compared(before, after, exempt).kind, "equivalent");
  });
});

describe("a comparison that reaches a bound", () => {
  searchesStopSoon();
  const SEARCH = "the search for a sign-in that gets through was stopped at its bound";
  const hard = guestsAndSeats(8);
  const only = { conditions: { users: { includeUsers: [ANN] } } };
  const allBut = { conditions: { users: { includeUsers: ["All"], excludeUsers: [ANN] } } };
  const reasons = ({ unknowns }: ReturnType<typeof compare>) => unknowns.map(({ why }) => why);

  for (const [what, before, after] of [
    ["opened", [{}], hard],
    ["closed", hard, [{}]],
  ] as const)
    it(`is unknown, and says at which bound, where something may have been ${what}`, () => {
      const found = compared({ policies: before }, { policies: after });
      assert.deepEqual({ ...found, unknowns: reasons(found) }, unknownWith([SEARCH]));
    });

  it("is unknown where something may have been opened, although something was closed", () => {
    const found = compared({ policies: [allBut] }, { policies: [...hard, only] });
    assert.deepEqual([found.kind, found.opened, reasons(found)], ["unknown", [], [SEARCH]]);
    assert.deepEqual(peopleIn(found.closed), [ANN]);
  });

  it("is different where something was opened, and says all the same that it doesn't know what was closed", () => {
    const found = compared({ policies: [...hard, only] }, { policies: [allBut] });
    assert.deepEqual([found.kind, found.closed, reasons(found)], ["different", [], [SEARCH]]);
    assert.deepEqual(peopleIn(found.opened), [ANN]);
  });

  it("is unknown if there are more places than can be distinguished", () => {
    const found = compared({ policies: [{}] }, manyNetworks());
    const why = "the policies' locations tell more places apart than can be checked";
    assert.deepEqual({ ...found, unknowns: [...new Set(reasons(found))] }, unknownWith([why]));
  });

  const unknownWith = (unknowns: readonly string[]) => ({ kind: "unknown", opened: [], closed: [], unknowns });
});
