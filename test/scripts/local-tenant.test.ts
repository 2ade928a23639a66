import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isLocalTenantMeant } from "../../scripts/local-tenant";
import { temporaryFolder } from "../temporary-folder";

const OWN = ["Pulumi.yaml", "Pulumi.dev.yaml", "PulumiPlugin.yaml"];

describe("the local tenant answers where no tenant is named", () => {
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
