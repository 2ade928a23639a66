import assert from "node:assert/strict";
import { aPolicy, IN_STACK } from "../support/policies";
import { aStack, reportedOfResource, reportedOfStack, settingsOf } from "../support/stacks";

const until = (reportOnlyUntil: string) => settingsOf({ ...IN_STACK, "report-only-deadline": { reportOnlyUntil } });
const reportOnly = { state: "enabledForReportingButNotEnforced" };
const rulesThatSpeak = (policy: ReturnType<typeof aPolicy>, settings: ReturnType<typeof settingsOf>) =>
  [...reportedOfResource(policy, settings), ...reportedOfStack(aStack([policy]), settings)].map(({ rule }) => rule);

describe("report-only-deadline", () => {
  it("lets report-only pass until the day, and on it", () => {
    assert.deepEqual(rulesThatSpeak(aPolicy(reportOnly), until("2026-09-01")), []);
  });

  it("rejects it on the day after", () => {
    assert.deepEqual(rulesThatSpeak(aPolicy(reportOnly), until("2026-08-31")), [
      "report-only-deadline",
      "report-only-deadline",
    ]);
  });

  it("judges a report-only policy as if it were enabled", () => {
    const narrow = aPolicy({ ...reportOnly, conditions: { clientAppTypes: ["browser"] } });
    assert.ok(rulesThatSpeak(narrow, until("2026-12-31")).every((rule) => rule === "no-mfa-bypass"));
    assert.notDeepEqual(rulesThatSpeak(narrow, until("2026-12-31")), []);
  });

  it("reports nothing without an agreed day: the proof decides", () => {
    assert.deepEqual(new Set(rulesThatSpeak(aPolicy(reportOnly), settingsOf(IN_STACK))), new Set(["no-mfa-bypass"]));
  });

  it("distinguishes a disabled policy from a report-only policy", () => {
    assert.deepEqual(
      new Set(rulesThatSpeak(aPolicy({ state: "disabled" }), until("2026-12-31"))),
      new Set(["no-mfa-bypass"]),
    );
  });
});
