import { DIMENSIONS } from "../law/conditions";
import type { Dimension } from "../law/model/dimensions";
import { counted } from "../text/sentence";
import { type Bypass, MOST_BYPASSES, type Verdict } from "../verifier/verdict";

/** The ways in without those that another one, as certain, already covers: the same people and more, at the same width or more. */
export function widestOnly(bypasses: readonly Bypass[]): readonly Bypass[] {
  const who = new Map(bypasses.map((bypass) => [bypass, new Set(whoIn(bypass))]));
  const isWithin = (few: Bypass, many: Bypass): boolean => {
    const [some = new Set(), all = new Set()] = [who.get(few), who.get(many)];
    return some.size <= all.size && [...some].every((one) => all.has(one));
  };
  const covers = (wide: Bypass, narrow: Bypass): boolean =>
    wide.certain === narrow.certain &&
    DIMENSIONS.every((dimension) => isWider(dimension, wide, narrow)) &&
    isWithin(narrow, wide);
  return bypasses.filter(
    (one, at) =>
      !bypasses.some((other, place) => place !== at && covers(other, one) && (place < at || !covers(one, other))),
  );
}

const whoIn = ({ people, others }: Bypass): readonly string[] => [
  ...people,
  ...others.map(({ kind, identity: { type, home } }) => `${kind} ${type} ${home}`),
];

function isWider<D extends Dimension>(dimension: D, wide: Bypass, narrow: Bypass): boolean {
  const all = wide.alsoTrueFor[dimension] ?? [wide.signIn[dimension]];
  if (all === "any") return true;
  const some = narrow.alsoTrueFor[dimension] ?? [narrow.signIn[dimension]];
  return some !== "any" && some.every((value) => all.some((one) => one === value));
}

/**
 * What a list of ways in lacks, in one sentence; none where it has everybody. A verdict has the first ways in that were found, and
 * everybody who is uncovered: where there are more ways in than it has, somebody's is among the others.
 */
export function notListedInWords({ uncovered, bypasses }: Pick<Verdict, "uncovered" | "bypasses">): string | undefined {
  if (bypasses.length < MOST_BYPASSES) return undefined;
  const types = bypasses.flatMap(({ others }) => others.map(({ identity }) => identity.type));
  const listed = new Set<string>([...bypasses.flatMap(({ people }) => people), ...types]);
  const { users, classes, outsiders } = uncovered;
  const missing = [...users, ...classes, ...outsiders].filter((one) => !listed.has(one)).length;
  if (missing === 0) return undefined;
  const whom = counted(missing, "more person or kind of people gets", "more people or kinds of people get");
  return `${whom} in by other ways: a verdict lists ${MOST_BYPASSES} at most. azmfa explain with --user shows how.`;
}
