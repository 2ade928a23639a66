import { observation } from "../answer";
import { policySubject } from "../audited";
import { doing } from "../policies-in-words";
import { STATES } from "../states";
import { ofTheCarriers } from "./of-the-carriers";

export const state = ofTheCarriers({
  title: "State",
  must: "On: report-only and off enforce nothing",
  inBenchmark: false,
  facet: "state",
  evidence: (policy) => [observation(policySubject(policy), "state", STATES[policy.enforcement.kind])],
  good: (policies) => `${doing(policies, "is", "are")} on.`,
  bad: ({ enforcement: { kind } }) => `is ${STATES[kind]}${kind === "reportOnly" ? ": it logs and stops nobody" : ""}`,
  fix: () => "test it with What If and the insights workbook, then switch it on",
});
