import { type Item, listSection, type Section } from "../../report/report";
import { counted, listing, named } from "../../text/sentence";
import { EXPLAINED } from "../came-in";
import type { Group, Groups } from "../groups";
import type { CameIn, ToldDifference } from "../replay";
import { exampleBlocks, personIn, recordBlocks } from "./example";
import type { ReplayReport } from "./replay-report";
import { differenceInWords, meansOf, period, unexplainedMeans, wayInWords } from "./words";

/** More of the same help nobody at a terminal; JSON has them all. */
const MOST = 20;

/** Groups of which the same is told: an item for those with the same key, in the order in which they come or in the one given. */
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
  const told = [...together.values()].toSorted(([one], [other]) => rank(one.said) - rank(other.said));
  const more = countIn(told.slice(MOST).flat()) + beyond;
  return [
    ...told.slice(0, MOST).map((groups) => itemOf(groups[0].said, groups)),
    ...(more > 0 ? [`${counted(more, "more sign-in")}, in --format json`] : []),
  ];
}

const countIn = (groups: readonly Group<unknown>[]): number => groups.reduce((sum, { count }) => sum + count, 0);

const periodOf = (groups: readonly Group<unknown>[]): string =>
  period(Math.min(...groups.map(({ first }) => first)), Math.max(...groups.map(({ last }) => last)));

/** A finding about us leads: the others are about what has changed since. */
const ORDER: readonly ToldDifference["kind"][] = ["law", "policy", "membership"];

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
  listSection(
    "Signed in without MFA, and neither a way in of the verdict nor the register explains it",
    peopleIn(report.replay.unexplained, report),
  );

/** Who came in by a way in of the verdict, who is declared, and whom a change since stops. */
export const cameInExplained = (report: ReplayReport): Section =>
  listSection("Signed in without MFA", peopleIn(report.replay.explained, report));

/** By person and way in: clients and places are told together. */
const peopleIn = (cameIn: Groups<CameIn>, report: ReplayReport): readonly Item[] =>
  itemsOf(
    cameIn,
    ({ by, example }) => `${example.who.id} ${JSON.stringify(by)}`,
    (said, groups) => {
      const { by, example } = said;
      const what = unexplainedMeans(by, report.tenant.policies);
      // Somebody whom the tenant doesn't have can't be explained by it.
      const shown = by.kind === "notInTenant" ? recordBlocks(example, report) : exampleBlocks(example, report);
      const below = [
        ...(what === undefined ? [] : [{ kind: "text", text: `${what}.` } as const]),
        ...(EXPLAINED[by.kind] ? [] : shown),
      ];
      return { text: cameInLine(groups, said, report), below };
    },
  );

function cameInLine(groups: readonly Group<CameIn>[], { by, example }: CameIn, report: ReplayReport): string {
  const examples = groups.map(({ said }) => said.example);
  const names = new Map(report.tenant.policies.map(({ id, displayName }) => [String(id), displayName]));
  const clients = distinct(examples.map(({ told }) => told.clientApp && CLIENTS[told.clientApp]));
  const applications = distinct(examples.map(({ application }) => application.name && named(application.name)));
  const places = distinct(examples.map(({ told }) => placeOf(told)));
  const parts = [
    counted(countIn(groups), "time"),
    periodOf(groups),
    ...(clients.length === 0 ? [] : [`with ${listing(clients, "and")}`]),
    ...(applications.length === 0 ? [] : [`in ${listing(fewOf(applications), "and")}`]),
    ...(places.length === 0 ? [] : [`from ${listing(fewOf(places), "and")}`]),
  ];
  return `${personIn(example, report)}: ${parts.join(", ")}: ${wayInWords(by, (id) => names.get(id) ?? id)}`;
}

const placeOf = ({ address, country }: CameIn["example"]["told"]): string | undefined =>
  address !== undefined && country !== undefined ? `${address} (${country})` : (address ?? country);

const distinct = (texts: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(texts.filter((text) => text !== undefined && text !== ""))] as readonly string[];

const FEW = 3;

/** The first few, and how many there are beside. */
const fewOf = (texts: readonly string[]): readonly string[] =>
  texts.length <= FEW + 1 ? texts : [...texts.slice(0, FEW), `${texts.length - FEW} more`];

const CLIENTS = {
  browser: "a browser",
  mobileAppsAndDesktopClients: "an app or command line tool",
  exchangeActiveSync: "Exchange ActiveSync",
  easSupported: "Exchange ActiveSync",
  other: "a legacy client",
} as const;
