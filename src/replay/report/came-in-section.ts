import { type Item, listSection, type Section } from "../../report/report";
import { counted, listing, named } from "../../text/sentence";
import { EXPLAINED } from "../came-in";
import type { Group } from "../groups";
import type { CameIn } from "../replay";
import { exampleBlocks, recordBlocks } from "./example";
import { personIn } from "./person";
import type { ReplayReport } from "./replay-report";
import { period, unexplainedMeans, wayInWords } from "./words";

/** More of the same help nobody at a terminal; JSON has them all. */
const MOST = 20;

/** Who came in although nothing says how that was possible: before anything else, with a record that shows it. */
export const cameInUnexplained = (report: ReplayReport): Section =>
  listSection(
    "Signed in without MFA, and neither a way in of the verdict nor the register explains it",
    itemsOf(report.replay.unexplained, report),
  );

/** Who came in by a way in of the verdict, who is declared, and whom a change since stops. */
export const cameInExplained = (report: ReplayReport): Section =>
  listSection("Signed in without MFA", itemsOf(report.replay.explained, report));

/** By person and way in: clients and places are told together. */
function itemsOf({ all, beyond }: ReplayReport["replay"]["explained"], report: ReplayReport): readonly Item[] {
  const together = new Map<string, Group<CameIn>[]>();
  for (const group of all) {
    const { by, example } = group.said;
    const key = `${example.who.id} ${JSON.stringify(by)}`;
    together.set(key, [...(together.get(key) ?? []), group]);
  }
  const people = [...together.values()];
  const more = people
    .slice(MOST)
    .flat()
    .reduce((sum, { count }) => sum + count, beyond);
  return [
    ...people.slice(0, MOST).flatMap((groups) => itemOf(groups, report)),
    ...(more > 0 ? [`${counted(more, "more sign-in")}, in --format json`] : []),
  ];
}

function itemOf(groups: readonly Group<CameIn>[], report: ReplayReport): readonly Item[] {
  const [group] = groups;
  if (group === undefined) return [];
  const { by, example } = group.said;
  const what = unexplainedMeans(by, report.tenant.policies);
  // Somebody whom the tenant doesn't have can't be explained by it.
  const shown = by.kind === "notInTenant" ? recordBlocks(example, report) : exampleBlocks(example, report);
  const below = [
    ...(what === undefined ? [] : [{ kind: "text", text: `${what}.` } as const]),
    ...(EXPLAINED[by.kind] ? [] : shown),
  ];
  return [{ text: cameInLine(groups, group.said, report), below }];
}

function cameInLine(groups: readonly Group<CameIn>[], { by, example }: CameIn, report: ReplayReport): string {
  const examples = groups.map(({ said }) => said.example);
  const names = new Map(report.tenant.policies.map(({ id, displayName }) => [String(id), displayName]));
  const count = groups.reduce((sum, one) => sum + one.count, 0);
  const clients = distinct(examples.map(({ told }) => told.clientApp && CLIENTS[told.clientApp]));
  const applications = distinct(examples.map(({ application }) => application.name && named(application.name)));
  const places = distinct(examples.map(({ told }) => placeOf(told)));
  const parts = [
    counted(count, "time"),
    period(Math.min(...groups.map(({ first }) => first)), Math.max(...groups.map(({ last }) => last))),
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
