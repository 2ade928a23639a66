import assert from "node:assert/strict";
import { namesTenant } from "../../scripts/names-tenant";

describe("an environment", () => {
  for (const name of ["ARM_TENANT_ID", "AZURE_TENANT_ID", "ARM_CLIENT_ID", "ARM_OIDC_TOKEN", "ARM_METADATA_HOSTNAME"])
    it(`names a tenant with ${name}`, () => assert.ok(namesTenant({ [name]: "x" })));

  for (const environment of [{}, { ARM_TENANT_ID: "" }, { AZURE_CONFIG_DIR: "y" }, { MY_ARM_TENANT_ID: "z" }])
    it(`names none with ${JSON.stringify(environment)}`, () => assert.ok(!namesTenant(environment)));
});
