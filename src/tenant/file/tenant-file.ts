import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { TenantEvidence } from "../../law/model/evidence";
import { printable, quoted } from "../../text/printable";
import { fileName, listing } from "../../text/sentence";
import {
  type Document,
  type Gathered,
  gatherAll,
  gatherOne,
  HOW_TO_EXPORT,
  type LeftAside,
} from "../exports/gathering";
import { collectionAt } from "../graph/collection";
import { readEvidence } from "../graph/evidence/evidence";
import { type ReadTenant, readTenant } from "../graph/tenant";
import { aboutTheWholeFile, type FileProblem, problemIn, whyNotReadable } from "./file-problem";
import { type Progress, readJson } from "./read-json";
import { reasonsOf, whatWasRead } from "./what-was-read";

/** What a tenant is read from. */
export interface TenantSource {
  readonly name: string;
  /** A file, a folder of exported files, or `-` for standard input; or JSON that is at hand. */
  readonly from: { readonly path: string } | { readonly load: () => unknown };
  /** Lists that the owner vouches for as whole. */
  readonly whole: readonly string[];
}

/** A tenant with all that is known of it, or everything that is wrong with what it was to be read from. */
export type TenantFile =
  | (Extract<ReadTenant, { ok: true }> & { readonly file: JsonObject; readonly evidence: () => TenantEvidence })
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

type Refused = Extract<TenantFile, { ok: false }>;

/** What every command takes for a tenant. @param say called line by line with what was read, left aside, and taken as open */
export async function readTenantFile(
  { name, from, whole }: TenantSource,
  progress: Progress,
  say: (line: string) => void,
): Promise<TenantFile> {
  const found =
    "load" in from ? { ...gatherOne(from.load()), kind: undefined, others: 0 } : await gather(from.path, progress);
  if ("ok" in found) return found;
  const { problems, leftAside, placeOf, ...extent } = found;
  if (problems.length > 0)
    return refused(
      name,
      problems.map(({ field, why }) => at(field, why)),
    );
  const written = asObject(extent.file) ?? {};
  const notThere = whole.filter((list) => collectionAt(written, list).kind === "missing");
  if (!("policies" in written))
    return refused(name, [...reasonsOf(leftAside, at), `no Conditional Access policy is in it; ${HOW_TO_EXPORT}`]);
  if (notThere.length > 0)
    return refused(name, [`nothing of it is ${listing(notThere, "or")}, which --whole vouches for`]);
  const file = vouchedFor(written, whole);
  const read = readTenant(file, "take");
  if (!read.ok)
    return refused(
      name,
      read.errors.map(({ field, why }) => at(placeOf(field), why)),
    );
  for (const line of whatWasRead(read.tenant, { ...extent, file, leftAside })) say(`${fileName(name)}: ${line}`);
  return { ...read, file, evidence: () => readEvidence(file) };
}

const at = (place: string, problem: string): string => (place === "" ? problem : `${printable(place)}: ${problem}`);

const refused = (path: string, why: readonly string[]): Refused => ({
  ok: false,
  problems: why.map((problem) => problemIn(path, aboutTheWholeFile(problem))),
});

/** The file, with lists that somebody vouches for. */
function vouchedFor(file: JsonObject, lists: readonly string[]): JsonObject {
  const source = asObject(file["source"]);
  const whole = asList(source?.["whole"]);
  return whole === undefined || lists.length === 0
    ? file
    : { ...file, source: { ...source, whole: [...whole, ...lists] } };
}

type Found = Gathered & { readonly kind: string | undefined; readonly others: number };

async function gather(path: string, progress: Progress): Promise<Found | Refused> {
  if (await isFolder(path)) return gatherFolder(path, progress);
  const json = await readJson(path, progress);
  if (!json.ok) return { ok: false, problems: json.errors };
  return { ...gatherOne(json.value), kind: kindOf(json.value), others: 0 };
}

async function isFolder(path: string): Promise<boolean> {
  if (path === "-") return false;
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // reading it will say why
  }
}

/** A file that can't be read is named: it may be a policy, so that nobody knows all of these. */
async function gatherFolder(folder: string, progress: Progress): Promise<Found | Refused> {
  const documents: Document[] = [];
  const broken: LeftAside[] = [];
  try {
    const { files, others } = await filesIn(folder);
    if (files.length === 0) return refused(folder, ["there is no .json file in it"]);
    progress("reading its files");
    for (const name of files) {
      const json = await readJson(join(folder, name), () => undefined);
      if (json.ok) documents.push({ name, json: json.value });
      else broken.push({ name, why: `can't be read: ${json.errors[0].message}` });
    }
    return { ...gatherAll(documents, broken), kind: "a folder of exports", others };
  } catch (error) {
    return refused(folder, [whyNotReadable(error)]);
  }
}

/** What a document is, in a word or two; nothing of a tenant file, and of an answer of Graph. */
function kindOf(json: unknown): string | undefined {
  const file = asObject(json);
  const tool = asText(asObject(file?.["source"])?.["tool"]);
  if (tool !== undefined) return `a snapshot by ${quoted(tool)}`;
  if (file === undefined || "value" in file || "policies" in file) return undefined;
  if ("terraform_version" in file)
    return "plan" in file || "planned_values" in file ? "Terraform's plan" : "Terraform's state";
  if ("deployment" in file || "steps" in file) return "a Pulumi stack";
  return "conditions" in file ? undefined : "an export";
}

/** The files of a folder that are to be read, and how many other entries it has. */
export interface Folder {
  /** Below the folder, sorted: names within one folder stay together. */
  readonly files: readonly string[];
  readonly others: number;
}

const DEEPEST = 8;

/** The JSON files in a folder. Hidden ones aren't looked at, links to folders not followed. @throws the operating system's error */
export async function filesIn(folder: string): Promise<Folder> {
  const files: string[] = [];
  let others = 0;
  await look("", 0);
  return { files: files.sort(), others };

  async function look(below: string, depth: number): Promise<void> {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const name = join(below, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory() && depth < DEEPEST) await look(name, depth + 1);
      else if (/\.json(\.gz)?$/i.test(entry.name) && (await isFile(join(folder, name)))) files.push(name);
      else others++;
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // a link that leads nowhere
  }
}
