import { CONDITIONS } from "../law/conditions";
import type { DecidedSignIn } from "../law/model/decided-sign-in";
import { type Block, filled, type Item, listSection, type Report } from "../report/report";
import { moment, span } from "../text/moment";
import { present } from "../text/present";
import { printable } from "../text/printable";
import { counted, fileName, listing, listingSome, named, shortened } from "../text/sentence";
import { formatterOf } from "../words/sign-in";
import type { ComparedDecisions } from "./comparison";
import { type Counts, type Group, MOST, totalOf } from "./groups";
import { isExplained, type ReasonWithoutMfa, type Replay } from "./replay";
import { nameOf, type WhatIf } from "./what-if";
import {
  CANNOT_COMPARE,
  cannotInWords,
  differenceInWords,
  explainCommand,
  KINDS,
  personIn,
  type Replayed,
  type ReportOptions,
  WAYS,
  wayInWords,
} from "./words";

/** The report of a replay: what agrees, what differs, and who signed in without MFA. Unexplained sign-ins come first. */
export function replayReport(replayed: Replayed): Report {
  const { logs, tenantFile, replay } = replayed;
  const { period } = replay;
  const files = logs.length > 2 ? counted(logs.length, "file") : listing(logs.map(fileName), "and");
  const subject = `${files} against ${fileName(tenantFile)}`;
  const when = period === undefined ? "" : `, ${span(period.from, period.until)}`;
  const judged = counted(totalOf(replay.signIns), "sign-in");
  return {
    title: "MFA for Azure management: recorded sign-ins",
    ...outcomeOf(replay),
    subject,
    aside: `${judged} to Azure management${when}`,
    answer: [agreement(replay), withoutMfaInWords(replay)],
    sections: filled([
      listSection("Signed in without MFA, unexplained", cameInItems(false, replayed)),
      listSection("Entra decided differently", differenceItems(replay, replayed)),
      listSection("Signed in without MFA", cameInItems(true, replayed)),
      listSection("Left out", leftOut(replay)),
      listSection("Not comparable", notComparable(replay)),
      listSection("Not read", notRead(replay)),
    ]),
    footer: `${subject}, ${judged}${when}. Made by azmfa replay.`,
  };
}

function outcomeOf(replay: Replay): Pick<Report, "word" | "tone"> {
  const { unexplained, undeclared } = replay.counts;
  if (replay.confirmsVerdict && replay.isWhole) return { word: "AGREES", tone: "good" };
  if (replay.signIns.differ !== undefined && unexplained === 0) return { word: "DIFFERS", tone: "bad" };
  return undeclared > 0 ? { word: "WITHOUT MFA", tone: "bad" } : { word: "INCOMPLETE", tone: "warn" };
}

function agreement({ signIns: { agree = 0, differ = 0 }, decisions }: ComparedDecisions): string {
  const compared = agree + differ;
  if (compared === 0) return "No sign-in could be compared with what Entra decided.";
  return differ === 0
    ? `Entra and azmfa agree about ${counted(compared, "sign-in")} (${counted(decisions.agree ?? 0, "decision")} about policies).`
    : `Entra and azmfa disagree about ${differ.toLocaleString("en-US")} of ${counted(compared, "sign-in")}.`;
}

function withoutMfaInWords(replay: Replay): string {
  const { count, undeclared, unexplained } = replay.counts;
  const notTold = replay.mfaNotTold;
  const isNobody = count === 0 && notTold === 0 && replay.isWhole && totalOf(replay.signIns) > 0;
  if (isNobody) return "Nobody signed in without MFA.";
  const exempt = count === undeclared ? "" : `, ${(count - undeclared).toLocaleString("en-US")} of them exempt`;
  return present([
    count === 0
      ? "No sign-in without MFA was found."
      : `${counted(count, "sign-in")} reached Azure management without MFA${exempt}.`,
    unexplained > 0 && `Nothing explains ${unexplained.toLocaleString("en-US")} of them.`,
    notTold > 0 && `${counted(notTold, "record doesn't", "records don't")} say whether MFA was done or a token issued.`,
  ]).join(" ");
}

/** A terminal has no room for more; JSON has more. */
const MOST_SHOWN = 20;

/** @param total how many sign-ins all groups have together, also groups beyond the limit */
function itemsOf<Finding>(
  groups: readonly Group<Finding>[],
  total: number,
  itemOf: (group: Group<Finding>) => Item,
): readonly Item[] {
  const shown = groups.slice(0, MOST_SHOWN);
  const more = total - countIn(shown);
  return [...shown.map(itemOf), ...(more > 0 ? [`${counted(more, "more sign-in")}, in --format json`] : [])];
}

const countIn = (groups: readonly Group<unknown>[]): number => groups.reduce((sum, { count }) => sum + count, 0);

const periodOf = ({ first, last }: Group<unknown>): string => span(first, last, "on ", "from ");

/** Differences, possible errors in azmfa first. */
function differenceItems({ source, differences }: ComparedDecisions, showing: ReportOptions): readonly Item[] {
  const groups = Object.keys(KINDS).flatMap((kind) => differences.all.filter(({ finding }) => finding.kind === kind));
  return itemsOf(groups, countIn(groups), (group) => {
    const { count, finding, people, ids } = group;
    const by = `${counted(people.size, "person", "people")}${people.size < MOST.values ? "" : " or more"}`;
    const seen = `${counted(count, "sign-in")} by ${by}, ${source === "log" ? periodOf(group) : `such as ${listing([...ids], "and")}`}`;
    return {
      text: `${differenceInWords(finding, source)}. ${seen}`,
      // An explanation doesn't show the policy's state at that time.
      below: [sentence(KINDS[finding.kind]), ...example(group.example, showing, finding.kind !== "policy")],
    };
  });
}

const sentence = (text: string): Block => ({ kind: "text", text: `${text}.` });

/** One sign-in as an example, and the command that explains azmfa's decision. */
function example(signIn: DecidedSignIn, showing: ReportOptions, isExplainable: boolean): readonly Block[] {
  const { id, time } = signIn;
  const which = Number.isFinite(time) ? `${moment(time)}, record ${shortened(id)}` : id;
  const text = `e.g. ${personIn(signIn, showing)}, ${which}`;
  if (!isExplainable) return [sentence(text)];
  return [
    { kind: "text", text: `${text}:` },
    { kind: "code", lines: [explainCommand(signIn, showing)] },
  ];
}

const FEW = 3;

/** Sign-ins without MFA that something explains, or that nothing explains. */
function cameInItems(areExplained: boolean, replayed: Replayed): readonly Item[] {
  const { count, unexplained } = replayed.replay.counts;
  const groups = replayed.replay.withoutMfa.all.filter(({ finding }) => isExplained(finding) === areExplained);
  const total = areExplained ? count - unexplained : unexplained;
  return itemsOf(groups, total, (group) => cameInItem(group, replayed));
}

function cameInItem(group: Group<ReasonWithoutMfa>, replayed: Replayed): Item {
  const { finding, example: shown, clients, applications, from } = group;
  const formatter = formatterOf(replayed.replay.tenant);
  const clientsInWords = present([...clients].map((client) => CONDITIONS.clientApp.words.how([client], formatter)));
  const parts = present([
    counted(group.count, "time"),
    periodOf(group),
    clients.size > 0 && `with ${listingSome(clientsInWords, FEW)}`,
    applications.size > 0 && `in ${listingSome([...applications].map(named), FEW)}`,
    from.size > 0 && `from ${listingSome([...from], FEW)}`,
  ]);
  const text = `${personIn(shown, replayed)}: ${parts.join(", ")}: ${wayInWords(finding)}`;
  const [, todo] = WAYS[finding.kind];
  const below = present([todo !== undefined && sentence(todo)]);
  // A person that the tenant file doesn't have can't be explained.
  const examples = isExplained(finding) ? [] : example(shown, replayed, finding.kind !== "notInTenant");
  return { text, below: [...below, ...examples] };
}

/** Records and decisions that there is nothing to compare with. */
function leftOut({ signIns, decisions, skipped }: Replay): readonly string[] {
  const older = counted(signIns.older ?? 0, "sign-in");
  const rows: readonly (readonly [count: number | undefined, one: string, rest: string])[] = [
    [decisions.newer, "decision", `about policies or locations that changed later (${older} with no other decision)`],
    [decisions.gone, "decision", "about policies that the tenant file doesn't have"],
    [skipped.resource, "record", "of sign-ins to other resources"],
    [skipped.firstFactor, "record", "of sign-ins with a wrong password or a locked account"],
    [skipped.service, "record", "of services and of Microsoft's support"],
    [skipped.repeated, "record", "of sign-ins that another record describes"],
  ];
  return rows.flatMap(([count = 0, one, rest]) => (count === 0 ? [] : [`${counted(count, one)} ${rest}`]));
}

function notComparable({ signIns, decisions }: ComparedDecisions): readonly string[] {
  const { agree, differ, older, ...records } = signIns;
  const { agree: agreeing, differ: differing, newer, gone, ...others } = decisions;
  const rows = <Key extends string>(counts: Counts<Key>) => Object.entries(counts) as [Key, number][];
  return [
    ...rows(records).map(([why, count]) => `${counted(count, "sign-in")}: ${CANNOT_COMPARE[why]}`),
    ...rows(others).map(([why, count]) => `${counted(count, "decision")} about a policy: ${cannotInWords(why)}`),
  ];
}

function notRead({ unreadable, firstUnreadable, incomplete }: Replay): readonly string[] {
  const more = unreadable - firstUnreadable.length;
  return [
    ...firstUnreadable.map(({ log, record, line, why }) => `${fileName(log)}:${line}, record ${record}: ${why}`),
    ...(more > 0 ? [counted(more, "more record")] : []),
    ...incomplete.map((log) => `${fileName(log)}: not all of it was read`),
  ];
}

/** The report of Microsoft's answers. */
export function whatIfReport(whatIf: WhatIf, showing: ReportOptions): Report {
  const { results, counts, tips } = whatIf;
  const { agrees, disagrees, knownDefect, notAvailable } = counts;
  // A way in isn't confirmed if it couldn't be asked about or shows a defect, even if nothing disagrees.
  const open = results.filter(({ about, result }) => about.kind === "wayIn" && result !== "agrees").map(nameOf);
  return {
    title: "MFA for Azure management: Microsoft's evaluation",
    ...whatIfOutcome(whatIf, open.length),
    subject: fileName(showing.tenantFile),
    aside: counted(results.length, "question"),
    answer: [
      `${counted(results.length, "sign-in")}: the evaluation agrees about ${agrees}, disagrees about ${disagrees}, and shows a known defect in ${knownDefect}. ${notAvailable} couldn't be asked.`,
      ...(open.length === 0 ? [] : [`The evaluation doesn't confirm ${listing(open, "and")} of the verdict.`]),
      ...Array.from(tips, printable),
    ],
    sections: filled([
      listSection("The evaluation decides differently", differenceItems(whatIf, showing)),
      listSection("Not comparable", notComparable(whatIf)),
    ]),
    footer: "Made by azmfa whatif.",
  };
}

function whatIfOutcome({ counts: { agrees, disagrees } }: WhatIf, open: number): Pick<Report, "word" | "tone"> {
  if (disagrees > 0) return { word: "DISAGREES", tone: "bad" };
  return agrees === 0 || open > 0 ? { word: "NOT CONFIRMED", tone: "warn" } : { word: "AGREES", tone: "good" };
}
