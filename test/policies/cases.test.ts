import assert from "node:assert/strict";
import type { Resource } from "../../policies/stack/objects/resource";
import { policyFromGraph } from "../../sandbox/provider/plugin/resources/policy-graph";
import type { Fields } from "../../sandbox/provider/plugin/values";
import { LABELLED_CASES, type LabelledCase } from "../cases/labelled-cases";
import type { Json } from "../cases/merged-into";
import { anEntry } from "./support/register";
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

/** Those that a program can declare: the azuread package has no argument for a condition that nobody has heard of. */
const CASES = LABELLED_CASES.filter(({ dimension }) => dimension !== "condition");

/** A labelled tenant as a stack: its policies as the azuread plugin has them, the rest as the tenant's snapshot. */
const resourcesIn = ({ tenant }: LabelledCase): readonly Resource[] =>
  tenant.policies.map((policy, index) => {
    const { objectId: _, ...properties } = policyFromGraph(policy as Fields);
    return aResource("ConditionalAccessPolicy", properties, { name: `policy-${index}` });
  });

const settingsFor = ({ exempt: { users, groups }, tenant }: LabelledCase) => {
  const exclusions = [...users.map((user) => ({ user })), ...groups.map((group) => ({ group }))];
  const carriers = tenant.policies.map((_, index) => `policy-${index}`);
  return settingsOf({
    "no-mfa-bypass": { baseline: "in-stack", ...(carriers.length > 0 && { carriers }) },
    "approved-exclusions": { register: { exclusions: exclusions.map((one) => anEntry(one, { kind: "exception" })) } },
    "tenant-stays-closed": { tenant: withStrengthsOf(tenant) },
  });
};

/** A program names a strength by its id; what the labelled policy writes out, the tenant's list has. */
function withStrengthsOf(tenant: LabelledCase["tenant"]): Json {
  const written = tenant.policies.flatMap(({ grantControls }) => {
    const strength = (grantControls as { readonly authenticationStrength?: Json } | null)?.authenticationStrength;
    return strength?.["allowedCombinations"] === undefined ? [] : [strength];
  });
  const listed = tenant["authenticationStrengthPolicies"];
  return { ...tenant, authenticationStrengthPolicies: [...(Array.isArray(listed) ? listed : []), ...written] };
}

describe("the labelled tenants as stacks", () => {
  for (const labelled of CASES) {
    const { name, expected } = labelled;
    const [settings, resources] = [settingsFor(labelled), resourcesIn(labelled)];
    const assertJudged = (found: readonly ReportedFinding[]) => {
      const messages = found.map(({ finding }) => finding.message);
      const says = SAYS[expected];
      if (says === undefined) assert.deepEqual(messages, []);
      else assert.ok(messages.length > 0 && messages.every((message) => says.test(message)), messages.join("\n"));
    };
    it(`${name} is ${expected === "proved" ? "let pass without a word" : `rejected as ${expected}`}`, () =>
      assertJudged(reportedOfStack(aStack(resources), settings)));
    if (resources.length === 1)
      it(`${name} is so before it is deployed`, () =>
        assertJudged(resources.flatMap((resource) => reportedOfResource(resource, settings))));
  }
});
