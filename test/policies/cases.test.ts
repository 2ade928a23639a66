import assert from "node:assert/strict";
import { stackCases } from "./support/cases";
import {
  aResource,
  aStack,
  type ReportedFinding,
  reportedOfResource,
  reportedOfStack,
  settingsOf,
} from "./support/stacks";

const SAYS = {
  proved: undefined,
  bypass: /^[^\n]+ can reach Azure management without MFA/,
  unknown: /^the pack can't decide whether everybody must pass MFA/,
} as const;

describe("the labelled tenants as stacks", () => {
  for (const { name, expected, policies, configuration } of stackCases()) {
    const settings = settingsOf(configuration);
    const resources = policies.map((policy) =>
      aResource("ConditionalAccessPolicy", policy.args, { name: policy.name }),
    );
    const assertJudged = (found: readonly ReportedFinding[]) => {
      const messages = found.map(({ finding }) => finding.message);
      const says = SAYS[expected];
      if (says === undefined) assert.deepEqual(messages, []);
      else assert.ok(messages.length > 0 && messages.every((message) => says.test(message)), messages.join("\n"));
    };
    it(`${name} is ${expected === "proved" ? "let pass without a word" : `rejected as ${expected}`}`, () =>
      assertJudged(reportedOfStack(aStack(resources), settings)));
    if (policies.length === 1)
      it(`${name} is so before it is deployed`, () =>
        assertJudged(resources.flatMap((resource) => reportedOfResource(resource, settings))));
  }
});
