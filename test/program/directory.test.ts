import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { azureadDirectory, environmentOf, tenantPolicies } from "../../src/program/directory";
import { PROJECT } from "./program-builders";

const ID = "CCCCCCCC-0000-4000-8000-000000000001";

const FORBIDDEN = Object.assign(new Error("403 Forbidden: not found"), { details: "403 Forbidden: not found" });

/** What an answer to a look-up means: the status, or the advice if it failed. */
async function statusBy(kind: "user" | "group", answer: Record<string, unknown> | typeof FORBIDDEN) {
  const call = () => (answer === FORBIDDEN ? Promise.reject(answer) : { ...answer });
  const mocks = { newResource: () => ({ id: "", state: {} }), call };
  await pulumi.runtime.setMocks(mocks, PROJECT, "dev", false);
  const status = await azureadDirectory({ environment: {}, config: {} })[kind](ID);
  return status.kind === "read" ? status.value : status.problem.help;
}

describe("what the tenant says about an excluded id", () => {
  const members = ["AAAAAAAA-0000-4000-8000-00000000000A", "aaaaaaaa-0000-4000-8000-00000000000b"];
  for (const [what, kind, answer, status] of [
    ["an account that is enabled", "user", { accountEnabled: true }, { kind: "live-user" }],
    ["an account that is disabled", "user", { accountEnabled: false }, { kind: "disabled-user" }],
    ["an account without that field", "user", {}, /can reach the tenant/],
    ["an account that Graph doesn't show", "user", FORBIDDEN, /application role User\.Read\.All, with admin consent/],
    ["a group", "group", { members }, { kind: "group", members: members.map((id) => id.toLowerCase()) }],
    ["a group without its members", "group", {}, /can reach the tenant/],
    ["a group that Graph doesn't show", "group", FORBIDDEN, /application role GroupMember\.Read\.All, with/],
  ] as const)
    it(`is known for ${what}`, async () => {
      const found = await statusBy(kind, answer);
      if (status instanceof RegExp) assert.match(String(found), status);
      else assert.deepEqual(found, status);
    });
});

const environment = { ARM_TENANT_ID: "by variable", ARM_CLIENT_ID: "by variable", PATH: "/bin" };

describe("the program's own question to Graph", () => {
  it("signs in as the provider does: by the stack's configuration, then by the environment", () => {
    const own = { "azuread:clientId": "by stack", "azuread:metadataHost": "localhost:1", "azuread:useOidc": "true" };
    assert.deepEqual(environmentOf({ environment, config: { ...own, "other:tenantId": "x" } }), {
      ...environment,
      ARM_CLIENT_ID: "by stack",
      ARM_METADATA_HOSTNAME: "localhost:1",
      ARM_USE_OIDC: "true",
    });
  });

  it("has a reason if the sign-in fails, and shows no secret", async () => {
    const config = { "azuread:environment": "nowhere", "azuread:clientSecret": "hunter2" };
    const answer = await tenantPolicies({ environment, config }, undefined);
    const said = answer.kind === "failed" ? answer.problem.message : "";
    assert.match(said, /^ARM_ENVIRONMENT names another cloud than public/);
    assert.doesNotMatch(JSON.stringify(answer), /hunter2/);
  });
});
