import { asObject, asText } from "../../law/json/json-object";
import { LISTS } from "../../law/model/tenant";
import type { EntraTenant } from "./entra-tenant";
import { readLiveEvidence } from "./live-evidence";
import { type LiveTenant, type OnProgress, readLiveTenant, type WhenBroken } from "./live-tenant";

/** The program that reads a tenant, as a snapshot names it. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads a tenant with everything that is asked of it anywhere: what decides about sign-ins, and what an audit looks at. The file
 * says under `source` by what and when it was read, which of its lists are whole, and which were denied.
 * @param now when the reading begins
 * @param whenBroken what a list that decides and breaks off comes to; of what is only for an audit, such a list is left out
 * @throws TenantError as {@link readLiveTenant} does
 */
export async function readWholeTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  now: Date,
  { name, version }: Tool,
  whenBroken: WhenBroken = "refuse",
): Promise<LiveTenant> {
  const live = await readLiveTenant(tenant, onProgress, whenBroken, "always");
  const evidence = await readLiveEvidence(tenant, live.file, onProgress);
  const gaps = [...live.gaps, ...evidence.gaps];
  const inPart = new Set(gaps.filter(({ part }) => part === undefined).map(({ key }) => key));
  const source = {
    tool: name,
    version,
    time: now.toISOString(),
    tenant: asText(asObject(evidence.file["organization"])?.["id"]) ?? null,
    account: tenant.account,
    whole: LISTS.filter((list) => list in live.file && !inPart.has(list)),
    denied: [...new Set(gaps.filter(({ key, role }) => role !== undefined && inPart.has(key)).map(({ key }) => key))],
  };
  return {
    file: { source, readAt: source.time, ...live.file, ...evidence.file, notRead: gaps },
    missing: [...live.missing, ...evidence.missing],
    gaps,
  };
}
