import assert from "node:assert/strict";
import fc from "fast-check";
import { compare } from "../../src/verifier/compare";
import { prove } from "../../src/verifier/prove";
import type { Verdict } from "../../src/verifier/verdict";
import { runs } from "../times";
import { exemptionsOf } from "./builders/verdict-on";
import { exempted, graphTenants } from "./generated/graph-tenants";
import { read } from "./generated/read";
import { recased, shuffled, withConditions } from "./generated/rewritten";

const RUNS = runs(30);
const KINDS: readonly Verdict["kind"][] = ["proved", "unknown", "bypass"];

const verdictOn = (json: unknown): Verdict => prove(read(json));
const exposed = ({ uncovered: { users, classes, outsiders } }: Verdict): readonly string[] => [
  ...users,
  ...classes,
  ...outsiders,
];

const withoutCombinations = (tenant: object): unknown =>
  JSON.parse(JSON.stringify(tenant, (key, value) => (key === "allowedCombinations" ? undefined : value)));

/** Whoever is exposed in the first is so in the second, and its kind is no worse. */
function assertNoWorse(one: Verdict, other: Verdict): void {
  const known = new Set(exposed(other));
  assert.deepEqual(
    exposed(one).filter((who) => !known.has(who)),
    [],
  );
  assert.ok(KINDS.indexOf(one.kind) <= KINDS.indexOf(other.kind), `${one.kind} is no worse than ${other.kind}`);
}

function assertSame(one: Verdict, other: Verdict): void {
  assert.equal(one.kind, other.kind);
  assert.deepEqual(one.uncovered, other.uncovered);
}

describe("in every generated tenant", () => {
  it("a policy more never opens anything", () => {
    fc.assert(
      fc.property(graphTenants, graphTenants, (json, { policies: [added] }) =>
        assertNoWorse(
          verdictOn({
            ...json,
            policies: [...json.policies, { ...added, id: "eeeeeeee-0000-4000-8000-00000000000f" }],
          }),
          verdictOn(json),
        ),
      ),
      RUNS,
    );
  });

  it("the order of policies and of lists doesn't matter", () => {
    fc.assert(
      fc.property(
        graphTenants.chain((json) => fc.tuple(fc.constant(json), shuffled(json))),
        ([json, other]) => assertSame(verdictOn(other), verdictOn(json)),
      ),
      RUNS,
    );
  });

  it("the letter case of ids doesn't matter", () => {
    fc.assert(
      fc.property(
        graphTenants.chain((json) => fc.tuple(fc.constant(json), recased(json))),
        ([json, other]) => assertSame(verdictOn(other), verdictOn(json)),
      ),
      RUNS,
    );
  });

  it("taking exclusions away never opens anything", () => {
    fc.assert(
      fc.property(graphTenants, (json) => assertNoWorse(verdictOn(withoutExclusions(json)), verdictOn(json))),
      RUNS,
    );
  });

  it("report-only and switched-off policies are as if they weren't there", () => {
    fc.assert(
      fc.property(graphTenants, (json) => {
        const idle = ["disabled", "enabledForReportingButNotEnforced"];
        const enabled = { ...json, policies: json.policies.filter(({ state }) => !idle.includes(state)) };
        assertSame(verdictOn(json), verdictOn(enabled));
      }),
      RUNS,
    );
  });

  it("nothing changes from a tenant to itself", () => {
    fc.assert(
      fc.property(graphTenants, (json) => {
        const { kind, opened, closed } = compare(read(json), read(json));
        assert.deepEqual({ kind, opened, closed }, { kind: "equivalent", opened: [], closed: [] });
      }),
      RUNS,
    );
  });

  it("exempting users removes exactly these from the exposed people", () => {
    fc.assert(
      fc.property(graphTenants, exempted, (json, { users }) => {
        const without = verdictOn(json);
        const spared = prove(read(json), exemptionsOf({ users }));
        assert.deepEqual(
          spared.uncovered.users,
          without.uncovered.users.filter((id) => !users.some((one) => one === id)),
        );
        assert.deepEqual(spared.uncovered.outsiders, without.uncovered.outsiders);
      }),
      RUNS,
    );
  });

  it("exempting groups only ever takes people away", () => {
    fc.assert(
      fc.property(graphTenants, exempted, (json, { groups }) =>
        assertNoWorse(prove(read(json), exemptionsOf({ groups })), verdictOn(json)),
      ),
      RUNS,
    );
  });

  it("knowing less never proves more", () => {
    const keys = ["groups", "roleAssignments", "namedLocations", "authenticationStrengthPolicies"] as const;
    fc.assert(
      fc.property(graphTenants, fc.subarray([...keys]), (json, forgotten) => {
        const less = Object.fromEntries(Object.entries(json).filter(([key]) => !forgotten.some((one) => one === key)));
        // A policy that writes its strength out tells what the list does once more, and may tell it otherwise.
        const policies = forgotten.includes("authenticationStrengthPolicies") ? withoutCombinations(less) : less;
        assertNoWorse(verdictOn(json), verdictOn(policies));
      }),
      RUNS,
    );
  });

  it("what is proved of classes is proved of the people by name, and outsiders are the same", () => {
    fc.assert(
      fc.property(graphTenants, (json) => {
        const { users, ...nameless } = json;
        const [named, classes] = [verdictOn(json), verdictOn(nameless)];
        assert.deepEqual(named.uncovered.outsiders, classes.uncovered.outsiders);
        if (users !== undefined && named.uncovered.users.length > 0)
          assert.notEqual(classes.uncovered.classes.length, 0);
        assert.ok(KINDS.indexOf(named.kind) <= KINDS.indexOf(classes.kind));
      }),
      RUNS,
    );
  });
});

const withoutExclusions = (json: unknown): unknown =>
  withConditions(json, ({ users, applications, platforms, locations }) => ({
    users: { ...users, excludeUsers: [], excludeGroups: [], excludeRoles: [], excludeGuestsOrExternalUsers: null },
    applications: { ...applications, excludeApplications: [] },
    ...(platforms && { platforms: { ...platforms, excludePlatforms: [] } }),
    ...(locations && { locations: { ...locations, excludeLocations: [] } }),
  }));
