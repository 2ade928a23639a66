import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { TENANT_LISTS } from "../law/model/tenant";
import { type TenantFile as FileRead, readTenantFile, type TenantSource } from "../tenant/file/tenant-file";
import { objectAt } from "../tenant/graph/list";
import { didYouMean } from "../text/nearest-word";
import { printable, quoted } from "../text/printable";
import { fileName } from "../text/sentence";
import { renderComplaint } from "../words/finding";
import { type Given, type Host, type OptionSpecs, Refused } from "./command";
import { progressOn } from "./progress";

/** Tenants that come with the program to try a command on, with what each shows: the files in `samples/`. */
export const SAMPLES = {
  baseline: "forty policies by persona, without the directory",
  "baseline-with-directory": "the same, with people, groups and roles",
  proved: "one policy that leaves nobody out",
  "excluded-role": "one role is excluded, and one person holds it",
  "browser-only": "only browsers are covered: the Azure CLI gets in",
  "trusted-locations": "trusted locations are excluded",
  "or-compliant-device": "a compliant device is enough instead of MFA",
  "report-only": "a policy that logs and stops nobody",
  "two-policies-one-hole": "two policies, and a client that neither covers",
  "new-condition": "a condition that azmfa doesn't know",
} as const;

const NAMES: readonly string[] = Object.keys(SAMPLES);

/** For every command that reads a tenant from a file. */
export const WHOLE_OPTION: OptionSpecs = {
  "whole LIST,…+": [
    "lists of an export that are complete: users,groups,…",
    (text) => {
      const other = listsIn(text).find((list) => !TENANT_LISTS.some((known) => known === list));
      return other !== undefined && `takes ${TENANT_LISTS.join(", ")}, not ${quoted(other)}`;
    },
  ],
};

const listsIn = (text: string): readonly string[] => text.split(",").map((list) => list.trim());

/** A complaint about `--whole` without a tenant file. */
export const wholeWithoutTenant = (given: Given, file: string | undefined): string | false =>
  file === undefined && given.has("whole") && "--whole is about the lists of a tenant file, and there is none";

/** For every command that takes tenants. */
export const TENANT_OPTIONS: OptionSpecs = {
  sample: "use samples by name instead of files; alone, it lists them",
  ...WHOLE_OPTION,
};

/** The tenant at a path, with the lists that --whole names. */
export const sourceAt = (path: string, given?: Given): TenantSource => ({
  name: path,
  from: { path },
  whole: [...new Set(given?.all("whole").flatMap(listsIn))],
});

/** The tenants that a command line names. @throws Refused if there is no such sample */
export function tenantSources(given: Given): readonly TenantSource[] {
  const sources = given.files.map((file) => sourceAt(file, given));
  if (!given.has("sample")) return sources;
  if (sources.length === 0) throw new Refused("azmfa: name a sample after --sample; alone, --sample lists them");
  const unknown = given.files.filter((file) => !NAMES.includes(file));
  if (unknown.length > 0) throw new Refused(...unknown.map(unknownSample));
  // A bundler includes every file that this may name.
  const loading = (name: string) => ({ load: (): unknown => require(`../../samples/${name}.json`) });
  return sources.map(({ name, whole }) => ({ name: `sample ${name}`, from: loading(name), whole }));
}

const unknownSample = (name: string): string =>
  `azmfa: there is no sample ${quoted(name)}${didYouMean(name, NAMES)} (--sample alone lists them; for a file, leave --sample out)`;

/** What `--sample` alone prints. */
export function sampleList(): string {
  const width = Math.max(...NAMES.map((name) => name.length));
  const rows = Object.entries(SAMPLES).map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`);
  return `Samples, for example: azmfa prove --sample baseline\n\n${rows.join("")}`;
}

/** A tenant with the file that it was read from, and with what the file says other than about sign-ins. */
export type TenantFile = Extract<FileRead, { ok: true }>;

/** More complaints don't help to repair a file. */
const MOST_COMPLAINTS = 20;

/**
 * Reads tenants one after the other.
 * @param host prints a line for what was read and for what was ignored; without it nothing is printed
 * @throws Refused with everything that is wrong with any of them
 */
export async function readTenants<const S extends readonly TenantSource[]>(
  sources: S,
  host?: Host,
): Promise<{ readonly [I in keyof S]: TenantFile }> {
  const tenants: TenantFile[] = [];
  const complaints: string[] = [];
  for (const source of sources) {
    const progress = host === undefined ? () => undefined : progressOn(source.name, host);
    const tenant = await readTenantFile(source, progress, (line) => host?.err(`azmfa: ${line}\n`));
    if (tenant.ok) tenants.push(tenant);
    else {
      const all = tenant.problems.map((problem) => renderComplaint(problem, "azmfa"));
      const more = all.length - MOST_COMPLAINTS;
      complaints.push(...all.slice(0, MOST_COMPLAINTS), ...(more > 0 ? [`… and ${more} more of these`] : []));
    }
  }
  if (complaints.length > 0) throw new Refused(...complaints);
  return tenants as { readonly [I in keyof S]: TenantFile }; // one for each source
}

/** The JSON of a tenant, with each list as an array. @throws Refused also if one of its lists is marked as incomplete */
export async function readTenantJson(source: TenantSource, host?: Host): Promise<JsonObject> {
  const [{ tenant, file }] = await readTenants([source], host && { ...host, err: () => undefined });
  if (tenant.partlyKnown !== undefined)
    throw new Refused(`azmfa: ${source.name}: its lists are incomplete, so nothing can be compared with it`);
  return Object.fromEntries(Object.entries(file).map(([key, list]) => [key, asObject(list)?.["value"] ?? list]));
}

/** The id of the tenant that a file was read from; `undefined` if the file doesn't say. */
export const tenantIdIn = (file: JsonObject): string | undefined =>
  asText(asObject(file["source"])?.["tenant"]) ?? asText(objectAt(file, "organization")?.["id"]);

/**
 * The id of the tenant that wrote a record of the sign-in log; `undefined` if the record doesn't say. `TenantId` with a capital is the
 * workspace in Log Analytics.
 * @see Azure Monitor Logs reference, "SigninLogs"
 */
export const tenantOfRecord = (record: unknown): string | undefined =>
  asText(asObject(record)?.["tenantId"]) ?? asText(asObject(record)?.["AADTenantId"]);

/**
 * Keeps a command from comparing two tenants: everything would look changed.
 * @param other what the file is compared with, with its verb
 * @throws Refused if both are known and differ
 */
export function insistOnSameTenant(file: string, then?: string, now?: string, other = "the tenant that is read is") {
  if (then === undefined || now === undefined || then.toLowerCase() === now.toLowerCase()) return;
  throw new Refused(
    `azmfa: ${fileName(file)}: it is of the tenant ${printable(then)}, but ${other} ${printable(now)}, so nothing was compared\n  help: name a file of ${printable(now)}, or compare this one with ${printable(then)}`,
  );
}
