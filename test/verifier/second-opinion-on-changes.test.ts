import assert from "node:assert/strict";
import fc from "fast-check";
import { opinionOnChange } from "../../oracle/change";
import type { Exempted } from "../../oracle/people";
import type { Raw } from "../../oracle/raw";
import { GUEST_TYPES } from "../../src/law/model/sign-in";
import { askProductOfChange } from "./ask-both";
import { aPolicy } from "./builders/a-tenant";
import toldFaults from "./counterexamples/changes.json";
import { changes } from "./generated/changes";
import { exempted } from "./generated/graph-tenants";

/** How many pairs of tenants, and from which seed, as for single tenants. */
const PAIRS = Number(process.env["GENERATED_PAIRS"] ?? 100);
const SEED = Number(process.env["GENERATED_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

const NOBODY = { users: [], groups: [] };

function assertAsTheOracle(before: Raw, after: Raw, spared: Exempted): void {
  const found = askProductOfChange(before, after, spared);
  assert.deepEqual(found, opinionOnChange(before, after, spared), JSON.stringify([before, after]));
}

describe("compare, against an oracle that shares no code with it", () => {
  it(`finds something opened, and something closed, in the same of ${PAIRS} pairs (seed ${SEED})`, () =>
    fc.assert(
      fc.property(changes, fc.option(exempted), ({ before, after }, exempt) => {
        assertAsTheOracle(before, after, exempt ?? NOBODY);
      }),
      { numRuns: PAIRS, seed: SEED },
    ));

  for (const { fault, before, after } of toldFaults)
    it(`is right where it would be wrong if ${fault}`, () => assertAsTheOracle(before, after, NOBODY));
});

const HOME = "99999999-0000-4000-8000-000000000001";

const TYPES = ["internalGuest", GUEST_TYPES.join()].flatMap((named) => [named, `${named},somethingNew`]);
const HOMES: Readonly<Record<string, object | null>> = {
  "of tenants that aren't stated": null,
  "of all tenants": { membershipKind: "all" },
  "of a listed tenant": { membershipKind: "enumerated", members: [HOME] },
  "of tenants that aren't understood": { membershipKind: "odd" },
};

const guestsOf = (externalTenants: object | null) =>
  [...TYPES, "somethingNew"].map((guestOrExternalUserTypes) => ({ guestOrExternalUserTypes, externalTenants }));

const EVERYBODY = { includeUsers: ["All"] };
const including = (guests: object) => ({ includeUsers: [], includeGuestsOrExternalUsers: guests });
const allBut = (guests: object) => ({ ...EVERYBODY, excludeGuestsOrExternalUsers: guests });
const tenant = (users: readonly object[]): Raw => ({
  policies: users.map((one, at) =>
    aPolicy({ id: `eeeeeeee-0000-4000-8000-00000000000${at + 1}`, conditions: { users: one } } as never),
  ),
});

/** Each change to policies about these guests. */
const changesOf = (
  one: object,
  other: object,
): readonly (readonly [before: readonly object[], after: readonly object[]])[] => [
  [[including(one)], [including(other)]],
  [[allBut(one)], [allBut(other)]],
  [[including(one)], [allBut(other)]],
  [[including(one), allBut(other)], [EVERYBODY]],
  [[EVERYBODY], [including(one), allBut(other)]],
  [[EVERYBODY], [allBut(one)]],
  [[including(one), allBut(one)], [including(other)]],
];

describe("compare, against the oracle, where policies name guests", () => {
  for (const [what, homes] of Object.entries(HOMES))
    it(`finds something opened, and something closed, in the same of all changes about guests ${what}`, () => {
      for (const one of guestsOf(homes))
        for (const other of guestsOf(homes))
          for (const [from, to] of changesOf(one, other)) assertAsTheOracle(tenant(from), tenant(to), NOBODY);
    });
});
