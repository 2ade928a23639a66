import assert from "node:assert/strict";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { POLICY_TYPE } from "../../src/program/stack-policy";
import { FIRST, SECOND } from "../cli/a-tenant";
import { everybodyLives, POLICY, runProgram, TENANT } from "./run-program";

const dev = { enforcement: "enforced", asOf: "2026-09-01", exclusions: resolve("config/dev.yaml") };

/** An error of the engine for a plugin's refusal. The SDK reads `details`. */
function failWith(message: string): never {
  throw Object.assign(new Error(message), { details: message });
}

describe("the Pulumi program", () => {
  it("declares one policy and nothing else, and has outputs", async () => {
    const { resources, outputs } = await runProgram(dev, everybodyLives);
    const [{ type, name, inputs } = assert.fail(), ...others] = resources;
    assert.deepEqual([type, name, others], [POLICY_TYPE, "azure-management-mfa", []]);
    assert.deepEqual([inputs["state"], inputs["conditions"].users.excludedUsers], ["enabled", [FIRST, SECOND]]);
    assert.deepEqual(outputs, {
      policyId: POLICY,
      enforcement: "enforced",
      portalLink: `https://entra.microsoft.com/${TENANT}/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${POLICY}`,
      exclusions: { "break-glass": 2, "service-account": 0, exception: 0 },
      nextReview: "2027-01-31",
    });
  });

  for (const [message, code] of [
    [`User not found with object ID: "${FIRST}"`, "account-gone"],
    [`User with object ID "${FIRST}" was not found`, "account-gone"],
    ["unexpected status 404 (404 Not Found) with error: Request_ResourceNotFound", "account-gone"],
    ["unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied", "account-unreadable"],
    ["dial tcp: connection refused", "account-unreadable"],
  ] as const)
    it(`takes "${message}" for ${code}, and stops unless it is report-only`, async () => {
      const fails = () => failWith(message);
      const isSaid = (error: Error) => pulumi.RunError.isInstance(error) && error.message.includes(`error[${code}]`);
      await assert.rejects(runProgram(dev, fails), isSaid);
      const { resources, said } = await runProgram({ ...dev, enforcement: "report-only" }, fails);
      assert.ok(said.includes(`warning[${code}]`), said);
      assert.equal(resources[0]?.inputs["state"], "enabledForReportingButNotEnforced");
    });

  it("finds its policy in the stack's last state, and looks for others with the name if it has none", async () => {
    // Without credentials, nothing leaves this machine.
    const kept = { ...process.env };
    Object.assign(process.env, { ARM_USE_CLI: "false", ARM_CLIENT_ID: "", AZURE_CLIENT_ID: "" });
    try {
      const others = { urn: { type: "azuread:index/group:Group", outputs: { objectId: POLICY } } };
      for (const [state, says] of [
        [others, /warning\[policies-unreadable\] .*how to sign in/],
        [null, /warning\[policies-unreadable\]/],
        [undefined, /note\[policies-unreadable\]/],
      ] as const)
        assert.match((await runProgram(dev, everybodyLives, state)).said, says);
    } finally {
      process.env = kept;
    }
  });

  it("reports wrong settings in an error without a stack trace, which the SDK doesn't format", () =>
    assert.rejects(
      runProgram({ enforcement: "on" }, everybodyLives),
      (error: Error) => pulumi.RunError.isInstance(error) && error.stack === undefined,
    ));
});
