import type { JsonObject } from "../../law/json/json-object";
import type { TenantEvidence } from "../../law/model/evidence";
import { renderComplaint } from "../../report/finding";
import type { Progress } from "../../tenant/file/read-json";
import { readTenantFile as read, type TenantSource } from "../../tenant/file/tenant-file";
import type { ReadTenant } from "../../tenant/graph/tenant";

/** A tenant that was read, or everything that is wrong with what it was to be read from, as lines for people. */
export type TenantFile = Extract<ReadTenant, { ok: true }> | Refused;

type Refused = { readonly ok: false; readonly complaints: readonly string[] };

/** A tenant with all that is known of it, or everything that is wrong with what it was to be read from. */
export type AuditedFile =
  | (Extract<ReadTenant, { ok: true }> & { readonly file: JsonObject; readonly evidence: TenantEvidence })
  | Refused;

/** More of the same don't help to repair a file. */
const MOST_COMPLAINTS = 20;

/** Reads a tenant. @param say told line by line what was read, and what was left aside */
export async function readTenantFile(
  source: TenantSource,
  progress: Progress,
  say: (line: string) => void,
): Promise<
  (Extract<ReadTenant, { ok: true }> & { readonly file: JsonObject; readonly evidence: () => TenantEvidence }) | Refused
> {
  const tenant = await read(source, progress, say);
  if (tenant.ok) return tenant;
  const complaints = tenant.problems.map((problem) => renderComplaint(problem, "azmfa"));
  const more = complaints.length - MOST_COMPLAINTS;
  return {
    ok: false,
    complaints: [...complaints.slice(0, MOST_COMPLAINTS), ...(more > 0 ? [`… and ${more} more of these`] : [])],
  };
}

/** The same, and what the file says beside what decides about sign-ins. */
export async function readAuditedFile(
  source: TenantSource,
  progress: Progress,
  say: (line: string) => void,
): Promise<AuditedFile> {
  const tenant = await readTenantFile(source, progress, say);
  return tenant.ok ? { ...tenant, evidence: tenant.evidence() } : tenant;
}

/**
 * The JSON of a tenant, with each list as one.
 * @returns it, or everything that is wrong, also where one of its lists is marked as a part
 */
export async function readTenantJson(
  source: TenantSource,
  progress: Progress,
): Promise<{ readonly ok: true; readonly file: JsonObject } | Refused> {
  const read = await readTenantFile(source, progress, () => undefined);
  if (!read.ok) return read;
  if (read.tenant.partlyKnown !== undefined)
    return {
      ok: false,
      complaints: [`azmfa: ${source.name}: it has only a part of its lists, so there is nothing to compare with`],
    };
  return { ok: true, file: Object.fromEntries(Object.entries(read.file).map(([key, list]) => [key, listIn(list)])) };
}

/** Graph's `{ "value": […] }` as the list in it. */
const listIn = (list: unknown): unknown =>
  typeof list === "object" && list !== null && "value" in list ? list.value : list;
