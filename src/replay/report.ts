import type { DecidedSignIn } from "../law/model/decided-sign-in";
import type { Tenant } from "../law/model/tenant";
import { type Block, filled, type Item, listSection, type Report } from "../report/report";
import { moment, span } from "../text/moment";
import { present } from "../text/present";
import { printable } from "../text/printable";
import { counted, fileName, listing, listingSome, named, shortened } from "../text/sentence";
import { directoryNames } from "../words/principal";
import type { ComparedDecisions } from "./comparison";
import { isExplained, type Replay } from "./replay";
import { type Counts, type SignInGroup, totalOf } from "./sign-in-groups";
import type { WhatIf } from "./what-if";
import { KINDS, notComparedInWords, UNEXPLAINED, WAYS } from "./words";

/** The report of a replay: what agrees, what differs, and who signed in without MFA. Unexplained sign-ins come first. */
export function replayReport(replay: Replay): Report {
  const { logs, file, period } = replay;
  const subject = `${listingSome(logs.map(fileName), FEW)} against ${fileName(file)}`;
  const when = period === undefined ? "" : `, ${span(period.from, period.until)}`;
  const judged = counted(totalOf(replay.signIns), "sign-in");
  return {
    title: "MFA for Azure management: recorded sign-ins",
    ...outcomeOf(replay),
    subject,
    aside: `${judged} to Azure management${when}`,
    answer: [agreement(replay), withoutMfaInWords(replay)],
    sections: filled([
      listSection("Signed in without MFA", cameInItems(replay)),
      listSection("Entra decided differently", differenceItems(replay)),
      listSection("Not compared", notCompared(replay, replay.skipped)),
      listSection("Not read", notRead(replay)),
    ]),
    footer: `${subject}, ${judged}${when}. Made by azmfa replay.`,
  };
}

function outcomeOf(replay: Replay): Pick<Report, "word" | "tone"> {
  const { unexplained, undeclared } = replay.counts;
  if (replay.confirmsVerdict && replay.isWhole) return { word: "AGREES", tone: "good" };
  if (replay.signIns.differ !== 0 && unexplained === 0) return { word: "DIFFERS", tone: "bad" };
  return undeclared > 0 ? { word: "WITHOUT MFA", tone: "bad" } : { word: "INCOMPLETE", tone: "warn" };
}

const FEW = 3;

/** Who decides, in reports. */
const THEY = { log: "Entra", whatIf: "The evaluation" } as const;

function agreement({ source, signIns: { agree = 0, differ = 0 } }: ComparedDecisions): string {
  if (agree + differ === 0) return "No sign-in could be compared.";
  const about = differ === 0 ? "agree about" : `disagree about ${differ.toLocaleString("en-US")} of`;
  return `${THEY[source]} and azmfa ${about} ${counted(agree + differ, "sign-in")}.`;
}

function withoutMfaInWords(replay: Replay): string {
  const { count, undeclared, unexplained } = replay.counts;
  const notTold = replay.mfaNotTold;
  const isNobody = notTold === 0 && replay.isWhole && totalOf(replay.signIns) > 0;
  const nobody = isNobody ? "Nobody signed in without MFA." : "No sign-in without MFA was found.";
  const exempt = count === undeclared ? "" : `, ${(count - undeclared).toLocaleString("en-US")} of them exempt`;
  return present([
    count === 0 ? nobody : `${counted(count, "sign-in")} reached Azure management without MFA${exempt}.`,
    unexplained > 0 && `Nothing explains ${unexplained.toLocaleString("en-US")} of them.`,
    notTold > 0 && `${counted(notTold, "record doesn't", "records don't")} say whether MFA was done or a token issued.`,
  ]).join(" ");
}

/** A terminal has no room for more; JSON has more. */
const MOST_SHOWN = 20;

function itemsOf<Finding>(
  groups: readonly SignInGroup<Finding>[],
  itemOf: (group: SignInGroup<Finding>) => Item,
): readonly Item[] {
  const more = groups.slice(MOST_SHOWN).reduce((sum, { count }) => sum + count, 0);
  const others = more > 0 ? [`${counted(more, "more sign-in")}, in --format json`] : [];
  return [...groups.slice(0, MOST_SHOWN).map(itemOf), ...others];
}

const periodOf = ({ first, last }: SignInGroup<unknown>): string => span(first, last, "on ", "from ");

/** Differences, possible errors in azmfa first. */
function differenceItems({ source, differences, tenant }: ComparedDecisions): readonly Item[] {
  return itemsOf(differences.all, (group) => {
    const { count, people, finding } = group;
    const { displayName, kind, theirs, ours } = finding;
    const said = `${THEY[source]} says that it ${shortened(theirs)}; azmfa says that it ${ours}`;
    const seen = `${counted(count, "sign-in")} by ${counted(people.size, "person", "people")}`;
    return {
      text: `${named(displayName)}: ${said}. ${seen}${source === "log" ? `, ${periodOf(group)}` : ""}`,
      below: [sentence(KINDS[kind]), example(group.example, tenant)],
    };
  });
}

const sentence = (text: string): Block => ({ kind: "text", text: `${text}.` });

/** One sign-in as an example. What If answers about now, so its answers have no time. */
function example({ id, time, who }: DecidedSignIn, tenant: Tenant): Block {
  const which = Number.isFinite(time) ? `${moment(time)}, record ${shortened(id)}` : id;
  return { kind: "text", text: `e.g. ${directoryNames(tenant).person(who.id)}, ${which}` };
}

/** Sign-ins without MFA. First come those that nothing explains. */
function cameInItems({ withoutMfa, tenant }: Replay): readonly Item[] {
  const names = directoryNames(tenant);
  return itemsOf(withoutMfa.all, (group) => {
    const { finding, example: shown, how } = group;
    const which = "displayName" in finding ? ` (${named(finding.displayName)})` : "";
    const times = `${counted(group.count, "time")}, ${periodOf(group)}: ${listingSome([...how].map(shortened), FEW)}`;
    const text = `${names.person(shown.who.id)}: ${times}: ${WAYS[finding.kind]}${which}`;
    if (isExplained(finding)) return text;
    return { text, below: [sentence(UNEXPLAINED), example(shown, tenant)] };
  });
}

/** Records, sign-ins and decisions that there is nothing to compare with, by reason. */
function notCompared({ signIns, decisions }: ComparedDecisions, skipped: Replay["skipped"] = {}): readonly string[] {
  const { agree, differ, ...records } = signIns;
  const { agree: agreeing, differ: differing, ...others } = decisions;
  const rows = (what: string, counts: Counts<string>): readonly string[] =>
    Object.entries(counts).map(([why, count = 0]) => `${counted(count, what)}: ${notComparedInWords(why)}`);
  return [...rows("record", skipped), ...rows("sign-in", records), ...rows("policy decision", others)];
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
export function whatIfReport(whatIf: WhatIf, tenantFile: string): Report {
  const { unconfirmed, tips, signIns } = whatIf;
  const isConfirmed = signIns.agree !== 0 && unconfirmed.length === 0;
  const [word, tone] = isConfirmed ? (["AGREES", "good"] as const) : (["NOT CONFIRMED", "warn"] as const);
  return {
    title: "MFA for Azure management: Microsoft's evaluation",
    ...(signIns.differ === 0 ? { word, tone } : { word: "DISAGREES", tone: "bad" }),
    subject: fileName(tenantFile),
    answer: [
      agreement(whatIf),
      ...(unconfirmed.length === 0 ? [] : [`It doesn't confirm ${listing(unconfirmed, "and")} of the verdict.`]),
      ...(signIns.differ === 0 ? [] : ["What If is known not to find some groups and roles."]),
      ...Array.from(tips, printable),
    ],
    sections: filled([
      listSection("The evaluation decides differently", differenceItems(whatIf)),
      listSection("Not compared", notCompared(whatIf)),
    ]),
    footer: "Made by azmfa whatif.",
  };
}
