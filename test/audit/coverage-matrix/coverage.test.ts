import assert from "node:assert/strict";
import fc from "fast-check";
import { isBlock } from "../../../src/audit/carriers/facet";
import { representedIn } from "../../../src/audit/carriers/find-carriers";
import {
  type CellState,
  type Coverage,
  coverageOf,
  kindsFor,
  worse,
} from "../../../src/audit/coverage-matrix/coverage";
import { isOfKind, type SignInKind } from "../../../src/audit/coverage-matrix/kind";
import { meetsCondition } from "../../../src/law/conditions";
import { type EvaluationContext, evaluate, outcome } from "../../../src/law/evaluate";
import type { LocationList } from "../../../src/law/model/dimensions";
import type { LocationId } from "../../../src/law/model/ids";
import { NO_USERS, type Policy } from "../../../src/law/model/policy";
import type { SignIn } from "../../../src/law/model/sign-in";

type Circumstances = Omit<SignIn, "principal">;

import type { Exemption } from "../../../src/law/model/register";
import type { Principal } from "../../../src/law/model/sign-in";
import type { Tenant } from "../../../src/law/model/tenant";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { exemptIn } from "../../../src/verifier/exemptions";
import { prove } from "../../../src/verifier/prove";
import { directoryNames } from "../../../src/words/principal";
import { LABELLED_CASES } from "../../cases/labelled-cases";
import { aPolicy, aTenant, people, userId } from "../../cli/a-tenant";
import { runs } from "../../times";
import { guestsAndSeats } from "../../verifier/builders/too-hard";
import { tenants } from "../../verifier/generated/tenants";
import { circumstancesOf, pointsIn, principalsOf, withinsOf, worldsOf } from "../../verifier/generated/universe";

const RUNS = runs(6);
const MOST_POINTS = 20_000;
const MOST_WORLDS = 8;

function read(json: unknown): Tenant {
  const result = readTenant(json);
  assert.ok(result.ok, "the tenant has a right shape");
  return result.tenant;
}

function seen(tenant: Tenant, exemptions: readonly Exemption[] = []) {
  const exempt = exemptIn(tenant, exemptions);
  return { tenant, exempt, represented: representedIn(tenant, exempt), names: directoryNames(tenant) };
}

/** How everybody stands in each kind of sign-ins, by the columns that the kinds are in. */
function standings(tenant: Tenant, { columns, rows }: Coverage): ReadonlyMap<string, CellState> {
  const kinds = kindsFor(seen(tenant));
  return new Map(
    rows.flatMap(({ people, type, cells }) =>
      [...people, ...(type === undefined ? [] : [type])].flatMap((who) =>
        columns.flatMap((column, at) =>
          column.kinds.map(({ dimension, name }): [string, CellState] => {
            const number = kinds.findIndex((kind) => kind.dimension === dimension && kind.name === name);
            return [`${who} in kind ${number}`, cells[at] ?? "exempt"];
          }),
        ),
      ),
    ),
  );
}

const nameOf = (principal: Principal, { users }: Tenant): string | undefined =>
  principal.kind === "person" && users !== undefined
    ? principal.id
    : principal.kind === "outsider" || users === undefined
      ? principal.identity.type
      : undefined;

/** Every sign-in of the universe one by one, by the evaluator, in every way that things may be; a dimension that nobody narrows takes the kind's own values. */
function enumerated(tenant: Tenant, all: readonly Circumstances[], whose = tenant): ReadonlyMap<string, CellState> {
  const worlds = worldsOf(tenant);
  const firm = new Firm(tenant, worlds);
  const found = new Map<string, CellState>();
  kindsFor(seen(whose)).forEach((kind, number) => {
    const ofKind = distinct(all.map((circumstances) => ownValue(kind, circumstances))).filter((one) =>
      isOfKind(kind, one, tenant),
    );
    const certainly = new Set(
      ofKind.filter((one) => firm.everywhere(one).every((at) => isCertainly(kind, at, tenant))),
    );
    for (const principal of principalsOf(tenant)) {
      const name = nameOf(principal, tenant);
      if (name === undefined) continue;
      const key = `${name} in kind ${number}`;
      for (const circumstances of ofKind) {
        const signIn = { ...circumstances, principal };
        if (found.get(key) === "exposed") break;
        if (worlds.every((world) => evaluate(world, signIn) === "yes")) continue;
        const isExposed = certainly.has(circumstances) && firm.getsIn(signIn);
        found.set(key, worse(found.get(key) ?? "covered", isExposed ? "exposed" : "hanging"));
      }
      found.set(key, found.get(key) ?? "covered");
    }
  });
  return found;
}

/** Who gets in whatever isn't known turns out to be: each policy lets them through by something that depends on nothing. */
class Firm {
  readonly #withins: readonly ReadonlySet<LocationId>[];
  /** Of each policy the halves of its clauses, in each way that things may be. */
  readonly #policies: readonly (readonly (readonly (readonly [Policy, EvaluationContext])[])[])[];

  constructor(tenant: Tenant, worlds: readonly EvaluationContext[]) {
    this.#withins = withinsOf(tenant);
    this.#policies = tenant.policies.map((_, at) =>
      HALVES.map((half) =>
        worlds.flatMap((world) =>
          world.tenant.policies.slice(at, at + 1).map((policy) => [half(policy), world] as const),
        ),
      ),
    );
  }

  /** As it is in each set of places that aren't known. */
  everywhere<C extends Circumstances>(one: C): readonly C[] {
    return this.#withins.map((within) => ({ ...one, network: { ...one.network, within } }));
  }

  getsIn(signIn: SignIn): boolean {
    const all = this.everywhere(signIn);
    return this.#policies.every((halves) =>
      halves.some((half) =>
        half.every(([policy, world]) => all.every((one) => outcome(policy, one, world).kind === "lets-through")),
      ),
    );
  }
}

const EVERYBODY = { ...NO_USERS, everyone: true };
const NOWHERE: LocationList = { all: false, allTrusted: false, ids: new Set() };
const ANYWHERE: LocationList = { ...NOWHERE, all: true };

/** Without what a policy excludes, or as if it included everything: the same that isn't known may be in both. */
const HALVES: readonly ((policy: Policy) => Policy)[] = [true, false].flatMap((includesUsers) =>
  [true, false].map((includesPlaces) => (policy: Policy) => {
    const { users, conditions } = policy;
    const { network } = conditions;
    const places = includesPlaces ? { exclude: NOWHERE } : { include: ANYWHERE };
    return {
      ...policy,
      users: { ...users, ...(includesUsers ? { exclude: NO_USERS } : { include: EVERYBODY }) },
      conditions: { ...conditions, network: network.kind === "any" ? network : { ...network, ...places } },
    };
  }),
);

/** Where the universe holds one value of a dimension for all, the first of the kind's own stands for them. A device code shows no device. */
function ownValue({ dimension, values }: SignInKind, circumstances: Circumstances): Circumstances {
  if (values === undefined) return circumstances;
  const isListed = values.some((value) => value === circumstances[dimension]);
  const own = isListed ? circumstances : { ...circumstances, [dimension]: values[0] };
  return own.authenticationFlow === "deviceCodeFlow" ? { ...own, device: { kind: "unregistered" } } : own;
}

const distinct = (all: readonly Circumstances[]): readonly Circumstances[] => {
  const byText = new Map(
    all.map((one) => [
      JSON.stringify(one, (_, value) =>
        typeof value === "bigint" ? `${value}` : value instanceof Map || value instanceof Set ? [...value] : value,
      ),
      one,
    ]),
  );
  return [...byText.values()];
};

const isCertainly = ({ dimension, others }: SignInKind, one: Circumstances, tenant: Tenant): boolean =>
  meetsCondition(dimension, others, one[dimension], tenant) === "no";

describe("who is covered in which way of signing in", () => {
  it("is what plain enumeration of the sign-ins of each kind finds, on generated tenants", () => {
    fc.assert(
      fc.property(tenants, (json) => {
        const tenant = read(json);
        fc.pre(pointsIn(tenant) <= MOST_POINTS && worldsOf(tenant).length <= MOST_WORLDS);
        const circumstances = circumstancesOf(tenant);
        const told = standings(tenant, coverageOf(seen(tenant)));
        const blocked = enumerated({ ...tenant, policies: tenant.policies.filter(isBlock) }, circumstances, tenant);
        for (const [key, standing] of enumerated(tenant, circumstances)) {
          const isBlocked = standing === "covered" && blocked.get(key) === "covered";
          assert.equal(told.get(key), isBlocked ? "blocked" : standing, key);
        }
      }),
      RUNS,
    );
  });

  for (const { name, tenant: file } of LABELLED_CASES)
    it(`agrees with the verdict on ${name}, in each dimension by itself`, () => {
      const tenant = read(file);
      const verdict = prove(tenant);
      const { rows, columns } = coverageOf(seen(tenant));
      for (const dimension of new Set(columns.map((column) => column.dimension))) {
        const isOpen = ({ cells }: Coverage["rows"][number]): boolean =>
          columns.some(
            (column, at) => column.dimension === dimension && cells[at] !== "covered" && cells[at] !== "blocked",
          );
        const open = rows.filter(isOpen);
        assert.deepEqual(open.flatMap(({ people }) => people).sort(), verdict.uncovered.users, dimension);
        assert.deepEqual(
          open.flatMap(({ type }) => type ?? []),
          [...verdict.uncovered.classes, ...verdict.uncovered.outsiders],
          dimension,
        );
        for (const { signIn } of verdict.bypasses)
          assert.ok(
            columns.some(({ kinds }) => kinds.some((kind) => isOfKind(kind, signIn, tenant))),
            `a way in is of one of the kinds of ${dimension}`,
          );
      }
      const everybody = rows.flatMap(({ people }) => people).sort();
      assert.deepEqual(everybody, (tenant.users ?? []).map(({ id }) => id).sort(), "each person is in one row");
    });

  it("says of exempt people where a policy asks them for MFA all the same", () => {
    const policy = { ...aPolicy({ users: { excludeUsers: [userId(1)] } }) };
    const tenant = read(aTenant([policy], { users: people(3) }));
    const exemptions = [1, 2].map((number) => ({ kind: "user", id: userId(number) }) as Exemption);
    const { rows } = coverageOf(seen(tenant, exemptions));
    const exempt = rows.filter(({ isExempt }) => isExempt);
    assert.deepEqual(
      exempt.map(({ people, cells }) => [people, cells]),
      [
        [[userId(1)], ["exempt", "exempt"]],
        [[userId(2)], ["covered", "covered"]],
      ],
    );
  });

  it("takes nobody for covered of whom the search has settled nothing within its bound", () => {
    const policies = guestsAndSeats(5).map(({ conditions = {} }, index) => aPolicy({ id: `p-${index}`, conditions }));
    const tenant = read(aTenant(policies, { users: people(3) }));
    const cellsWithin = (bound?: number) => coverageOf(seen(tenant), bound).rows.flatMap(({ cells }) => cells);
    assert.deepEqual([...new Set(cellsWithin())], ["covered"]);
    assert.deepEqual([...new Set(cellsWithin(0))], ["hanging"]);
  });
});
