import { CONDITIONS, DIMENSIONS, meetsCondition } from "../law/conditions";
import { hangsOnNotKnown } from "../law/conditions/devices";
import type { Dimension } from "../law/model/dimensions";
import type { Policy } from "../law/model/policy";
import type { RecordedCircumstances } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import { BoundedMemo, Numbered } from "./bounded-memo";
import type { Met } from "./met";
import { meetsPlaces } from "./places";

/** Distinct values of one dimension that are remembered, such as addresses. */
const MOST_VALUES = 100_000;

/**
 * Whether policies' conditions are met by how somebody signed in. Sign-ins that no policy tells apart get the same key: what is
 * worked out for one is worked out for all of them.
 */
export class How {
  readonly #tenant: Tenant;
  readonly #vectors = new Numbered<readonly Met[]>();
  /** The dimensions that any policy has a condition on, each with the vectors of its values. */
  readonly #known: ReadonlyMap<Dimension, BoundedMemo<number>>;

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
    const dimensions = DIMENSIONS.filter((one) =>
      tenant.policies.some(({ conditions }) => conditions[one].kind !== "any"),
    );
    this.#known = new Map(dimensions.map((dimension) => [dimension, new BoundedMemo(MOST_VALUES)]));
  }

  /** What the policies can tell of the sign-in, as one text. */
  keyOf(recorded: RecordedCircumstances): string {
    return Array.from(this.#known.keys(), (dimension) => this.#vector(dimension, recorded)).join();
  }

  /** For one policy, by its place in the tenant: each dimension that it has a condition on, in the order of the law. */
  conditions(recorded: RecordedCircumstances, policy: number): readonly (readonly [dimension: Dimension, met: Met])[] {
    const conditions = this.#tenant.policies[policy]?.conditions;
    return [...this.#known.keys()]
      .filter((dimension) => conditions?.[dimension].kind !== "any")
      .map((dimension) => [dimension, this.#vectors.at(this.#vector(dimension, recorded))[policy] ?? "depends"]);
  }

  #vector(dimension: Dimension, recorded: RecordedCircumstances): number {
    const workOut = (): number => {
      const met = this.#tenant.policies.map((policy) => meets(dimension, policy, recorded, this.#tenant));
      return this.#vectors.numberOf(met.join(), met);
    };
    return this.#known.get(dimension)?.get(valueKey(dimension, recorded), workOut) ?? workOut();
  }
}

function valueKey(dimension: Dimension, recorded: RecordedCircumstances): string {
  switch (dimension) {
    case "network":
      return `${recorded.address} ${recorded.country} ${recorded.trusted}`;
    case "device":
      return recorded.device?.kind === "registered"
        ? JSON.stringify([...recorded.device.attributes])
        : (recorded.device?.kind ?? "not recorded");
    case "insiderRisk":
    case "agentRisk":
      return "";
    default:
      return `${recorded[dimension]}`;
  }
}

function meets(dimension: Dimension, policy: Policy, recorded: RecordedCircumstances, tenant: Tenant): Met {
  const { conditions } = policy;
  if (conditions[dimension].kind === "any") return "yes";
  switch (dimension) {
    case "network":
      return meetsPlaces(conditions.network, recorded, tenant);
    case "device":
      return recorded.device === undefined || hangsOnNotKnown(conditions.device, recorded.device)
        ? "depends"
        : CONDITIONS.device.meets(conditions.device, recorded.device, tenant);
    case "insiderRisk":
      return "depends"; // no record tells it
    case "agentRisk":
      return CONDITIONS.agentRisk.meets(conditions.agentRisk, null, tenant);
    default: {
      const value = recorded[dimension];
      return value === undefined ? "depends" : meetsCondition(dimension, conditions, value, tenant);
    }
  }
}
