import { evaluate, evaluationContext } from "../../law/evaluate";
import type { Exemption } from "../../law/model/register";
import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { otherAnswers } from "../../replay/what-if/compare-answer";
import { cannotAsk, type Question, type QuestionResult, type WhatIfReport } from "../../replay/what-if/question";
import { countOf, whatIfAnswersReport, whatIfObject } from "../../replay/what-if/report";
import { sampleOf } from "../../replay/what-if/sample";
import { renderAdvice } from "../../report/finding";
import { render } from "../../report/render";
import { whatIfBody } from "../../report/what-if";
import { readWhatIfAnswer } from "../../tenant/graph/what-if-answer";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { EVALUATION } from "../../tenant/live/questions";
import { answerOf, TenantError } from "../../tenant/live/tenant-problem";
import { present } from "../../text/present";
import { printableJson } from "../../text/printable";
import { type Result, resultOf } from "../../text/result";
import { prove } from "../../verifier/prove";
import { type Command, type Given, type Host, needed, Refused } from "../command";
import { JUDGING_OPTIONS, judgingOf, sayHowJudged } from "../judging";
import { connectBy, REAL_OPTION, readLive, tenantIn } from "../live";
import { nowAndThen } from "../progress";
import { readTenantFile, sourceAt, WHOLE_OPTION } from "../tenant-source";

/**
 * `azmfa whatif`: Microsoft's evaluation against ours.
 * @public loaded by the table of commands when it is asked for
 */
export const whatif: Command = {
  takes: "TENANT|--live",
  about: `Asks Microsoft's evaluation (What If) about each way in of the verdict, and about sign-ins that
meet each policy and miss it in each dimension; then says where it agrees, where it doesn't,
where it is known to be wrong, and what it can't be asked. The file, or the live tenant, gives
the policies and the people; the questions go to the tenant that the environment leads to,
which must be the same. Whom --exclusions declares is no way in. One question a second, as
Graph has it. Changes nothing. See docs/replay.md.
`,
  statuses: {
    0: "nothing disagrees",
    1: "the evaluation disagrees about some sign-in",
    2: "bad input, the tenant is out of reach, or nothing could be asked",
  },
  options: {
    live: { kind: "switch", help: "take the tenant from where the questions go" },
    "dry-run": { kind: "switch", help: "print the requests, one a line, and ask nothing" },
    "sign-ins": { kind: "text", value: "N", help: "at most N sign-ins in addition to the ways in, 60 by default" },
    interval: { kind: "text", value: "SECONDS", help: "between two questions, 1 by default" },
    ...WHOLE_OPTION,
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: 1 },
  async run(given, host) {
    const [{ sample, intervalMs }, source, judging] = needed(
      optionsIn(given),
      sourceAt(given.files[0], given),
      await judgingOf(given, host),
    );
    sayHowJudged(judging, host);
    const [{ tenant }] = needed(source === undefined ? await liveTenant(host) : await readTenantFile(source, host));
    const questions = questionsAbout(tenant, judging.register?.exemptions ?? [], sample);
    if (given.has("dry-run")) {
      for (const { signIn } of questions.filter((one) => cannotAsk(one.signIn, tenant) === undefined))
        await host.out(`${printableJson(whatIfBody(signIn, tenant))}\n`);
      return 0;
    }
    const answered = await answerOf(askAll(questions, tenant, intervalMs, host));
    if (answered.kind === "failed") throw new Refused(`azmfa: ${renderAdvice(answered.problem)}`);
    const report: WhatIfReport = { tenantFile: given.files[0] ?? "live", tenant, ...answered.value };
    const result = { report: () => whatIfAnswersReport(report), object: () => whatIfObject(report) };
    await host.out(render(judging.format, result, host));
    if (countOf(report, "notAvailable") === questions.length) return 2;
    return countOf(report, "disagrees") === 0 ? 0 : 1;
  },
};

const MOST_SAMPLE = 1_000;
const MOST_INTERVAL = 3_600;

function optionsIn(given: Given): Result<{ readonly sample: number; readonly intervalMs: number }, string> {
  const hasFile = given.files.length > 0;
  const sample = Number(given.text("sign-ins") ?? "60");
  const interval = Number(given.text("interval") ?? "1");
  const isSample = Number.isInteger(sample) && sample >= 0 && sample <= MOST_SAMPLE;
  const isInterval = interval >= 0 && interval <= MOST_INTERVAL;
  const rules = [
    !hasFile && !given.has("live") && "name a tenant file, or take the live tenant with --live",
    hasFile && given.has("live") && "--live takes the tenant from where the questions go, so no file",
    !isSample && `--sign-ins is a whole number from 0 to ${MOST_SAMPLE}`,
    !isInterval && `--interval is seconds, from 0 to ${MOST_INTERVAL}`,
  ];
  return resultOf(
    () => ({ sample, intervalMs: interval * 1_000 }),
    present(rules).map((rule) => `azmfa: ${rule}`),
  );
}

async function liveTenant(host: Host): Promise<ReturnType<typeof tenantIn>> {
  const live = await readLive(host, readLiveTenant);
  return live.ok ? tenantIn(live.value.file) : live;
}

/** Each way in of the verdict, then the sample, without a request that goes before. */
function questionsAbout(tenant: Tenant, exemptions: readonly Exemption[], sample: number): readonly Question[] {
  const requestFor = (signIn: SignIn): string => JSON.stringify(whatIfBody(signIn, tenant));
  const waysIn = prove(tenant, exemptions).bypasses.map(({ signIn }) => signIn);
  const asked = new Set(waysIn.map(requestFor));
  const others = new Map(sampleOf(tenant).map((signIn) => [requestFor(signIn), signIn]));
  const sampled = [...others].filter(([request]) => !asked.has(request)).slice(0, sample);
  return [
    ...waysIn.map((signIn, at) => ({ about: { kind: "wayIn", number: at + 1 } as const, signIn })),
    ...sampled.map(([, signIn]) => ({ about: { kind: "sample" } as const, signIn })),
  ];
}

/** @throws TenantError where no other question would be answered, either */
async function askAll(
  questions: readonly Question[],
  tenant: Tenant,
  intervalMs: number,
  host: Host,
): Promise<Pick<WhatIfReport, "results" | "tips">> {
  const context = evaluationContext(tenant);
  const entra = await connectBy(host);
  const tips = new Set<string>();
  const results: WhatIfReport["results"][number][] = [];
  const say = nowAndThen(host);
  let asked = 0;

  async function ask(signIn: SignIn): Promise<QuestionResult> {
    const cannot = cannotAsk(signIn, tenant);
    if (cannot !== undefined) return { kind: "notAvailable", why: cannot };
    if (asked++ > 0) await host.pause(intervalMs);
    const answer = await answerOf(entra.answerTo(EVALUATION, whatIfBody(signIn, tenant)));
    if (answer.kind === "failed" && answer.problem.code !== "unexpected") throw new TenantError(answer.problem);
    const read = answer.kind === "read" ? readWhatIfAnswer(answer.value) : undefined;
    if (read === undefined) return { kind: "notAvailable", why: "failed" };
    if (read.tip !== undefined) tips.add(read.tip);
    const others = otherAnswers(signIn, read.policies, context);
    if (others.length === 0) return { kind: "agrees" };
    return { kind: others.every(({ isKnownDefect }) => isKnownDefect) ? "knownDefect" : "disagrees", others };
  }

  for (const question of questions) {
    say(() => `asked ${results.length} of ${questions.length} questions`);
    const isStopped = evaluate(context, question.signIn) === "yes";
    results.push({ ...question, isStopped, result: await ask(question.signIn) });
  }
  return { results, tips: [...tips] };
}
