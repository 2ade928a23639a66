import assert from "node:assert/strict";
import fc from "fast-check";
import type { SignIn } from "../../src/model/sign-in";
import type { Tenant } from "../../src/model/tenant";
import { evaluate, evaluationContext } from "../../src/verifier/evaluate";
import { exemptIn } from "../../src/verifier/exemptions";
import { prove } from "../../src/verifier/prove";
import type { Bypass } from "../../src/verifier/verdict";
import { exemptionsOf } from "./builders/verdict-on";
import { exempted, graphTenants } from "./generated/graph-tenants";
import { read } from "./generated/read";
import { circumstancesIn, facetsOf, principalsIn, within } from "./generated/sign-ins";

const RUNS = 700;

interface Decided {
  readonly tenant: Tenant;
  readonly holes: readonly Bypass[];
  readonly proved: boolean;
  readonly isExempt: (signIn: SignIn) => boolean;
  readonly stops: (signIn: SignIn) => ReturnType<typeof evaluate>;
}

const decided = fc
  .record({ json: graphTenants, exempt: exempted })
  .map(({ json, exempt }): Decided & { readonly json: unknown } => {
    const tenant = read(json);
    const exemptions = exemptionsOf(exempt);
    const { isExempt, groups } = exemptIn(tenant, exemptions);
    const ground = evaluationContext(tenant, groups);
    const { kind, bypasses: holes } = prove(tenant, exemptions);
    return {
      json,
      tenant,
      holes,
      proved: kind === "proved",
      isExempt: ({ principal }) => principal.kind === "person" && isExempt(principal.id),
      stops: (signIn) => evaluate(ground, signIn),
    };
  });

describe("each hole of each generated tenant", () => {
  it("replays in the evaluator, for its own sign-in and under its own certainty", () => {
    fc.assert(
      fc.property(decided, ({ holes, stops, isExempt }) => {
        for (const { signIn, certain } of holes) {
          assert.equal(stops(signIn), certain ? "no" : "unclear");
          assert.equal(isExempt(signIn), false);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("lets through everybody whom it lists, by that very sign-in", () => {
    fc.assert(
      fc.property(decided, ({ holes, stops, tenant }) => {
        for (const { signIn, people, others } of holes) {
          for (const principal of others) assert.notEqual(stops({ ...signIn, principal }), "yes");
          for (const id of people) {
            const classes =
              tenant.users?.find((user) => user.id === id)?.classes ??
              (["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"] as const);
            const open = classes
              .flatMap(facetsOf)
              .some((facet) => stops({ ...signIn, principal: { kind: "person", id, identity: facet } }) !== "yes");
            assert.ok(open, `${id} gets through`);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("lists everybody whom that very sign-in lets through", () => {
    fc.assert(
      fc.property(decided, ({ holes, stops, tenant, isExempt }) => {
        for (const { signIn, people, certain } of holes)
          for (const principal of certain ? principalsIn(tenant) : []) {
            const other = { ...signIn, principal };
            if (principal.kind === "person" && !isExempt(other) && stops(other) === "no")
              assert.ok(people.includes(principal.id), `${principal.id} is listed`);
          }
      }),
      { numRuns: RUNS },
    );
  });

  it("is open for every combination of the values that it is said to be true for", () => {
    fc.assert(
      fc.property(
        decided.chain((one) =>
          fc.tuple(fc.constant(one), fc.array(circumstancesIn(one.json), { minLength: 30, maxLength: 30 })),
        ),
        ([{ holes, stops }, others]) => {
          for (const { signIn, alsoTrueFor } of holes)
            for (const [pick, other] of others.entries())
              assert.notEqual(stops(within(alsoTrueFor, signIn, other, pick)), "yes");
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe("each proof of a generated tenant", () => {
  it("withstands sign-ins at random by everybody who isn't exempt", () => {
    fc.assert(
      fc.property(
        decided
          .filter(({ proved }) => proved)
          .chain((one) =>
            fc.tuple(fc.constant(one), fc.array(circumstancesIn(one.json), { minLength: 40, maxLength: 40 })),
          ),
        ([{ tenant, stops, isExempt }, circumstances]) => {
          for (const principal of principalsIn(tenant))
            for (const one of circumstances) {
              const signIn = { ...one, principal };
              assert.ok(isExempt(signIn) || stops(signIn) === "yes", JSON.stringify(principal));
            }
        },
      ),
      { numRuns: 60 },
    );
  });
});
