import type { Policy } from "../policy";
import type { Contender } from "./contender";

/** A policy's conditions in the order in which reasons are given, apart from those that a crowd or nothing decides about. */
const ORDER = [
  "clientApps",
  "platforms",
  "locations",
  "device",
  "signInRisk",
  "userRisk",
  "insiderRisk",
  "flows",
] as const satisfies readonly (keyof Policy)[];

/**
 * One condition of a contender, as two policies: with those conditions only that come before it, and with it too. A sign-in
 * that meets the first and not the second gets through for this reason.
 */
export interface ReasonStep {
  readonly before: Contender;
  readonly through: Contender;
}

/** The conditions that may let somebody through, in their order. */
export const reasonSteps = (contender: Contender): readonly ReasonStep[] =>
  ORDER.flatMap((name, at) =>
    contender.policy[name].kind === "any"
      ? []
      : [{ before: onlyFirst(contender, at), through: onlyFirst(contender, at + 1) }],
  );

function onlyFirst(contender: Contender, count: number): Contender {
  const left = Object.fromEntries(ORDER.slice(count).map((name) => [name, { kind: "any" }]));
  return { ...contender, policy: { ...contender.policy, ...left } };
}
