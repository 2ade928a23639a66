import type { JsonObject } from "../../law/json/json-object";
import type { TenantEvidence } from "../../law/model/evidence";
import { renderComplaint } from "../../report/finding";
import { readTenantFile as read, type TenantSource } from "../../tenant/file/tenant-file";
import type { ReadTenant } from "../../tenant/graph/tenant";
import type { Result } from "../../text/result";
import type { Host } from "../command";
import { progressOn } from "../progress";

/** A tenant with what was read, and with what that says beside what decides about sign-ins. */
export type TenantFile = Extract<ReadTenant, { ok: true }> & {
  readonly file: JsonObject;
  readonly evidence: () => TenantEvidence;
};

/** More of the same don't help to repair a file. */
const MOST_COMPLAINTS = 20;

/**
 * Reads a tenant.
 * @param host told line by line what was read, and what was left aside; without it nothing is said
 * @returns it, or everything that is wrong with what it was to be read from, as lines for people
 */
export async function readTenantFile(source: TenantSource, host?: Host): Promise<Result<TenantFile, string>> {
  const progress = host === undefined ? () => undefined : progressOn(source.name, host);
  const tenant = await read(source, progress, (line) => host?.err(`azmfa: ${line}\n`));
  if (tenant.ok) return { ok: true, value: tenant };
  const complaints = tenant.problems.map((problem) => renderComplaint(problem, "azmfa"));
  const more = complaints.length - MOST_COMPLAINTS;
  const [first = "", ...rest] = complaints.slice(0, MOST_COMPLAINTS);
  return { ok: false, errors: [first, ...rest, ...(more > 0 ? [`… and ${more} more of these`] : [])] };
}

/**
 * The JSON of a tenant, with each list as one.
 * @returns it, or everything that is wrong, also where one of its lists is marked as a part
 */
export async function readTenantJson(source: TenantSource, host?: Host): Promise<Result<JsonObject, string>> {
  const quiet = host && { ...host, err: () => undefined };
  const read = await readTenantFile(source, quiet);
  if (!read.ok) return read;
  const { tenant, file } = read.value;
  if (tenant.partlyKnown !== undefined)
    return {
      ok: false,
      errors: [`azmfa: ${source.name}: it has only a part of its lists, so there is nothing to compare with`],
    };
  return { ok: true, value: Object.fromEntries(Object.entries(file).map(([key, list]) => [key, listIn(list)])) };
}

/** Graph's `{ "value": […] }` as the list in it. */
const listIn = (list: unknown): unknown =>
  typeof list === "object" && list !== null && "value" in list ? list.value : list;
