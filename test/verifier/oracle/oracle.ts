import { CLASSES, type Exempted, everybody, homesOf, OUTSIDERS, Population, type Somebody } from "./people";
import { list, type Raw, raw } from "./raw";
import { NO, or, YES } from "./tri";
import { type Answers, both, policiesOf, waysOf } from "./ways";

export interface OracleVerdict {
  readonly kind: "proved" | "bypass" | "unknown";
  readonly users: readonly string[];
  readonly classes: readonly string[];
  readonly externals: readonly string[];
}

/**
 * A second opinion: decides a tenant by trying every sign-in, straight from Graph's JSON and from the documents.
 * It shares no line with the product. Sign-ins that every policy answers alike are tried once; that is all its cleverness.
 */
export function secondOpinion(tenant: Raw, exempted: Exempted): OracleVerdict {
  const ways = waysOf([tenant]);
  const population = new Population(tenant, exempted);
  const found = { users: new Set<string>(), classes: new Set<string>(), externals: new Set<string>() };
  let kind = "proved" as OracleVerdict["kind"];
  for (const who of everybody(tenant, homesOf([tenant]))) {
    if (population.isExempt(who)) continue;
    const own = policiesOf([tenant]).map(({ conditions }) => population.covers(conditions, who));
    const weakest = Math.min(...ways.map((way) => or(...both(own, way))));
    if (weakest === 1) continue;
    kind = weakest === 0 || kind === "bypass" ? "bypass" : "unknown";
    if ((OUTSIDERS as readonly string[]).includes(who.type)) found.externals.add(who.type);
    else if (Array.isArray(tenant["users"]) && who.id !== undefined) found.users.add(who.id);
    else found.classes.add(who.type);
  }
  return {
    kind,
    users: [...found.users].sort(),
    classes: CLASSES.filter((one) => found.classes.has(one)),
    externals: OUTSIDERS.filter((one) => found.externals.has(one)),
  };
}

/**
 * Whether some sign-in that was surely stopped no longer is, and the other way round. Whoever isn't there counts as
 * stopped. Both must know the same of who there is: the directory, or nothing.
 * @param exempted who may get through, looked up where they do
 */
export function opinionOnChange(
  before: Raw,
  after: Raw,
  exempted: Exempted = { users: [], groups: [] },
): { opened: boolean; closed: boolean } {
  const tenants = [before, after];
  const ways = waysOf(tenants);
  const [then, now] = [new Population(before, exempted), new Population(after, exempted)];
  const policiesBefore = list(raw(before)["policies"]).length;
  const change = { opened: false, closed: false };
  for (const [was, is] of everybodyInBoth(before, after)) {
    const own = policiesOf(tenants).map(({ tenant, conditions }) => {
      const [population, who] = tenant === before ? [then, was] : [now, is];
      return who === undefined ? NO : population.covers(conditions, who);
    });
    for (const way of ways) {
      const [stoppedBefore, stoppedAfter] = halves(both(own, way), policiesBefore);
      if (is && !now.isExempt(is)) change.opened ||= (was ? stoppedBefore : YES) === YES && stoppedAfter < YES;
      if (was && !then.isExempt(was)) change.closed ||= stoppedBefore < YES && (is ? stoppedAfter : YES) === YES;
    }
  }
  return change;
}

type Before = Somebody | undefined;
type After = Somebody | undefined;

/** What everybody is in both: whoever is described in the same way is the same, whoever isn't may have been anything. */
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

const halves = (answers: Answers, at: number): [number, number] => [
  or(...answers.slice(0, at)),
  or(...answers.slice(at)),
];
