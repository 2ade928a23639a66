import assert from "node:assert/strict";
import fc from "fast-check";
import { type EvaluationContext, evaluate, evaluationContext } from "../../src/law/evaluate";
import type { GroupId } from "../../src/law/model/ids";
import type { Principal, SignIn } from "../../src/law/model/sign-in";
import type { Tenant } from "../../src/law/model/tenant";
import { meetsUsers } from "../../src/law/users";
import { mayStopSomebody } from "../../src/verifier/encoding/encoding";
import { exemptIn } from "../../src/verifier/exemptions";
import { prove } from "../../src/verifier/prove";
import { type Bypass, MOST_BYPASSES, type Uncovered } from "../../src/verifier/verdict";
import { type Claims, contextWithClaims } from "../../src/verifier/ways/claims";
import { always } from "../times";
import { exemptionsOf } from "./builders/verdict-on";
import { exempted, graphTenants } from "./generated/graph-tenants";
import { read } from "./generated/read";
import { type Circumstances, circumstancesIn, facetsOf, principalsIn, within } from "./generated/sign-ins";

/** Whoever signs in is in no group and holds no role that isn't known: one of the ways that things may be. */
const IN_NOTHING_UNKNOWN: Claims = Object.assign(new Map<string, boolean>(), { get: () => false });

interface Decided {
  readonly tenant: Tenant;
  readonly holes: readonly Bypass[];
  readonly proved: boolean;
  readonly uncovered: Uncovered;
  readonly ground: EvaluationContext;
  /** Groups that are wholly exempt. */
  readonly exempt: ReadonlySet<GroupId>;
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
    const { kind, uncovered, bypasses: holes } = prove(tenant, exemptions);
    return {
      json,
      tenant,
      holes,
      proved: kind === "proved",
      uncovered,
      ground,
      exempt: groups,
      isExempt: ({ principal }) => principal.kind === "person" && isExempt(principal.id),
      stops: (signIn) => evaluate(ground, signIn),
    };
  });

/** With as many circumstances in which somebody signs in. */
const attacked = (some: typeof decided, length: number) =>
  some.chain((one) =>
    fc.tuple(fc.constant(one), fc.array(circumstancesIn(one.json), { minLength: length, maxLength: length })),
  );

describe("each hole of each generated tenant", () => {
  it("replays in the evaluator, for its own sign-in and under its own certainty", () =>
    always(60, [decided], ({ holes, stops, isExempt }) => {
      for (const { signIn, certain } of holes) {
        if (certain) assert.equal(stops(signIn), "no");
        else assert.notEqual(stops(signIn), "yes");
        assert.equal(isExempt(signIn), false);
      }
    }));

  it("lets each person that it lists through at each combination that it lists", () =>
    always(60, [attacked(decided, 30)], ([{ holes, stops, tenant }, others]) => {
      for (const hole of holes)
        for (const identities of whomItLists(hole, tenant))
          assert.ok(
            identities.some((principal) => isOpenAtAll(hole, principal, others, { stops, tenant })),
            `${JSON.stringify(identities)} get through`,
          );
    }));

  it("has its own reasons: what it says about a policy's users holds for each person that it lists", () =>
    always(60, [decided], ({ holes, tenant, ground }) => {
      for (const hole of holes) {
        if (!hole.certain || hole.hangsOn.length > 0) continue;
        for (const [at, policy] of tenant.policies.entries()) {
          if (!mayStopSomebody(policy) || hole.because[at]?.reason !== "users") continue;
          for (const identities of whomItLists(hole, tenant))
            assert.ok(
              identities.some((principal) => meetsUsers(policy.users, principal, ground.membership) !== "yes"),
              `${policy.id} isn't about ${JSON.stringify(identities)}`,
            );
        }
      }
    }));

  it("has company: together they list everybody who is exposed", () =>
    always(60, [decided], ({ holes, uncovered }) => {
      if (holes.length === MOST_BYPASSES) return;
      const listed = new Set<string>(holes.flatMap(({ people }) => people));
      assert.deepEqual(
        uncovered.users.filter((id) => !listed.has(id)),
        [],
      );
    }));
});

const CLASSES = ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"] as const;

/** Everybody that a way in lists, each with everything that they may be. */
const whomItLists = ({ people, others }: Bypass, { users }: Tenant): readonly (readonly Principal[])[] => [
  ...others.map((principal) => [principal]),
  ...people.map((id) =>
    (users?.find((user) => user.id === id)?.classes ?? CLASSES)
      .flatMap(facetsOf)
      .map((identity): Principal => ({ kind: "person", id, identity })),
  ),
];

const isOpenAtAll = (
  way: Bypass,
  principal: Principal,
  others: readonly Circumstances[],
  { stops, tenant }: Pick<Decided, "stops" | "tenant">,
): boolean =>
  others.every((other, pick) => {
    const stopped = stops({ ...within(way, other, pick, tenant), principal });
    return way.certain ? stopped === "no" : stopped !== "yes";
  });

describe("each proof of a generated tenant", () => {
  it("withstands sign-ins at random by everybody who isn't exempt", () =>
    always(
      10,
      [
        attacked(
          decided.filter(({ proved }) => proved),
          40,
        ),
      ],
      ([{ tenant, exempt, isExempt }, circumstances]) => {
        const outside = contextWithClaims(evaluationContext(tenant, exempt), IN_NOTHING_UNKNOWN);
        for (const principal of principalsIn(tenant))
          for (const one of circumstances) {
            const signIn = { ...one, principal };
            if (one.authenticationFlow === "deviceCodeFlow" && one.device.kind === "registered") continue;
            assert.ok(isExempt(signIn) || evaluate(outside, signIn) !== "no", JSON.stringify(principal));
          }
      },
    ));
});
