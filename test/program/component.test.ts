import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { AzureManagementMfa, type AzureManagementMfaArgs, type Exclusion } from "../../component";
import { SETTINGS } from "../../src/program/settings";
import { FIRST, SECOND } from "../cli/a-tenant";
import { everybodyLives, listening, POLICY, STATE_OF_THE_STACK } from "./run-program";

const aBreakGlass = (user: string): Exclusion => ({
  user,
  kind: "break-glass",
  reason: "Emergency access",
  owner: "identity@contoso.example",
  approvedBy: "ciso@contoso.example",
  reviewBy: "2027-01-31",
});

const ENFORCED: AzureManagementMfaArgs = {
  exclusions: [aBreakGlass(FIRST), aBreakGlass(SECOND)],
  enforcement: "enforced",
  asOf: "2026-09-01",
};

/** What a program with the component declares, in a project that has other settings. */
async function declaredWith(args: AzureManagementMfaArgs) {
  const resources: pulumi.runtime.MockResourceArgs[] = [];
  const newResource = (resource: pulumi.runtime.MockResourceArgs) => {
    resources.push(resource);
    return { id: resource.name, state: { ...resource.inputs, objectId: POLICY } };
  };
  const call = (asked: pulumi.runtime.MockCallArgs) =>
    asked.token === STATE_OF_THE_STACK
      ? { outputs: { "urn:pulumi:dev::p::t::mfa": { type: resources[0]?.type ?? "", outputs: {} } } }
      : everybodyLives(asked);
  await pulumi.runtime.setMocks({ newResource, call }, "platform", "dev", false);
  pulumi.runtime.setAllConfig({ "platform:enforcement": "a setting of its own" });
  const { result: policyId } = await listening(
    () =>
      new Promise((done, failed) => {
        const mfa = new AzureManagementMfa("mfa", args);
        mfa.policyId.apply(done);
        (mfa as unknown as { getData(): Promise<unknown> }).getData().catch(failed);
      }),
  );
  return { resources, policyId };
}

describe("the component", () => {
  it("declares the policy of the program below itself, from exclusions as the register has them", async () => {
    const { resources, policyId } = await declaredWith(ENFORCED);
    const [own, policy] = resources;
    assert.equal(own?.type, "azure-management-mfa:index:AzureManagementMfa");
    assert.deepEqual([policy?.name, policy?.inputs["state"]], ["mfa", "enabled"]);
    assert.deepEqual(policy?.inputs["conditions"].users, { includedUsers: ["All"], excludedUsers: [FIRST, SECOND] });
    assert.equal(policyId, POLICY);
  });

  it("has the same guards against a lock-out", () =>
    assert.rejects(
      declaredWith({ ...ENFORCED, exclusions: [aBreakGlass(FIRST)] }),
      /only 1 live break-glass user[\s\S]*in the arguments of AzureManagementMfa "mfa": enforcement: report-only/,
    ));

  it("points at what is wrong with an exclusion", () =>
    assert.rejects(
      declaredWith({ exclusions: [{ ...aBreakGlass(FIRST), kind: "admin" }] }),
      /exclusions of mfa:5:15 error\[wrong-value\]/,
    ));

  it("takes each setting of a stack, under the same name", () => {
    const settings = Object.keys(SETTINGS);
    assert.deepEqual(argumentsOfComponent().toSorted(), settings.toSorted());
  });

  it("is what Pulumi finds in this package, for programs in other languages", () => {
    assert.match(readFileSync("PulumiPlugin.yaml", "utf8"), /^runtime: nodejs$/m);
    assert.equal(JSON.parse(readFileSync("package.json", "utf8")).main, "component.ts");
  });
});

function argumentsOfComponent(): readonly string[] {
  const [, members = ""] =
    /^export interface AzureManagementMfaArgs \{\n([\s\S]*?)^\}/m.exec(readFileSync("component.ts", "utf8")) ?? [];
  return [...members.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name = ""]) => name);
}
