import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { printable, quoted } from "../../text/printable";
import { counted } from "../../text/sentence";
import { type ExitStatus, type Host, TOOL } from "../command";
import { readJsonFile, sha256 } from "../files";
import { bundleFiles, isInput, REGISTER, TENANT } from "./bundle";
import { MANIFEST, type Manifest, manifestIn } from "./manifest";

const NOT_A_MANIFEST = "isn't the manifest of an audit; azmfa audit --bundle writes one";

/** Signatures of the manifest, as cosign and ssh-keygen name them. The manifest can't list its own signature. */
const SIGNATURES = [`${MANIFEST}.sig`, `${MANIFEST}.sigstore.json`];

/**
 * Checks a bundle offline. Its files must be exactly those of the manifest, and an audit of its tenant, with its register on its day,
 * must make the same reports again.
 * @returns 0 iff the bundle is valid, otherwise 1
 */
export async function verifyBundle(folder: string, host: Host): Promise<ExitStatus> {
  const manifest = await readJsonFile(join(folder, MANIFEST), manifestIn, NOT_A_MANIFEST);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  const changed = await changedFiles(folder, names, manifest);
  const problems = changed.length > 0 ? changed : await differences(folder, manifest, host);
  await host.out(problems.length > 0 ? notVerified(folder, problems) : verified(folder, names, manifest));
  return problems.length > 0 ? 1 : 0;
}

/** Files that are missing, that were changed, or that the manifest doesn't name. */
async function changedFiles(folder: string, names: readonly string[], { digests }: Manifest) {
  const problems: string[] = [];
  for (const [name, digest] of digests) {
    if (!names.includes(name)) problems.push(`${quoted(name)} is missing`);
    else if (sha256(await readFile(join(folder, name))) !== digest)
      problems.push(`${quoted(name)} was changed: its SHA-256 isn't the one in ${MANIFEST}`);
  }
  const known = [MANIFEST, ...SIGNATURES, ...digests.keys()];
  const more = names.filter((name) => !known.includes(name));
  return [...problems, ...more.map((name) => `${quoted(name)} isn't in ${MANIFEST}`)];
}

/** Where a new audit of the same tenant differs. Another version of azmfa may say the same in other words. */
async function differences(folder: string, manifest: Manifest, host: Host): Promise<readonly string[]> {
  const { text, making, outcome, verdict, digests } = manifest;
  const { source, register, tool } = making.run;
  const audited = new Map([
    [TENANT, source.sha256],
    [REGISTER, register?.sha256],
  ]);
  for (const [name, digest] of audited)
    if (digest !== undefined && digests.has(name) && digests.get(name) !== digest)
      return [`${quoted(name)} isn't the file that was audited`];
  const inputs = new Map([...digests].filter(([name]) => isInput(name)));
  const { report, files } = await bundleFiles(folder, inputs, making, host);
  const again = `${report.audit.outcome} and ${report.judgement.verdict.kind}`;
  if (again !== `${outcome} and ${verdict}`)
    return [`a new audit of its tenant says ${again}, and the manifest says ${outcome} and ${verdict}`];
  if (tool.version !== TOOL.version) return [];
  const isSame = (name: string, content: string): boolean =>
    name === MANIFEST ? content === text : digests.get(name) === sha256(content);
  const changed = [...files].filter(([name, content]) => !isSame(name, content));
  return changed.map(([name]) => `${quoted(name)} isn't what a new audit of its tenant says`);
}

const notVerified = (folder: string, problems: readonly string[]): string =>
  `NOT VERIFIED  ${quoted(folder)}\n${problems.map((problem) => `  - ${problem}\n`).join("")}`;

function verified(folder: string, names: readonly string[], { digests, making, outcome, verdict }: Manifest): string {
  const { at, tool, operator } = making.run;
  const signature = SIGNATURES.find((name) => names.includes(name));
  const by = operator === undefined ? "" : ` by ${quoted(operator)}`;
  const how = tool.version === TOOL.version ? "byte for byte" : "by another version: only the outcome was compared";
  const proof = digests.has("certificate.json")
    ? `\n  Check the proof with another program: npm run -s check-certificate -- ${printable(join(folder, TENANT))} ${printable(join(folder, "certificate.json"))}`
    : "";
  return `VERIFIED  ${quoted(folder)}  (${counted(digests.size, "file")})
  ${outcome}, ${verdict}; made ${printable(at)}${by} with ${printable(`${tool.name} ${tool.version}`)}
  A new audit of its tenant says the same, ${how}.${proof}
  ${signature === undefined ? `${MANIFEST} isn't signed: it doesn't show who made it.` : `Check the signature ${signature} with cosign or ssh-keygen; see docs/audit.md.`}
`;
}
