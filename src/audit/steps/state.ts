import type { Enforcement } from "../../model/policy";
import { observation } from "../answer";
import { policySubject } from "../audited";
import { STATES } from "../states";
import { ofTheCarriers, together } from "./of-the-carriers";

/** As the Entra admin center calls them. */
const NAMES: { readonly [K in Enforcement["kind"]]: string } = {
  enforced: "On",
  reportOnly: "Report-only",
  off: "Off",
  notUnderstood: "not understood",
};

export const state = ofTheCarriers({
  title: "State",
  must: "On: report-only and off enforce nothing",
  inBenchmark: false,
  facet: "state",
  evidence: (policy) => [observation(policySubject(policy), "state", NAMES[policy.enforcement.kind])],
  good: (policies) => `${together(policies, "is", "are")} on.`,
  bad: ({ enforcement: { kind } }) => `is ${STATES[kind]}${kind === "reportOnly" ? ": it logs and stops nobody" : ""}`,
  fix: () => "test it with What If and the insights workbook, then switch it on",
});
