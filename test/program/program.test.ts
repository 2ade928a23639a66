import assert from "node:assert/strict";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { FIRST, PROJECT, SECOND } from "./program-builders";

const POLICY = "94211f8c-ffcf-4ac5-808b-4b0325a682c2";
const TENANT = "11111111-0000-4000-8000-000000000001";

type Call = { readonly token: string; readonly inputs: Readonly<Record<string, unknown>> };

/** Runs the program as the engine would, against a tenant that answers look-ups with `answer`. */
async function runProgram(settings: Readonly<Record<string, string>>, answer: (call: Call) => Record<string, unknown>) {
  const resources: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (resource) => {
        resources.push(resource);
        return {
          id: `/identity/conditionalAccess/policies/${POLICY}`,
          state: { ...resource.inputs, objectId: POLICY },
        };
      },
      call: (call) => answer(call),
    },
    PROJECT,
    "dev",
  );
  const config = Object.entries(settings).map(([key, value]) => [`${PROJECT}:${key}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(config));
  const program: unknown = require(resolve("index.ts"));
  assert.ok(typeof program === "function");
  const { result, said } = await listening(async () => resolved(await program()));
  return { resources, outputs: result, said };
}

/** Without an engine the SDK logs to the console; what it says is caught instead. */
async function listening<T>(run: () => Promise<T>): Promise<{ result: T; said: string }> {
  const { log, warn } = console;
  const said: string[] = [];
  console.log = console.warn = (text: string) => void said.push(text);
  try {
    return { result: await run(), said: said.join("\n") };
  } finally {
    Object.assign(console, { log, warn });
  }
}

function resolved(outputs: Record<string, pulumi.Input<unknown>>): Promise<Record<string, unknown>> {
  return new Promise((done) => {
    pulumi.output(outputs).apply((value) => done(value as Record<string, unknown>));
  });
}

const everybodyLives = ({ token }: Call): Record<string, unknown> =>
  token.endsWith(":getClientConfig") ? { tenantId: TENANT } : { accountEnabled: true };

const dev = { enforcement: "enforced", asOf: "2026-09-01", exclusions: resolve("config/dev.yaml") };

/** What the engine hands on when a plugin refuses; the SDK reads `details`. */
function failWith(message: string): never {
  throw Object.assign(new Error(message), { details: message });
}

describe("the Pulumi program", () => {
  it("declares one policy and nothing else", async () => {
    const { resources } = await runProgram(dev, everybodyLives);
    assert.deepEqual(
      resources.map(({ type, name }) => [type, name]),
      [["azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy", "azure-management-mfa"]],
    );
    assert.equal(resources[0]?.inputs["state"], "enabled");
    assert.deepEqual(resources[0]?.inputs["conditions"].users.excludedUsers, [FIRST, SECOND]);
  });

  it("puts out what a person wants to know", async () => {
    const { outputs } = await runProgram(dev, everybodyLives);
    assert.deepEqual(outputs, {
      policyId: POLICY,
      enforcement: "enforced",
      portalLink: `https://entra.microsoft.com/${TENANT}/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${POLICY}`,
      exclusions: { "break-glass": 2, "service-account": 0, exception: 0 },
      nextReview: "2027-01-31",
    });
  });

  it("prints the day when it isn't today", async () => {
    const { said } = await runProgram({ ...dev, asOf: "2000-01-01" }, everybodyLives);
    assert.match(said, /reviews are judged as of 2000-01-01 \(asOf\); today is \d{4}-\d\d-\d\d/);
  });

  it("links to the policy also when the tenant's id can't be had", async () => {
    const { outputs } = await runProgram(dev, (call) => {
      if (call.token.endsWith(":getClientConfig")) failWith("no");
      return { accountEnabled: true };
    });
    assert.equal(
      outputs["portalLink"],
      `https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${POLICY}`,
    );
  });

  const failures: readonly (readonly [string, string])[] = [
    [`User not found with object ID: "${FIRST}"`, "account-gone"],
    [`User with object ID "${FIRST}" was not found`, "account-gone"],
    ["unexpected status 404 (404 Not Found) with error: Request_ResourceNotFound", "account-gone"],
    ["unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied", "account-unreadable"],
    ["dial tcp: connection refused", "account-unreadable"],
  ];
  for (const [message, code] of failures) {
    const fails = () => failWith(message);
    it(`takes "${message}" for ${code}, and stops`, () =>
      assert.rejects(
        runProgram(dev, fails),
        (error: Error) => pulumi.RunError.isInstance(error) && error.message.includes(`error[${code}]`),
      ));

    it(`deploys report-only in spite of "${message}"`, async () => {
      const { resources, said } = await runProgram({ ...dev, enforcement: "report-only" }, fails);
      assert.ok(said.includes(`warning[${code}]`), said);
      assert.equal(resources[0]?.inputs["state"], "enabledForReportingButNotEnforced");
    });
  }

  it("doesn't take an answer without a state for a live account", () =>
    assert.rejects(
      runProgram(dev, () => ({})),
      /account-unreadable/,
    ));

  it("says what is wrong with settings without a stack trace", () =>
    assert.rejects(runProgram({ enforcement: "on" }, everybodyLives), (error: Error) =>
      pulumi.RunError.isInstance(error),
    ));
});
