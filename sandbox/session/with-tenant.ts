import { existsSync } from "node:fs";
import type { Say } from "../engine";
import { announce } from "../processes/lock";
import { openTenant, type Tenant } from "../tenant";
import { foldersOf } from "./folders";

/** What a command came to: what it prints on standard output or, where it is refused, on standard error. */
export type Done =
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "refused"; readonly complaint: string };

/** The local tenant of a project, open for as long as `work` takes; no engine is looked for. Refused where there is no tenant. */
export async function withTenant(
  project: string,
  say: Say,
  noTenant: string,
  work: (tenant: Tenant) => Promise<Done>,
): Promise<Done> {
  const { runs, tenant: folder } = foldersOf(project);
  if (!existsSync(folder)) return { kind: "refused", complaint: noTenant };
  const run = await announce(runs);
  const tenant = await openTenant({ folder, say });
  try {
    return await work(tenant);
  } finally {
    await tenant.close();
    run.withdraw();
  }
}
