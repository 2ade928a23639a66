import { canBe, every, type Formula, Numbered, no, some } from "./formula";
import { Members } from "./law";
import { type Exempted, everybody, homesOf, Population, type Somebody } from "./people";
import type { Raw } from "./raw";
import { policiesOf, waysOf } from "./ways";

/**
 * Whether a sign-in may have been stopped before and get through after, and the other way round: in some case of all that
 * isn't known or understood, which is the same in both where the same isn't. Every sign-in and every case is tried.
 * Whoever isn't there counts as stopped. Both must know the same of who there is: the directory, or nothing.
 * @param exempted who may get through, looked up where they do
 */
export function opinionOnChange(before: Raw, after: Raw, exempted: Exempted): Change {
  const placed = policiesOf([before, after]);
  const numbered = new Numbered();
  const ways = waysOf([before, after], placed, numbered).map((way) => way.map(numbered.formula));
  const known = new Map<string, boolean>();
  const canChange = (shut: Formula, open: Formula): boolean => {
    const key = JSON.stringify([shut, open]);
    const answer = known.get(key) ?? canBe(every([shut, no(open)]));
    known.set(key, answer);
    return answer;
  };
  const change = { opened: false, closed: false };
  for (const { about, was, is, mayOpen, mayClose } of comparedPeople(before, after, exempted))
    for (const way of ways) {
      const stopping = way.map((formula, at) => every([formula, about[at] ?? false]));
      const [stoppedBefore, stoppedAfter] = [before, after].map((tenant) =>
        some(stopping.filter((_, at) => placed[at]?.tenant === tenant)),
      ) as [Formula, Formula];
      if (mayOpen) change.opened ||= canChange(was ? stoppedBefore : true, stoppedAfter);
      if (mayClose) change.closed ||= canChange(is ? stoppedAfter : true, stoppedBefore);
    }
  return change;
}

export interface Change {
  readonly opened: boolean;
  readonly closed: boolean;
}

/** Everybody in both tenants: when each policy is about them, whether they are there, and whether it counts if something changes. */
export function comparedPeople(before: Raw, after: Raw, exempted: Exempted) {
  const tenants = [before, after];
  const [then, now] = tenants.map((tenant) => new Population(tenant, exempted)) as [Population, Population];
  const members = tenants.map((tenant) => new Members(tenant, exempted.groups, { isForChange: true }));
  const policies = policiesOf(tenants);
  return everybodyInBoth(before, after).map(([was, is]) => ({
    about: policies.map(({ tenant, conditions }) => {
      const who = tenant === before ? was : is;
      return who === undefined ? false : (members[tenant === before ? 0 : 1]?.about(conditions, who) ?? false);
    }),
    was: was !== undefined,
    is: is !== undefined,
    mayOpen: is !== undefined && !now.isExempt(is),
    mayClose: was !== undefined && !then.isExempt(was),
  }));
}

type Before = Somebody | undefined;
type After = Somebody | undefined;

/** What everybody is in both states: the same if they are described in the same way, and anything if they aren't. */
function everybodyInBoth(before: Raw, after: Raw): readonly (readonly [Before, After])[] {
  const homes = homesOf([before, after]);
  const [then, now] = [everybody(before, homes), everybody(after, homes)];
  const isKnown = Array.isArray(before["users"]);
  const byName = new Set((isKnown ? [...then, ...now] : []).flatMap(({ id }) => id ?? []));
  const named = [...byName].flatMap((id) => {
    const [one, other] = [then.filter((who) => who.id === id), now.filter((who) => who.id === id)];
    const types = (some: readonly Somebody[]) => [...new Set(some.map(({ type }) => type))].join();
    return types(one) === types(other) ? one.map((who) => [who, who] as const) : everyPair(one, other);
  });
  const others = new Map(
    [...then, ...now].filter(({ id }) => id === undefined || !isKnown).map((who) => [JSON.stringify(who), who]),
  );
  return [...named, ...Array.from(others.values(), (who) => [who, who] as const)];
}

const everyPair = (some: readonly Somebody[], others: readonly Somebody[]): readonly (readonly [Before, After])[] =>
  orNobody(some).flatMap((one) => orNobody(others).map((other) => [one, other] as const));

const orNobody = (some: readonly Somebody[]): readonly (Somebody | undefined)[] =>
  some.length === 0 ? [undefined] : some;
