import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate } from "../../src/law/evaluate";
import type { SignIn } from "../../src/law/model/sign-in";
import type { Tenant } from "../../src/law/model/tenant";
import { readTenant } from "../../src/tenant/graph/tenant";
import { prove } from "../../src/verifier/prove";
import { runs } from "../times";
import { tenants } from "./generated/tenants";
import { circumstancesOf, pointsIn, principalsOf, unreadIn, worldsOf } from "./generated/universe";

const RUNS = runs(30);
const MOST_POINTS = 60_000;
const MOST_UNREAD = 2;
const MOST_WORLDS = 8;

function read(json: unknown): Tenant {
  const result = readTenant(json);
  assert.ok(result.ok, "a generated tenant has a right shape");
  return result.tenant;
}

interface Enumerated {
  readonly kind: "proved" | "bypass" | "unknown";
  readonly users: readonly string[];
  readonly classes: readonly string[];
  readonly outsiders: readonly string[];
}

/** Plain enumeration: every principal in every circumstance, one by one, with the evaluator. */
function enumerate(tenant: Tenant, circumstances: readonly Omit<SignIn, "principal">[]): Enumerated {
  const worlds = worldsOf(tenant);
  const users = new Set<string>();
  const classes = new Set<string>();
  const outsiders = new Set<string>();
  let kind: Enumerated["kind"] = "proved";
  for (const principal of principalsOf(tenant))
    for (const circumstance of circumstances) {
      const truths = worlds.map((world) => evaluate(world, { ...circumstance, principal }));
      const truth = truths.includes("no") ? "no" : truths.includes("unclear") ? "unclear" : "yes";
      if (truth === "yes") continue;
      kind = truth === "no" ? "bypass" : kind === "bypass" ? "bypass" : "unknown";
      if (principal.kind === "outsider") outsiders.add(principal.identity.type);
      else if (tenant.users === undefined) classes.add(principal.identity.type);
      else if (principal.kind === "person") users.add(principal.id);
    }
  return { kind, users: [...users].sort(), classes: [...classes].sort(), outsiders: [...outsiders].sort() };
}

describe("prove, against plain enumeration", () => {
  it("says the same of every generated tenant, and names the same people", () => {
    fc.assert(
      fc.property(tenants, (json) => {
        const tenant = read(json);
        fc.pre(unreadIn(tenant).length <= MOST_UNREAD && worldsOf(tenant).length <= MOST_WORLDS);
        fc.pre(pointsIn(tenant) <= MOST_POINTS);
        const circumstances = circumstancesOf(tenant);
        const expected = enumerate(tenant, circumstances);
        const { kind, uncovered } = prove(tenant);
        assert.deepEqual(
          {
            kind,
            users: uncovered.users,
            classes: [...uncovered.classes].sort(),
            outsiders: [...uncovered.outsiders].sort(),
          },
          expected,
        );
      }),
      RUNS,
    );
  });
});
