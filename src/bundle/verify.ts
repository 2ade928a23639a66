import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { version } from "../../package.json";
import { outcomeInWords } from "../audit/audit";
import type { JsonObject } from "../law/json/json-object";
import { printable, quoted } from "../text/printable";
import { counted } from "../text/sentence";
import { type Audited, filesMade } from "./make";
import { MANIFEST, type Manifest } from "./manifest";
import { isInput, REGISTER, sha256, TENANT } from "./what-was-read";

/**
 * Checks a bundle offline. Its files must be exactly those of the manifest, and an audit of its tenant, with its register on its day,
 * must make the same reports again.
 * @param audit audits the inputs in the bundle once more
 * @returns the answer, also in words
 */
export async function verifyBundle(folder: string, manifest: Manifest, audit: () => Promise<Audited>) {
  const files = await filesIn(folder);
  const changed = changedFiles(files, manifest);
  const problems = changed.length > 0 ? changed : differences(files, await audit(), manifest);
  const isValid = problems.length === 0;
  const notVerified = `NOT VERIFIED  ${quoted(folder)}\n${problems.map((problem) => `  - ${problem}\n`).join("")}`;
  return { isValid, inWords: isValid ? verified(folder, manifest) : notVerified };
}

/** The bytes of files by name; undefined for what isn't a file: a link, a pipe, a device or an empty folder. */
type Found = ReadonlyMap<string, Uint8Array | undefined>;

async function filesIn(folder: string): Promise<Found> {
  const files = new Map<string, Uint8Array | undefined>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = new Set(entries.map(({ parentPath }) => join(parentPath)));
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).replaceAll(sep, "/");
    if (!folders.has(path)) files.set(name, entry.isFile() ? await readFile(path) : undefined);
  }
  return files;
}

/** The manifest can't list itself, nor its signatures, as cosign and ssh-keygen name them. */
const UNLISTED = [MANIFEST, `${MANIFEST}.sig`, `${MANIFEST}.sigstore.json`];

/** Files that are missing, changed, not in the manifest, or not what was audited. */
function changedFiles(files: Found, { digests, run }: Manifest) {
  const audited: JsonObject = { [TENANT]: run.source.sha256, [REGISTER]: run.register?.sha256 };
  const names = new Set([...digests.keys(), ...files.keys()]);
  return [...names].flatMap((name) => {
    const [bytes, digest] = [files.get(name), digests.get(name)];
    if (digest === undefined && bytes !== undefined && UNLISTED.includes(name)) return [];
    if (digest === undefined) return [`${quoted(name)} isn't a file of ${MANIFEST}`];
    if (bytes === undefined) return [`${quoted(name)} is missing, or isn't a file`];
    if (sha256(bytes) !== digest) return [`${quoted(name)} was changed: its SHA-256 isn't the one in ${MANIFEST}`];
    return digest === (audited[name] ?? digest) ? [] : [`${quoted(name)} isn't the file that was audited`];
  });
}

/** Where a new audit of the same inputs differs. Another version of azmfa may say the same in other words. */
function differences(files: Found, audited: Audited, manifest: Manifest): readonly string[] {
  const { run, outcome, verdict, digests } = manifest;
  const says = `${outcomeInWords(audited.report.audit.outcome)} and ${audited.report.judgement.verdict.kind}`;
  const said = `${outcomeInWords(outcome)} and ${verdict}`;
  if (says !== said) return [`a new audit of its tenant says ${says}, and the manifest says ${said}`];
  if (run.tool.version !== version) return [];
  const kept = [...digests.keys()].filter(isInput);
  const inputs = new Map(kept.map((name) => [name, files.get(name) ?? new Uint8Array()]));
  const made = [...filesMade(inputs, audited, manifest)];
  const changed = made.filter(([name, content]) => sha256(content) !== sha256(files.get(name) ?? ""));
  return changed.map(([name]) => `${quoted(name)} differs from a new audit of its tenant`);
}

function verified(folder: string, { digests, run, outcome, verdict }: Manifest): string {
  const { at, tool, operator } = run;
  const by = operator === null ? "" : ` by ${quoted(operator)}`;
  const how = tool.version === version ? "byte for byte" : "by another version: only the outcome was compared";
  return `VERIFIED  ${quoted(folder)}  (${counted(digests.size, "file")})
  ${outcomeInWords(outcome)}, ${verdict}; made ${printable(at)}${by} with ${printable(`${tool.name} ${tool.version}`)}
  A new audit of its tenant says the same, ${how}.
  docs/audit.md says how to check who signed ${MANIFEST}, and how another program checks a proof.
`;
}
