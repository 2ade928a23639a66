import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { BENCHMARK } from "../audit/benchmark";
import type { AuditReport } from "../audit/report/audit-report";
import type { JsonObject } from "../law/json/json-object";
import { whyNot } from "../tenant/file/file-problem";
import { quoted } from "../text/printable";
import { Refused } from "../text/refused";
import { certify } from "../verifier/certificate/certificate";
import { type Digests, MANIFEST, type Making, manifestOf } from "./manifest";
import { AUDIT_FORMATS, REPORT_FILES, rendered } from "./reports";
import { type Inputs, logFile, sha256, TENANT } from "./what-was-read";

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

"azmfa audit --verify FOLDER" checks all files offline, and makes every report again. sha256sum and
Get-FileHash check one file.
`;

/** What an audit shows, and the tenant as Graph shows it. */
export interface Audited {
  readonly report: AuditReport;
  readonly file: JsonObject;
}

/**
 * Writes a bundle into a new folder, as a whole or not at all. Only its owner can read it.
 * @param read the tenant and the register; the logs are read here
 * @throws Refused if the folder isn't empty, or if it can't be written
 */
export async function makeBundle(folder: string, read: Inputs, audited: Audited, making: Making): Promise<void> {
  const inputs = new Map(read);
  for (const [at, path] of making.logs.entries()) inputs.set(logFile(path, at + 1), await readFile(path));
  await writeFolder(folder, [...inputs, ...filesMade(inputs, audited, making)]);
}

/** Writes the files into a draft next to the folder, which then takes its name. @throws Refused */
async function writeFolder(folder: string, files: Iterable<readonly [string, Uint8Array | string]>): Promise<void> {
  const parent = dirname(resolve(folder)); // not created here: in some folders, Node's mkdir never returns
  const draft = await mkdtemp(join(parent, `.${basename(folder)}-`)).catch((error) => {
    throw new Refused(`azmfa: ${quoted(folder)} could not be written: ${whyNot(error)}`);
  });
  try {
    for (const [name, content] of files) {
      await mkdir(dirname(join(draft, name)), { recursive: true, mode: 0o700 });
      await writeFile(join(draft, name), content, { mode: 0o600 });
    }
    await rename(draft, folder).catch(() => {
      throw new Refused(`azmfa: ${quoted(folder)} isn't an empty folder; name a new folder after --bundle`);
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Everything that a bundle has in addition to its inputs. The same inputs and the same audit make the same bytes. */
export function filesMade(inputs: Inputs, { report, file }: Audited, making: Making) {
  const { verdict, tenant, register } = report.judgement;
  const screen = { colour: false, width: 100 };
  const files = new Map([
    ["README.txt", README],
    ["policies.json", `${JSON.stringify(file["policies"], undefined, 2)}\n`],
    ...AUDIT_FORMATS.map((format) => [REPORT_FILES[format], rendered(format, report, inputs, screen)] as const),
  ]);
  const bytes = verdict.kind === "proved" ? inputs.get(TENANT) : undefined;
  const exempt = register?.exemptions ?? [];
  const proof = bytes && certify(tenant, { bytes, sha256, on: report.audit.audited.day, exempt, assumed: [] });
  if (proof !== undefined) files.set("certificate.json", proof);
  return files.set(MANIFEST, manifestOf(report, digestsOf(inputs), digestsOf(files), making));
}

const digestsOf = (files: ReadonlyMap<string, Uint8Array | string>): Digests =>
  new Map(Array.from(files, ([name, content]) => [name, sha256(content)]));
