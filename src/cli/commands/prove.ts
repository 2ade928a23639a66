import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { sha256 } from "../../bundle/what-was-read";
import { render } from "../../report/render";
import { verdictReport } from "../../report/verdict";
import { verdictObject } from "../../report/verdict-in-json";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { Refused } from "../../text/refused";
import { assuming } from "../../verifier/assume";
import { certify } from "../../verifier/certificate/certificate";
import { judgeRegister } from "../../verifier/exemptions";
import { checked, repeatable } from "../arguments";
import { assumptionsAbout } from "../assume-options";
import { type Command, type ExitStatus, type Given, guarded, type Host } from "../command";
import { isPipe, refuseToReplace, writeResults } from "../files";
import { formatIn, JUDGING_OPTIONS, type Judging, judgementOn, judgingOf } from "../judging";
import { readTenant, sourceAt, WHOLE_OPTION } from "../tenant-source";

const isEmpty = (text: string) => !/^.+=empty$/.test(text) && "Use ID=empty, or unknown-groups=empty.";
const isNamed = (text: string) => text === "" && "Name policies, or leave the equals sign out.";

/** @public `azmfa prove`: decides each tenant, one after the other, and prints each verdict at once. Loaded by the table of commands. */
export const prove: Command = {
  takes: ["<TENANT...>"],
  about: `Decides for each tenant whether a sign-in can reach Azure management without
MFA: proved, a bypass with a sign-in that gets through, or unknown. TENANT is a
file of Graph objects, a folder of exports, or -. See docs/verdicts.md.`,
  statuses: { 0: "every tenant is proved", 1: "one has a bypass, is unknown, or is judged as if all policies were on" },
  options: [
    ...JUDGING_OPTIONS,
    repeatable(
      new Option("--assume <ID=empty>", "assume that a group, role, location or unknown-groups is empty"),
      isEmpty,
    ),
    checked(new Option("--as-if-enabled [=ID,...]", "assume that policies in report-only mode or off are on"), isNamed),
    WHOLE_OPTION,
    new Option("--certificate <file>", "write the certificate of a proof to this file"),
  ],
  async run(given, host) {
    const [file = "", ...others] = given.files;
    const certificate = given.text("certificate");
    const isOneFile = others.length === 0 && file.endsWith(".json") && !isPipe(file);
    if (certificate !== undefined && (certificate === "-" || !isOneFile))
      throw new Refused("azmfa: --certificate takes a file to write, and one tenant: a .json file, and not a pipe");
    if (given.text("format") === "html" && others.length > 0)
      throw new Refused("azmfa: --format html makes one page, so it takes one tenant");
    refuseToReplace(certificate, [file, given.text("exclusions")]);
    const judging = judgingOf(given, host);
    const statuses: ExitStatus[] = [];
    for (const path of given.files)
      statuses.push(await guarded(path, host, () => judgeTenant(sourceAt(path, given), judging, given, host)));
    return Math.max(...statuses) as ExitStatus;
  },
};

/** Judges one tenant at a time, so that the memory of the one before is free. */
async function judgeTenant(source: TenantSource, judging: Judging, given: Given, host: Host): Promise<ExitStatus> {
  const { register, otherDay } = judging;
  const { tenant: asRead } = await readTenant(source, host);
  const { assumptions, asGiven, inWords } = assumptionsAbout(asRead, given);
  const tenant = assuming(asRead, assumptions);
  const judged = judgementOn(source.name, tenant, register && judgeRegister(register, asRead), host);
  const judgement = { ...judged, assumed: asGiven, assumedInWords: inWords };
  const result = { report: () => verdictReport(judgement, otherDay), object: () => verdictObject(judgement, otherDay) };
  const text = render(formatIn(given), result, host);
  await host.out(formatIn(given) === "human" ? `${text}\n` : text);
  // With every policy assumed to be enabled, nothing is proved about the tenant as it is.
  const isProved = judgement.verdict.kind === "proved" && assumptions.enabled !== "all";
  const certificate = given.text("certificate");
  if (certificate !== undefined && !isProved) host.err("azmfa: no certificate is written: nothing is proved\n");
  if (certificate !== undefined && isProved) {
    const bound = { sha256, on: judging.day, exempt: register?.exemptions ?? [], assumed: asGiven };
    const proof = certify(tenant, { ...bound, bytes: await readFile(source.path) });
    if (proof === undefined) throw new Refused("azmfa: no certificate is written: none can express this proof");
    await writeResults(certificate, proof, host);
  }
  return isProved ? 0 : 1;
}
