import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { AuditRun } from "../../audit/report/audit-report";
import { asList, asObject, asText, isObject, type JsonObject } from "../../law/json/json-object";
import { whyNotReadable } from "../../tenant/file/file-problem";
import { isoDate } from "../../text/iso-date";
import { printable, quoted } from "../../text/printable";
import { counted } from "../../text/sentence";
import { type ExitStatus, type Host, Refused, TOOL } from "../command";
import { type BundleRun, bundleFiles, isInput, MANIFEST, REGISTER, STATEMENT, TENANT, TEST_RESULT } from "./bundle";
import { sha256 } from "./digests";

/** The content of a manifest: the SHA-256 of each file by its name, and how the bundle was made. */
interface Manifest {
  readonly text: string;
  readonly digests: ReadonlyMap<string, string>;
  readonly making: BundleRun;
  readonly outcome: string;
  readonly verdict: string;
}

/** Signatures of the manifest, as cosign and ssh-keygen name them. The manifest can't list its own signature. */
const SIGNATURES = [`${MANIFEST}.sig`, `${MANIFEST}.sigstore.json`];

/**
 * Checks a bundle offline. Its files must be exactly those of the manifest, and an audit of its tenant, with its register on its day,
 * must make the same reports again.
 * @returns 0 iff the bundle is valid, otherwise 1
 */
export async function verifyBundle(folder: string, host: Host): Promise<ExitStatus> {
  const manifest = await readManifest(join(folder, MANIFEST));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  const changed = await changedFiles(folder, names, manifest);
  const problems = changed.length > 0 ? changed : await differences(folder, manifest, host);
  await host.out(problems.length > 0 ? notVerified(folder, problems) : verified(folder, names, manifest));
  return problems.length > 0 ? 1 : 0;
}

/** @throws Refused if there is no manifest of an audit */
async function readManifest(file: string): Promise<Manifest> {
  try {
    const manifest = manifestIn(await readFile(file, "utf8"));
    if (manifest !== undefined) return manifest;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw new Refused(`azmfa: ${quoted(file)}: ${whyNotReadable(error)}`);
  }
  throw new Refused(`azmfa: ${quoted(file)} isn't the manifest of an audit; azmfa audit --bundle writes one`);
}

/** @throws SyntaxError if it isn't JSON */
function manifestIn(text: string): Manifest | undefined {
  const { _type, predicateType, subject, predicate } = asObject(JSON.parse(text)) ?? {};
  const written = asObject(asObject(predicate)?.["run"]) ?? {};
  const [{ day, whole, outcome, verdict }, run] = [written, runIn(written)];
  const digests = digestsIn(asList(subject) ?? []);
  const on = isoDate(asText(day) ?? "");
  if (_type !== STATEMENT || predicateType !== TEST_RESULT || !digests || !on || !run) return undefined;
  const lists = (asList(whole) ?? []).flatMap((list) => asText(list) ?? []);
  const [came, kind] = [asText(outcome) ?? "", asText(verdict) ?? ""];
  return { text, digests, making: { run, day: on, whole: lists }, outcome: came, verdict: kind };
}

/** What a report says about a run; undefined if a value isn't a text. */
function runIn({ at, tool, operator, source, register }: JsonObject): AuditRun | undefined {
  const [made, read, exempt] = [asObject(tool), digestedIn(source), digestedIn(register)];
  const [name, version, commits] = [made?.["name"], made?.["version"], asObject(register)?.["commits"]];
  const isKnown = register === undefined || exempt !== undefined;
  if (!isText(at) || !isText(name) || !isText(version) || !isTextOrNone(operator) || !read || !isKnown)
    return undefined;
  if (commits !== undefined && !areTexts(commits)) return undefined;
  return { at, tool: { name, version }, operator, source: read, register: exempt && { ...exempt, commits } };
}

function digestedIn(value: unknown): AuditRun["source"] | undefined {
  const { name, sha256: digest } = asObject(value) ?? {};
  return isText(name) && isTextOrNone(digest) ? { name, sha256: digest } : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNone = (value: unknown): value is string | undefined => value === undefined || isText(value);
const areTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every(isText);

/** The digests, if each name occurs once and stays inside the bundle. */
function digestsIn(subject: readonly unknown[]): Manifest["digests"] | undefined {
  const digests = new Map<string, string>();
  for (const one of subject) {
    const name = asText(asObject(one)?.["name"]);
    const digest = asText(asObject(asObject(one)?.["digest"])?.["sha256"]);
    const isBelow = name !== undefined && /^[^/\\:]+(\/[^/\\:]+)*$/.test(name) && !name.split("/").includes("..");
    if (!isBelow || digest === undefined || digests.has(name)) return undefined;
    digests.set(name, digest);
  }
  return digests.size > 0 ? digests : undefined;
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
  const again = await bundleFiles(folder, inputs, making, host);
  if (again.outcome !== outcome || again.verdict !== verdict)
    return [
      `a new audit of its tenant says ${again.outcome} and ${again.verdict}, and the manifest says ${outcome} and ${verdict}`,
    ];
  if (tool.version !== TOOL.version) return [];
  const isSame = (name: string, content: string): boolean =>
    name === MANIFEST ? content === text : digests.get(name) === sha256(content);
  const changed = [...again.files].filter(([name, content]) => !isSame(name, content));
  return changed.map(([name]) => `${quoted(name)} isn't what a new audit of its tenant says`);
}

const notVerified = (folder: string, problems: readonly string[]): string =>
  `NOT VERIFIED  ${quoted(folder)}\n${problems.map((problem) => `  - ${problem}\n`).join("")}`;

function verified(folder: string, names: readonly string[], { digests, making, outcome, verdict }: Manifest): string {
  const { at, tool, operator } = making.run;
  const signature = SIGNATURES.find((name) => names.includes(name));
  const by = operator === undefined ? "" : ` by ${quoted(operator)}`;
  const how = tool.version === TOOL.version ? ", byte for byte" : ` with azmfa ${TOOL.version}`;
  const proof = digests.has("certificate.json")
    ? `\n  Check the proof with another program: npm run -s check-certificate -- ${printable(join(folder, TENANT))} ${printable(join(folder, "certificate.json"))}`
    : "";
  return `VERIFIED  ${quoted(folder)}  (${counted(digests.size, "file")})
  ${outcome}, ${verdict}; made ${printable(at)}${by} with ${printable(`${tool.name} ${tool.version}`)}
  A new audit of its tenant says the same${how}.${proof}
  ${signature === undefined ? `${MANIFEST} isn't signed: it doesn't show who made it.` : `Check the signature ${signature} with cosign or ssh-keygen; see docs/audit.md.`}
`;
}
