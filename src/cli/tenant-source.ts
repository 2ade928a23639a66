import { InvalidArgumentError, Option } from "commander";
import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { TENANT_LISTS } from "../law/model/tenant";
import { type TenantFile as FileRead, readTenantFile, type TenantSource } from "../tenant/file/tenant-file";
import { objectAt } from "../tenant/graph/list";
import { printable } from "../text/printable";
import { Refused } from "../text/refused";
import { fileName } from "../text/sentence";
import { renderComplaint } from "../words/finding";
import type { Given, Host } from "./command";

/** For every command that reads a tenant from files. */
export const WHOLE_OPTION = new Option("--whole <list,...>", "lists of an export that are complete").argParser(
  (text, before: readonly string[] = []) => [...new Set([...before, ...listsIn(text)])],
);

function listsIn(text: string): readonly string[] {
  const lists = text.split(",").map((list) => list.trim());
  if (lists.every((list) => TENANT_LISTS.some((known) => known === list))) return lists;
  throw new InvalidArgumentError(`The lists are ${TENANT_LISTS.join(", ")}.`);
}

/** The tenant at a path, with the lists that --whole names. */
export function sourceAt(path: string, given?: Given): TenantSource {
  return { name: path, path, whole: given?.all("whole") ?? [] };
}

/** A tenant with the file that it was read from, and with what the file says other than about sign-ins. */
export type TenantFile = Extract<FileRead, { ok: true }>;

/** Reads a tenant. @param host prints what was read and what was ignored @throws Refused with what is wrong with it */
export async function readTenant(source: TenantSource, host: Pick<Host, "err">): Promise<TenantFile> {
  const read = await readTenantFile(source, (line) => host.err(`azmfa: ${line}\n`));
  if (read.ok) return read;
  throw new Refused(...read.problems.map((problem) => renderComplaint(problem, "azmfa")));
}

/** The id of the tenant that a file was read from; `undefined` if the file doesn't say. */
export const tenantIdIn = (file: JsonObject): string | undefined =>
  asText(asObject(file["source"])?.["tenant"]) ?? asText(objectAt(file, "organization")?.["id"]);

/** Keeps evidence from being put together of two tenants. @throws Refused if the file is of another tenant, as far as both are known */
export function insistOnSameTenant(file: string, then?: string, now?: string): void {
  if (then === undefined || now === undefined || then.toLowerCase() === now.toLowerCase()) return;
  throw new Refused(`azmfa: ${fileName(file)}: it is of the tenant ${printable(then)}, not of ${printable(now)}`);
}
