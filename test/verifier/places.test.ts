import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, evaluationContext } from "../../src/law/evaluate";
import type { Country, Network } from "../../src/law/model/dimensions";
import type { SignIn } from "../../src/law/model/sign-in";
import type { Tenant } from "../../src/law/model/tenant";
import { compare } from "../../src/verifier/compare";
import { prove } from "../../src/verifier/prove";
import { describeSignIn, formatterOf } from "../../src/words/sign-in";
import { addresses, countries } from "../cli/a-tenant";
import { always } from "../times";
import { country, from } from "./builders/a-sign-in";
import { aTenant } from "./builders/a-tenant";
import { within } from "./generated/sign-ins";

const id = (number: number): string => `f0f0f0f0-0000-4000-8000-00000000000${number}`;
const [HQ, BRANCH, FLOOR, FINLAND, GONE] = [id(1), id(2), id(3), id(4), id(5)] as const;

const namedLocations = [
  addresses(HQ, ["198.51.100.0/24"], { displayName: "HQ", isTrusted: true }),
  addresses(BRANCH, ["203.0.113.0/24"], { displayName: "Branch", isTrusted: false }),
  addresses(FLOOR, ["198.51.100.0/26"], { displayName: "Floor", isTrusted: false }),
  countries(FINLAND, ["FI"], { displayName: "Finland" }),
];

type Sides = readonly [include: readonly string[], exclude: readonly string[]];

const tenantWith = (policies: readonly Sides[], changed: object = {}) =>
  aTenant({
    namedLocations: namedLocations.map((one) => ({ ...one, ...(one["id"] === HQ ? changed : {}) })),
    policies: policies.map(([includeLocations, excludeLocations]) => ({
      conditions: { locations: { includeLocations, excludeLocations } },
    })),
  });

const ALL = ["All"];
const outside = (...excluded: readonly string[]): Sides => [ALL, excluded];
const only = (included: string): Sides => [[included], []];

const SAID: Readonly<Record<string, readonly Sides[]>> = {
  'from "HQ"': [outside(HQ)],
  'from "HQ" or "Branch"': [outside(HQ, BRANCH)],
  "from trusted locations": [outside("AllTrusted")],
  'from trusted locations or "Branch"': [outside("AllTrusted", BRANCH)],
  'from anywhere outside "Finland"': [only(FINLAND)],
  'from anywhere outside "Finland", outside trusted locations': [only(FINLAND), only("AllTrusted")],
  'from "Branch", outside "Finland"': [outside(BRANCH), only(FINLAND)],
  'from "Branch", in "HQ" or "Branch"': [outside(HQ, BRANCH), outside(BRANCH)],
  'from "HQ" or "Branch", outside trusted locations': [outside(HQ, BRANCH), only("AllTrusted")],
  'from "HQ", outside "Floor"': [outside(HQ), only(FLOOR)],
};

describe("where a way in is open", () => {
  for (const [words, policies] of Object.entries(SAID))
    it(`is said as ${words}`, () => {
      const tenant = tenantWith(policies);
      const said = prove(tenant).bypasses.map((way) => describeSignIn(way, formatterOf(tenant)));
      assert.deepEqual(said.slice(0, 1), [`any client, on any platform, ${words}`]);
    });

  it("is true of every place there, for what is open and for what is newly open", () =>
    always(
      100,
      [somePolicies, somePolicies, fc.boolean(), fc.array(networks, { minLength: 40 })],
      (before, after, isTrusted, others) => {
        const [was, is] = [tenantWith(before, { isTrusted }), tenantWith(after)];
        const isOpen = (tenant: Tenant, signIn: SignIn) => evaluate(evaluationContext(tenant), signIn) === "no";
        const [open, opened] = [prove(is).bypasses, compare(was, is).opened];
        for (const network of others) {
          for (const way of open)
            assert.ok(isOpen(is, within(way, { ...way.signIn, network }, 0, is)), describeSignIn(way, formatterOf(is)));
          for (const way of opened) {
            const there = within(way, { ...way.signIn, network }, 0, is);
            assert.ok(isOpen(is, there) && !isOpen(was, there), describeSignIn(way, formatterOf(is)));
          }
        }
      },
    ));
});

const listed = fc.subarray([HQ, BRANCH, FLOOR, FINLAND, GONE, "AllTrusted"]);
const sides: fc.Arbitrary<Sides> = fc.tuple(
  fc.oneof(
    fc.constant(ALL),
    listed.filter(({ length }) => length > 0),
  ),
  listed,
);

const somePolicies = fc.array(sides, { minLength: 1, maxLength: 3 });

const someCountry: fc.Arbitrary<Country> = fc.constantFrom<Country>(
  country("FI"),
  country("SE"),
  { kind: "unnamed" },
  { kind: "unmapped" },
);

const networks: fc.Arbitrary<Network> = fc
  .tuple(
    fc.constantFrom("198.51.100.1", "198.51.100.200", "203.0.113.9", "192.0.2.1", "2001:db8::1"),
    someCountry,
    someCountry,
    fc.boolean(),
    fc.boolean(),
  )
  .map(([address, countryByAddress, countryByGps, trustedElsewhere, isGone]) =>
    from(address, { countryByAddress, countryByGps, trustedElsewhere, within: isGone ? [GONE] : [] }),
  );
