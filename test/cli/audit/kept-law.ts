import type { Ran } from "./audited-tenant";
import type { Asked } from "./questions-asked";

interface Answered {
  readonly title: string;
  readonly answer: "passed" | "failed" | "unknown" | "not applicable";
  readonly because: string;
  readonly todo: readonly string[];
  readonly evidence: readonly { readonly subject: { readonly id: string } | null; readonly value: string }[];
}

/** As much of an audit's JSON as is looked at. */
export interface Report {
  readonly outcome: string;
  readonly verdict: {
    readonly verdict: string;
    readonly bypasses: readonly { readonly hangsOn: readonly { readonly kind: string; readonly id: string }[] }[];
  };
  readonly steps: readonly Answered[];
  readonly besides: readonly Answered[];
  readonly notRead: readonly { readonly key: string; readonly why: string; readonly role: string | null }[];
}

/** All of it but when it was read and how long it took. */
export const withoutItsTime = (report: Report): unknown =>
  JSON.parse(JSON.stringify(report).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then"), (key, value) =>
    key === "elapsedMs" ? 0 : value,
  );

export const reportOf = ({ out }: Ran): Report => JSON.parse(out) as Report;

/**
 * How an audit of a tenant that misbehaves breaks the law: it ends as without the misbehaviour; or the answers that rest on what
 * was asked are unknown, and it says what could not be read; or it ends with status 2 and a sentence.
 */
export function brokenLaw(undisturbed: Report, ran: Ran, { question, key }: Asked): readonly string[] {
  if (/^\s+at .+:\d+/m.test(ran.err) || /internal error/.test(ran.err)) return [`it breaks: ${ran.err}`];
  if (ran.status === 2)
    return ran.out === "" && /^azmfa: (nothing was audited|Graph's answer): .+/m.test(ran.err)
      ? []
      : [`no sentence: ${ran.err}`];
  const report = reportOf(ran);
  const gaps = report.notRead.filter((gap) => gap.key === key && !isIn(undisturbed, gap));
  const others = [...undisturbed.steps, ...undisturbed.besides];
  const changed = [...report.steps, ...report.besides].filter(({ answer }, index) => answer !== others[index]?.answer);
  return [
    ...changed.flatMap((one) => (one.answer === "unknown" ? [] : [`"${one.title}" is ${one.answer}: ${one.because}`])),
    ...changed.flatMap((one) =>
      names(one, gaps) ? [] : [`"${one.title}" doesn't name it: ${one.because} ${one.todo}`],
    ),
    ...(changed.length > 0 && gaps.length === 0 ? [`it doesn't say that ${question.what} could not be read`] : []),
    ...(gaps.every(({ why }) => ran.err.includes(why)) ? [] : ["it doesn't say so on standard error"]),
    ...verdictBroken(undisturbed, report),
  ];
}

/** Whether an answer says which role is missing for what, or which list it is that isn't known. */
function names({ because, todo, evidence }: Answered, gaps: Report["notRead"]): boolean {
  const said = [because, ...todo, ...evidence.map(({ value }) => value)].join(" ");
  return gaps.some(({ why, role }) => said.includes(why.slice(0, 30)) || (role !== null && said.includes(role)));
}

const isIn = ({ notRead }: Report, { key, why }: Report["notRead"][number]): boolean =>
  notRead.some((gap) => gap.key === key && gap.why === why);

/** What isn't known can only make more ways in, each of which depends on it, or leave it open. */
function verdictBroken(
  { verdict: before, outcome }: Report,
  { verdict: after, outcome: now }: Report,
): readonly string[] {
  if (now === "compliant" && outcome !== "compliant") return ["it is compliant"];
  if (after.verdict === before.verdict || after.verdict === "unknown") return [];
  if (after.verdict === "bypass" && after.bypasses.every(({ hangsOn }) => hangsOn.length > 0)) return [];
  return [`the verdict is ${after.verdict}, not ${before.verdict}`];
}
