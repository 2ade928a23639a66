import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { TenantEvidence } from "../../law/model/evidence";
import { printable, quoted } from "../../text/printable";
import { fileName, listing } from "../../text/sentence";
import { type Document, type Gathered, gatherAll, gatherOne, HOW_TO_EXPORT } from "../exports/gathering";
import type { LeftOut } from "../exports/joined";
import { foundList } from "../graph/list";
import { type ReadTenant, readEvidence, readTenant } from "../graph/tenant";
import { type FileProblem, problemIn, whyNot } from "./file-problem";
import { NOT_JSON, readJson } from "./read-json";
import { type About, reasonsOf, whatWasRead } from "./what-was-read";

/** The source of a tenant. */
export interface TenantSource {
  readonly name: string;
  /** A file, a folder of exports, or `-` for standard input. */
  readonly path: string;
  /** The lists that the owner says are whole (`--whole`). */
  readonly whole: readonly string[];
}

/** A tenant with everything that its source says, or all the problems of the source. */
export type TenantFile =
  | (Extract<ReadTenant, { ok: true }> & { readonly file: JsonObject; readonly evidence: () => TenantEvidence })
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

type Refused = Extract<TenantFile, { ok: false }>;

/** Reads a tenant for a command. @param say called with each line about what was read, what was left out, and what may be missing */
export async function readTenantFile(
  { name, path, whole }: TenantSource,
  say: (line: string) => void,
): Promise<TenantFile> {
  const refuse = (problems: readonly string[]): Refused => refused(name, problems);
  const found = await gather(path);
  if ("ok" in found) return found;
  const { problems, leftOut, placeOf } = found;
  if (problems.length > 0) return refuse(problems.map(({ field, why }) => at(field, why)));
  const written = asObject(found.file) ?? {};
  if (!("policies" in written))
    return refuse([...reasonsOf(leftOut, at), `no Conditional Access policy is in it; ${HOW_TO_EXPORT}`]);
  const notThere = whole.filter((list) => foundList(written, list).kind === "missing");
  if (notThere.length > 0)
    return refuse([`--whole names ${listing(notThere, "and")}, but the export has no such list`]);
  const file = withWhole(written, whole);
  const read = readTenant(file, "take");
  if (!read.ok) return refuse(read.errors.map(({ field, why }) => at(placeOf(field), why)));
  for (const line of whatWasRead(read.tenant, file, found)) say(`${fileName(name)}: ${line}`);
  return { ...read, file, evidence: () => readEvidence(file) };
}

const at = (place: string, problem: string): string => (place === "" ? problem : `${printable(place)}: ${problem}`);

const refused = (path: string, problems: readonly string[]): Refused => ({
  ok: false,
  problems: problems.map((problem) => problemIn(path, { problem })),
});

/** The file, with more lists that are whole. */
function withWhole(file: JsonObject, lists: readonly string[]): JsonObject {
  const source = asObject(file["source"]);
  const whole = asList(source?.["whole"]);
  return whole === undefined ? file : { ...file, source: { ...source, whole: [...whole, ...lists] } };
}

/** What a source has, put together as one tenant file. */
type Found = Gathered & About;

async function gather(path: string): Promise<Found | Refused> {
  if (path !== "-" && (await isA("isDirectory", path))) return gatherFolder(path);
  const json = await readJson(path);
  if (!json.ok) return { ok: false, problems: json.errors };
  return { ...gatherOne(json.value), kind: kindOf(json.value), others: 0 };
}

/** Whether a path is a folder or a file. False if it can't be read: the error follows when it is. */
const isA = async (kind: "isDirectory" | "isFile", path: string, otherwise = false): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.[kind]() ?? otherwise;

/** Puts the files of a folder together. A file that can't be read may be a policy, so the list of policies is then incomplete. */
async function gatherFolder(folder: string): Promise<Found | Refused> {
  const documents: Document[] = [];
  const broken: LeftOut[] = [];
  try {
    const { files, others } = await filesIn(folder);
    if (files.length === 0) return refused(folder, [`there is no .json file in it; ${NOT_JSON}`]);
    for (const name of files) {
      const json = await readJson(join(folder, name));
      if (json.ok) documents.push({ name, json: json.value });
      else broken.push({ name, why: `can't be read: ${json.errors[0].message}` });
    }
    return { ...gatherAll(documents, broken), kind: "a folder of exports", others: others.length };
  } catch (error) {
    return refused(folder, [whyNot(error)]);
  }
}

/** The kind of a document, in a word or two; `undefined` for any other. */
function kindOf(json: unknown): string | undefined {
  const file = asObject(json) ?? {};
  const tool = asText(asObject(file["source"])?.["tool"]);
  if (tool !== undefined) return `a snapshot by ${quoted(tool)}`;
  if ("terraform_version" in file) return "planned_values" in file ? "Terraform's plan" : "Terraform's state";
  return "deployment" in file || "steps" in file ? "a Pulumi stack" : undefined;
}

/**
 * The JSON files of a folder, and its other entries: paths below the folder, sorted. What is hidden and the packages of a program are not even
 * looked into, because they may be closed or large. Links to folders aren't followed. @throws an error of the operating system
 */
export async function filesIn(folder: string): Promise<Record<"files" | "others", readonly string[]>> {
  const files: string[] = [];
  const others: string[] = [];
  const folders = [""];
  for (const below of folders)
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const name = join(below, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory()) folders.push(name);
      else if (/\.json(\.gz)?$/i.test(name) && (await isA("isFile", join(folder, name), true))) files.push(name);
      else others.push(name);
    }
  return { files: files.sort(), others: others.sort() };
}
