import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isLocalTenantMeant } from "../../scripts/local-tenant";
import { namesTenant } from "../../scripts/names-tenant";
import { readsTenant } from "../../scripts/reads-tenant";
import { temporaryFolder } from "../temporary-folder";

const OWN = ["Pulumi.yaml", "Pulumi.dev.yaml", "PulumiPlugin.yaml"];

describe("the local tenant, if the environment names none", () => {
  const project = temporaryFolder();
  const owners = [...OWN, "Pulumi.prod.yaml"];
  const rows: readonly (readonly [
    when: string,
    answers: boolean,
    isUsed: boolean,
    files?: string[],
    stack?: string,
  ])[] = [
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
  it("reads a live tenant when it takes a snapshot", () =>
    assert.ok(readsTenant(["snapshot", "--out", "tenant.json"])));

  it("reads a live tenant when it replays the live log, or asks Microsoft's evaluation", () => {
    assert.ok(readsTenant(["replay", "--live"]));
    assert.ok(readsTenant(["whatif", "tenant.json"]));
    assert.ok(readsTenant(["whatif", "--live", "--dry-run"]));
  });

  for (const args of [
    [],
    ["prove", "tenant.json"],
    ["snapshot"],
    ["replay", "signins.json", "--tenant", "tenant.json"],
    ["whatif", "tenant.json", "--dry-run"],
    ["audit", "--sample", "proved"],
    ["audit", "--sample"],
    ["snapshot", "--out"],
    ["snapshot", "--uot", "tenant.json"],
    ["snapshot", "--out", "tenant.json", "another.json"],
    ["snapshot", "--out", "tenant.json", "--help"],
  ])
    it(`reads no live tenant as ${JSON.stringify(args)}`, () => assert.ok(!readsTenant(args)));
});
