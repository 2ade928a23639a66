import { targetsAsFiltered } from "../law/applications";
import { CONDITIONS } from "../law/conditions";
import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { Dimension } from "../law/model/dimensions";
import type { Policy } from "../law/model/policy";
import type { RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import { every, type Truth, truthOf } from "../law/model/truth";
import { HowSignedIn } from "./circumstances";
import { People } from "./people";
import { BoundedMemo, type Met } from "./rows";

/** A policy with what doesn't change from one sign-in to the next. */
interface JudgedPolicy {
  readonly policy: Policy;
  /** Whether it lets nobody in without MFA whom it applies to: it is enforced, and its grant can't be met without. */
  readonly canStop: Truth;
  readonly isAboutApi: Met;
}

/** What our law makes of one policy and one sign-in. */
export interface OurAnswer extends JudgedPolicy {
  readonly applies: Met;
  /** The first thing by which it doesn't apply; its state and its grant don't count here. */
  readonly because: Reason | undefined;
  /** What it depends on: a dimension that the record doesn't tell enough of, or whom the policy is about. */
  readonly open: readonly (Dimension | "who" | "application")[];
}

/** Distinct sorts of sign-ins that are remembered: people and circumstances that policies tell apart. */
const MOST_SORTS = 200_000;

/** Puts recorded sign-ins to the law, each sort once. */
export class Judge {
  readonly policies: readonly JudgedPolicy[];
  readonly people: People;
  readonly #how: HowSignedIn;
  readonly #sorts = new BoundedMemo<readonly OurAnswer[]>(MOST_SORTS);

  constructor(tenant: Tenant) {
    this.people = new People(tenant);
    this.#how = new HowSignedIn(tenant);
    this.policies = tenant.policies.map((policy) => ({
      policy,
      canStop: every([isEnforced(policy), stopsWithoutMfa(policy.grant)]),
      isAboutApi: targetsAsFiltered(policy.applications),
    }));
  }

  /** The answer about each policy, in the order of the tenant; `undefined` iff the tenant doesn't have the person. */
  answers({ who, circumstances }: RecordedSignIn): readonly OurAnswer[] | undefined {
    const about = this.people.about(who);
    if (about === undefined) return undefined;
    const how = this.#how.met(circumstances);
    const sort = [about.number, ...how.map(([, { number }]) => number)].join();
    return this.#sorts.get(sort, () =>
      this.policies.map((judged, place) =>
        answerOf(
          judged,
          about.met[place] ?? "depends",
          how.map(([dimension, { met }]) => [dimension, met[place] ?? "depends"]),
        ),
      ),
    );
  }
}

/** In the order of the law, which is the order in which reasons are given. */
function answerOf(judged: JudgedPolicy, about: Met, conditions: readonly (readonly [Dimension, Met])[]): OurAnswer {
  const { policy, isAboutApi } = judged;
  const parts: readonly (readonly [Reason, Met])[] = [
    ["users", about],
    ["applications", isAboutApi],
    ...conditions.map(([dimension, met]) => [CONDITIONS[dimension].reason, met] as const),
    ["clientApplications", truthOf(!policy.workloadIdentitiesOnly)],
    ["unsupported", policy.notUnderstood.length > 0 ? "unclear" : "yes"],
  ];
  const met = parts.map(([, one]) => one);
  const mayDepend = [["who", about] as const, ["application", isAboutApi] as const, ...conditions];
  return {
    ...judged,
    // A definite no wins over what it depends on, and that over unclear.
    applies: (["no", "depends", "unclear"] as const).find((one) => met.includes(one)) ?? "yes",
    because: parts.find(([, one]) => one === "no")?.[0],
    open: mayDepend.flatMap(([what, one]) => (one === "depends" ? [what] : [])),
  };
}
