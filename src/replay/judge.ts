import { targetsAsFiltered } from "../law/applications";
import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { Dimension } from "../law/model/dimensions";
import type { Policy } from "../law/model/policy";
import type { RecordedCircumstances, RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import { every, type Truth, truthOf } from "../law/model/truth";
import type { Met } from "./how";
import { meetsHow } from "./how";
import { WhoSignedIn } from "./who";

/** What our law makes of one policy and one sign-in. */
export interface OurAnswer {
  readonly policy: Policy;
  /** Whether it lets nobody in without MFA whom it applies to: it is enforced, and its grant can't be met without. */
  readonly canStop: Truth;
  readonly applies: Met;
  /** The first thing by which it doesn't apply, and by which it depends; its state and its grant don't count here. */
  readonly because: Reason | undefined;
  readonly dependsOn: Reason | undefined;
}

/** What each policy makes of one thing about a sign-in, in the order of the tenant. */
type Column = readonly [reason: Reason, met: readonly Met[]];

/** People and places that are remembered. */
const MOST_REMEMBERED = 50_000;

/** Puts recorded sign-ins to the law, policy by policy. */
export class Judge {
  readonly who: WhoSignedIn;
  /** Policies that let nobody in without MFA whom they apply to. */
  readonly stopping: readonly Policy[];
  readonly #tenant: Tenant;
  readonly #canStop: readonly Truth[];
  readonly #dimensions: readonly Dimension[];
  readonly #applications: Column;
  readonly #atTheEnd: readonly Column[];
  readonly #known = new Map<string, readonly Met[] | undefined>();

  constructor(tenant: Tenant) {
    const { policies } = tenant;
    this.#tenant = tenant;
    this.who = new WhoSignedIn(tenant);
    this.#canStop = policies.map((policy) => every([isEnforced(policy), stopsWithoutMfa(policy.grant)]));
    this.stopping = policies.filter((_, place) => this.#canStop[place] === "yes");
    this.#dimensions = DIMENSIONS.filter((one) => policies.some(({ conditions }) => conditions[one].kind !== "any"));
    this.#applications = ["applications", policies.map((policy) => targetsAsFiltered(policy.applications))];
    this.#atTheEnd = [
      ["clientApplications", policies.map((policy) => truthOf(!policy.workloadIdentitiesOnly))],
      ["unsupported", policies.map((policy) => (policy.notUnderstood.length > 0 ? "unclear" : "yes"))],
    ];
  }

  /** The answer about each policy, in the order of the tenant; `undefined` iff the tenant doesn't have the person. */
  answers({ who, circumstances }: RecordedSignIn): readonly OurAnswer[] | undefined {
    const users = this.#remembered(`${who.kind} ${who.id} ${who.home}`, () => this.who.met(who));
    if (users === undefined) return undefined;
    const columns = [
      ["users", users] as const,
      this.#applications,
      ...this.#dimensions.map((dimension) => this.#columnOf(dimension, circumstances)),
      ...this.#atTheEnd,
    ];
    return this.#tenant.policies.map((policy, place) => {
      const first = (wanted: Met) => columns.find(([, met]) => met[place] === wanted)?.[0];
      const because = first("no");
      const dependsOn = first("depends");
      // A definite no wins over what it depends on, and that over unclear.
      const orElse = dependsOn === undefined ? (first("unclear") === undefined ? "yes" : "unclear") : "depends";
      const applies = because === undefined ? orElse : "no";
      return { policy, canStop: this.#canStop[place] ?? "unclear", applies, because, dependsOn };
    });
  }

  #columnOf(dimension: Dimension, recorded: RecordedCircumstances): Column {
    const met = this.#remembered(`${dimension} ${valueKey(dimension, recorded)}`, () =>
      this.#tenant.policies.map(({ conditions }) => meetsHow(dimension, conditions, recorded, this.#tenant)),
    );
    return [CONDITIONS[dimension].reason, met ?? []];
  }

  #remembered(key: string, workOut: () => readonly Met[] | undefined): readonly Met[] | undefined {
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const met = workOut();
    this.#known.set(key, met);
    return met;
  }
}

function valueKey(
  dimension: Dimension,
  { address, country, trusted, device, ...listed }: RecordedCircumstances,
): string {
  if (dimension === "network") return JSON.stringify([address, country, trusted]);
  if (dimension !== "device") return String(listed[dimension]);
  return device?.kind === "registered" ? JSON.stringify([...device.attributes]) : String(device?.kind);
}
