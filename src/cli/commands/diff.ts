import { changeReport } from "../../report/change";
import { render } from "../../report/render";
import { changeObject } from "../../report/verdict-in-json";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { compare } from "../../verifier/compare";
import { judgeRegister } from "../../verifier/exemptions";
import { declaredNewlyIn, undoOf } from "../../verifier/undo";
import type { JudgedComparison } from "../../words/judgement";
import type { Command, ExitStatus, Host } from "../command";
import { refuseAll } from "../exit-status";
import { readTenantFile } from "../files/tenant-file";
import { JUDGING_OPTIONS, type Judging, judgingOf, SAID_IN_JSON, SAID_TO_PEOPLE, sayHowJudged } from "../judging";
import { progressOn } from "../progress";
import { atPath, SAMPLE_OPTION, tenantSources } from "../samples/tenant-source";

/**
 * `azmfa diff`: what a change does to who needs MFA.
 * @public loaded by the table of commands when it is asked for
 */
export const diff: Command = {
  usage:
    "[--exclusions FILE] [--on YYYY-MM-DD] [--format human|json|markdown|html]\n         [--what-if] [--sample] BEFORE AFTER",
  about: `Compares two tenant files sign-in by sign-in: which ones newly reach the Windows Azure
Service Management API without MFA, and which no longer do. A folder of exported files is read as one tenant, and - stands for standard
input. See docs/verdicts.md.
`,
  statuses: {
    0: "nothing newly skips MFA",
    1: "something newly skips MFA, or may",
    2: "bad input",
  },
  options: {
    ...JUDGING_OPTIONS,
    ...SAMPLE_OPTION,
    "what-if": { kind: "switch", help: "print the request that asks Microsoft's What If about each sign-in" },
  },
  files: { least: 2, most: 2 },
  async run(given, host) {
    const judging = await judgingOf(given, host);
    const sources = tenantSources(given);
    if (!judging.ok || !sources.ok) return refuseAll(host, [judging, sources]);
    sayHowJudged(judging.value, host, judging.value.format === "json" ? SAID_IN_JSON : SAID_TO_PEOPLE);
    return compareFiles(sources.value, judging.value, given.has("what-if"), host);
  },
};

async function compareFiles(
  [from = atPath(""), to = atPath("")]: readonly TenantSource[],
  judging: Judging,
  whatIf: boolean,
  host: Host,
): Promise<ExitStatus> {
  const read = [await readTenantFile(from, host), await readTenantFile(to, host)] as const;
  if (!read[0].ok || !read[1].ok) return refuseAll(host, read);
  const [before, after] = [read[0].value, read[1].value];
  progressOn(to.name, host)("comparing");
  const started = host.now();
  const exemptions = judging.register?.exemptions;
  const comparison = compare(before.tenant, after.tenant, exemptions);
  const undo = comparison.opened.length > 0 ? undoOf(before.tenant, after.tenant, exemptions) : undefined;
  const judged: JudgedComparison = {
    before: { ...before, file: from.name },
    after: { ...after, file: to.name },
    comparison,
    undo,
    declared: declaredNewlyIn(before.tenant, after.tenant, exemptions ?? []),
    register: judging.register && judgeRegister(judging.register, after.tenant),
    elapsedMs: host.now() - started,
  };
  const asked = { whatIf, otherDay: judging.day === host.today ? undefined : judging.day };
  const result = { report: () => changeReport(judged, asked), object: () => changeObject(judged, whatIf) };
  await host.out(render(judging.format, result, host));
  return comparison.opened.length > 0 || comparison.kind === "unknown" ? 1 : 0;
}
