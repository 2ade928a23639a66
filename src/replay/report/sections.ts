import { CONDITIONS } from "../../law/conditions";
import { type Item, listSection, type Section } from "../../report/report";
import { counted, listingSome, named } from "../../text/sentence";
import { tellerOf } from "../../words/sign-in";
import { isExplained } from "../came-in";
import type { Group, Groups } from "../groups";
import type { CameIn, ReportedDifference } from "../replay";
import { exampleBlocks, personIn, recordBlocks } from "./example";
import type { ReplayReport } from "./replay-report";
import { differenceInWords, meansOf, span, unexplainedMeans, wayInWords } from "./words";

/** More of the same help nobody at a terminal; JSON has them all. */
const MOST = 20;

/** An item for all groups with the same key, in their order or in the one given. */
function itemsOf<Said>(
  { all, beyond }: Groups<Said>,
  keyOf: (said: Said) => string,
  itemOf: (said: Said, groups: readonly Group<Said>[]) => Item,
  rank: (said: Said) => number = () => 0,
): readonly Item[] {
  const together = new Map<string, [Group<Said>, ...Group<Said>[]]>();
  for (const group of all) {
    const key = keyOf(group.said);
    const others = together.get(key);
    if (others === undefined) together.set(key, [group]);
    else others.push(group);
  }
  const ranked = [...together.values()].toSorted(([one], [other]) => rank(one.said) - rank(other.said));
  const more = countIn(ranked.slice(MOST).flat()) + beyond;
  return [
    ...ranked.slice(0, MOST).map((groups) => itemOf(groups[0].said, groups)),
    ...(more > 0 ? [`${counted(more, "more sign-in")}, in --format json`] : []),
  ];
}

const countIn = (groups: readonly Group<unknown>[]): number => groups.reduce((sum, { count }) => sum + count, 0);

function periodOf(groups: readonly Group<unknown>[]): string {
  const first = Math.min(...groups.map((group) => group.first));
  return span(first, Math.max(...groups.map(({ last }) => last)), "on ", "from ");
}

/** A finding about us leads: the others are about what has changed since. */
const ORDER: readonly ReportedDifference["kind"][] = ["law", "policy", "membership"];

/** By policy and kind, since a single mistake of ours shows in everybody's sign-ins. */
export const differences = (report: ReplayReport): Section =>
  listSection(
    "Entra decided differently",
    itemsOf(
      report.replay.differences,
      ({ policy, kind, on, entra, ours }) => [policy.id, kind, on, entra, ours].join(" "),
      (said, groups) => ({
        text: `${named(said.policy.displayName)}: ${differenceInWords(said)}. ${counted(countIn(groups), "sign-in")} by ${counted(groups.length, "person", "people")}, ${periodOf(groups)}`,
        below: [
          { kind: "text", text: `${meansOf(said)}.` },
          // What we make of a sign-in says nothing of what a policy's state was then.
          ...(said.kind === "policy" ? recordBlocks(said.example, report) : exampleBlocks(said.example, report)),
        ],
      }),
      ({ kind }) => ORDER.indexOf(kind),
    ),
  );

/** Who came in although nothing says how that was possible: before anything else, with a record that shows it. */
export const cameInUnexplained = (report: ReplayReport): Section =>
  listSection("Signed in without MFA, unexplained", peopleIn(report.replay.unexplained, report));

/** Who came in by a way in of the verdict, who is declared, and whom a change since stops. */
export const cameInExplained = (report: ReplayReport): Section =>
  listSection("Signed in without MFA", peopleIn(report.replay.explained, report));

/** By person and way in: clients and places are listed together. */
const peopleIn = (cameIn: Groups<CameIn>, report: ReplayReport): readonly Item[] =>
  itemsOf(
    cameIn,
    ({ by, example }) => `${example.who.id} ${JSON.stringify(by)}`,
    (said, groups) => {
      const { by, example } = said;
      const text = cameInLine(groups, said, report);
      if (isExplained(by)) return { text, below: [] };
      // Somebody whom the tenant doesn't have can't be explained by it.
      const shown = by.kind === "notInTenant" ? recordBlocks(example, report) : exampleBlocks(example, report);
      return { text, below: [{ kind: "text", text: `${unexplainedMeans(by, report.tenant.policies)}.` }, ...shown] };
    },
  );

function cameInLine(groups: readonly Group<CameIn>[], { by, example }: CameIn, report: ReplayReport): string {
  const listed = (word: string, textOf: (example: CameIn["example"]) => string | undefined): readonly string[] => {
    const texts = [...new Set(groups.flatMap(({ said }) => textOf(said.example) || []))];
    return texts.length === 0 ? [] : [`${word} ${listingSome(texts, FEW)}`];
  };
  const clientWords = CONDITIONS.clientApp.words;
  const teller = tellerOf(report.tenant);
  const parts = [
    counted(countIn(groups), "time"),
    periodOf(groups),
    ...listed("with", ({ circumstances: { clientApp } }) => clientApp && clientWords.how([clientApp], teller)),
    ...listed("in", ({ application }) => application.name && named(application.name)),
    ...listed("from", ({ circumstances: { address, country } }) =>
      address !== undefined && country !== undefined ? `${address} (${country})` : (address ?? country),
    ),
  ];
  return `${personIn(example, report)}: ${parts.join(", ")}: ${wayInWords(by, report.tenant.policies)}`;
}

const FEW = 3;
