import assert from "node:assert/strict";
import fc from "fast-check";
import { canBe } from "../../../oracle/formula";
import { opinionOnSignIn } from "../../../oracle/one-sign-in";
import { raw } from "../../../oracle/raw";
import { DIMENSIONS, dimensionOf, isConditionReason } from "../../../src/law/conditions";
import { evaluationContext, outcome } from "../../../src/law/evaluate";
import type { Circumstances, Dimension, Network, PartialSignIn } from "../../../src/law/model/dimensions";
import { userId } from "../../../src/law/model/ids";
import { GUEST_TYPES } from "../../../src/law/model/sign-in";
import { explainSignIn } from "../../../src/verifier/one-sign-in/explain";
import { judgedOfType, judgedPerson } from "../../../src/verifier/one-sign-in/judged-person";
import { always } from "../../times";
import { graphTenants, USERS } from "../generated/graph-tenants";
import { read } from "../generated/read";
import { asOracle, circumstancesIn, somebody } from "../generated/sign-ins";
import { widerTenants } from "../generated/wider-tenants";

const knownIn = <D extends Dimension>(dimension: D, signIn: Circumstances): PartialSignIn => ({
  [dimension]: { kind: "whole", value: signIn[dimension] },
});

/** As much of a network as options can tell. */
const toldOfNetwork = ({ address, countryByAddress, trustedElsewhere }: Network): PartialSignIn => ({
  network: {
    kind: "part",
    part: { address, trustedElsewhere, ...(countryByAddress.kind === "unnamed" ? {} : { countryByAddress }) },
  },
});

const toldOf = (dimensions: readonly Dimension[], signIn: Circumstances): PartialSignIn =>
  Object.assign(
    {},
    ...dimensions.map((dimension) =>
      dimension === "network" ? toldOfNetwork(signIn.network) : knownIn(dimension, signIn),
    ),
  );

describe("one sign-in, explained", () => {
  it("is what the oracle says about every such sign-in, and what the law says about each policy", () => {
    const asked = graphTenants.chain((json) =>
      fc.tuple(
        fc.constant(json),
        circumstancesIn(json),
        fc.subarray([...DIMENSIONS]),
        fc.constantFrom(...USERS, "member" as const, ...GUEST_TYPES),
      ),
    );
    always(150, [asked], ([json, circumstances, dimensions, who]) => {
      const tenant = read(json);
      const context = evaluationContext(tenant);
      const type = (["member", ...GUEST_TYPES] as const).find((one) => one === who);
      const people = type === undefined ? judgedPerson(tenant, userId(who)) : judgedOfType(tenant, type);
      const explained = explainSignIn(tenant, people, toldOf(dimensions, circumstances));
      for (const principal of people) {
        const signIn = { ...circumstances, principal };
        const id = principal.kind === "person" ? principal.id : undefined;
        const { stopped, open } = opinionOnSignIn(raw(json), somebody(id, principal.identity), asOracle(circumstances));
        if (explained.outcome.kind === "stopped") assert.ok(!canBe(open));
        if (explained.outcome.kind === "getsIn") assert.ok(!canBe(stopped));
        for (const { policy, applies, stops } of explained.policies) {
          const { kind } = outcome(policy, signIn, context);
          if (stops === "yes") assert.notEqual(kind, "lets-through", policy.displayName);
          if (stops === "no" || applies === "no") assert.notEqual(kind, "stops", policy.displayName);
        }
      }
    });
  });

  it("depends on nothing that is given, if everything is known and understood", () => {
    const asked = graphTenants.chain((json) =>
      fc.tuple(fc.constant(json), circumstancesIn(json), fc.constantFrom(...USERS)),
    );
    always(150, [asked], ([json, circumstances, id]) => {
      const tenant = read(json);
      const told = toldOf(
        DIMENSIONS.filter((dimension) => dimension !== "network"),
        circumstances,
      );
      const { outcome } = explainSignIn(tenant, judgedPerson(tenant, userId(id)), told);
      const on = outcome.kind === "depends" ? outcome.on : [];
      for (const one of on) if (isConditionReason(one)) assert.equal(one, "locations");
    });
  });

  it("names all that decides: given every condition that it depends on, it depends on nothing that it didn't name", () =>
    always(150, [fc.oneof(graphTenants, widerTenants), fc.constantFrom(...USERS, undefined)], (json, id) => {
      const tenant = read(json);
      const isListed = tenant.users?.some((user) => user.id === id) !== false;
      const person = id && isListed ? judgedPerson(tenant, userId(id)) : judgedOfType(tenant, "member");
      const { outcome } = explainSignIn(tenant, person, {});
      if (outcome.kind !== "depends") return;
      const dimensions = outcome.on.flatMap((one) => (isConditionReason(one) ? dimensionOf(one) : []));
      for (const signIn of [outcome.through, outcome.stopped]) {
        if (signIn === undefined) continue;
        const given = Object.assign({}, ...dimensions.map((dimension) => knownIn(dimension, signIn)));
        const then = explainSignIn(tenant, person, given).outcome;
        const on = then.kind === "depends" ? then.on : [];
        for (const one of on) assert.ok(outcome.on.includes(one), `${one} isn't named`);
        // Whether a sign-in is in a location that isn't understood can't be given.
        const left = on.filter((one) => !isConditionReason(one) || one === "locations");
        assert.deepEqual(on, left);
        if (then.kind === "depends") assert.notEqual(on.length, 0);
        else assert.equal(then.kind, signIn === outcome.through ? "getsIn" : "stopped");
      }
    }));
});
