import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { asList, asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import type { TenantEvidence } from "../../law/model/evidence";
import { type List, TENANT_LISTS, type Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { printable, quoted } from "../../text/printable";
import { counted, fileName, listing, listingSome } from "../../text/sentence";
import { type Document, type Gathered, gatherAll, gatherOne, HOW_TO_EXPORT, type LeftOut } from "../exports/gathering";
import { COLLECTIONS } from "../graph/collections";
import { foundList, itemsAt } from "../graph/list";
import { type ReadTenant, readEvidence, readTenant } from "../graph/tenant";
import { type FileProblem, problemIn, whyNotReadable } from "./file-problem";
import { type Progress, readJson } from "./read-json";

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
  progress: Progress,
  say: (line: string) => void,
): Promise<TenantFile> {
  const refuse = (problems: readonly string[]): Refused => refused(name, problems);
  const found = await gather(path, progress);
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
interface Found extends Gathered {
  /** The kind of source, such as `a folder of exports`; `undefined` for a plain tenant file. */
  readonly kind: string | undefined;
  /** The number of entries in the folder that aren't JSON files. */
  readonly others: number;
}

async function gather(path: string, progress: Progress): Promise<Found | Refused> {
  if (path !== "-" && (await isA("isDirectory", path))) return gatherFolder(path, progress);
  const json = await readJson(path, progress);
  if (!json.ok) return { ok: false, problems: json.errors };
  return { ...gatherOne(json.value), kind: kindOf(json.value), others: 0 };
}

/** Whether a path is a folder or a file. False if it can't be read: the error follows when it is. */
const isA = async (kind: "isDirectory" | "isFile", path: string, otherwise = false): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.[kind]() ?? otherwise;

/** Puts the files of a folder together. A file that can't be read may be a policy, so the list of policies is then incomplete. */
async function gatherFolder(folder: string, progress: Progress): Promise<Found | Refused> {
  const documents: Document[] = [];
  const broken: LeftOut[] = [];
  try {
    const { files, others } = await filesIn(folder);
    if (files.length === 0) return withoutJson(folder, others);
    progress("reading its files");
    for (const name of files) {
      const json = await readJson(join(folder, name), () => undefined);
      if (json.ok) documents.push({ name, json: json.value });
      else broken.push({ name, why: `can't be read: ${json.errors[0].message}` });
    }
    return { ...gatherAll(documents, broken), kind: "a folder of exports", others: others.length };
  } catch (error) {
    return refused(folder, [whyNotReadable(error)]);
  }
}

/** Says that a folder has no JSON file and, if it has code or a table instead, how to get a file that can be read. */
async function withoutJson(folder: string, others: readonly string[]): Promise<Refused> {
  const { ok, problems } = refused(folder, ["there is no .json file in it"]);
  const [other] = ["tf", "bicep", "csv", "ps1"].flatMap((end) => others.find((name) => name.endsWith(`.${end}`)) ?? []);
  const read = other === undefined ? undefined : await readJson(join(folder, other), () => undefined);
  return { ok, problems: read === undefined || read.ok ? problems : [...problems, ...read.errors.slice(-1)] };
}

/** The kind of a document, in a word or two; `undefined` for a tenant file and for an answer of Graph. */
function kindOf(json: unknown): string | undefined {
  const file = asObject(json);
  const tool = asText(asObject(file?.["source"])?.["tool"]);
  if (tool !== undefined) return `a snapshot by ${quoted(tool)}`;
  if (file === undefined || "value" in file || "policies" in file) return undefined;
  if ("terraform_version" in file) return "planned_values" in file ? "Terraform's plan" : "Terraform's state";
  if ("deployment" in file || "steps" in file) return "a Pulumi stack";
  return "conditions" in file ? undefined : "an export";
}

const DEEPEST = 8;

/**
 * The JSON files of a folder, and its other entries: paths below the folder, sorted. Hidden files are skipped, and links to folders aren't
 * followed. @throws an error of the operating system
 */
export async function filesIn(folder: string): Promise<Record<"files" | "others", readonly string[]>> {
  const files: string[] = [];
  const others: string[] = [];
  await look("", 0);
  return { files: files.sort(), others: others.sort() };

  async function look(below: string, depth: number): Promise<void> {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const name = join(below, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory() && depth < DEEPEST) await look(name, depth + 1);
      else if (/\.json(\.gz)?$/i.test(entry.name) && (await isA("isFile", join(folder, name), true))) files.push(name);
      else others.push(name);
    }
  }
}

/** At most three lines: what was read, what was left out, and which lists may lack objects. */
function whatWasRead(tenant: Tenant, file: JsonObject, { kind, leftOut, others }: Found): readonly string[] {
  const { mayLackItems = new Set<List>(), partlyKnown = [] } = tenant;
  const parts = [...new Set(partlyKnown.map(({ field }) => field))];
  const nameless = withoutIds(file);
  const stateless = itemsAt(file, "policies").filter((policy) => isAbsent(asObject(policy)?.["state"])).length;
  // `--whole` can't vouch for a list that is marked as incomplete.
  const open = TENANT_LISTS.filter((list) => mayLackItems.has(list) && !parts.includes(list) && list !== "policies");
  const read = [
    `read ${listing(countsOf(tenant, file), "and")}${kind === undefined ? "" : ` from ${kind}`}`,
    parts.length > 0 && `incomplete: ${listing(parts, "and")}`,
    stateless > 0 && `${stateless} of the policies have no \`state\`, so they may be on or off: export them with it`,
    nameless.length > 0 && `without an id, so known by name only: ${listing(nameless, "and")}`,
  ];
  const more = `may have more than is listed: ${listing(open, "and")}. If the export has all of them, add --whole ${open.join(",")}`;
  return [present(read).join("; "), ...linesOf(leftOut, others), ...(open.length > 0 ? [more] : [])];
}

/** How many objects of each list have no id. */
const withoutIds = (file: JsonObject): readonly string[] =>
  TENANT_LISTS.filter((key) => COLLECTIONS[key].isReferredTo).flatMap((key) => {
    const { length } = itemsAt(file, key).filter((item) => isAbsent(asObject(item)?.["id"]));
    return length === 0 ? [] : [counted(length, ...COLLECTIONS[key].nouns)];
  });

/** How many objects of each list the file has. */
function countsOf({ groups, agents }: Tenant, file: JsonObject): readonly string[] {
  const withoutMembers = [...(groups?.values() ?? [])].filter(({ members }) => members === undefined).length;
  const notes: { readonly [L in List]?: string } = {
    ...(withoutMembers > 0 && { groups: ` (${withoutMembers} without members)` }),
    ...(agents !== undefined && { users: ` (${counted(agents.size, "agent's account", "agents' accounts")})` }),
  };
  return TENANT_LISTS.flatMap((key) => {
    const list = foundList(file, key);
    return list.kind === "list" ? [counted(list.items.length, ...COLLECTIONS[key].nouns) + (notes[key] ?? "")] : [];
  });
}

const MOST_NAMED = 3;

/** Each reason with names that it applies to. Three reasons, or three names of the only reason, are listed, and the others are counted. */
function reasonsOf(leftOut: readonly LeftOut[], inWords: (names: string, why: string) => string): readonly string[] {
  const reasons = new Map<string, string[]>(leftOut.map(({ why }) => [why, []]));
  for (const { name, why } of leftOut) reasons.get(why)?.push(printable(name));
  const most = reasons.size === 1 ? MOST_NAMED : 1;
  const all = Array.from(reasons, ([why, names]) => inWords(listingSome(names, most), why));
  const more = [...reasons.values()].slice(MOST_NAMED).flat().length;
  return more > 0 ? [...all.slice(0, MOST_NAMED), `${more} more, for other reasons`] : all;
}

function linesOf(leftOut: readonly LeftOut[], others: number): readonly string[] {
  const other = others > 0 && counted(others, "entry that isn't a .json file", "entries that aren't .json files");
  const shown = present([...reasonsOf(leftOut, (names, why) => `${names} (${why})`), other]);
  return shown.length === 0 ? [] : [`left out: ${shown.join("; ")}`];
}
