import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { isExecutable } from "./engine-on-path";

const NAME = "manifest.json";

type Entry = { readonly sha256: string; readonly executable: boolean };
type Manifest = { readonly origin: string; readonly files: { readonly [path: string]: Entry } };

export type State =
  | { readonly kind: "absent" }
  | { readonly kind: "damaged"; readonly because: string }
  | { readonly kind: "intact"; readonly origin: string };

/** Writes down every file of a folder with its checksum, and where the folder's content comes from. */
export async function writeManifest(folder: string, origin: string): Promise<void> {
  const files: Record<string, Entry> = {};
  for (const file of await filesIn(folder)) {
    files[relative(folder, file)] = { sha256: await sha256(file), executable: isExecutable(file) };
  }
  const manifest: Manifest = { origin, files };
  await writeFile(join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Compares a folder with what was written down about it. Never throws: what can't be read is damaged. */
export async function stateOf(folder: string): Promise<State> {
  try {
    await readdir(folder);
  } catch {
    return { kind: "absent" };
  }
  const manifest = await readManifest(folder);
  if (manifest === undefined) return { kind: "damaged", because: `${NAME} is missing or unreadable` };
  for (const [path, entry] of Object.entries(manifest.files)) {
    const because = await fault(join(folder, path), entry);
    if (because !== undefined) return { kind: "damaged", because: `${path} ${because}` };
  }
  return { kind: "intact", origin: manifest.origin };
}

async function fault(file: string, entry: Entry): Promise<string | undefined> {
  const now = await sha256(file).catch(() => undefined);
  if (now === undefined) return "is missing or unreadable";
  if (now !== entry.sha256) return "has another checksum than when it was put there";
  return entry.executable && !isExecutable(file) ? "may not be executed any more" : undefined;
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(join(folder, NAME), "utf8"));
    return isManifest(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(content: unknown): content is Manifest {
  if (typeof content !== "object" || content === null || !("origin" in content) || !("files" in content)) return false;
  const { origin, files } = content;
  if (typeof origin !== "string" || typeof files !== "object" || files === null) return false;
  return Object.keys(files).length > 0 && Object.values(files).every(isEntry);
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null || !("sha256" in value) || !("executable" in value)) return false;
  return typeof value.sha256 === "string" && typeof value.executable === "boolean";
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
