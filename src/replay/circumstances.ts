import { CONDITIONS, DIMENSIONS, meetsCondition } from "../law/conditions";
import { hangsOnNotKnown } from "../law/conditions/devices";
import type { Dimension } from "../law/model/dimensions";
import type { Policy } from "../law/model/policy";
import type { RecordedCircumstances } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import { meetsPlaces } from "./places";
import { BoundedMemo, type Met, type Row, Rows } from "./rows";

/** Distinct values of one dimension that are remembered, such as addresses. */
const MOST_VALUES = 100_000;

/** Whether policies' conditions are met by how somebody signed in. */
export class HowSignedIn {
  readonly #tenant: Tenant;
  readonly #rows = new Rows();
  /** The dimensions that any policy has a condition on, in the order of the law, each with the rows of its values. */
  readonly #known: ReadonlyMap<Dimension, BoundedMemo<Row>>;

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
    const dimensions = DIMENSIONS.filter((one) =>
      tenant.policies.some(({ conditions }) => conditions[one].kind !== "any"),
    );
    this.#known = new Map(dimensions.map((dimension) => [dimension, new BoundedMemo(MOST_VALUES)]));
  }

  /** What the policies make of it, dimension by dimension. */
  met(recorded: RecordedCircumstances): readonly (readonly [Dimension, Row])[] {
    return Array.from(this.#known, ([dimension, memo]) => [
      dimension,
      memo.get(valueKey(dimension, recorded), () =>
        this.#rows.of(this.#tenant.policies.map((policy) => meets(dimension, policy, recorded, this.#tenant))),
      ),
    ]);
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

function meets(dimension: Dimension, { conditions }: Policy, recorded: RecordedCircumstances, tenant: Tenant): Met {
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
