import { readFile, realpath, rm } from "node:fs/promises";
import { comparableId, groupId } from "../../law/model/ids";
import type { Tenant } from "../../law/model/tenant";
import { render } from "../../report/render";
import { verdictReport } from "../../report/verdict";
import { verdictObject } from "../../report/verdict-in-json";
import { bytesAt } from "../../tenant/file/file-problem";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { present } from "../../text/present";
import { quoted } from "../../text/printable";
import { counted, named } from "../../text/sentence";
import { type Assumed, assuming, isAssumedOn } from "../../verifier/assume";
import { certify } from "../../verifier/certificate/certificate";
import { judgeRegister } from "../../verifier/exemptions";
import { directoryNames } from "../../words/principal";
import { type Command, type ExitStatus, type Given, guarded, type Host, Refused, worstOf } from "../command";
import { isPipe, refuseToReplaceInputs, sha256, writeResults } from "../files";
import { formatIn, JUDGING_OPTIONS, type Judging, judgementOn, judgingOf } from "../judging";
import { readTenants, TENANT_OPTIONS, tenantSources } from "../tenant-source";

/** @public `azmfa prove`: decides each tenant, one after the other, and prints each verdict at once. Loaded by the table of commands. */
export const prove: Command = {
  takes: "TENANT…",
  about: `Decides for each tenant whether a sign-in can reach the Windows Azure Service Management API
without MFA: proved, a bypass with a sign-in that gets through, or unknown with the reason.
TENANT is a file of Microsoft Graph v1.0 objects, which must have at least policies; a folder
of exported files; or - for standard input. See docs/verdicts.md.
`,
  statuses: {
    0: "every tenant is proved",
    1: "a tenant has a bypass or is unknown, or --as-if-enabled names no policy",
    2: "bad input; the other tenants are judged",
  },
  options: {
    ...JUDGING_OPTIONS,
    "assume ID=empty+": [
      "assume that a group, role or location is empty; or unknown-groups=empty",
      (text) =>
        !/^.+=empty$/.test(text) &&
        `${quoted(text)} isn't an assumption; use ID=empty with the id of a group, role or location, or unknown-groups=empty`,
    ],
    "as-if-enabled[=ID,…]": "assume that policies in report-only mode or off are on",
    ...TENANT_OPTIONS,
    "certificate FILE": "write the certificate of a proof to this file",
  },
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  conflicts: (given) => [
    given.has("certificate") &&
      !(given.files.length === 1 && !given.has("sample") && given.files.every(isJsonFile)) &&
      "--certificate is about the bytes of one tenant file, so it takes exactly one .json file, and not a pipe",
    given.text("certificate") === "-" && "--certificate takes a file: standard output has the verdict",
    given.text("format") === "html" && given.files.length > 1 && "--format html makes one page, so it takes one tenant",
  ],
  async run(given, host) {
    const sources = tenantSources(given);
    const inputs = [...given.files, given.text("exclusions")];
    await refuseToReplaceInputs(inputs, { "--certificate": given.text("certificate") });
    const judging = await judgingOf(given, host, true);
    const statuses: ExitStatus[] = [];
    for (const source of sources)
      statuses.push(await guarded(source.name, host, () => judgeTenant(source, judging, given, host)));
    return worstOf(statuses);
  },
};

const isJsonFile = (path: string): boolean => path.endsWith(".json") && !isPipe(path);

/** Judges one tenant at a time, so that the memory of the one before is free. */
async function judgeTenant(source: TenantSource, judging: Judging, given: Given, host: Host): Promise<ExitStatus> {
  const { register, otherDay } = judging;
  const assumptions = assumptionsIn(given);
  const [{ tenant: asRead }] = await readTenants([source], host);
  insistOnNamed(assumptions, asRead, source.name);
  const tenant = assuming(asRead, assumptions);
  const judgement = {
    ...judgementOn(source.name, tenant, register && judgeRegister(register, asRead), host),
    assumed: assumptions.asGiven,
    assumedInWords: assumedInWords(assumptions, asRead),
  };
  const result = { report: () => verdictReport(judgement, otherDay), object: () => verdictObject(judgement, otherDay) };
  const text = render(formatIn(given), result, host);
  await host.out(formatIn(given) === "human" ? `${text}\n` : text);
  // With every policy assumed to be enabled, nothing is proved about the tenant as it is.
  const isProved = judgement.verdict.kind === "proved" && assumptions.enabled !== "all";
  const certificate = given.text("certificate");
  if (certificate === undefined) return isProved ? 0 : 1;
  const bound = { sha256, on: judging.day, exempt: register?.exemptions ?? [], assumed: assumptions.asGiven };
  const proof = isProved ? certify(tenant, { ...bound, bytes: await readFile(source.name) }) : undefined;
  await (proof === undefined ? removeOlder(certificate, host) : writeResults(certificate, [proof], host));
  if (isProved && proof === undefined) throw new Refused(NO_CERTIFICATE);
  if (!isProved) host.err("azmfa: no certificate is written, because nothing is proved\n");
  return isProved ? 0 : 1;
}

/** Removes the certificate of an older proof, which doesn't belong to this verdict. Any other file stays. */
async function removeOlder(file: string, { err }: Host): Promise<void> {
  const there = isPipe(file) ? undefined : bytesAt(file);
  if (!Buffer.isBuffer(there) || !there.includes('"format": "azmfa certificate ')) return;
  await rm(await realpath(file));
  err(`azmfa: ${quoted(file)} is removed: it was the certificate of an older proof\n`);
}

const NO_CERTIFICATE =
  "azmfa: no certificate is written: this proof rests on how named locations overlap, on a device rule with quotes or letters that the checker doesn't read, or on too many cases; or a policy has a value of another type than Graph's, or a word in other letters than Graph's";

/** What the command line assumes; `asGiven` as it is written there, with ids as Graph writes them: `<id>=empty`, `as-if-enabled=<id>`. */
function assumptionsIn(given: Given): Assumed & { readonly asGiven: readonly string[] } {
  const ids = given.all("assume").map((text) => comparableId(text.slice(0, -"=empty".length)));
  const listed = (given.text("as-if-enabled") ?? "").split(",").map((id) => id.trim());
  const policies = listed.filter((id) => id !== "").map(comparableId);
  const isAnyEnabled = given.has("as-if-enabled") && policies.length === 0;
  return {
    empty: ids.includes("unknown-groups") ? "all" : new Set(ids),
    enabled: isAnyEnabled ? "all" : new Set(policies),
    asGiven: [
      ...ids.map((id) => `${id}=empty`),
      ...(isAnyEnabled ? ["as-if-enabled"] : policies.map((id) => `as-if-enabled=${id}`)),
    ],
  };
}

/** @throws Refused with assumed policies, groups, roles and locations that the tenant doesn't have, and groups whose members it lists */
function insistOnNamed({ enabled, empty }: Assumed, tenant: Tenant, file: string): void {
  const policies = new Set(tenant.policies.map(({ id }) => comparableId(id)));
  const holders = holdersIn(tenant);
  const aboutPolicy = (id: string) => !policies.has(id) && `there is no policy ${quoted(id)} for --as-if-enabled`;
  const aboutHolder = (id: string) => {
    if (!holders.has(id))
      return `--assume ${quoted(id)}: no policy or list names a group, role or location with this id`;
    const group = tenant.groups?.get(groupId(id));
    const isListed = group?.members !== undefined && group.members.length > 0 && !group.mayHoldOthers;
    return isListed && `--assume says that ${quoted(id)} is empty, but the file lists its members`;
  };
  const complaints = present([
    ...(enabled === "all" ? [] : Array.from(enabled, aboutPolicy)),
    ...(empty === "all" ? [] : Array.from(empty, aboutHolder)),
  ]);
  if (complaints.length > 0) throw new Refused(...complaints.map((complaint) => `${quoted(file)}: ${complaint}`));
}

/** The ids of groups, roles and locations that a policy or a list names. */
function holdersIn({ policies, groups, roleAssignments, locations }: Tenant): ReadonlySet<string> {
  const inPolicies = policies.flatMap(({ users, conditions: { network } }) => [
    ...[users.include, users.exclude].flatMap((one) => [...one.groups, ...one.roles]),
    ...(network.kind === "any" ? [] : [...network.include.ids, ...network.exclude.ids]),
  ]);
  const inGroups = [...(groups?.values() ?? [])].flatMap(({ id, unlisted = [] }) => [id, ...unlisted]);
  const inAssignments = (roleAssignments ?? []).flatMap(({ role, principal }) => [role, principal]);
  return new Set<string>([...inPolicies, ...inGroups, ...inAssignments, ...(locations?.keys() ?? [])]);
}

/** The assumptions in words, to go after `if`. */
function assumedInWords({ empty, enabled }: Assumed, tenant: Tenant): readonly string[] {
  const names = directoryNames(tenant);
  const { length: count } = tenant.policies.filter((policy) => isAssumedOn(policy, enabled));
  const isGiven = enabled === "all" || enabled.size > 0;
  return present([
    ...(empty === "all"
      ? ["unknown groups and roles are empty"]
      : Array.from(empty, (id) => `${named(names.nameOf(id) ?? id)} is empty`)),
    count > 0 && `${counted(count, "more policy", "more policies")} ${count === 1 ? "was" : "were"} enabled`,
    count === 0 && isGiven && "every policy was enabled, as all are already",
  ]);
}
