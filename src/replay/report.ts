import { CONDITIONS } from "../law/conditions";
import type { RecordedSignIn } from "../law/model/recorded-sign-in";
import { type Block, filled, type Item, listSection, type Report } from "../report/report";
import { present } from "../text/present";
import { counted, fileName, listing, listingSome, named, shortened } from "../text/sentence";
import { tellerOf } from "../words/sign-in";
import { isExplained } from "./came-in";
import { type CameIn, type DifferenceShown, type Group, MOST_VALUES, type Replay, type Replayed } from "./replay";
import {
  CANNOT_RECORD,
  cannotInWords,
  differenceInWords,
  explainCommand,
  KINDS,
  moment,
  personIn,
  span,
  WAYS,
  wayInWords,
} from "./words";

/** The report of a replay: what agrees, what differs, and who signed in without MFA. Unexplained sign-ins come first. */
export function replayReport(replayed: Replayed): Report {
  const { logs, tenantFile, replay } = replayed;
  const { period, differences, withoutMfa } = replay;
  const when = period === undefined ? "" : `, ${span(period.from, period.until)}`;
  const files = logs.length > 2 ? counted(logs.length, "file") : listing(logs.map(fileName), "and");
  const subject = `${files} against ${fileName(tenantFile)}`;
  const signIns = counted(replay.records.judged, "sign-in");
  const ofKind = Object.keys(KINDS).flatMap((kind) => differences.filter(({ said }) => said.kind === kind));
  const cameInItems = (isMeant: boolean, total: number): readonly Item[] =>
    itemsOf(
      withoutMfa.groups.filter(({ said }) => isExplained(said.by) === isMeant),
      total,
      (group) => cameIn(group, replayed),
    );
  return {
    title: "MFA for Azure management: recorded sign-ins",
    ...outcomeOf(replay),
    subject,
    aside: `${signIns} to Azure management${when}`,
    answer: [agreement(replay), withoutMfaInWords(replay)],
    sections: filled([
      listSection("Signed in without MFA, unexplained", cameInItems(false, withoutMfa.unexplained)),
      listSection(
        "Entra decided differently",
        itemsOf(ofKind, countIn(ofKind), (group) => difference(group, replayed)),
      ),
      listSection("Signed in without MFA", cameInItems(true, withoutMfa.count - withoutMfa.unexplained)),
      listSection("Left out", leftOut(replay)),
      listSection("Not comparable", notComparable(replay)),
      listSection("Not read", notRead(replay)),
    ]),
    footer: `${subject}, ${signIns}${when}. Made by azmfa replay.`,
  };
}

function outcomeOf({ confirmsVerdict, isWhole, differences, withoutMfa }: Replay): Pick<Report, "word" | "tone"> {
  if (confirmsVerdict && isWhole) return { word: "AGREES", tone: "good" };
  if (differences.length > 0 && withoutMfa.unexplained === 0) return { word: "DIFFERS", tone: "bad" };
  return withoutMfa.undeclared > 0 ? { word: "WITHOUT MFA", tone: "bad" } : { word: "INCOMPLETE", tone: "warn" };
}

function agreement({ records: { agree, differ }, decisions }: Replay): string {
  const compared = agree + differ;
  if (compared === 0) return "No sign-in could be compared with what Entra decided.";
  return differ === 0
    ? `Entra and azmfa agree about ${counted(compared, "sign-in")} (${counted(decisions.agree, "decision")} about policies).`
    : `Entra and azmfa disagree about ${differ.toLocaleString("en-US")} of ${counted(compared, "sign-in")}.`;
}

function withoutMfaInWords({ mfaNotTold, isWhole, records, withoutMfa }: Replay): string {
  const { count, undeclared, unexplained } = withoutMfa;
  if (count === 0 && mfaNotTold === 0 && isWhole && records.judged > 0) return "Nobody signed in without MFA.";
  const exempt = count === undeclared ? "" : `, ${(count - undeclared).toLocaleString("en-US")} of them exempt`;
  return present([
    count === 0
      ? "No sign-in without MFA was found."
      : `${counted(count, "sign-in")} reached Azure management without MFA${exempt}.`,
    unexplained > 0 && `Nothing explains ${unexplained.toLocaleString("en-US")} of them.`,
    mfaNotTold > 0 &&
      `${counted(mfaNotTold, "record doesn't", "records don't")} say whether MFA was done or a token issued.`,
  ]).join(" ");
}

/** A terminal has no room for more; JSON has more. */
const MOST = 20;

const countIn = (groups: readonly Group<unknown>[]): number => groups.reduce((sum, { count }) => sum + count, 0);

/** @param total how many sign-ins all groups have together, also groups beyond the limit */
function itemsOf<Said>(
  groups: readonly Group<Said>[],
  total: number,
  itemOf: (group: Group<Said>) => Item,
): readonly Item[] {
  const shown = groups.slice(0, MOST);
  const more = total - countIn(shown);
  return [...shown.map(itemOf), ...(more > 0 ? [`${counted(more, "more sign-in")}, in --format json`] : [])];
}

const periodOf = ({ first, last }: Group<unknown>): string => span(first, last, "on ", "from ");

function difference(group: Group<DifferenceShown>, replayed: Replayed): Item {
  const { displayName, kind, people } = group.said;
  const by = `${counted(people.size, "person", "people")}${people.size < MOST_VALUES ? "" : " or more"}`;
  const seen = `${counted(group.count, "sign-in")} by ${by}, ${periodOf(group)}`;
  return {
    text: `${named(displayName)}: ${differenceInWords(group.said)}. ${seen}`,
    // An explanation doesn't show the policy's state at that time.
    below: [sentence(KINDS[kind]), ...example(group.example, replayed, kind !== "policy")],
  };
}

const sentence = (text: string): Block => ({ kind: "text", text: `${text}.` });

/** One record as an example, and the command that explains our decision. */
function example(signIn: RecordedSignIn, replayed: Replayed, isExplainable: boolean): readonly Block[] {
  const record = `e.g. ${personIn(signIn, replayed)}, ${moment(signIn.time)}, record ${shortened(signIn.id)}`;
  if (!isExplainable) return [sentence(record)];
  return [
    { kind: "text", text: `${record}:` },
    { kind: "code", lines: [explainCommand(signIn, replayed)] },
  ];
}

function cameIn(group: Group<CameIn>, replayed: Replayed): Item {
  const { by, clients, applications, from } = group.said;
  const teller = tellerOf(replayed.replay.tenant);
  const clientsInWords = present([...clients].map((client) => CONDITIONS.clientApp.words.how([client], teller)));
  const parts = present([
    counted(group.count, "time"),
    periodOf(group),
    clients.size > 0 && `with ${listingSome(clientsInWords, FEW)}`,
    applications.size > 0 && `in ${listingSome([...applications].map(named), FEW)}`,
    from.size > 0 && `from ${listingSome([...from], FEW)}`,
  ]);
  const text = `${personIn(group.example, replayed)}: ${parts.join(", ")}: ${wayInWords(by)}`;
  const [, todo] = WAYS[by.kind];
  // A person that the tenant doesn't have can't be explained.
  const shown = isExplained(by) ? [] : example(group.example, replayed, by.kind !== "notInTenant");
  return { text, below: [...(todo === undefined ? [] : [sentence(todo)]), ...shown] };
}

const FEW = 3;

/** Records and decisions that there is nothing to compare with. */
function leftOut({ records, decisions, records: { aside } }: Replay): readonly string[] {
  const older = counted(records.older, "sign-in");
  const rows: readonly (readonly [count: number | undefined, one: string, rest: string])[] = [
    [decisions.newer, "decision", `about policies or locations that changed later (${older} with no other decision)`],
    [decisions.gone, "decision", "about policies that the tenant file doesn't have"],
    [aside.resource, "record", "of sign-ins to other resources"],
    [aside.firstFactor, "record", "of sign-ins with a wrong password or a locked account"],
    [aside.service, "record", "of services and of Microsoft's support"],
    [aside.repeated, "record", "of sign-ins that another record describes"],
  ];
  return rows.flatMap(([count = 0, one, rest]) => (count === 0 ? [] : [`${counted(count, one)} ${rest}`]));
}

function notComparable({ notComparable: { records, decisions } }: Replay): readonly string[] {
  const rows = <Key extends string>(counts: { readonly [K in Key]?: number }) =>
    Object.entries(counts) as [Key, number][];
  return [
    ...rows(records).map(([why, count]) => `${counted(count, "sign-in")}: ${CANNOT_RECORD[why]}`),
    ...rows(decisions).map(([why, count]) => `${counted(count, "decision")} about a policy: ${cannotInWords(why)}`),
  ];
}

function notRead({ records, unreadable, incomplete }: Replay): readonly string[] {
  const more = records.unreadable - unreadable.length;
  return [
    ...unreadable.map(({ log, record, line, why }) => `${fileName(log)}:${line}, record ${record}: ${why}`),
    ...(more > 0 ? [counted(more, "more record")] : []),
    ...incomplete.map((log) => `${fileName(log)}: not all of it was read`),
  ];
}
