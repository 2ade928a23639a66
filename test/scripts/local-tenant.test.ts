import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isLocalTenantMeant } from "../../scripts/local-tenant";

const OWN = ["Pulumi.yaml", "Pulumi.dev.yaml", "PulumiPlugin.yaml"];

describe("the local tenant answers where no tenant is named", () => {
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
      const project = mkdtempSync(join(tmpdir(), "azmfa-local-tenant-"));
      try {
        for (const file of files) writeFileSync(join(project, file), "");
        if (isUsed) mkdirSync(join(project, ".sandbox", "tenant"), { recursive: true });
        assert.equal(isLocalTenantMeant(stack, project), answers);
      } finally {
        rmSync(project, { recursive: true, force: true });
      }
    });
});
