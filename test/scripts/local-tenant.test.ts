import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isLocalTenantMeant } from "../../scripts/local-tenant";
import { namesTenant } from "../../scripts/names-tenant";
import { tenantReader } from "../../scripts/reads-tenant";
import { temporaryFolder } from "../temporary-folder";

const OWN = ["Pulumi.yaml", "Pulumi.dev.yaml", "PulumiPlugin.yaml"];

describe("the local tenant, if the environment names none", () => {
  const project = temporaryFolder();
  const owners = [...OWN, "Pulumi.prod.yaml"];
  type Row = readonly [when: string, answers: boolean, isUsed: boolean, files?: string[], stack?: string];
  const rows: readonly Row[] = [
    ["once the sandbox has been used", true, true],
    ["not before", false, false],
    ["not in a project with a stack of the owner's", false, true, owners],
    ["there for the stack dev", true, true, owners, "dev"],
    ["not for another stack", false, true, OWN, "prod"],
    ["not for a stack of an organization", false, true, OWN, "contoso/azure-management-mfa/dev"],
    ["not for the stack dev before the sandbox has been used", false, false, OWN, "dev"],
  ];
  for (const [when, answers, isUsed, files = OWN, stack] of rows)
    it(when, () => {
      for (const file of files) project.write(file, "");
      if (isUsed) mkdirSync(join(project.path, ".sandbox", "tenant"), { recursive: true });
      assert.equal(isLocalTenantMeant(stack, project.path), answers);
    });
});

describe("an environment", () => {
  for (const name of ["ARM_TENANT_ID", "AZURE_TENANT_ID", "ARM_CLIENT_ID", "ARM_OIDC_TOKEN", "ARM_METADATA_HOSTNAME"])
    it(`names a tenant with ${name}`, () => assert.ok(namesTenant({ [name]: "x" })));

  for (const environment of [{}, { ARM_TENANT_ID: "" }, { AZURE_CONFIG_DIR: "y" }, { MY_ARM_TENANT_ID: "z" }])
    it(`names none with ${JSON.stringify(environment)}`, () => assert.ok(!namesTenant(environment)));
});

describe("a command line of azmfa", () => {
  for (const line of ["audit", "drift", "snapshot --out t.json", "replay --live", "whatif t.json", "whatif --live"])
    it(`reads a live tenant: ${line}`, () => assert.ok(tenantReader(line.split(" "))));

  for (const line of [
    ...["", "prove t.json", "replay signins.json --tenant t.json", "audit t.json"],
    ...["snapshot", "snapshot --out", "snapshot --uot t.json", "snapshot --out t.json another.json"],
    ...["snapshot --out t.json --help", "audit --verify evidence"],
  ])
    it(`reads no live tenant: ${line || "nothing"}`, () => assert.ok(!tenantReader(line.split(" ").filter(Boolean))));
});
