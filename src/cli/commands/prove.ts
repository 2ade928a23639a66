import { renderVerdict } from "../../report/human/render-verdict";
import { verdictInJson } from "../../report/json/verdict-json";
import { prove as decide } from "../../verifier/prove";
import type { Command, ExitStatus } from "../command";
import { readTenantFile } from "../files/read-tenant-file";
import { guarded } from "../guarded";
import { JUDGING_OPTIONS, type Judging, judgingOf, warnBesideJson } from "../judging";
import { progressOn } from "../progress";
import { refuse } from "../refuse";
import { judgeRegister } from "../register/judge-register";
import type { Surroundings } from "../surroundings";
import { worstOf } from "../worst-of";

/**
 * `azmfa prove`: decides each tenant file, one after the other, and says so as soon as it is decided.
 * @public loaded by the table of commands when it is asked for
 */
export const prove: Command = {
  usage: "[--exclusions FILE] [--on YYYY-MM-DD] [--format human|json] [--what-if] TENANT.json…",
  about: `Decides for each tenant file whether some sign-in reaches the Windows Azure Service
Management API without MFA: proved, a bypass with a sign-in that gets through, or unknown
with the reason. A tenant file holds Microsoft Graph v1.0 objects under policies,
namedLocations, authenticationStrengthPolicies, users, groups and roleAssignments; only
policies must be there. - stands for standard input. See docs/verdicts.md.
`,
  options: {
    ...JUDGING_OPTIONS,
    "what-if": { kind: "switch", help: "print the request that asks Microsoft's What If about each bypass" },
  },
  files: { least: 1, most: Number.POSITIVE_INFINITY },
  async run(given, surroundings) {
    const judging = await judgingOf(given, surroundings);
    if (!judging.ok) return refuse(surroundings, judging.errors);
    warnBesideJson(judging.value, surroundings);
    const statuses: ExitStatus[] = [];
    for (const file of given.files)
      statuses.push(
        await guarded(file, surroundings, () => judgeFile(file, judging.value, given.has("what-if"), surroundings)),
      );
    return worstOf(statuses);
  },
};

/** One file at a time: the former one is free by then. */
async function judgeFile(
  file: string,
  { register, json, day }: Judging,
  whatIf: boolean,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const progress = progressOn(file, surroundings);
  const read = await readTenantFile(file, progress);
  if (!read.ok) return refuse(surroundings, read.complaints);
  progress("deciding");
  const started = surroundings.now();
  const verdict = decide(read.tenant, register?.exemptions);
  const elapsedMs = surroundings.now() - started;
  const judged = register && judgeRegister(register, read.tenant);
  const judgement = { file, tenant: read.tenant, notes: read.notes, verdict, register: judged, elapsedMs };
  const { colour, width, today } = surroundings;
  const otherDay = day === today ? undefined : day;
  await surroundings.out(
    json
      ? verdictInJson(judgement, { whatIf, otherDay })
      : renderVerdict(judgement, { colour, width, whatIf, otherDay }),
  );
  return verdict.kind === "proved" ? 0 : 1;
}
