import assert from "node:assert/strict";
import { environmentOf, tenantPolicies } from "../../src/program/directory";

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
