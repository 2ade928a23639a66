import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { azureadDirectory, environmentOf, tenantPolicies } from "../../src/program/directory";
import { PROJECT } from "./program-builders";

const ID = "CCCCCCCC-0000-4000-8000-000000000001";

/** What the program makes of this answer to a look-up. */
async function statusBy(kind: "user" | "group", answer: Record<string, unknown>) {
  const mocks = { newResource: () => ({ id: "", state: {} }), call: () => answer };
  await pulumi.runtime.setMocks(mocks, PROJECT, "dev", false);
  return azureadDirectory({ environment: {}, config: {} })[kind](ID);
}

describe("what the tenant says about an excluded id", () => {
  it("has a group's members in lower case, whatever the plugin's spelling", async () => {
    const members = ["AAAAAAAA-0000-4000-8000-00000000000A", "aaaaaaaa-0000-4000-8000-00000000000b"];
    assert.deepEqual(await statusBy("group", { members }), {
      kind: "group",
      members: members.map((id) => id.toLowerCase()),
    });
  });

  for (const [what, kind, answer, status] of [
    ["an account that is enabled", "user", { accountEnabled: true }, "live-user"],
    ["an account that is disabled", "user", { accountEnabled: false }, "disabled-user"],
    ["an account without a word about that", "user", {}, "unreadable"],
    ["a group without its members", "group", {}, "unreadable"],
  ] as const)
    it(`is ${status} for ${what}`, async () => assert.equal((await statusBy(kind, answer)).kind, status));
});

const environment = { ARM_TENANT_ID: "by variable", ARM_CLIENT_ID: "by variable", PATH: "/bin" };

describe("the program's own question to Graph", () => {
  it("is signed in as the provider is: by the stack's configuration, then by the environment", () => {
    const config = {
      "azuread:clientId": "by stack",
      "azuread:metadataHost": "localhost:1",
      "azuread:useOidc": "true",
      "other:tenantId": "x",
    };
    assert.deepEqual(environmentOf({ environment, config }), {
      ...environment,
      ARM_CLIENT_ID: "by stack",
      ARM_METADATA_HOSTNAME: "localhost:1",
      ARM_USE_OIDC: "true",
    });
  });

  it("is answered in words where nobody can sign in, and shows no secret", async () => {
    const config = { "azuread:environment": "nowhere", "azuread:clientSecret": "hunter2" };
    const answer = await tenantPolicies({ environment, config }, undefined);
    assert.match(
      answer.kind === "unreadable" ? answer.because : "",
      /^ARM_ENVIRONMENT names another cloud than public/,
    );
    assert.doesNotMatch(JSON.stringify(answer), /hunter2/);
  });
});
