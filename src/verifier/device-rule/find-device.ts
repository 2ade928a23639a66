import { consequencesOf } from "./consequences";
import type { DeviceDemand } from "./demand";
import { conditionOf } from "./demand-condition";
import type { Device } from "./device";
import { deviceFrom } from "./device-from";
import { evaluateDeviceRule } from "./evaluate";
import { Facts } from "./facts";
import { clausesOf } from "./solver/clauses";
import { all } from "./solver/condition";
import { solve } from "./solver/solve";

/** `none` is a proof that no device meets the demands; `tooHard` says nothing either way. `steps` is what it took. */
export type DeviceSearch = (
  | { readonly kind: "found"; readonly device: Device }
  | { readonly kind: "none" }
  | { readonly kind: "tooHard" }
) & { readonly steps: number };

const UNREGISTERED: Device = { kind: "unregistered" };

/**
 * Finds a device that meets every demand, an unregistered one if that does: it takes no preparation by whoever signs in.
 * Attributes of a registered device may have any value, or none.
 * @param most how many steps the solver may take before giving up as too hard
 */
export function findDevice(demands: readonly DeviceDemand[], most: number): DeviceSearch {
  if (meets(UNREGISTERED, demands)) return { kind: "found", device: UNREGISTERED, steps: 0 };
  const facts = new Facts();
  const condition = all(demands.map((demand) => conditionOf(demand, facts)));
  const clauses = clausesOf(condition, () => facts.fresh());
  const solution = solve(
    {
      propositions: facts.count,
      clauses,
      consequencesOf: (literal) => consequencesOf(literal, facts),
      looked: () => facts.looked,
    },
    most,
  );
  const { steps } = solution;
  if (solution.kind === "contradictory") return { kind: "none", steps };
  if (solution.kind === "tooHard") return { kind: "tooHard", steps };
  const device = deviceFrom(solution.holding, facts);
  return meets(device, demands) ? { kind: "found", device, steps } : { kind: "tooHard", steps };
}

function meets(device: Device, demands: readonly DeviceDemand[]): boolean {
  return demands.every(({ rule, among }) => among.includes(evaluateDeviceRule(rule, device)));
}
