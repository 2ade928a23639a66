import { readFile } from "node:fs/promises";
import { render } from "../../report/render";
import { verdictReport } from "../../report/verdict";
import { verdictObject } from "../../report/verdict-in-json";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { assuming } from "../../verifier/assume";
import { judgeRegister } from "../../verifier/exemptions";
import { certify, prove as decide, ifUnknownAreEmpty } from "../../verifier/prove";
import type { Judgement } from "../../words/judgement";
import {
  ASSUMING_OPTIONS,
  type Assumptions,
  assumedInWords,
  assumptionsOf,
  complaintsAbout,
  isWholesale,
} from "../assumptions";
import { sha256 } from "../audit/digests";
import type { Command, ExitStatus, Given, Host } from "../command";
import { guarded, refuse, refuseAll, worstOf } from "../exit-status";
import { readTenantFile } from "../files/tenant-file";
import { writePrivateFile } from "../files/writing";
import { JUDGING_OPTIONS, type Judging, judgingOf, SAID_IN_JSON, SAID_TO_PEOPLE, sayHowJudged } from "../judging";
import { progressOn } from "../progress";
import { SAMPLE_OPTION, tenantSources } from "../samples/tenant-source";

/**
 * `azmfa prove`: decides each tenant file, one after the other, and says so as soon as it is decided.
 * @public loaded by the table of commands when it is asked for
 */
export const prove: Command = {
  usage:
    "[--exclusions FILE] [--on YYYY-MM-DD] [--assume GROUP=empty]…\n         [--as-if-enabled[=ID,…]] [--format human|json|markdown|html]\n         [--what-if] [--sample] TENANT…",
  about: `Decides for each tenant file whether some sign-in reaches the Windows Azure Service
Management API without MFA: proved, a bypass with a sign-in that gets through, or unknown
with the reason. A tenant file holds Microsoft Graph v1.0 objects under policies,
namedLocations, authenticationStrengthPolicies, users, groups and roleAssignments; only
policies must be there. A folder of exported files is read as one tenant, and - stands for
standard input. See docs/verdicts.md.
`,
  statuses: {
    0: "every tenant is proved",
    1: "a tenant has a bypass or is unknown",
    2: "bad input; the other tenants are judged",
  },
  options: {
    ...JUDGING_OPTIONS,
    ...ASSUMING_OPTIONS,
    ...SAMPLE_OPTION,
    certificate: { kind: "text", value: "FILE", help: "write the evidence of a proof there" },
    "what-if": { kind: "switch", help: "print the request that asks Microsoft's What If about each bypass" },
  },
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  async run(given, host) {
    const judging = await judgingOf(given, host);
    const assumptions = assumptionsOf(given);
    const sources = tenantSources(given);
    if (!judging.ok || !assumptions.ok || !sources.ok) return refuseAll(host, [judging, assumptions, sources]);
    if (given.has("certificate") && (sources.value.length > 1 || !isOneFile(sources.value[0])))
      return refuse(host, ["azmfa: --certificate is about the bytes of one tenant file, so it takes one file"]);
    if (judging.value.format === "html" && sources.value.length > 1)
      return refuse(host, ["azmfa: --format html makes one page, so it takes one tenant"]);
    sayHowJudged(judging.value, host, judging.value.format === "json" ? SAID_IN_JSON : SAID_TO_PEOPLE);
    const statuses: ExitStatus[] = [];
    for (const source of sources.value)
      statuses.push(
        await guarded(source.name, host, () => judgeTenant(source, judging.value, assumptions.value, given, host)),
      );
    return worstOf(statuses);
  },
};

const isOneFile = (source: TenantSource | undefined): boolean =>
  source !== undefined && "path" in source.from && source.from.path !== "-" && source.from.path.endsWith(".json");

/** One file at a time: the former one is free by then. */
async function judgeTenant(
  source: TenantSource,
  { register, format, day }: Judging,
  assumptions: Assumptions,
  given: Given,
  host: Host,
): Promise<ExitStatus> {
  const file = source.name;
  const progress = progressOn(file, host);
  const read = await readTenantFile(source, host);
  if (!read.ok) return refuse(host, read.errors);
  const { tenant: asRead, notes } = read.value;
  const complaints = complaintsAbout(assumptions, asRead, file);
  if (complaints.length > 0) return refuse(host, complaints);
  progress("deciding");
  const tenant = assuming(asRead, assumptions);
  const started = host.now();
  const verdict = decide(tenant, register?.exemptions);
  const elapsedMs = host.now() - started;
  const judgement: Judgement = {
    file,
    tenant,
    notes,
    verdict,
    register: register && judgeRegister(register, asRead),
    ifUnknownGroupsEmpty: ifUnknownAreEmpty(verdict, tenant, register?.exemptions),
    assumed: assumptions.asGiven,
    assumedInWords: assumedInWords(assumptions, asRead),
    elapsedMs,
  };
  const asked = { whatIf: given.has("what-if"), otherDay: day === host.today ? undefined : day };
  const result = { report: () => verdictReport(judgement, asked), object: () => verdictObject(judgement, asked) };
  const text = render(format, result, host);
  await host.out(format === "human" ? `${text}\n` : text);
  const certificate = given.text("certificate");
  if (verdict.kind === "proved" && certificate !== undefined && "path" in source.from && !isWholesale(assumptions)) {
    const bytes = await readFile(source.from.path);
    const bound = { bytes, sha256, on: day, exempt: register?.inForce ?? [], assumed: assumptions.asGiven };
    const proof = certify(tenant, register?.exemptions ?? [], bound);
    if (proof === undefined)
      return refuse(host, ["azmfa: the proof rests on something that a certificate has no words for"]);
    await writePrivateFile(certificate, proof);
  } else if (certificate !== undefined) host.err("azmfa: nothing is proved, so no certificate is written\n");
  return verdict.kind === "proved" && !isWholesale(assumptions) ? 0 : 1;
}
