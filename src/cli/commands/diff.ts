import type { JudgedComparison } from "../../report/comparison";
import { renderComparison } from "../../report/human/render-comparison";
import { comparisonInJson } from "../../report/json/comparison-json";
import { compare } from "../../verifier/compare";
import type { Command, ExitStatus } from "../command";
import { readTenantFile } from "../files/read-tenant-file";
import { JUDGING_OPTIONS, type Judging, judgingOf, warnBesideJson } from "../judging";
import { progressOn } from "../progress";
import { refuse } from "../refuse";
import { judgeRegister } from "../register/judge-register";
import type { Surroundings } from "../surroundings";

/**
 * `azmfa diff`: what a change does to who needs MFA.
 * @public loaded by the table of commands when it is asked for
 */
export const diff: Command = {
  usage: "[--exclusions FILE] [--on YYYY-MM-DD] [--format human|json] [--what-if] BEFORE.json AFTER.json",
  about: `Compares two tenant files sign-in by sign-in: which ones newly reach the Windows Azure
Service Management API without MFA, and which no longer do. Exits with 0 when nothing
newly does. - stands for standard input. See docs/verdicts.md.
`,
  options: {
    ...JUDGING_OPTIONS,
    "what-if": { kind: "switch", help: "print the request that asks Microsoft's What If about each sign-in" },
  },
  files: { least: 2, most: 2 },
  async run(given, surroundings) {
    const judging = await judgingOf(given, surroundings);
    if (!judging.ok) return refuse(surroundings, judging.errors);
    warnBesideJson(judging.value, surroundings);
    const [before = "", after = ""] = given.files;
    return compareFiles(before, after, judging.value, given.has("what-if"), surroundings);
  },
};

async function compareFiles(
  beforeFile: string,
  afterFile: string,
  judging: Judging,
  whatIf: boolean,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const progress = progressOn(afterFile, surroundings);
  const before = await readTenantFile(beforeFile, progressOn(beforeFile, surroundings));
  const after = await readTenantFile(afterFile, progress);
  if (!before.ok || !after.ok)
    return refuse(
      surroundings,
      [before, after].flatMap((read) => (read.ok ? [] : read.complaints)),
    );
  progress("comparing");
  const started = surroundings.now();
  const comparison = compare(before.tenant, after.tenant, judging.register?.exemptions);
  await report(
    {
      before: { ...before, file: beforeFile },
      after: { ...after, file: afterFile },
      comparison,
      register: judging.register && judgeRegister(judging.register, after.tenant),
      elapsedMs: surroundings.now() - started,
    },
    judging,
    whatIf,
    surroundings,
  );
  return comparison.opened.length > 0 || comparison.kind === "unknown" ? 1 : 0;
}

async function report(
  judged: JudgedComparison,
  { json, day }: Judging,
  whatIf: boolean,
  { out, colour, width, today }: Surroundings,
): Promise<void> {
  const otherDay = day === today ? undefined : day;
  await out(json ? comparisonInJson(judged, whatIf) : renderComparison(judged, { colour, width, whatIf, otherDay }));
}
