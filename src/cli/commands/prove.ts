import { readFile } from "node:fs/promises";
import { render } from "../../report/render";
import { verdictReport } from "../../report/verdict";
import { verdictObject } from "../../report/verdict-in-json";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { assuming } from "../../verifier/assume";
import { certify } from "../../verifier/certificate/certificate";
import { judgeRegister } from "../../verifier/exemptions";
import { ASSUMING_OPTIONS, assumedInWords, assumptionsIn, complaintsAbout } from "../assumptions";
import { type Command, type ExitStatus, type Given, guarded, type Host, Refused, worstOf } from "../command";
import { refuseToReplaceInputs, sha256, writePrivateFile } from "../files";
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
    1: "a tenant has a bypass or is unknown",
    2: "bad input; the other tenants are judged",
  },
  options: {
    ...JUDGING_OPTIONS,
    ...ASSUMING_OPTIONS,
    ...TENANT_OPTIONS,
    "certificate FILE": "write the certificate of a proof to this file",
  },
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  conflicts: (given) => [
    given.has("certificate") &&
      !(given.files.length === 1 && !given.has("sample") && given.files[0]?.endsWith(".json")) &&
      "--certificate is about the bytes of one tenant file, so it takes exactly one .json file",
    given.text("format") === "html" && given.files.length > 1 && "--format html makes one page, so it takes one tenant",
  ],
  async run(given, host) {
    const sources = tenantSources(given);
    const inputs = [...given.files, given.text("exclusions")];
    await refuseToReplaceInputs(inputs, given.text("certificate") ?? "-", "--certificate");
    const judging = await judgingOf(given, host, true);
    const statuses: ExitStatus[] = [];
    for (const source of sources)
      statuses.push(await guarded(source.name, host, () => judgeTenant(source, judging, given, host)));
    return worstOf(statuses);
  },
};

/** Judges one tenant at a time, so that the memory of the one before is free. */
async function judgeTenant(source: TenantSource, judging: Judging, given: Given, host: Host): Promise<ExitStatus> {
  const { register, otherDay } = judging;
  const assumptions = assumptionsIn(given);
  const [{ tenant: asRead, notes }] = await readTenants([source], host);
  const complaints = complaintsAbout(assumptions, asRead, source.name);
  if (complaints.length > 0) throw new Refused(...complaints);
  const tenant = assuming(asRead, assumptions);
  const judgement = {
    ...judgementOn(source.name, { tenant, notes }, register && judgeRegister(register, asRead), host),
    assumed: assumptions.asGiven,
    assumedInWords: assumedInWords(assumptions, asRead),
  };
  const result = { report: () => verdictReport(judgement, otherDay), object: () => verdictObject(judgement, otherDay) };
  const text = render(formatIn(given), result, host);
  await host.out(formatIn(given) === "human" ? `${text}\n` : text);
  // With every policy assumed to be enabled, nothing is proved about the tenant as it is.
  const isProved = judgement.verdict.kind === "proved" && assumptions.enabled !== "all";
  const certificate = given.text("certificate");
  if (certificate !== undefined && isProved) {
    const bound = { bytes: await readFile(source.name), sha256, on: judging.day, assumed: assumptions.asGiven };
    const proof = certify(tenant, register?.exemptions ?? [], { ...bound, exempt: register?.inForce ?? [] });
    if (proof === undefined) throw new Refused(NO_CERTIFICATE);
    await writePrivateFile(certificate, [proof]);
  } else if (certificate !== undefined) host.err("azmfa: no certificate is written, because nothing is proved\n");
  return isProved ? 0 : 1;
}

const NO_CERTIFICATE =
  "azmfa: no certificate is written: this proof rests on how named locations overlap, on a device rule with quotes or letters that the checker doesn't read, or on too many cases; or a policy has a word in other letters than Graph's";
