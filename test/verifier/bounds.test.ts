import assert from "node:assert/strict";
import type { Said } from "./builders/a-tenant";
import { verdictOn } from "./builders/verdict-on";

const location = (number: number): string => `dddddddd-0000-4000-8000-0000000000${10 + number}`;
const LOCATIONS = Array.from({ length: 20 }, (_, number) => location(number));

/** For each location, one policy inside it and one outside, for one kind of client only: every place must be told apart. */
const around = LOCATIONS.flatMap((id, number) => {
  const clientAppTypes = number % 2 === 0 ? ["browser", "other"] : ["all"];
  return [
    { conditions: { clientAppTypes, locations: { includeLocations: [id] } } },
    { conditions: { clientAppTypes, locations: { includeLocations: ["All"], excludeLocations: [id] } } },
  ];
});

describe("a tenant that is too hard", () => {
  it("is unknown, and says at which bound", () => {
    const namedLocations = LOCATIONS.map((id) => ({ "@odata.type": "#microsoft.graph.ipNamedLocation", id }));
    const verdict = verdictOn({ policies: around, namedLocations });
    assert.equal(verdict.kind, "unknown");
    assert.deepEqual(
      verdict.unknowns.map(({ field }) => field),
      ["conditions.locations"],
    );
  });
});

describe("a tenant with content that isn't understood", () => {
  it("is a bypass where a hole doesn't hang on it, and says what it is all the same", () => {
    const { kind, unknowns, holes } = verdictOn({
      policies: [{ conditions: { clientAppTypes: ["browser"], later: ["x"] } }],
    });
    assert.equal(kind, "bypass");
    assert.deepEqual(
      unknowns.map(({ field }) => field),
      ["conditions.later"],
    );
    assert.equal(holes[0]?.because[0]?.reason, "clientAppTypes");
  });

  it("is unknown where every hole hangs on it, and each policy's reason says so", () => {
    const { kind, holes, uncovered } = verdictOn({ policies: [{ conditions: { later: ["x"] } }] });
    assert.equal(kind, "unknown");
    assert.deepEqual(
      holes.map(({ certain, because }) => [certain, because[0]?.reason]),
      [[false, "unsupported"]],
    );
    assert.notEqual(uncovered.classes.length, 0);
  });

  it("is proved where another policy covers what it may not", () => {
    const { kind, unknowns } = verdictOn({ policies: [{ conditions: { later: ["x"] } }, {}] });
    assert.equal(kind, "proved");
    assert.deepEqual(
      unknowns.map(({ field }) => field),
      ["conditions.later"],
    );
  });
});

describe("the assumptions of a verdict", () => {
  const said = (policy: Said, rest: object = {}) => verdictOn({ policies: [policy], ...rest }).assumptions.join("\n");

  it("are only those that matter to it", () => {
    assert.doesNotMatch(said({}), /portals/);
    const excluding = { includeApplications: ["All"], excludeApplications: ["MicrosoftAdminPortals"] };
    assert.match(said({ conditions: { applications: excluding } }), /portals/);
    assert.match(said({}), /`All` users covers everyone/);
    assert.doesNotMatch(said({ conditions: { users: { includeUsers: ["None"] } } }), /`All` users covers everyone/);
    assert.match(
      said({
        grantControls: { operator: "OR", authenticationStrength: { id: "00000000-0000-0000-0000-000000000002" } },
      }),
      /strength covers guests/,
    );
  });

  it("name the missing directory, and nothing of it when it is there", () => {
    assert.match(said({}), /users aren't known/);
    assert.doesNotMatch(said({}, { users: [] }), /users aren't known/);
  });
});
