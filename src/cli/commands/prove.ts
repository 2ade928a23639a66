import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { comparableId } from "../../law/model/ids";
import type { Tenant } from "../../law/model/tenant";
import { render } from "../../report/render";
import { verdictReport } from "../../report/verdict";
import { verdictObject } from "../../report/verdict-in-json";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { present } from "../../text/present";
import { quoted } from "../../text/printable";
import { counted, named } from "../../text/sentence";
import { type Assumed, assuming, isAssumedOn } from "../../verifier/assume";
import { certify } from "../../verifier/certificate/certificate";
import { judgeRegister } from "../../verifier/exemptions";
import { directoryNames } from "../../words/principal";
import { ALL, checked, repeatable } from "../arguments";
import { type Command, type ExitStatus, type Given, guarded, type Host, Refused, worstOf } from "../command";
import { isPipe, refuseToReplaceInputs, sha256, writeResults } from "../files";
import { formatIn, JUDGING_OPTIONS, type Judging, judgementOn, judgingOf } from "../judging";
import { readTenant, sourceAt, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa prove`: decides each tenant, one after the other, and prints each verdict at once. Loaded by the table of commands. */
export const prove: Command = {
  takes: ["<TENANT...>"],
  about: `Decides for each tenant whether a sign-in can reach the Windows Azure Service
Management API without MFA: proved, a bypass with a sign-in that gets through,
or unknown with the reason. TENANT is a file of Microsoft Graph v1.0 objects,
which must have at least policies; a folder of exported files; or - for
standard input. See docs/verdicts.md.`,
  statuses: {
    0: "every tenant is proved",
    1: "a tenant has a bypass or is unknown, or --as-if-enabled names no policy",
    2: "bad input; the other tenants are judged",
  },
  options: [
    ...JUDGING_OPTIONS,
    repeatable(
      new Option("--assume <ID=empty>", "assume that a group, role or location is empty; or unknown-groups=empty"),
      (text) => !/^.+=empty$/.test(text) && "Use ID=empty, or unknown-groups=empty.",
    ),
    checked(
      new Option("--as-if-enabled [=ID,...]", "assume that policies in report-only mode or off are on"),
      (text) => text === "" && "Name policies, or leave the equals sign out.",
    ),
    WHOLE_OPTION,
    new Option("--certificate <file>", "write the certificate of a proof to this file"),
  ],
  async run(given, host) {
    const [file = "", ...others] = given.files;
    const certificate = given.text("certificate");
    if (
      certificate !== undefined &&
      (certificate === "-" || others.length > 0 || !file.endsWith(".json") || isPipe(file))
    )
      throw new Refused(
        "azmfa: --certificate takes a file to write, and exactly one tenant: a .json file, and not a pipe",
      );
    if (given.text("format") === "html" && others.length > 0)
      throw new Refused("azmfa: --format html makes one page, so it takes one tenant");
    refuseToReplaceInputs([file, given.text("exclusions")], { "--certificate": certificate });
    const judging = await judgingOf(given, host, true);
    const statuses: ExitStatus[] = [];
    for (const path of given.files)
      statuses.push(await guarded(path, host, () => judgeTenant(sourceAt(path, given), judging, given, host)));
    return worstOf(statuses);
  },
};

/** Judges one tenant at a time, so that the memory of the one before is free. */
async function judgeTenant(source: TenantSource, judging: Judging, given: Given, host: Host): Promise<ExitStatus> {
  const { register, otherDay } = judging;
  const assumptions = assumptionsIn(given);
  const { tenant: asRead } = await readTenant(source, host);
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
  if (!isProved) {
    host.err("azmfa: no certificate is written, because nothing is proved\n");
    return 1;
  }
  const bytes = await readFile(source.path);
  const bound = { bytes, sha256, on: judging.day, exempt: register?.exemptions ?? [], assumed: assumptions.asGiven };
  const proof = certify(tenant, bound);
  if (proof === undefined) throw new Refused(NO_CERTIFICATE);
  await writeResults(certificate, [proof], host);
  return 0;
}

const NO_CERTIFICATE =
  "azmfa: no certificate is written: a certificate can't express what this proof rests on; see docs/certificate.md";

/** What the command line assumes; `asGiven` as it is written there, with ids as Graph writes them: `<id>=empty`, `as-if-enabled=<id>`. */
function assumptionsIn(given: Given): Assumed & { readonly asGiven: readonly string[] } {
  const ids = given.all("assume").map((text) => comparableId(text.slice(0, -"=empty".length)));
  const listed = given.text("as-if-enabled")?.split(",") ?? [];
  const isAnyEnabled = listed.includes(ALL);
  const policies = listed.map((id) => comparableId(id.trim()));
  return {
    empty: ids.includes("unknown-groups") ? "all" : new Set(ids),
    enabled: isAnyEnabled ? "all" : new Set(policies),
    asGiven: [
      ...ids.map((id) => `${id}=empty`),
      ...(isAnyEnabled ? ["as-if-enabled"] : policies.map((id) => `as-if-enabled=${id}`)),
    ],
  };
}

/** @throws Refused with assumed policies, groups, roles and locations that the tenant doesn't have */
function insistOnNamed({ enabled, empty }: Assumed, tenant: Tenant, file: string): void {
  const policies = new Set(tenant.policies.map(({ id }) => comparableId(id)));
  const holders = holdersIn(tenant);
  const unknown = [
    ...(enabled === "all" ? [] : [...enabled].filter((id) => !policies.has(id))),
    ...(empty === "all" ? [] : [...empty].filter((id) => !holders.has(id))),
  ];
  if (unknown.length > 0)
    throw new Refused(
      ...unknown.map(
        (id) =>
          `${quoted(file)}: no policy or list names ${quoted(id)}; --assume and --as-if-enabled take ids of the tenant`,
      ),
    );
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
