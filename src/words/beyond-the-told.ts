import type { UserId } from "../law/model/ids";
import { counted } from "../text/sentence";
import { MOST_BYPASSES, type Verdict } from "../verifier/verdict";

/**
 * People, and kinds of people, who get in by none of the verdict's ways in. A verdict has the first ways in that were found, and
 * everybody who is uncovered: where there are more ways in than it has, somebody's is among the others.
 */
export interface BeyondTheTold {
  readonly people: readonly UserId[];
  readonly kinds: number;
}

/** Whoever is uncovered and in no way in of the verdict. */
export function beyondTheTold({ uncovered, bypasses }: Pick<Verdict, "uncovered" | "bypasses">): BeyondTheTold {
  const told = new Set<string>(bypasses.flatMap(({ people }) => people));
  const types = new Set<string>(bypasses.flatMap(({ others }) => others.map(({ identity }) => identity.type)));
  return {
    people: uncovered.users.filter((id) => !told.has(id)),
    kinds: [...uncovered.classes, ...uncovered.outsiders].filter((type) => !types.has(type)).length,
  };
}

/** What a list of ways in lacks, in one sentence; none where it tells of everybody. */
export function beyondTheToldInWords(verdict: Pick<Verdict, "uncovered" | "bypasses">): string | undefined {
  const { people, kinds } = beyondTheTold(verdict);
  const whom = [
    ...(people.length > 0 ? [counted(people.length, "more person", "more people")] : []),
    ...(kinds > 0 ? [counted(kinds, "more kind of people", "more kinds of people")] : []),
  ];
  if (whom.length === 0 || verdict.bypasses.length < MOST_BYPASSES) return undefined;
  const how = people.length > 0 ? "; azmfa explain with --user shows how" : "";
  return `${whom.join(" and ")} ${people.length + kinds === 1 ? "gets" : "get"} in by other ways: a verdict lists ${MOST_BYPASSES} at most${how}.`;
}
