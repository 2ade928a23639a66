import assert from "node:assert/strict";
import { compare } from "../../src/verifier/compare";
import { addresses, filtered, groupId, outside, people, GLOBAL_ADMINISTRATOR as ROLE, userId } from "../cli/a-tenant";
import { aPolicy, aTenant, type Said, type SaidOfTenant } from "./builders/a-tenant";

const [ANN, BEA, CEM] = [userId(1), userId(2), userId(3)];
const [GROUP, SECOND] = [groupId(1), groupId(2)];
const PLACE = "dddddddd-0000-4000-8000-000000000001";
const STRENGTH = "77777777-0000-4000-8000-000000000001";

const users = people(3);
const everybody = { includeUsers: ["All"] };
const about = (said: object) => ({ conditions: { users: said } });
const everywhereBut = (conditions: object): Said => ({ conditions: { users: everybody, ...conditions } });
const strength = { operator: "OR", builtInControls: [], authenticationStrength: { id: STRENGTH } };

const compared = (before: readonly Said[], after: readonly Said[], known: object = { users }) =>
  compare(aTenant({ ...known, policies: before }), aTenant({ ...known, policies: after } as SaidOfTenant));

/** Policies that can't be read wholly, each with what it depends on whether they stop anybody. */
const UNCLEAR: Readonly<Record<string, Said>> = {
  "an excluded location that the file doesn't have": everywhereBut(outside(PLACE)),
  "a location that the file doesn't have": everywhereBut({ locations: { includeLocations: [PLACE] } }),
  "a strength that the file doesn't have": { grantControls: strength },
  "an included group that the file doesn't have": about({ includeGroups: [GROUP] }),
  "an included role while roles aren't known": about({ includeRoles: [ROLE] }),
  "an excluded group that the file doesn't have": about({ ...everybody, excludeGroups: [GROUP] }),
  "a condition that isn't known": everywhereBut({ weather: { is: ["fine"] } }),
  "a control that isn't known": { grantControls: { operator: "OR", builtInControls: ["passMark"] } },
  "an operator that isn't known": { grantControls: { operator: "XOR", builtInControls: ["mfa", "compliantDevice"] } },
  "a state that isn't known": { state: "enabledForSome" },
  "a device rule that can't be read": everywhereBut(filtered("include", "device.colour -eq")),
  "a platform that isn't known": everywhereBut({ platforms: { includePlatforms: ["palmOS"] } }),
  "a client app type that isn't known": everywhereBut({ clientAppTypes: ["toaster"] }),
  "a filter for applications": everywhereBut({
    applications: { includeApplications: [], applicationFilter: { mode: "include", rule: "CustomSecurity -eq 1" } },
  }),
  "a user that isn't an id": about({ includeUsers: ["EverybodyNice"] }),
};

for (const [what, policy] of Object.entries(UNCLEAR))
  describe(`a policy with ${what}`, () => {
    it("is missed when it is deleted: it may have stopped somebody", () => {
      const { kind, opened } = compared([policy], []);
      assert.equal(kind, "different");
      const unclear = opened.filter(({ certain }) => !certain);
      assert.deepEqual([...new Set(unclear.flatMap((bypass) => bypass.people))], [ANN, BEA, CEM]);
      assert.ok(unclear.every(({ hangsOn }) => hangsOn.length > 0));
    });

    it("is the same as itself, and with another id", () => {
      assert.equal(compared([policy], [policy]).kind, "equivalent");
      assert.equal(compared([policy], [{ ...policy, id: "eeeeeeee-0000-4000-8000-00000000000f" }]).kind, "equivalent");
    });
  });

describe("content that isn't understood on both sides", () => {
  it("isn't the same when it says something else", () => {
    for (const [one, other] of [
      [everywhereBut({ weather: { is: ["fine"] } }), everywhereBut({ weather: { is: ["foul"] } })],
      [
        { grantControls: { operator: "OR", builtInControls: ["passMark"] } },
        { grantControls: { operator: "OR", builtInControls: ["passSeal"] } },
      ],
      [{ grantControls: strength }, { grantControls: { ...strength, authenticationStrength: { id: ROLE } } }],
    ] as const) {
      assert.equal(compared([one], [other]).kind, "different");
      assert.notDeepEqual(compared([one], [other]).opened, []);
    }
  });

  it("is the same in two policies that differ elsewhere, whatever the key is called", () => {
    for (const key of ["weather", "x@odd"]) {
      const odd = everywhereBut({ [key]: { is: ["fine"] } });
      assert.equal(compared([{ ...odd, displayName: "one" }], [{ ...odd, displayName: "other" }]).kind, "equivalent");
    }
  });
});

const rule = (mode: "include" | "exclude") => everywhereBut(filtered(mode, "device.colour -eq"));
const apps = (includeApplications: readonly string[], excludeApplications: readonly string[] = []) =>
  everywhereBut({ applications: { includeApplications, excludeApplications } });
const platforms = (includePlatforms: readonly string[], excludePlatforms: readonly string[] = []) =>
  everywhereBut({ platforms: { includePlatforms, excludePlatforms } });
const [NEW_GUESTS, NICE] = [{ guestOrExternalUserTypes: "somethingNew" }, ["EverybodyNice"]];

/** The same content that isn't understood, where one policy includes it and where another excludes it. */
const INCLUDED_AND_EXCLUDED: Readonly<Record<string, readonly [included: Said, excluded: Said]>> = {
  "a type of guests": [
    about({ includeGuestsOrExternalUsers: NEW_GUESTS }),
    about({ ...everybody, excludeGuestsOrExternalUsers: NEW_GUESTS }),
  ],
  "a user that isn't an id": [about({ includeUsers: NICE }), about({ ...everybody, excludeUsers: NICE })],
  "a platform": [platforms(["palmOS"]), platforms(["all"], ["palmOS"])],
  "an application": [apps(["SomethingNew"]), apps(["All"], ["SomethingNew"])],
  "a device rule": [rule("include"), rule("exclude")],
};

describe("content that isn't understood, in one policy that includes it and one that excludes it", () => {
  for (const [what, [included, excluded]] of Object.entries(INCLUDED_AND_EXCLUDED)) {
    it(`may open where the two take the place of one about everybody, for ${what}: each is read by itself`, () => {
      const { opened } = compared([about(everybody)], [included, excluded]);
      assert.deepEqual(
        opened.map(({ hangsOn }) => hangsOn.map(({ kind }) => kind)),
        [["content", "content"]],
      );
    });

    it(`opens nothing where either is split into one for browsers and one for all other clients, for ${what}`, () => {
      for (const policy of [included, excluded]) {
        const halves = [["browser"], ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]].map(
          (clientAppTypes) => ({ conditions: { ...policy.conditions, clientAppTypes } }),
        );
        assert.equal(compared([policy], halves as readonly Said[]).kind, "equivalent");
      }
    });
  }
});

describe("two policies that depend on things that aren't known", () => {
  it("open by the way in that depends on fewest, when both are deleted", () => {
    const one = everywhereBut({ clientAppTypes: ["other"], ...outside(PLACE) });
    const two = { ...everywhereBut(outside(PLACE)), grantControls: strength };
    const kinds = compared([two, one], []).opened[0]?.hangsOn.map(({ kind }) => kind);
    assert.deepEqual(kinds, ["location"]);
  });
});

describe("a policy that excludes a group whose members nobody exported", () => {
  const policy = about({ ...everybody, excludeGroups: [GROUP] });
  const groups = [{ id: GROUP }, { id: SECOND }];

  it("opens for a user who is excluded too, unless they were in the group", () => {
    const after = about({ ...everybody, excludeGroups: [GROUP], excludeUsers: [ANN] });
    const [bypass] = compared([policy], [after], { users, groups }).opened;
    assert.deepEqual(bypass?.people, [ANN]);
    assert.deepEqual(bypass?.hangsOn, [{ kind: "group", id: GROUP, holds: false, policies: 1 }]);
  });

  it("opens for the members of a second excluded group", () => {
    const after = about({ ...everybody, excludeGroups: [GROUP, SECOND] });
    const [bypass] = compared([policy], [after], { users, groups }).opened;
    assert.deepEqual(bypass?.people, [ANN, BEA, CEM]);
    assert.deepEqual(bypass?.hangsOn, [
      { kind: "group", id: GROUP, holds: false, policies: 1 },
      { kind: "group", id: SECOND, holds: true, policies: 1 },
    ]);
  });
});

describe("groups that are known in part", () => {
  const inner = (id: string) => ({ "@odata.type": "#microsoft.graph.group", id });
  const policy = about({ ...everybody, excludeGroups: [GROUP] });
  const holding = (...members: readonly object[]) =>
    aTenant({ users, groups: [{ id: GROUP, members }], policies: [policy] });

  it("are the same on both sides as far as the same group in them isn't known, and another isn't", () => {
    assert.equal(compare(holding(inner(SECOND)), holding(inner(SECOND))).kind, "equivalent");
    const grown = compare(holding(inner(SECOND)), holding(inner(SECOND), { id: ANN }));
    assert.deepEqual(
      grown.opened.flatMap((bypass) => bypass.people),
      [ANN],
    );
    assert.notDeepEqual(compare(holding(inner(SECOND)), holding(inner(ROLE))).opened, []);
  });
});

describe("a location that can't be read wholly", () => {
  const withLocation = (said: object) =>
    aTenant({
      users,
      policies: [everywhereBut(outside(PLACE))],
      namedLocations: [addresses(PLACE, ["192.0.2.0/24", "198.51.100.0/x"], said)],
    });

  it("is the same by another name, and changed at another time", () => {
    const renamed = { displayName: "HQ", modifiedDateTime: "2026-10-01T00:00:00Z" };
    assert.equal(compare(withLocation({}), withLocation(renamed)).kind, "equivalent");
  });

  it("isn't the same with other ranges that can't be read", () => {
    const other = { ipRanges: [{ cidrAddress: "192.0.2.0/24" }, { cidrAddress: "198.51.100.0/y" }] };
    const hangsOn = compare(withLocation({}), withLocation(other)).opened.flatMap((bypass) => bypass.hangsOn);
    assert.deepEqual([...new Set(hangsOn.map(({ kind }) => kind))], ["location"]);
  });
});

describe("a key that Graph spells otherwise", () => {
  const misspelt = { ...aPolicy(), State: "enabled" };

  it("changes nothing where the whole policy says the same", () => {
    const [before, after] = [aTenant({ policies: [misspelt] }), aTenant({ policies: [misspelt] })];
    assert.equal(compare(before, after).kind, "equivalent");
  });

  it("may open where anything else in the policy changes", () => {
    const other = { ...misspelt, grantControls: { operator: "OR", builtInControls: ["compliantDevice"] } };
    const { opened } = compare(aTenant({ policies: [misspelt] }), aTenant({ policies: [other] }));
    assert.ok(opened.length > 0 && opened.every(({ certain }) => !certain));
  });
});
