import type { Dirent } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { outcomeInWords } from "../audit/audit";
import { printable, quoted } from "../text/printable";
import { counted } from "../text/sentence";
import { type Audit, filesMade, isInput, REGISTER, TENANT } from "./make";
import { MANIFEST, type Manifest } from "./manifest";
import { sha256 } from "./what-was-read";

/** Signatures of the manifest, as cosign and ssh-keygen name them. The manifest can't list its own signature. */
const SIGNATURES = [`${MANIFEST}.sig`, `${MANIFEST}.sigstore.json`];

/**
 * Checks a bundle offline. Its files must be exactly those of the manifest, and an audit of its tenant, with its register on its day,
 * must make the same reports again.
 * @param version of the program that audits now
 * @returns the answer in words
 */
export async function verifyBundle(folder: string, manifest: Manifest, version: string, audit: Audit) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const nameOf = (entry: Dirent) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/");
  const names = new Map(entries.map((entry) => [nameOf(entry), entry]));
  const changed = await changedFiles(folder, names, manifest);
  const isSame = manifest.run.tool.version === version;
  const problems = changed.length > 0 ? changed : await differences(folder, manifest, isSame, audit);
  const isValid = problems.length === 0;
  return { isValid, inWords: isValid ? verified(folder, manifest, isSame) : notVerified(folder, problems) };
}

/** Files that are missing, changed or not in the manifest. A link, a pipe or a device is no file. */
async function changedFiles(folder: string, names: ReadonlyMap<string, Dirent>, { digests }: Manifest) {
  const problems: string[] = [];
  for (const [name, digest] of digests) {
    if (!names.get(name)?.isFile()) problems.push(`${quoted(name)} is missing, or isn't a file`);
    else if (sha256(await readFile(join(folder, name))) !== digest)
      problems.push(`${quoted(name)} was changed: its SHA-256 isn't the one in ${MANIFEST}`);
  }
  const known = [MANIFEST, ...SIGNATURES, ...digests.keys()];
  for (const [name, entry] of names)
    if (!(entry.isFile() || entry.isDirectory()) || !known.some((one) => one === name || one.startsWith(`${name}/`)))
      problems.push(`${quoted(name)} isn't a file of ${MANIFEST}`);
  return problems;
}

/** Where a new audit of the same tenant differs. Another version of azmfa may say the same in other words. */
async function differences(folder: string, manifest: Manifest, isSameVersion: boolean, audit: Audit) {
  const { text, run, day, whole, outcome, verdict, digests } = manifest;
  const { source, register } = run;
  for (const [name, digest] of Object.entries({ [TENANT]: source.sha256, [REGISTER]: register?.sha256 }))
    if (digest !== undefined && digests.has(name) && digests.get(name) !== digest)
      return [`${quoted(name)} isn't the file that was audited`];
  const inputs = new Map([...digests].filter(([name]) => isInput(name)));
  const { found, files } = await filesMade(folder, inputs, { run, day, whole }, audit);
  const says = `${outcomeInWords(found.report.audit.outcome)} and ${found.report.judgement.verdict.kind}`;
  const said = `${outcomeInWords(outcome)} and ${verdict}`;
  if (says !== said) return [`a new audit of its tenant says ${says}, and the manifest says ${said}`];
  const known = new Map(digests).set(MANIFEST, sha256(text));
  const changed = [...files].filter(([name, content]) => isSameVersion && known.get(name) !== sha256(content));
  return changed.map(([name]) => `${quoted(name)} differs from a new audit of its tenant`);
}

const notVerified = (folder: string, problems: readonly string[]): string =>
  `NOT VERIFIED  ${quoted(folder)}\n${problems.map((problem) => `  - ${problem}\n`).join("")}`;

function verified(folder: string, { digests, run, outcome, verdict }: Manifest, isSameVersion: boolean): string {
  const { at, tool, operator } = run;
  const by = operator === undefined ? "" : ` by ${quoted(operator)}`;
  const how = isSameVersion ? "byte for byte" : "by another version: only the outcome was compared";
  return `VERIFIED  ${quoted(folder)}  (${counted(digests.size, "file")})
  ${outcomeInWords(outcome)}, ${verdict}; made ${printable(at)}${by} with ${printable(`${tool.name} ${tool.version}`)}
  A new audit of its tenant says the same, ${how}.
  docs/audit.md says how to check the proof with another program, and who signed ${MANIFEST}.
`;
}
