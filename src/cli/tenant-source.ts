import type { JsonObject } from "../law/json/json-object";
import type { TenantEvidence } from "../law/model/evidence";
import { TENANT_LISTS } from "../law/model/tenant";
import { renderComplaint } from "../report/finding";
import { readTenantFile as read, type TenantSource } from "../tenant/file/tenant-file";
import type { ReadTenant } from "../tenant/graph/tenant";
import { quoted } from "../text/printable";
import { type Result, resultOf } from "../text/result";
import { didYouMean } from "./arguments";
import type { Command, Given, Host, OptionSpecs } from "./command";
import { progressOn } from "./progress";

/** Tenants that come with the program, to try a command on, each with what it shows: the files in `samples/`. */
export const SAMPLES = {
  baseline: "forty policies by persona, without the directory",
  "baseline-with-directory": "the same, with people, groups and roles",
  proved: "one policy that leaves nobody out",
  "excluded-role": "one role is excluded, and one person holds it",
  "browser-only": "only browsers are covered: the Azure CLI gets in",
  "trusted-locations": "trusted locations are excluded",
  "or-compliant-device": "a compliant device does in place of MFA",
  "report-only": "a policy that logs and stops nobody",
  "two-policies-one-hole": "two policies, and a client that neither covers",
  "new-condition": "a condition that nobody has heard of",
} as const;

const NAMES: readonly string[] = Object.keys(SAMPLES);

/** The content of a sample. A bundler takes in every file that this may name. */
const loadSample = (name: string): unknown => require(`../../samples/${name}.json`);

/** For every command that reads a tenant from a file. */
export const WHOLE_OPTION = {
  whole: { kind: "text", value: "LIST,…", many: true, help: "lists of an export that you vouch for: users,groups,…" },
} as const satisfies OptionSpecs;

/** For every command that takes tenants. */
export const TENANT_OPTIONS = {
  sample: { kind: "switch", help: "take samples by name in place of files; alone: list them" },
  ...WHOLE_OPTION,
} as const satisfies OptionSpecs;

/** Whether a command that takes samples is asked which there are, and nothing else. */
export const asksForSamples = (args: readonly string[], { options }: Pick<Command, "options">): boolean =>
  "sample" in options && args.length === 1 && args[0] === "--sample";

/** A tenant at a path, of which nobody vouches for more than it does itself. */
export const atPath = (path: string): TenantSource => ({ name: path, from: { path }, whole: [] });

const wholeLists = (given: Given): readonly string[] =>
  given.all("whole").flatMap((lists) => lists.split(",").map((list) => list.trim()));

const wrongLists = (whole: readonly string[]): readonly string[] => [
  ...whole.filter((list) => !TENANT_LISTS.some((known) => known === list)).map(notAList),
  ...whole.filter((list, at) => whole.indexOf(list) < at).map((list) => `azmfa: --whole names ${quoted(list)} twice`),
];

/** The tenant at a path, with the lists that --whole names; without a path there is nothing to vouch for. */
export function sourceAt(path: string | undefined, given: Given): Result<TenantSource | undefined, string> {
  const whole = wholeLists(given);
  const inVain = "azmfa: --whole vouches for lists of a file, and no tenant file is read here";
  return resultOf(
    () => (path === undefined ? undefined : { ...atPath(path), whole }),
    [...wrongLists(whole), ...(path === undefined && whole.length > 0 ? [inVain] : [])],
  );
}

/** The tenants that a command line names. @returns them, or what is wrong with their names, as lines for people */
export function tenantSources(given: Given): Result<readonly TenantSource[], string> {
  const whole = wholeLists(given);
  if (!given.has("sample"))
    return resultOf(() => given.files.map((path) => ({ ...atPath(path), whole })), wrongLists(whole));
  const { files } = given;
  if (files.length === 0) return { ok: false, errors: ["azmfa: name a sample after --sample; alone it lists them"] };
  const unknown = files.filter((file) => !NAMES.includes(file));
  return resultOf(
    () => files.map((name) => ({ name: `sample ${name}`, from: { load: () => loadSample(name) }, whole })),
    [...wrongLists(whole), ...unknown.map(unknownSample)],
  );
}

const notAList = (name: string): string =>
  `azmfa: there is no list ${quoted(name)} to vouch for with --whole${didYouMean(name, TENANT_LISTS) || `; it takes ${TENANT_LISTS.join(", ")}`}`;

const unknownSample = (name: string): string =>
  `azmfa: there is no sample ${quoted(name)}${didYouMean(name, NAMES)} (--sample alone lists them; a file goes without it)`;

/** What `--sample` alone prints. */
export function sampleList(): string {
  const width = Math.max(...NAMES.map((name) => name.length));
  const rows = Object.entries(SAMPLES).map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`);
  return `Samples, for example: azmfa prove --sample baseline\n\n${rows.join("")}`;
}

/** A tenant with what was read, and with what that says other than what decides about sign-ins. */
export type TenantFile = Extract<ReadTenant, { ok: true }> & {
  readonly file: JsonObject;
  readonly evidence: () => TenantEvidence;
};

/** More of the same don't help to repair a file. */
const MOST_COMPLAINTS = 20;

/**
 * Reads a tenant.
 * @param host gets a line for what was read and for what was left aside; without it nothing is said
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
