import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BREAK_GLASS } from "../../policies/support/ids";
import { anEntry } from "../../policies/support/register";
import { aTenant } from "../../policies/support/tenants";

const FILES = {
  "register.yaml": { exclusions: [anEntry({ user: BREAK_GLASS }, { reason: "Sealed key" })] },
  "tenant.json": aTenant(),
  "baseline.yaml": {
    "approved-exclusions": { register: "register.yaml", asOf: "2026-09-01" },
    "tenant-stays-closed": { tenant: "tenant.json" },
  },
};

/** Writes what a pack is built from into a folder. @returns the path of its configuration */
export function writeBaseline(folder: string): string {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, "baseline.yaml");
}
