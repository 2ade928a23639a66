import type { EntraTenant } from "./entra-tenant";
import { readLiveEvidence } from "./live-evidence";
import { type LiveTenant, type OnProgress, readLiveTenant, type WhenBroken } from "./live-tenant";

/**
 * Reads a tenant with everything that is asked of it anywhere: what decides about sign-ins, and what an audit looks at. The file
 * says when it was read, and what could not be.
 * @param now when the reading begins
 * @param whenBroken what a list that decides and breaks off comes to; of what is only for an audit, such a list is left out
 * @throws TenantError as {@link readLiveTenant} does
 */
export async function readWholeTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  now: Date,
  whenBroken: WhenBroken = "refuse",
): Promise<LiveTenant> {
  const live = await readLiveTenant(tenant, onProgress, whenBroken, "always");
  const evidence = await readLiveEvidence(tenant, live.file, onProgress);
  const gaps = [...live.gaps, ...evidence.gaps];
  return {
    file: { readAt: now.toISOString(), ...live.file, ...evidence.file, notRead: gaps },
    missing: [...live.missing, ...evidence.missing],
    gaps,
  };
}
