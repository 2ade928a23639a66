import { DIMENSIONS } from "../law/conditions";
import type { Dimension } from "../law/model/dimensions";
import type { Principal } from "../law/model/sign-in";
import { present } from "../text/present";
import { counted } from "../text/sentence";
import { type Bypass, MOST_BYPASSES, type Verdict } from "../verifier/verdict";

/** The ways in without those that another one, as certain, already covers: the same people and more, at the same width or more. */
export function widestOnly(bypasses: readonly Bypass[]): readonly Bypass[] {
  const known = bypasses.map((bypass): WayIn => ({ bypass, whom: undefined }));
  return known
    .filter(
      (one, at) =>
        !known.some((other, place) => place !== at && covers(other, one) && (place < at || !covers(one, other))),
    )
    .map(({ bypass }) => bypass);
}

/** A way in with whom it is open for, which is worked out once where it is asked. */
interface WayIn {
  readonly bypass: Bypass;
  whom: ReadonlySet<string> | undefined;
}

function covers(wide: WayIn, { bypass: narrow }: WayIn): boolean {
  const { certain, people, others } = wide.bypass;
  if (certain !== narrow.certain || people.length < narrow.people.length) return false;
  if (!DIMENSIONS.every((dimension) => isWider(dimension, wide.bypass, narrow))) return false;
  wide.whom ??= new Set<string>([...people, ...others.map(keyOf)]);
  const { whom } = wide;
  return narrow.people.every((id) => whom.has(id)) && narrow.others.every((one) => whom.has(keyOf(one)));
}

const keyOf = ({ kind, identity: { type, home } }: Principal): string => `${kind} ${type} ${home}`;

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
  const listed = new Set<string>(bypasses.flatMap(({ people }) => people));
  const types = new Set<string>(bypasses.flatMap(({ others }) => others.map(({ identity }) => identity.type)));
  const people = uncovered.users.filter((id) => !listed.has(id)).length;
  const kinds = [...uncovered.classes, ...uncovered.outsiders].filter((type) => !types.has(type)).length;
  if (people + kinds === 0) return undefined;
  const whom = present([
    people > 0 && counted(people, "more person", "more people"),
    kinds > 0 && counted(kinds, "more kind of people", "more kinds of people"),
  ]);
  const how = people > 0 ? "; azmfa explain with --user shows how" : "";
  return `${whom.join(" and ")} ${people + kinds === 1 ? "gets" : "get"} in by other ways: a verdict lists ${MOST_BYPASSES} at most${how}.`;
}
