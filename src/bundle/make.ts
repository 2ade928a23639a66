import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { BENCHMARK } from "../audit/benchmark";
import type { AuditReport } from "../audit/report/audit-report";
import { whyNotWritable } from "../tenant/file/file-problem";
import { quoted } from "../text/printable";
import { Refused } from "../text/refused";
import { certify } from "../verifier/certificate/certificate";
import { type Digests, inJson, MANIFEST, type Making, manifestOf } from "./manifest";
import { AUDIT_FORMATS, REPORT_FILES, rendered } from "./reports";
import { type FileRead, sha256 } from "./what-was-read";

/** The file of a tenant that was read from a file. */
export const TENANT = "tenant.json";
/** The folder of a tenant that was read from a folder. */
const TENANT_FOLDER = "tenant";
export const REGISTER = "exclusions.yaml";
const LOGS = "sign-ins";
const CERTIFICATE = "certificate.json";

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

/** The names of the inputs in the folder of a bundle, and how the audit was made. */
export interface Kept extends Making {
  readonly folder: string;
  readonly tenant: string;
  readonly register: string | undefined;
  readonly logs: readonly string[];
}

/** What an audit shows, with the tenant's policies as Graph shows them, and its exit status. */
export interface Audited {
  readonly report: AuditReport;
  readonly policies: unknown;
  readonly status: 0 | 1 | 2;
}

/** Audits the inputs in a bundle. The same inputs make the same report. */
export type Audit = (kept: Kept) => Promise<Audited>;

/** The content of files by their names in a bundle. */
type Files = ReadonlyMap<string, Uint8Array | string>;

/** The inputs of an audit, as files of a bundle. @param tenant one file, or the files of a folder @param logs paths */
export async function inputFiles(
  tenant: readonly FileRead[],
  [register]: readonly FileRead[],
  logs: readonly string[],
): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of tenant)
    files.set(tenant.length === 1 ? TENANT : `${TENANT_FOLDER}/${name.replaceAll("\\", "/")}`, bytes);
  if (register !== undefined) files.set(REGISTER, register[1]);
  for (const [at, path] of logs.entries()) files.set(`${LOGS}/${at + 1}-${basename(path)}`, await readFile(path));
  return files;
}

/** Whether a file of a bundle is one of its inputs. */
export const isInput = (name: string): boolean =>
  name === TENANT || name === REGISTER || [TENANT_FOLDER, LOGS].some((folder) => name.startsWith(`${folder}/`));

/**
 * Audits copies of the inputs, and writes a bundle into a new folder, as a whole or not at all. Only its owner can read it.
 * @returns what was found
 * @throws Refused if the folder isn't empty, or if it can't be written
 */
export async function makeBundle(folder: string, inputs: Files, making: Making, audit: Audit): Promise<Audited> {
  const there = await readdir(folder).catch(({ code }: NodeJS.ErrnoException) => (code === "ENOENT" ? [] : [code]));
  if (there.length > 0)
    throw new Refused(`azmfa: ${quoted(folder)} isn't an empty folder; name a new folder after --bundle`);
  const parent = dirname(resolve(folder)); // not created here: in some folders, Node's mkdir never returns
  const draft = await mkdtemp(join(parent, `.${basename(folder)}-`)).catch((error) => {
    throw new Refused(`azmfa: ${quoted(folder)} could not be written: ${whyNotWritable(error)}`);
  });
  try {
    await writeAll(draft, inputs);
    const { found, files } = await filesMade(draft, digestsOf(inputs), making, audit);
    await writeAll(draft, files);
    await rename(draft, folder); // replaces an empty folder, too
    return found;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const digestsOf = (files: Files): Digests => new Map(Array.from(files, ([name, content]) => [name, sha256(content)]));

async function writeAll(folder: string, files: Files): Promise<void> {
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, name), content, { mode: 0o600 });
  }
}

/** Audits the inputs in a folder. @returns what was found, and everything that the bundle has in addition to its inputs */
export async function filesMade(folder: string, inputs: Digests, making: Making, audit: Audit) {
  const tenant = inputs.has(TENANT) ? TENANT : TENANT_FOLDER;
  const register = inputs.has(REGISTER) ? REGISTER : undefined;
  const logs = [...inputs.keys()].filter((name) => name.startsWith(`${LOGS}/`));
  const found = await audit({ ...making, folder, tenant, register, logs });
  const proof = tenant === TENANT ? proofOf(found.report, await readFile(join(folder, TENANT)), making) : undefined;
  const files = new Map<string, Uint8Array | string>([
    ["README.txt", README],
    ["policies.json", inJson(found.policies)],
    ...AUDIT_FORMATS.map((one) => [REPORT_FILES[one], rendered(one, found.report, PAPER, tenant)] as const),
    ...(proof === undefined ? [] : [[CERTIFICATE, proof] as const]),
  ]);
  return { found, files: files.set(MANIFEST, manifestOf(found.report, inputs, digestsOf(files), making)) };
}

/** What reports in a bundle are written for. */
const PAPER = { colour: false, width: 100 };

function proofOf({ judgement }: AuditReport, bytes: Uint8Array, { day }: Making): string | undefined {
  const { verdict, tenant, register } = judgement;
  const bound = { bytes, sha256, on: day, exempt: register?.exemptions ?? [], assumed: [] };
  return verdict.kind === "proved" ? certify(tenant, bound) : undefined;
}
