import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isLocalTenantMeant } from "../../scripts/local-tenant";

const OWN = ["Pulumi.yaml", "Pulumi.dev.yaml", "PulumiPlugin.yaml"];

describe("the local tenant answers where no tenant is named", () => {
  for (const [title, { isUsed = true, files = OWN, stack, answers }] of Object.entries<Case>({
    "once the sandbox has been used": { answers: true },
    "not before": { isUsed: false, answers: false },
    "not in a project with a stack of the owner's": { files: [...OWN, "Pulumi.prod.yaml"], answers: false },
    "there for the stack dev": { files: [...OWN, "Pulumi.prod.yaml"], stack: "dev", answers: true },
    "not for another stack": { stack: "prod", answers: false },
    "not for a stack of an organization": { stack: "contoso/azure-management-mfa/dev", answers: false },
    "not for the stack dev before the sandbox has been used": { isUsed: false, stack: "dev", answers: false },
  }))
    it(title, () => {
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

interface Case {
  readonly isUsed?: boolean;
  readonly files?: readonly string[];
  readonly stack?: string;
  readonly answers: boolean;
}
