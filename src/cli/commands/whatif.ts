import { Option } from "commander";
import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { whatIfObject } from "../../replay/json";
import { whatIfReport } from "../../replay/report";
import { canAsk, type Probe, questionsAbout, WhatIf, type WhatIfAnswer, whatIfBody } from "../../replay/what-if";
import { readWhatIfAnswer } from "../../tenant/graph/what-if-answer";
import type { EntraTenant } from "../../tenant/live/entra-tenant";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { EVALUATION } from "../../tenant/live/questions";
import { answerOf, TenantError } from "../../tenant/live/tenant-problem";
import { printableJson } from "../../text/printable";
import { prove } from "../../verifier/prove";
import { checked, wholeNumber } from "../arguments";
import { type Command, type Host, Refused } from "../command";
import { JUDGING_OPTIONS, judgingOf } from "../judging";
import { connectBy, REAL_OPTION, readLive, tenantIn } from "../live";
import { progressOf } from "../progress";
import { signInAsOptions } from "../sign-in-options";
import { insistOnSameTenant, readTenant, sourceAt, tenantIdIn, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa whatif`: Microsoft's evaluation compared with azmfa's. Loaded by the table of commands. */
export const whatif: Command = {
  takes: ["[TENANT]"],
  about: `Asks Microsoft's evaluation (What If) about each way in of the verdict and about
a sample of sign-ins, one question a second, and shows where it disagrees with
azmfa. It asks the tenant of the environment and changes nothing. See
docs/replay.md.`,
  statuses: {
    0: "nothing disagrees",
    1: "the evaluation disagrees about a sign-in",
    2: "bad input, the tenant is out of reach, or no question has a result",
  },
  options: [
    new Option("--live", "read the tenant that the questions go to").conflicts("whole"),
    new Option("--dry-run", "print the requests, one on each line, and ask nothing"),
    checked(
      new Option("--sign-ins <N>", "at most N sign-ins in addition to the ways in; the default is 60"),
      wholeNumber(0, 1_000),
    ),
    WHOLE_OPTION,
    REAL_OPTION,
    ...JUDGING_OPTIONS,
  ],
  async run(given, host) {
    const [file] = given.files;
    if (given.has("live") === (file !== undefined))
      throw new Refused("azmfa: name a tenant file, or use --live for the live tenant, and not both");
    const judging = judgingOf(given, host);
    const read = file === undefined ? undefined : await readTenant(sourceAt(file, given), host);
    const { tenant } = read ?? tenantIn((await readLive(host, readLiveTenant)).file);
    const sample = Number(given.text("sign-ins") ?? 60);
    const { bypasses } = prove(tenant, judging.register?.exemptions);
    const questions = questionsAbout(tenant, bypasses, sample);
    if (given.has("dry-run")) {
      for (const { signIn } of questions.filter((one) => canAsk(one.signIn, tenant)))
        await host.out(`${printableJson(whatIfBody(signIn, tenant))}\n`);
      return 0;
    }
    const entra = await connectBy(host);
    insistOnSameTenant(file ?? "", read && tenantIdIn(read.file), await entra.tenantId());
    const value = await askAll(questions, tenant, entra, host);
    const showing = { tenantFile: file ?? "live", asOptions: signInAsOptions };
    const { agree = 0, differ = 0 } = value.signIns;
    const status = differ > 0 ? 1 : agree > 0 ? 0 : 2;
    return {
      report: () => whatIfReport(value, showing),
      object: () => whatIfObject(value, showing),
      status,
    };
  },
};

/** Graph takes one such request a second. */
const INTERVAL_MS = 1_000;

/** @throws TenantError if Graph wouldn't answer the other questions either */
async function askAll(questions: readonly Probe[], tenant: Tenant, entra: EntraTenant, host: Host): Promise<WhatIf> {
  const whatIf = new WhatIf(tenant);
  const say = progressOf(host);
  for (const [at, question] of questions.entries()) {
    say(`asked ${at} of ${questions.length} questions`);
    const isAsked = canAsk(question.signIn, tenant);
    if (isAsked) await host.pause(INTERVAL_MS);
    whatIf.take(question, isAsked ? await answerTo(question.signIn, whatIf, tenant, entra) : "notAsked");
  }
  return whatIf;
}

/** Asks one question. @throws TenantError */
async function answerTo(signIn: SignIn, { tips }: WhatIf, tenant: Tenant, entra: EntraTenant): Promise<WhatIfAnswer> {
  const answer = await answerOf(entra.ask(EVALUATION, undefined, whatIfBody(signIn, tenant)));
  if (answer.kind === "failed" && answer.problem.code !== "unexpected") throw new TenantError(answer.problem);
  const read = answer.kind === "read" ? readWhatIfAnswer(answer.value) : undefined;
  if (read?.tip !== undefined) tips.add(read.tip);
  return read?.decisions ?? "failed";
}
