import assert from "node:assert/strict";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerResourceOptions,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Judge } from "../../../policies/crossguard/judge";
import { noMfaBypass } from "../../../policies/rules/no-mfa-bypass";
import type { Rule } from "../../../policies/rules/support/rule";
import { aPolicy, IN_STACK } from "../support/policies";
import { unknownStringValue } from "../support/sdk";
import { settingsOf } from "../support/stacks";

type Analyze = (
  call: { readonly request: AnalyzeRequest },
  answer: (error: unknown, response: AnalyzeResponse) => void,
) => void;
const { makeAnalyzeRpcFun } = require("@pulumi/policy/server") as {
  readonly makeAnalyzeRpcFun: (name: string, version: string, level: string, policies: readonly object[]) => Analyze;
};

/** What the SDK tells the engine of a disabled policy whose display name isn't known yet. */
function levelsReportedBy(policy: object): Promise<readonly EnforcementLevel[]> {
  const { type, urn, name } = aPolicy();
  const request = new AnalyzeRequest();
  request.setType(type);
  request.setUrn(urn);
  request.setName(name);
  request.setOptions(new AnalyzerResourceOptions());
  request.setProperties(Struct.fromJavaScript({ displayName: unknownStringValue, state: "disabled" }));
  return new Promise((resolve) =>
    makeAnalyzeRpcFun("pack", "1.0.0", "mandatory", [policy])({ request }, (_, response) =>
      resolve(response.getDiagnosticsList().map((diagnostic) => diagnostic.getEnforcementlevel())),
    ),
  );
}

describe("the SDK's way with values that aren't known yet", () => {
  it("makes advice of a mandatory rule that reads one", async () => {
    const reading: ResourceValidationPolicy = {
      name: "reading",
      description: "reading",
      enforcementLevel: "mandatory",
      validateResource: ({ props }) => assert.ok(props["displayName"]),
    };
    assert.deepEqual(await levelsReportedBy(reading), [EnforcementLevel.ADVISORY]);
  });

  const breaking: Rule = { ...noMfaBypass, onResource: ({ properties }) => assert.fail(String(properties["state"])) };
  for (const [what, rule] of [
    ["doesn't get this pack's rules to see such a value, so that they stay mandatory", noMfaBypass],
    ["leaves a rule mandatory that breaks", breaking],
  ] as const)
    it(what, async () => {
      const settings = settingsOf(IN_STACK);
      const decisions = {
        settingsFor: () => settings,
        levelOf: () => "mandatory" as const,
        pageOf: (id: string) => id,
      };
      const { validateResource } = new Judge([rule], decisions);
      const policy = { name: "called", description: "called", enforcementLevel: "advisory", validateResource };
      assert.deepEqual(await levelsReportedBy(policy), [EnforcementLevel.MANDATORY]);
    });
});
