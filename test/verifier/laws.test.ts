import assert from "node:assert/strict";
import fc from "fast-check";
import { compare } from "../../src/verifier/compare";
import { prove } from "../../src/verifier/prove";
import type { Verdict } from "../../src/verifier/verdict";
import { always } from "../times";
import { exemptionsOf } from "./builders/verdict-on";
import { exempted, graphTenants } from "./generated/graph-tenants";
import { read } from "./generated/read";
import { recased, shuffled, withConditions } from "./generated/rewritten";

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
  const law = <Ts extends [unknown, ...unknown[]]>(
    title: string,
    generated: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
    holds: (...values: Ts) => void,
  ) => it(title, () => always(30, [fc.tuple<Ts>(...generated)], (values) => holds(...values)));
  const withOther = (rewritten: (json: object) => fc.Arbitrary<unknown>) =>
    graphTenants.chain((json) => fc.tuple(fc.constant(json), rewritten(json)));

  law("a policy more never opens anything", [graphTenants, graphTenants], (json, { policies: [added] }) => {
    const policies = [...json.policies, { ...added, id: "eeeeeeee-0000-4000-8000-00000000000f" }];
    assertNoWorse(verdictOn({ ...json, policies }), verdictOn(json));
  });

  law("the order of policies and of lists doesn't matter", [withOther(shuffled)], ([json, other]) =>
    assertSame(verdictOn(other), verdictOn(json)),
  );

  law("the letter case of ids doesn't matter", [withOther(recased)], ([json, other]) =>
    assertSame(verdictOn(other), verdictOn(json)),
  );

  law("taking exclusions away never opens anything", [graphTenants], (json) =>
    assertNoWorse(verdictOn(withoutExclusions(json)), verdictOn(json)),
  );

  law("report-only and switched-off policies are as if they weren't there", [graphTenants], (json) => {
    const idle = ["disabled", "enabledForReportingButNotEnforced"];
    const enabled = { ...json, policies: json.policies.filter(({ state }) => !idle.includes(state)) };
    assertSame(verdictOn(json), verdictOn(enabled));
  });

  law("nothing changes from a tenant to itself", [graphTenants], (json) => {
    const { kind, opened, closed } = compare(read(json), read(json));
    assert.deepEqual({ kind, opened, closed }, { kind: "equivalent", opened: [], closed: [] });
  });

  law("exempting users removes exactly these from the exposed people", [graphTenants, exempted], (json, { users }) => {
    const without = verdictOn(json);
    const spared = prove(read(json), exemptionsOf({ users }));
    const others = without.uncovered.users.filter((id) => !users.some((one) => one === id));
    assert.deepEqual(spared.uncovered.users, others);
    assert.deepEqual(spared.uncovered.outsiders, without.uncovered.outsiders);
  });

  law("exempting groups only ever takes people away", [graphTenants, exempted], (json, { groups }) =>
    assertNoWorse(prove(read(json), exemptionsOf({ groups })), verdictOn(json)),
  );

  const lists = ["groups", "roleAssignments", "namedLocations", "authenticationStrengthPolicies"];
  law("knowing less never proves more", [graphTenants, fc.subarray(lists)], (json, forgotten) => {
    const less = Object.fromEntries(Object.entries(json).filter(([key]) => !forgotten.includes(key)));
    // A policy that writes its strength out tells what the list does once more, and may tell it otherwise.
    const policies = forgotten.includes("authenticationStrengthPolicies") ? withoutCombinations(less) : less;
    assertNoWorse(verdictOn(json), verdictOn(policies));
  });

  law("what is proved of classes is proved of people by name, and outsiders are the same", [graphTenants], (json) => {
    const { users, ...nameless } = json;
    const [named, classes] = [verdictOn(json), verdictOn(nameless)];
    assert.deepEqual(named.uncovered.outsiders, classes.uncovered.outsiders);
    if (users !== undefined && named.uncovered.users.length > 0) assert.notEqual(classes.uncovered.classes.length, 0);
    assert.ok(KINDS.indexOf(named.kind) <= KINDS.indexOf(classes.kind));
  });
});

const withoutExclusions = (json: unknown): unknown =>
  withConditions(json, ({ users, applications, platforms, locations }) => ({
    users: { ...users, excludeUsers: [], excludeGroups: [], excludeRoles: [], excludeGuestsOrExternalUsers: null },
    applications: { ...applications, excludeApplications: [] },
    ...(platforms && { platforms: { ...platforms, excludePlatforms: [] } }),
    ...(locations && { locations: { ...locations, excludeLocations: [] } }),
  }));
