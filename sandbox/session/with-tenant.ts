import { existsSync } from "node:fs";
import type { Say } from "../engine";
import { announce } from "../processes/lock";
import { openTenant, type Tenant } from "../tenant";
import { foldersOf } from "./folders";

/** The result of a command: a text for standard output or, if the command is refused, one for standard error. */
export type Done =
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "refused"; readonly complaint: string };

/** Opens a project's local tenant, without an engine, and closes it after `work`. Refuses if there is no tenant. */
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
