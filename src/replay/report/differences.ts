import { type Item, listSection, type Section } from "../../report/report";
import { counted, named } from "../../text/sentence";
import type { Group } from "../groups";
import type { ToldDifference } from "../replay";
import { exampleBlocks, recordBlocks } from "./example";
import type { ReplayReport } from "./replay-report";
import { differenceInWords, meansOf, period } from "./words";

/** More of the same help nobody at a terminal; JSON has them all. */
const MOST = 20;

/** A finding about us leads: the others are about what has changed since. */
const ORDER = ["law", "policy", "membership"];
const rank = ([group]: readonly Group<ToldDifference>[]): number => ORDER.indexOf(group?.said.kind ?? "");

/** By policy and kind, since a single mistake of ours shows in everybody's sign-ins. */
export function differences(report: ReplayReport): Section {
  const byPolicy = new Map<string, Group<ToldDifference>[]>();
  for (const group of report.replay.differences.all) {
    const { policy, kind, on, entra, ours } = group.said;
    const key = [policy.id, kind, on, entra, ours].join(" ");
    byPolicy.set(key, [...(byPolicy.get(key) ?? []), group]);
  }
  const all = [...byPolicy.values()].toSorted((one, other) => rank(one) - rank(other));
  const shown = all.slice(0, MOST).flatMap((groups) => itemOf(groups, report));
  const more = all
    .slice(MOST)
    .flat()
    .reduce((sum, { count }) => sum + count, report.replay.differences.beyond);
  const rest = more > 0 ? [`${counted(more, "more sign-in")}, in --format json`] : [];
  return listSection("Entra decided differently", [...shown, ...rest]);
}

function itemOf(groups: readonly Group<ToldDifference>[], report: ReplayReport): readonly Item[] {
  const [first] = groups;
  if (first === undefined) return [];
  const { policy, kind, example } = first.said;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const span = period(Math.min(...groups.map((group) => group.first)), Math.max(...groups.map((group) => group.last)));
  return [
    {
      text: `${named(policy.displayName)}: ${differenceInWords(first.said)}. ${counted(count, "sign-in")} by ${counted(groups.length, "person", "people")}, ${span}`,
      below: [
        { kind: "text", text: `${meansOf(first.said)}.` },
        // What we make of a sign-in says nothing of what a policy's state was then.
        ...(kind === "policy" ? recordBlocks(example, report) : exampleBlocks(example, report)),
      ],
    },
  ];
}
