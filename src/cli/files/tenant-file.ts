import { stat } from "node:fs/promises";
import { join } from "node:path";
import { asObject, type JsonObject } from "../../law/json/json-object";
import type { TenantEvidence } from "../../law/model/evidence";
import { renderComplaint } from "../../report/human/finding";
import { collectionAt, type ShapeError } from "../../tenant/graph/collection";
import { readEvidence } from "../../tenant/graph/evidence/evidence";
import type { Document } from "../../tenant/graph/exports/cannot-be-taken";
import { gatherAll, gatherOne, NO_POLICY } from "../../tenant/graph/exports/gather";
import type { Gathered } from "../../tenant/graph/exports/gathering";
import { type ReadTenant, readTenant } from "../../tenant/graph/tenant";
import { printable } from "../../text/printable";
import { fileName } from "../../text/sentence";
import type { Progress } from "../progress";
import { SAMPLES } from "../samples/samples";
import { nameOfSource, type TenantSource } from "../samples/tenant-source";
import { aboutTheWholeFile, type FileProblem, problemIn, whyNotReadable } from "./file-problem";
import { filesIn } from "./folder";
import { readJson } from "./read-json";
import { whatWasRead } from "./what-was-read";

/** A tenant that was read, or everything that is wrong with what it was to be read from, as lines for people. */
export type TenantFile =
  | Extract<ReadTenant, { ok: true }>
  | { readonly ok: false; readonly complaints: readonly string[] };

type Refused = Extract<TenantFile, { ok: false }>;

/** A tenant with all that is known of it, or everything that is wrong with what it was to be read from. */
export type AuditedFile = (Extract<TenantFile, { ok: true }> & { readonly evidence: TenantEvidence }) | Refused;

/** More of the same don't help to repair a file. */
const MOST_COMPLAINTS = 20;

/**
 * Reads a tenant of any size: what every command takes for one.
 * @param source a file, a folder of exported files, `-` for standard input, or a sample
 * @param say told in one line what was read, and what was left aside
 */
export async function readTenantFile(
  source: TenantSource,
  progress: Progress,
  say: (line: string) => void,
): Promise<TenantFile> {
  const gathered = await gather(source, progress);
  return gathered.ok ? readGathered(nameOfSource(source), gathered, say) : gathered;
}

/** The same, and what the file says beside what decides about sign-ins. */
export async function readAuditedFile(
  source: TenantSource,
  progress: Progress,
  say: (line: string) => void,
): Promise<AuditedFile> {
  const gathered = await gather(source, progress);
  if (!gathered.ok) return gathered;
  const read = readGathered(nameOfSource(source), gathered, say);
  return read.ok ? { ...read, evidence: readEvidence(gathered.file) } : read;
}

/**
 * The JSON of a tenant, with each list as one: a list that is only a page of a longer one isn't known, and left out.
 * @returns it, or everything that is wrong, also with the model that would be made of it
 */
export async function readTenantJson(
  source: TenantSource,
  progress: Progress,
): Promise<{ readonly ok: true; readonly file: JsonObject } | Refused> {
  const gathered = await gather(source, progress);
  if (!gathered.ok) return gathered;
  const read = readGathered(nameOfSource(source), gathered, () => undefined);
  if (!read.ok) return read;
  const lists = Array.isArray(gathered.file) ? { policies: gathered.file } : (asObject(gathered.file) ?? {});
  const file = "policies" in lists ? lists : { ...lists, policies: lists["value"] };
  if (read.tenant.partlyKnown !== undefined)
    return refused([
      about(nameOfSource(source), "it has only a part of its lists, so there is nothing to compare with"),
    ]);
  return { ok: true, file: Object.fromEntries(Object.entries(file).map(([key, list]) => [key, listIn(list)])) };
}

/** Graph's `{ "value": […] }` as the list in it. */
const listIn = (list: unknown): unknown => asObject(list)?.["value"] ?? list;

/** What was found at a path, as one tenant file. */
type GatheredAt = (Gathered & { readonly ok: true; readonly notOpened: readonly string[] }) | Refused;

function gather(source: TenantSource, progress: Progress): GatheredAt | Promise<GatheredAt> {
  return typeof source === "string" ? gatherPath(source, progress) : gatherSample(source.sample);
}

function gatherSample(name: string): GatheredAt {
  const sample = SAMPLES.get(name);
  if (sample === undefined) return refused([about(name, "there is no sample of that name")]);
  return { ok: true, ...gatherOne(sample.load()), notOpened: [] };
}

async function gatherPath(path: string, progress: Progress): Promise<GatheredAt> {
  if (await isFolder(path)) return gatherFolder(path, progress);
  const json = await readJson(path, progress);
  if (!json.ok) return refused(json.errors.map(lineOf));
  return { ok: true, ...gatherOne(json.value), notOpened: [] };
}

async function isFolder(path: string): Promise<boolean> {
  if (path === "-") return false;
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // reading it will say why
  }
}

async function gatherFolder(folder: string, progress: Progress): Promise<GatheredAt> {
  const documents: Document[] = [];
  const complaints: string[] = [];
  try {
    const { files, leftAside } = await filesIn(folder);
    if (files.length === 0) return refused([about(folder, "there is no .json file in it")]);
    for (const name of files) {
      const path = join(folder, name);
      const json = await readJson(path, progress);
      if (json.ok) documents.push({ name, json: json.value });
      else complaints.push(...json.errors.map(lineOf));
    }
    if (complaints.length > 0) return refused(complaints);
    return { ok: true, ...gatherAll(documents), notOpened: leftAside };
  } catch (error) {
    return refused([about(folder, whyNotReadable(error))]);
  }
}

function readGathered(
  path: string,
  { file, problems, leftAside, originOf, notOpened }: Extract<GatheredAt, { ok: true }>,
  say: (line: string) => void,
): TenantFile {
  if (problems.length > 0) return refused(problems.map(complaintAbout(path)));
  if (isWithoutPolicies(file) && leftAside.length > 0)
    return refused([
      ...leftAside.map(({ name, why }) => about(path, name === "" ? why : `${printable(name)}: ${why}`)),
      about(path, NO_POLICY),
    ]);
  const read = readTenant(file, "take");
  if (!read.ok) return refused(read.errors.map((error) => complaintAbout(path)(inDocument(error, originOf))));
  const strengths = collectionAt(asObject(file) ?? {}, "authenticationStrengthPolicies");
  const extent = { strengths: "items" in strengths ? strengths.items.length : undefined, leftAside, notOpened };
  say(`${fileName(path)}: ${whatWasRead(read.tenant, extent)}`);
  return read;
}

const isWithoutPolicies = (file: unknown): boolean => {
  const object = asObject(file);
  return object !== undefined && !("policies" in object) && !("value" in object);
};

const about = (path: string, problem: string): string => lineOf(problemIn(path, aboutTheWholeFile(problem)));

const lineOf = (problem: FileProblem): string => renderComplaint(problem, "azmfa");

const complaintAbout =
  (path: string) =>
  ({ path: at, problem }: ShapeError): string =>
    about(path, at === "" ? problem : `${printable(at)}: ${problem}`);

/** Lists that were gathered from several documents have places that nobody finds: the document is named instead. */
function inDocument(error: ShapeError, originOf: Gathered["originOf"]): ShapeError {
  const [whole, key = "", index] = /^(\w+)(?:\[(\d+)\])?/.exec(error.path) ?? [];
  const origin = originOf(key, index === undefined ? undefined : Number(index));
  return origin === undefined ? error : { ...error, path: `${origin}${error.path.slice(whole?.length ?? 0)}` };
}

function refused(complaints: readonly string[]): Refused {
  const more = complaints.length - MOST_COMPLAINTS;
  return {
    ok: false,
    complaints: [...complaints.slice(0, MOST_COMPLAINTS), ...(more > 0 ? [`… and ${more} more of these`] : [])],
  };
}
