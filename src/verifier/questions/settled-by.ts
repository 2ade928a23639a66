import type { Unknown } from "../encoding/unknowns";
import type { PrincipalClass } from "../people/principal-class";
import { type Literal, negate } from "../solver/formula";
import type { Settling } from "../verdict";
import type { Questions, Swept } from "./questions";
import { smallestSet } from "./smallest-set";

const KINDS: readonly Settling["kind"][] = ["group", "role", "location"];

/**
 * The smallest set of groups, roles and locations that aren't known which lets nobody in if each holds nobody, and no place, beyond
 * what is known; null where there is none, or none was found within the bound. Of equal size the first by kind and id.
 */
export function settledBy(questions: Questions, { open, tooHard }: Swept): readonly Settling[] | null {
  if (tooHard.length > 0) return null;
  if (open.length === 0) return [];
  const things = thingsIn(questions.encoding.unknowns.all);
  const classes = open.map(({ principals }) => principals);
  const found = smallestSet((set) => {
    const emptied = things.flatMap(({ unknowns }, at) => (set.has(at) ? unknowns.map(({ is }) => negate(is)) : []));
    const model = whoGetsIn(questions, classes, emptied);
    if (model === "bound") return undefined;
    if (model === undefined) return { isEnough: true };
    const used = fewestUsed(questions, model, things, set);
    return used === undefined ? undefined : { isEnough: false, needed: used };
  });
  const settling = things.map(({ kind, id }): Settling => ({ kind, id }));
  return found === undefined ? null : settling.filter((_, at) => found.has(at));
}

interface Thing {
  readonly kind: Settling["kind"];
  readonly id: string;
  readonly unknowns: readonly Unknown[];
}

/** What can be settled by saying that it holds nobody, sorted by kind and id. */
function thingsIn(all: readonly Unknown[]): readonly Thing[] {
  const byId = new Map<string, Thing & { readonly unknowns: Unknown[] }>();
  for (const unknown of all) {
    const kind = KINDS.find((one) => one === unknown.kind);
    if (kind === undefined || unknown.isContent) continue;
    const known = byId.get(`${kind} ${unknown.id}`) ?? { kind, id: unknown.id, unknowns: [] };
    known.unknowns.push(unknown);
    byId.set(`${kind} ${unknown.id}`, known);
  }
  return [...byId.values()].sort(
    (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || (one.id < other.id ? -1 : 1),
  );
}

/** What was assumed of somebody who gets in all the same. */
function whoGetsIn(
  questions: Questions,
  classes: readonly PrincipalClass[],
  emptied: readonly Literal[],
): readonly Literal[] | "bound" | undefined {
  for (const one of classes) {
    const assumed = [...questions.stopsFor(one).map(({ passes }) => passes), ...emptied];
    const answer = questions.ask(assumed);
    if (answer.kind === "bound") return "bound";
    if (answer.kind === "yes") return assumed;
  }
  return undefined;
}

/** As few things as this sign-in needs to hold somebody: of these one must be settled. */
function fewestUsed(
  questions: Questions,
  assumed: readonly Literal[],
  things: readonly Thing[],
  settled: ReadonlySet<number>,
): readonly number[] | undefined {
  const numberOf = new Map(things.flatMap(({ unknowns }, at) => unknowns.map(({ is }) => [negate(is), at] as const)));
  const found = smallestSet((set) => {
    const empty = things.flatMap(({ unknowns }, at) =>
      set.has(at) || settled.has(at) ? [] : unknowns.map(({ is }) => negate(is)),
    );
    const answer = questions.ask([...assumed, ...empty]);
    if (answer.kind === "bound") return undefined;
    if (answer.kind === "yes") return { isEnough: true };
    const needed = new Set(answer.core.flatMap((literal) => numberOf.get(literal) ?? []));
    return { isEnough: false, needed: [...needed].filter((at) => !settled.has(at)) };
  });
  return found === undefined ? undefined : [...found];
}
