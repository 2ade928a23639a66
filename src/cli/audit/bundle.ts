import type { Dirent } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { outcomeInWords } from "../../audit/audit";
import { BENCHMARK } from "../../audit/benchmark";
import { registerOnDay } from "../../law/model/register";
import { printable, quoted } from "../../text/printable";
import { counted } from "../../text/sentence";
import { certify } from "../../verifier/certificate/certificate";
import { type ExitStatus, type Host, Refused, TOOL } from "../command";
import { notWritten, type ReadBytes, readJsonFile, sha256 } from "../files";
import { type Judging, loadRegister } from "../judging";
import { logsInFiles } from "../sign-ins/replaying";
import { readTenant, type TenantFile } from "../tenant-source";
import { withCommits } from "./approval-commits";
import { type BundleRun, type Digests, inJson, MANIFEST, type Manifest, manifestIn, manifestOf } from "./manifest";
import { AUDIT_FORMATS, REPORT_FILES, rendered, reportOf } from "./report";

/** The names of files in a bundle. */
export const REGISTER = "exclusions.yaml";
/** The file of a tenant that was read from a file. */
export const TENANT = "tenant.json";
const LOGS = "sign-ins/";
/** The folder of a tenant that was read from a folder. */
const TENANT_FOLDER = "tenant";

/** For readers of the folder who don't know azmfa. */
const README = `Evidence for ${BENCHMARK.title} ${BENCHMARK.version}, recommendation ${BENCHMARK.recommendation}.

Start with report.html, in any browser. "Result" has the answer. "Steps" has the benchmark's eleven
steps under their numbers, and four more: open one to see its evidence. "Exclusions and their
reviews" lists who is excluded, with owner, approver, ticket, commit and review.

report.*          the same in other formats; report.json has everything
tenant.json       the tenant as it was read; or tenant/, file by file
policies.json     its Conditional Access policies, as Microsoft Graph shows them
exclusions.yaml   the register of exclusions, if there is one
sign-ins/         recorded sign-ins, if there are any
certificate.json  the proof, if nobody gets in; docs/certificate.md of azmfa says how to check it
manifest.json     the SHA-256 of each file, and who made the bundle, when and with what

Compare the SHA-256 of a file (sha256sum, Get-FileHash) with manifest.json to check the file.
"azmfa audit --verify FOLDER" checks all files offline, and makes every report again.
`;

/** Whether a file of a bundle is one of its inputs. */
export const isInput = (name: string): boolean =>
  name === TENANT || name === REGISTER || name.startsWith(LOGS) || name.startsWith(`${TENANT_FOLDER}/`);

/**
 * Audits the inputs in a bundle.
 * @returns what was found, and everything that the bundle has in addition to its inputs. The same inputs make the same bytes
 * @throws Refused if the tenant, the register or a log can't be read
 */
export async function bundleFiles(folder: string, inputs: Digests, making: BundleRun, host: Host) {
  const fixed: Host = { ...host, colour: false, width: 100, today: making.day, now: () => 0 };
  const [read, judging] = await readKept(folder, inputs, making);
  const names = [...inputs.keys()].filter((input) => input.startsWith(LOGS));
  const found = await reportOf({ read, judging, run: making.run }, fixed, logsInFiles(names, folder));
  const { report } = found;
  const files = new Map([
    ["README.txt", README],
    ["policies.json", inJson(read.file["policies"])],
  ]);
  for (const format of AUDIT_FORMATS) files.set(REPORT_FILES[format], await rendered(format, report, "-", fixed));
  const { verdict, tenant } = report.judgement;
  if (verdict.kind === "proved" && inputs.has(TENANT)) {
    const bytes = await readFile(join(folder, TENANT));
    const exempt = judging.register?.exemptions ?? [];
    const proof = certify(tenant, { bytes, sha256, on: judging.day, exempt, assumed: [] });
    if (proof !== undefined) files.set("certificate.json", proof);
  }
  const made = new Map(Array.from(files, ([file, content]) => [file, sha256(content)]));
  return { found, files: files.set(MANIFEST, manifestOf(report, inputs, made, making)) };
}

/** Reads the tenant and the register of a bundle, as they are on the day of the audit. */
async function readKept(folder: string, inputs: Digests, making: BundleRun): Promise<readonly [TenantFile, Judging]> {
  const { run, day, whole } = making;
  const path = join(folder, inputs.has(TENANT) ? TENANT : TENANT_FOLDER);
  const read = await readTenant({ name: run.source.name, path, whole }, { err: () => undefined });
  const register = inputs.has(REGISTER)
    ? withCommits(registerOnDay(loadRegister(join(folder, REGISTER), REGISTER), day), run.register?.commits)
    : undefined;
  return [read, { day, otherDay: undefined, register }];
}

/**
 * Audits copies of the inputs, and writes a bundle into a new folder, as a whole or not at all. Only its owner can read it.
 * @returns what was found
 * @throws Refused
 */
export async function writeBundle(folder: string, made: BundleInputs, host: Host) {
  const there = await readdir(folder).catch(({ code }: NodeJS.ErrnoException) => (code === "ENOENT" ? [] : [code]));
  if (there.length > 0)
    throw new Refused(`azmfa: ${quoted(folder)} isn't an empty folder; name a new folder after --bundle`);
  const kept = await filesOf(made);
  const parent = dirname(resolve(folder)); // not created here: in some folders, Node's mkdir never returns
  const draft = await mkdtemp(join(parent, `.${basename(folder)}-`)).catch((error) => {
    throw notWritten(folder, error);
  });
  try {
    await writeAll(draft, kept);
    const digests = new Map(Array.from(kept, ([name, content]) => [name, sha256(content)]));
    const { found, files } = await bundleFiles(draft, digests, made, host);
    await writeAll(draft, files);
    await rename(draft, folder); // replaces an empty folder, too
    host.err(`azmfa: the bundle is in ${quoted(folder)}; check it with azmfa audit --verify, then sign ${MANIFEST}\n`);
    return found;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

type Files = ReadonlyMap<string, Uint8Array | string>;

/** The tenant as it was read, one file or the files of a folder; the register; and the paths of the logs. */
type BundleInputs = BundleRun & {
  readonly tenant: readonly ReadBytes[];
  readonly register: Uint8Array | undefined;
  readonly logs: readonly string[];
};

async function filesOf({ tenant, register, logs }: BundleInputs): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const { name, bytes } of tenant)
    files.set(tenant.length === 1 ? TENANT : `${TENANT_FOLDER}/${name.replaceAll("\\", "/")}`, bytes);
  if (register !== undefined) files.set(REGISTER, register);
  for (const [at, path] of logs.entries()) files.set(`${LOGS}${at + 1}-${basename(path)}`, await readFile(path));
  return files;
}

async function writeAll(folder: string, files: Files): Promise<void> {
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, name), content, { mode: 0o600 });
  }
}

/** Signatures of the manifest, as cosign and ssh-keygen name them. The manifest can't list its own signature. */
const SIGNATURES = [`${MANIFEST}.sig`, `${MANIFEST}.sigstore.json`];

/**
 * Checks a bundle offline. Its files must be exactly those of the manifest, and an audit of its tenant, with its register on its day,
 * must make the same reports again.
 * @returns 0 iff the bundle is valid, otherwise 1
 */
export async function verifyBundle(folder: string, host: Host): Promise<ExitStatus> {
  const manifest = readJsonFile(join(folder, MANIFEST), manifestIn, "isn't the manifest of an audit with --bundle");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const nameOf = (entry: Dirent) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/");
  const names = new Map(entries.map((entry) => [nameOf(entry), entry]));
  const changed = await changedFiles(folder, names, manifest);
  const problems = changed.length > 0 ? changed : await differences(folder, manifest, host);
  const signature = SIGNATURES.find((name) => names.has(name));
  await host.out(problems.length > 0 ? notVerified(folder, problems) : verified(folder, manifest, signature));
  return problems.length > 0 ? 1 : 0;
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
async function differences(folder: string, manifest: Manifest, host: Host): Promise<readonly string[]> {
  const { text, making, outcome, verdict, digests } = manifest;
  const { source, register, tool } = making.run;
  for (const [name, digest] of Object.entries({ [TENANT]: source.sha256, [REGISTER]: register?.sha256 }))
    if (digest !== undefined && digests.has(name) && digests.get(name) !== digest)
      return [`${quoted(name)} isn't the file that was audited`];
  const inputs = new Map([...digests].filter(([name]) => isInput(name)));
  const { found, files } = await bundleFiles(folder, inputs, making, host);
  const inWords = (one: string, other: string): string => `${outcomeInWords(one)} and ${other}`;
  const [then, again] = [
    inWords(outcome, verdict),
    inWords(found.report.audit.outcome, found.report.judgement.verdict.kind),
  ];
  if (again !== then) return [`a new audit of its tenant says ${again}, and the manifest says ${then}`];
  if (tool.version !== TOOL.version) return [];
  const known = new Map(digests).set(MANIFEST, sha256(text));
  const changed = [...files].filter(([name, content]) => known.get(name) !== sha256(content));
  return changed.map(([name]) => `${quoted(name)} differs from a new audit of its tenant`);
}

const notVerified = (folder: string, problems: readonly string[]): string =>
  `NOT VERIFIED  ${quoted(folder)}\n${problems.map((problem) => `  - ${problem}\n`).join("")}`;

function verified(folder: string, { digests, making, outcome, verdict }: Manifest, signature?: string): string {
  const { at, tool, operator } = making.run;
  const by = operator === undefined ? "" : ` by ${quoted(operator)}`;
  const how = tool.version === TOOL.version ? "byte for byte" : "by another version: only the outcome was compared";
  const proof = digests.has("certificate.json")
    ? `\n  Check the proof with another program: npm run -s check-certificate -- ${printable(join(folder, TENANT))} ${printable(join(folder, "certificate.json"))}`
    : "";
  return `VERIFIED  ${quoted(folder)}  (${counted(digests.size, "file")})
  ${outcomeInWords(outcome)}, ${verdict}; made ${printable(at)}${by} with ${printable(`${tool.name} ${tool.version}`)}
  A new audit of its tenant says the same, ${how}.${proof}
  ${signature === undefined ? `${MANIFEST} isn't signed: it doesn't show who made it.` : `Check the signature ${signature} with cosign or ssh-keygen; see docs/audit.md.`}
`;
}
