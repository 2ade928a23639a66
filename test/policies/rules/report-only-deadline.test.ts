import assert from "node:assert/strict";
import { aPolicy, IN_STACK } from "../support/policies";
import { aStack, reportedOfResource, reportedOfStack, settingsOf } from "../support/stacks";

const until = (reportOnlyUntil: string) => settingsOf({ ...IN_STACK, "report-only-deadline": { reportOnlyUntil } });
const reportOnly = { state: "enabledForReportingButNotEnforced" };
const rulesThatSpeak = (policy: ReturnType<typeof aPolicy>, settings: ReturnType<typeof settingsOf>) =>
  [...reportedOfResource(policy, settings), ...reportedOfStack(aStack([policy]), settings)].map(({ rule }) => rule);

describe("report-only-deadline", () => {
  const narrow = aPolicy({ ...reportOnly, conditions: { clientAppTypes: ["browser"] } });
  for (const [what, policy, settings, ...speaks] of [
    ["lets report-only pass until the day, and on it", aPolicy(reportOnly), until("2026-09-01")],
    ["rejects it on the day after", aPolicy(reportOnly), until("2026-08-31"), "report-only-deadline"],
    ["judges a report-only policy as if it were enabled", narrow, until("2026-12-31"), "no-mfa-bypass"],
    ["leaves it to the proof without an agreed day", aPolicy(reportOnly), settingsOf(IN_STACK), "no-mfa-bypass"],
    ["knows a disabled policy", aPolicy({ state: "disabled" }), until("2026-12-31"), "no-mfa-bypass"],
  ] as const)
    it(what, () => assert.deepEqual(rulesThatSpeak(policy, settings), [...speaks, ...speaks]));
});
