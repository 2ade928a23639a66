import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import type { AuditRun, Digested } from "../../audit/report/audit-report";
import { asList, asObject, asText } from "../../law/json/json-object";
import { whyNotReadable } from "../../tenant/file/file-problem";
import { isoDate } from "../../text/iso-date";
import { quoted } from "../../text/printable";
import { counted } from "../../text/sentence";
import type { ExitStatus, Host } from "../command";
import { refuse } from "../exit-status";
import { TOOL } from "../tool";
import { MANIFEST, type Making, REGISTER, reportsIn, STATEMENT, TENANT, TEST_RESULT } from "./bundle";
import { sha256 } from "./digests";

/** What a manifest says: the SHA-256 of each file by its name, and how the bundle was made. */
interface Manifest {
  readonly digests: ReadonlyMap<string, string>;
  readonly making: Making;
  readonly outcome: string;
  readonly verdict: string;
}

/** Signatures of the manifest, as cosign and ssh-keygen call them: they can't be in it. */
const SIGNATURES = [`${MANIFEST}.sig`, `${MANIFEST}.sigstore.json`];

/**
 * Checks a bundle offline: that each file is the one that the manifest names and no other is there, and that the audit of its tenant with
 * its register on its day says again what its reports say.
 * @returns 0 iff all of it holds
 */
export async function verifyBundle(folder: string, host: Host): Promise<ExitStatus> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), "utf8");
  } catch (error) {
    return refuse(host, [`azmfa: ${quoted(join(folder, MANIFEST))}: ${whyNotReadable(error)}`]);
  }
  const manifest = readManifest(text);
  if (manifest === undefined)
    return refuse(host, [
      `azmfa: ${quoted(join(folder, MANIFEST))} isn't the manifest of an audit; azmfa audit --bundle writes one`,
    ]);
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + (folder.endsWith(sep) ? 0 : 1))
        .replaceAll(sep, "/"),
    );
  const problems = [...(await changedFiles(folder, names, manifest)), ...unnamedFiles(names, manifest)];
  if (problems.length === 0) problems.push(...(await differences(folder, manifest, host)));
  await host.out(problems.length > 0 ? notVerified(folder, problems) : verified(folder, names, manifest));
  return problems.length > 0 ? 1 : 0;
}

/** What a file of the manifest's form says; undefined where it is of another. */
function readManifest(text: string): Manifest | undefined {
  const json = asObject(parsed(text));
  const predicate = asObject(json?.["predicate"]);
  const run = asObject(predicate?.["run"]);
  const digests = new Map<string, string>();
  for (const one of asList(json?.["subject"]) ?? []) {
    const name = asText(asObject(one)?.["name"]);
    const digest = asText(asObject(asObject(one)?.["digest"])?.["sha256"]);
    if (name === undefined || digest === undefined || !isBelow(name) || digests.has(name)) return undefined;
    digests.set(name, digest);
  }
  const day = isoDate(asText(run?.["day"]) ?? "");
  const source = digestedIn(run?.["source"]);
  const [at, tool] = [asText(run?.["at"]), asObject(run?.["tool"])];
  const isKnown = json?.["_type"] === STATEMENT && json["predicateType"] === TEST_RESULT && digests.size > 0;
  if (!isKnown || day === undefined || source === undefined || at === undefined) return undefined;
  const made: AuditRun = {
    at,
    tool: { name: asText(tool?.["name"]) ?? "", version: asText(tool?.["version"]) ?? "" },
    operator: asText(run?.["operator"]),
    source,
    register: digestedIn(run?.["register"]),
  };
  const whole = (asList(run?.["whole"]) ?? []).flatMap((list) => asText(list) ?? []);
  const [outcome, verdict] = [asText(run?.["outcome"]) ?? "", asText(run?.["verdict"]) ?? ""];
  return { digests, making: { run: made, day, whole }, outcome, verdict };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function digestedIn(json: unknown): Digested | undefined {
  const name = asText(asObject(json)?.["name"]);
  return name === undefined ? undefined : { name, sha256: asText(asObject(json)?.["sha256"]) };
}

/** Whether a name leads to a file of the bundle's own. */
const isBelow = (name: string): boolean => /^[^/\\:]+(\/[^/\\:]+)*$/.test(name) && !name.split("/").includes("..");

async function changedFiles(
  folder: string,
  names: readonly string[],
  { digests }: Manifest,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [name, digest] of digests) {
    if (!names.includes(name)) problems.push(`${quoted(name)} is missing`);
    else if (sha256(await readFile(join(folder, name))) !== digest)
      problems.push(`${quoted(name)} was changed: its SHA-256 isn't the one in ${MANIFEST}`);
  }
  return problems;
}

const unnamedFiles = (names: readonly string[], { digests }: Manifest): readonly string[] =>
  names
    .filter((name) => name !== MANIFEST && !SIGNATURES.includes(name) && !digests.has(name))
    .map((name) => `${quoted(name)} isn't in ${MANIFEST}`);

/** What the audit of the same tenant says otherwise. Another version may say the same in other words. */
async function differences(folder: string, manifest: Manifest, host: Host): Promise<readonly string[]> {
  const { making, outcome, verdict, digests } = manifest;
  const made = await reportsIn(folder, [...digests.keys()], making, host);
  if (!made.ok) return made.errors;
  const again = made.value;
  if (again.outcome !== outcome || again.verdict !== verdict)
    return [`the audit of its tenant comes to ${again.outcome} and ${again.verdict}, not to ${outcome} and ${verdict}`];
  const said = [
    [TENANT, making.run.source],
    [REGISTER, making.run.register],
  ] as const;
  const others = said.filter(
    ([name, { sha256: digest } = { sha256: undefined }]) =>
      digest !== undefined && digests.has(name) && digests.get(name) !== digest,
  );
  if (others.length > 0) return others.map(([name]) => `${quoted(name)} isn't the file that was audited`);
  if (making.run.tool.version !== TOOL.version) return [];
  return [...again.files]
    .filter(([name, text]) => digests.get(name) !== sha256(text))
    .map(([name]) => `${quoted(name)} isn't what the audit of its tenant says`);
}

const notVerified = (folder: string, problems: readonly string[]): string =>
  `NOT VERIFIED  ${quoted(folder)}\n${problems.map((problem) => `  - ${problem}\n`).join("")}`;

function verified(folder: string, names: readonly string[], { digests, making, outcome, verdict }: Manifest): string {
  const { at, tool, operator } = making.run;
  const signature = SIGNATURES.find((name) => names.includes(name));
  const isSame = tool.version === TOOL.version;
  return [
    `VERIFIED  ${quoted(folder)}  (${counted(digests.size, "file")})`,
    `  ${outcome}, ${verdict}; made ${at}${operator === undefined ? "" : ` by ${quoted(operator)}`} with ${tool.name} ${tool.version}`,
    `  The audit of its tenant says the same again${isSame ? ", in the same bytes" : ` with azmfa ${TOOL.version}`}.`,
    ...(digests.has("certificate.json")
      ? [
          `  To check the proof by a program of its own: npm run -s check-certificate -- ${folder}/tenant.json ${folder}/certificate.json`,
        ]
      : []),
    `  ${signature === undefined ? `${MANIFEST} isn't signed: who made it isn't shown.` : `Whose signature ${signature} is, cosign or ssh-keygen tells; see docs/audit.md.`}`,
    "",
  ].join("\n");
}
