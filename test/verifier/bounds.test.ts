import assert from "node:assert/strict";
import { ifUnknownAreEmpty, prove } from "../../src/verifier/prove";
import { ALL_STEPS } from "../../src/verifier/questions/questions";
import { Solver } from "../../src/verifier/solver/solver";
import { groupId, GLOBAL_ADMINISTRATOR as ROLE, userId } from "../cli/a-tenant";
import { aTenant, type Said } from "./builders/a-tenant";
import { filtered, guestsAndSeats, manyNetworks, searchesStopSoon } from "./builders/too-hard";
import { verdictOn } from "./builders/verdict-on";

const location = (number: number): string => `dddddddd-0000-4000-8000-0000000000${10 + number}`;
const LOCATIONS = Array.from({ length: 20 }, (_, number) => location(number));
const namedLocations = LOCATIONS.map((id) => ({ "@odata.type": "#microsoft.graph.ipNamedLocation", id }));

/** For each location, one policy inside it and one outside, for some kinds of clients only. */
const around = (clients: (number: number) => readonly string[]): Said[] =>
  LOCATIONS.flatMap((id, number) => {
    const clientAppTypes = clients(number);
    return [
      { conditions: { clientAppTypes, locations: { includeLocations: [id] } } },
      { conditions: { clientAppTypes, locations: { includeLocations: ["All"], excludeLocations: [id] } } },
    ];
  });

describe("a tenant that looks hard", () => {
  it("is decided where each of many locations that can't be read is covered inside and outside", () => {
    const policies = around((number) => (number % 2 === 0 ? ["browser", "other"] : ["all"]));
    assert.equal(verdictOn({ policies, namedLocations }).kind, "proved");
  });

  it("is decided where one kind of client is left out of all those policies", () => {
    const policies = around(() => ["browser", "other", "exchangeActiveSync"]);
    assert.deepEqual(
      verdictOn({ policies, namedLocations }).bypasses.map(({ signIn }) => signIn.clientApp),
      ["mobileAppsAndDesktopClients"],
    );
  });

  it("is decided where two filters leave no device, however many places other policies tell apart", () => {
    const elsewhere = LOCATIONS.map((id, number) =>
      filtered("include", `device.model -eq "m${number}"`, { locations: { includeLocations: [id] } }),
    );
    const everywhere = [filtered("include", 'device.model -eq "a"'), filtered("exclude", 'device.model -eq "a"')];
    assert.equal(verdictOn({ policies: [...elsewhere, ...everywhere], namedLocations }).kind, "proved");
    assert.equal(verdictOn({ policies: [...elsewhere, ...everywhere.slice(1)], namedLocations }).kind, "bypass");
  });

  it("is decided where five guests have four seats", () =>
    assert.equal(verdictOn({ policies: guestsAndSeats(5) }).kind, "proved"));
});

describe("a tenant that is too hard", () => {
  it("is unknown where its policies tell more places apart than can be checked", () => {
    const { kind, unknowns } = verdictOn(manyNetworks());
    assert.equal(kind, "unknown");
    assert.deepEqual(
      unknowns.map(({ why }) => why),
      ["the policies' locations tell more places apart than can be checked"],
    );
  });

  describe("in one part alone", () => {
    searchesStopSoon();

    it("is a bypass where somebody gets through whatever that part comes to", () => {
      const clientAppTypes = ["browser"];
      const policies = guestsAndSeats(7).map((policy) => ({ conditions: { ...policy.conditions, clientAppTypes } }));
      assert.equal(verdictOn({ policies }).kind, "bypass");
    });
  });
});

describe("the searches after one that reached its bound", () => {
  /** Each policy excludes one of three groups without known members. */
  const hard = aTenant({
    policies: guestsAndSeats(12).map(({ conditions }, number) => ({
      conditions: {
        ...conditions,
        users: { includeUsers: ["All"], excludeGroups: [`cccccccc-0000-4000-8000-00000000000${number % 3}`] },
      },
    })),
  });
  const SEARCH = "the search for a sign-in that gets through was stopped at its bound";
  const eighth = ALL_STEPS / 8;
  /** A piece of work isn't cut in two, so a search may take somewhat more than it is granted. */
  const MORE = 1.05;

  it("take no more than twice the bound if the members of groups aren't known, and no more for the verdict if they are empty", () => {
    const known = stepsOf(() => verdictOn({ policies: guestsAndSeats(12) }));
    const [{ why } = assert.fail(), ...others] = known.value.unknowns;
    assert.deepEqual([known.value.kind, why, others], ["unknown", SEARCH, []]);
    assert.ok(known.steps > 2 * eighth, "the first search alone must take more than what is checked");
    const { steps, value: verdict } = stepsOf(() => prove(hard));
    assert.ok(steps < known.steps + 2 * ALL_STEPS * MORE);
    assert.equal(verdict.isWhole, false);
    assert.ok(stepsOf(() => ifUnknownAreEmpty(verdict, hard)).steps < eighth * MORE);
  });

  /** Steps of every search that is made meanwhile. */
  function stepsOf<T>(work: () => T): { readonly steps: number; readonly value: T } {
    const { solve } = Solver.prototype;
    let steps = 0;
    Solver.prototype.solve = function (assumptions, most) {
      const before = this.steps;
      const answer = solve.call(this, assumptions, most);
      steps += this.steps - before;
      return answer;
    };
    try {
      return { value: work(), steps };
    } finally {
      Solver.prototype.solve = solve;
    }
  }
});

describe("a tenant with content that isn't understood", () => {
  const later = { later: ["x"] };
  const id = location(0);
  const ipRanges = [{ cidrAddress: "somewhere" }, { cidrAddress: "203.0.113.0/24" }];
  const halfRead = { "@odata.type": "#microsoft.graph.ipNamedLocation", id, isTrusted: true, ipRanges };
  const butThere = { locations: { includeLocations: ["AllTrusted"], excludeLocations: [id] } };

  for (const [what, conditions, kind, fields, holes] of [
    ["a hole doesn't depend on it", [{ clientAppTypes: ["browser"], ...later }], "bypass", "later", ["clientAppTypes"]],
    ["every hole depends on it", [later], "unknown", "later", ["unsupported (perhaps)"]],
    ["another policy covers what it may not", [later, {}], "proved", "later", []],
    ["addresses are certainly excluded despite an odd range", [butThere], "bypass", undefined, ["locations"]],
  ] as const)
    it(`is ${kind} where ${what}, and says what isn't understood`, () => {
      const verdict = verdictOn({
        policies: conditions.map((one) => ({ conditions: one })),
        namedLocations: [halfRead],
      });
      const reasons = verdict.bypasses.map(
        ({ because, certain }) => `${because[0]?.reason}${certain ? "" : " (perhaps)"}`,
      );
      assert.deepEqual([verdict.kind, reasons.slice(0, 1)], [kind, holes]);
      if (fields) assert.ok(verdict.unknowns.some(({ field }) => field === `conditions.${fields}`));
    });
});

describe("the assumptions of a verdict", () => {
  const PORTALS = { includeApplications: ["All"], excludeApplications: ["MicrosoftAdminPortals"] };
  const PORTAL = { ...PORTALS, excludeApplications: ["C44B4083-3BB0-49C1-B47D-974E53CBDF3C"] };
  const STRENGTH = { operator: "OR", authenticationStrength: { id: "00000000-0000-0000-0000-000000000002" } };
  const without = (out: object): Said => ({ conditions: { users: { includeUsers: ["All"], ...out } } });
  const [OUT_BY_GROUP, OUT_BY_ROLE] = [without({ excludeGroups: [groupId(1)] }), without({ excludeRoles: [ROLE] })];
  const OUT_BY_ID = without({ excludeUsers: [userId(1)], includeGroups: [groupId(1)] });
  const all = (policy: Said, rest: object = {}) => verdictOn({ policies: [policy], ...rest }).assumptions.join("\n");

  for (const [what, mattering, other, rest] of [
    [/portals/, { conditions: { applications: PORTALS } }, {}],
    [/Azure portal/, { conditions: { applications: PORTAL } }, {}],
    [/`All` users covers everyone/, {}, { conditions: { users: { includeUsers: ["None"] } } }],
    [/strength covers guests/, { grantControls: STRENGTH }, {}],
    [/users aren't known/, {}, {}, { users: [] }],
    [/eligible for it in Privileged Identity Management/, OUT_BY_GROUP, OUT_BY_ID, {}],
    [/eligible for it in Privileged Identity Management/, OUT_BY_ROLE, OUT_BY_ID, {}],
    [/A partner's people \(GDAP\)/, OUT_BY_GROUP, OUT_BY_ID, {}],
    [/A partner's people \(GDAP\)/, OUT_BY_ROLE, OUT_BY_ID, {}],
  ] as const)
    it(`have ${what} only where that matters to it`, () => {
      assert.match(all(mattering), what);
      assert.doesNotMatch(all(other, rest), what);
    });
});
