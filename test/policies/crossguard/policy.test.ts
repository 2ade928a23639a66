import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { CATALOGUE } from "../../../policies/catalogue";
import { crossguardPolicy } from "../../../policies/crossguard/policy";
import { Run } from "../../../policies/crossguard/run";
import { type Finding, type Rule, rejection } from "../../../policies/rules/support/rule";
import { aPolicy, IN_STACK, policyArguments } from "../support/policies";
import { unknownCheckingProxy, unknownStringValue } from "../support/sdk";
import { settingsOf } from "../support/stacks";

const settings = settingsOf(IN_STACK);
const pageOf = (rule: string): string => `docs/rules/${rule}.md`;
const decisions = { settingsFor: () => settings, isMandatory: () => true, pageOf };
const finding: Finding = rejection({ code: "c", urn: undefined, message: "m", help: "h" });
const REPORTED = "m\n  help: h\n  docs/rules/a-rule.md";
const aRule = (parts: Partial<Rule>): Rule => ({
  id: "a-rule",
  title: "t",
  severity: "high",
  remediation: "r",
  url: "u",
  ...parts,
});

const notApplicable = (): never => assert.fail();
const NO_CONFIG = { stackTags: new Map<string, string>(), getConfig: <T>() => ({}) as T, notApplicable };

const argsOf = (props: object): ResourceValidationArgs => {
  const { urn, type, name } = aPolicy();
  const customTimeouts = { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 };
  const opts = { protect: true, ignoreChanges: [], aliases: [], additionalSecretOutputs: [], customTimeouts };
  return { ...{ urn, type, name, props, opts, isType: () => false, asType: () => undefined }, ...NO_CONFIG };
};

async function reported(rule: Rule, props: object = policyArguments(), run = new Run()): Promise<readonly string[]> {
  const messages: string[] = [];
  const { validateResource } = crossguardPolicy(rule, run, decisions) as ResourceValidationPolicy;
  if (typeof validateResource === "function")
    await validateResource(argsOf(props), (message) => void messages.push(message));
  return messages;
}

async function reportedOfStack(rule: Rule, run: Run): Promise<readonly string[]> {
  const messages: string[] = [];
  const { validateStack } = crossguardPolicy(rule, run, decisions) as StackValidationPolicy;
  await validateStack({ resources: [], ...NO_CONFIG }, (message) => void messages.push(message));
  return messages;
}

describe("a rule as the SDK runs it", () => {
  it("reports findings with the rule's page, if the rule applies", async () => {
    assert.deepEqual(await reported(aRule({ onResource: () => [finding] })), [REPORTED]);
    assert.deepEqual(await reported(aRule({ baseline: "elsewhere", onResource: () => [finding] })), []);
  });

  it("spells out what could steer a terminal or feign a line, wherever it stands", async () => {
    const foreign = "x\u001b[31m\u202ey\nhelp: feigned";
    const related = [{ location: undefined, text: foreign }];
    const spoilt = { ...finding, message: foreign, related, help: foreign };
    const safe = "x\\u{1b}[31m\\u{202e}y\\u{a}help: feigned";
    const said = `${safe}\n  ${safe}\n  help: ${safe}\n  docs/rules/a-rule.md`;
    assert.deepEqual(await reported(aRule({ onResource: () => [spoilt] })), [said]);
  });

  it("is a violation when it throws, and doesn't quote what was thrown", async () => {
    const breaks = () => assert.fail("planted secret");
    const broken = aRule({ onResource: breaks, onStack: breaks });
    for (const [message] of [await reported(broken), await reportedOfStack(broken, new Run())]) {
      assert.match(message ?? "", /internal error in this rule/);
      assert.doesNotMatch(message ?? "", /planted/);
    }
  });

  it("reports a finding once, though it is found in the resource and in the stack, and again in the next run", async () => {
    const rule = aRule({ onResource: () => [finding], onStack: () => [finding] });
    const run = new Run();
    assert.deepEqual(await reported(rule, policyArguments(), run), [REPORTED]);
    assert.deepEqual(await reportedOfStack(rule, run), []);
    assert.deepEqual(await reported(rule, policyArguments(), run), [REPORTED]);
  });

  it("reports a finding that an advisory rule has reported already", () => {
    const run = new Run();
    const isMandatory = (rule: string) => rule === "strict";
    assert.ok(run.isNew("c", "lenient", isMandatory));
    assert.ok(run.isNew("c", "strict", isMandatory));
    assert.ok(!run.isNew("c", "another", isMandatory));
  });

  it("has the values of `baseline` with which it applies as tags", () => {
    const tags = CATALOGUE.map((rule) => [rule.baseline, crossguardPolicy(rule, new Run(), decisions).tags] as const);
    for (const [baseline, all] of tags) assert.deepEqual(all, baseline ? [baseline] : ["in-stack", "elsewhere"]);
  });

  it("never throws because of an unknown value", async () => {
    const props = unknownCheckingProxy({ ...policyArguments({ state: "disabled" }), displayName: unknownStringValue });
    for (const rule of CATALOGUE)
      assert.ok((await reported(rule, props)).every((message) => !/internal error in this rule/.test(message)));
  });

  it("prints no secret that was planted in any text of a policy", async () => {
    for (const path of texts(policyArguments({ conditions: EVERY_CONDITION }))) {
      const planted = planting(policyArguments({ conditions: EVERY_CONDITION }), path);
      for (const rule of CATALOGUE)
        for (const message of await reported(rule, planted))
          assert.doesNotMatch(message, /hunter2/, `${rule.id} at ${path.join(".")}`);
    }
  });
});

const EVERY_CONDITION = {
  clientAppTypes: ["browser"],
  platforms: { includedPlatforms: ["linux"], excludedPlatforms: ["iOS"] },
  locations: { includedLocations: ["All"], excludedLocations: ["AllTrusted"] },
  devices: { filter: { mode: "exclude", rule: 'device.displayName -eq "x"' } },
  signInRiskLevels: ["high"],
  userRiskLevels: ["high"],
  insiderRiskLevels: "elevated",
  authenticationFlowTransferMethods: ["deviceCodeFlow"],
};

/** Where the texts are. */
function texts(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, [...path, key]));
}

function planting(value: unknown, [key, ...rest]: readonly string[]): object {
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  if (key === undefined) return copy;
  const inner: unknown = Reflect.get(copy, key);
  Reflect.set(copy, key, rest.length === 0 ? "hunter2" : planting(inner, rest));
  return copy;
}
