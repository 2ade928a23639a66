import assert from "node:assert/strict";
import { stackCases } from "./support/cases";
import { aResource, aStack, reportedOfResource, reportedOfStack, settingsOf } from "./support/stacks";

describe("the labelled tenants as stacks", () => {
  for (const { name, expected, policies, configuration } of stackCases()) {
    const settings = settingsOf(configuration);
    const resources = policies.map((policy) =>
      aResource("ConditionalAccessPolicy", policy.args, { name: policy.name }),
    );
    it(`${name} is ${expected === "proved" ? "let pass without a word" : "rejected"}`, () => {
      const found = reportedOfStack(aStack(resources), settings);
      if (expected === "proved") assert.deepEqual(found, []);
      else assert.notDeepEqual(found, []);
    });
    if (policies.length !== 1) continue;
    it(`${name} is ${expected === "proved" ? "let pass" : "rejected"} before it is deployed`, () => {
      const found = resources.flatMap((resource) => reportedOfResource(resource, settings));
      if (expected === "proved") assert.deepEqual(found, []);
      else assert.notDeepEqual(found, []);
    });
  }
});
