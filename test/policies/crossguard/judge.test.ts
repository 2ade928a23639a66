import assert from "node:assert/strict";
import type { PolicyResource, ReportViolation } from "@pulumi/policy";
import { CATALOGUE } from "../../../policies/catalogue";
import { Judge } from "../../../policies/crossguard/judge";
import { carrierPresent } from "../../../policies/rules/carrier-present";
import { type Finding, type Rule, rejection } from "../../../policies/rules/support/rule";
import type { Level } from "../../../policies/settings/configuration";
import { plannedId } from "../../../policies/stack/objects/entra-objects";
import type { Resource } from "../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP } from "../support/ids";
import { aPolicy, IN_STACK, policyArguments } from "../support/policies";
import { unknownCheckingProxy, unknownStringValue } from "../support/sdk";
import { aResource, settingsOf } from "../support/stacks";

const settings = settingsOf(IN_STACK);
const finding: Finding = rejection({ code: "c", urn: undefined, message: "m", help: "h" });
const REPORTED = "mandatory a-rule: m\n  help: h\n  docs/rules/a-rule.md";
const aRule = (parts: Partial<Rule>): Rule => ({
  id: "a-rule",
  title: "t",
  severity: "high",
  ...parts,
});

/** A judge whose engine shows it resources and stacks. */
class Shown {
  readonly judge: Judge;
  #said: string[] = [];
  readonly #report = (({ name, enforcementLevel, message }: Record<string, string>) =>
    void this.#said.push(`${enforcementLevel} ${name}: ${message}`)) as unknown as ReportViolation;

  constructor(rules: readonly Rule[], levels: { readonly [rule: string]: Level } = {}) {
    const levelOf = (rule: string): Level => levels[rule] ?? "mandatory";
    this.judge = new Judge(rules, { settingsFor: () => settings, levelOf, pageOf: (rule) => `docs/rules/${rule}.md` });
  }

  /** What is reported of a resource. */
  resource(properties: object = policyArguments(), { urn, type, name }: Resource = aPolicy()): readonly string[] {
    this.judge.validateResource({ urn, type, name, props: properties, opts: OPTIONS } as never, this.#report);
    return this.#said.splice(0);
  }

  /** What is reported of a stack. */
  stack(...resources: readonly Resource[]): readonly string[] {
    const shown = resources.map(
      ({ urn, type, name, properties, provider }) =>
        ({
          urn,
          type,
          name,
          props: properties,
          opts: OPTIONS,
          propertyDependencies: {},
          provider: provider && { ...provider, props: provider.properties },
        }) as unknown as PolicyResource,
    );
    this.judge.validateStack({ resources: shown } as never, this.#report);
    return this.#said.splice(0);
  }
}

const OPTIONS = { protect: true, ignoreChanges: [], aliases: [], additionalSecretOutputs: [] } as never;

describe("rules as the SDK runs them", () => {
  it("report findings with the rule's page, if the rule applies", () => {
    assert.deepEqual(new Shown([aRule({ onResource: () => [finding] })]).resource(), [REPORTED]);
    assert.deepEqual(new Shown([aRule({ baseline: "elsewhere", onResource: () => [finding] })]).resource(), []);
  });

  it("spell out what could steer a terminal or feign a line, wherever it stands", () => {
    const foreign = "x\u001b[31m\u202ey\nhelp: feigned";
    const related = [{ location: undefined, text: foreign }];
    const spoilt = { ...finding, message: foreign, related, help: foreign };
    const safe = "x\\u{1b}[31m\\u{202e}y\\u{a}help: feigned";
    const said = `mandatory a-rule: ${safe}\n  ${safe}\n  help: ${safe}\n  docs/rules/a-rule.md`;
    assert.deepEqual(new Shown([aRule({ onResource: () => [spoilt] })]).resource(), [said]);
  });

  it("name an object that doesn't exist yet by its logical name, and an existing one by its id", () => {
    const named = (one: Resource) => [rejection({ code: "c", urn: undefined, message: plannedId(one), help: "h" })];
    const said = (objectId?: string) =>
      new Shown([aRule({ onResource: named })]).resource({ objectId }, aResource("Group", {}, { name: "ours" }))[0];
    assert.match(said() ?? "", /: `ours` of this stack\n/);
    assert.match(said(EXCLUDED_GROUP) ?? "", new RegExp(`: ${EXCLUDED_GROUP}\n`));
  });

  it("are violated when they throw, and don't quote what was thrown", () => {
    const breaks = () => assert.fail("planted secret");
    const shown = new Shown([aRule({ onResource: breaks, onStack: breaks })]);
    for (const [message] of [shown.resource(), shown.stack()]) {
      assert.match(message ?? "", /^mandatory a-rule: internal error in this rule/);
      assert.doesNotMatch(message ?? "", /planted/);
    }
  });

  it("say what is wrong with a register or a snapshot that can't be read", () => {
    const shown = new Shown([aRule({ onResource: () => [] })]);
    const settingsFor = () => {
      throw new Error("the register can't be read:\nline 3");
    };
    shown.judge.decisions = { ...shown.judge.decisions, settingsFor };
    const lines = ["nothing was decided, and the deployment is rejected:", "the register can't be read:", "line 3"];
    assert.deepEqual(shown.resource(), [
      ["mandatory a-rule: ", lines.join("\n  "), "\n  docs/rules/a-rule.md"].join(""),
    ]);
  });

  it("report a finding once, though it is found in the resource and in the stack, and again in the next run", () => {
    const shown = new Shown([aRule({ onResource: () => [finding], onStack: () => [finding] })]);
    assert.deepEqual([shown.resource(), shown.resource(), shown.stack()], [[REPORTED], [], []]);
    assert.deepEqual(shown.resource(), [REPORTED]);
  });

  it("report at their level; a disabled one says nothing, and an advisory one doesn't silence a mandatory one", () => {
    const rules = ["off", "lenient", "strict", "another"].map((id) => aRule({ id, onResource: () => [finding] }));
    const said = new Shown(rules, { off: "disabled", lenient: "advisory", strict: "remediate" }).resource();
    assert.deepEqual(
      said.map((message) => message.split(":")[0]),
      ["advisory lenient", "mandatory strict"],
    );
  });

  it("see the inputs of the run so far, each resource once and with its latest inputs", () => {
    const seen: (readonly unknown[])[] = [];
    const see = (resources: readonly Resource[]) => {
      seen.push(resources.map(({ properties }) => properties["displayName"]));
      return [];
    };
    const shown = new Shown([
      aRule({ onResource: (_, __, asked) => see(asked.resources), onStack: ({ inputs }) => see(inputs.resources) }),
    ]);
    const [first, second] = ["first", "second"].map((name) => aResource("Group", {}, { name }));
    shown.resource({ displayName: "A" }, first);
    shown.resource({ displayName: "B" }, second);
    shown.resource({ displayName: "C" }, first);
    shown.stack();
    shown.resource({ displayName: "D" }, second);
    assert.deepEqual(seen, [["A"], ["A", "B"], ["C", "B"], ["C", "B"], ["D"]]);
  });

  it("see one stack, which each of them judges", () => {
    const seen = new Set<unknown>();
    const onStack: Rule["onStack"] = (stack) => {
      seen.add(stack);
      return [];
    };
    const rule = aRule({ onStack });
    new Shown([rule, rule]).stack(aPolicy());
    assert.equal(seen.size, 1);
  });

  it("don't see resources of another tenant: without a policy for this tenant, nothing protects it", () => {
    const [here, there] = ["99999999-0000-4000-8000-000000000001", "99999999-0000-4000-8000-000000000002"];
    const policyOf = (tenantId: string) => aPolicy({}, { provider: { urn: tenantId, properties: { tenantId } } });
    for (const carriers of [{}, { carriers: ["azure-management-mfa"] }]) {
      const shown = new Shown([carrierPresent]);
      const own = settingsOf({ "no-mfa-bypass": { baseline: "in-stack", tenantId: here, ...carriers } });
      shown.judge.decisions = { ...shown.judge.decisions, settingsFor: () => own };
      assert.deepEqual(shown.stack(policyOf(here)), []);
      assert.match(
        shown.stack(policyOf(there)).join(),
        /^mandatory carrier-present: anybody can reach Azure management/,
      );
      if (!("carriers" in carriers)) assert.deepEqual(shown.stack(policyOf(here), policyOf(there)), []);
    }
  });

  it("never throw because of an unknown value", () => {
    const props = unknownCheckingProxy({ ...policyArguments({ state: "disabled" }), displayName: unknownStringValue });
    const said = new Shown(CATALOGUE).resource(props);
    assert.ok(said.length > 0 && said.every((message) => !/internal error in this rule/.test(message)));
  });

  it("print no secret that was planted in any text of a policy", () => {
    for (const path of texts(policyArguments({ conditions: EVERY_CONDITION }))) {
      const planted = planting(policyArguments({ conditions: EVERY_CONDITION }), path);
      for (const message of new Shown(CATALOGUE).resource(planted))
        assert.doesNotMatch(message, /hunter2/, path.join("."));
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
