import type { Holder } from "../encoding/unknowns";
import type { PrincipalClass } from "../people/principals";
import { type Literal, negate } from "../solver/formula";
import type { Settling } from "../verdict";
import type { LetIn } from "./lets-in";
import type { Questions } from "./questions";
import { smallestSet } from "./smallest-set";

/**
 * The smallest set of unknown groups, roles and locations with which nobody gets in, if each holds no other people and no other places
 * than are known. Of equal size it is the first by kind and id.
 * @returns null if there is none, or if none was found within the questions' bound
 */
export function settledBy(questions: Questions, { classes, tooHard }: LetIn): readonly Settling[] | null {
  if (tooHard.length > 0) return null;
  if (classes.length === 0) return [];
  const holders = questions.encoding.unknowns.holders();
  if (holders.length === 0) return null;
  const found = smallestSet((set) => {
    const passing = whoGetsIn(questions, classes, holders, set);
    if (passing === "bound") return undefined;
    if (passing === undefined) return { isEnough: true };
    const unused = fewNeeded(questions, passing, holders, set, asUnused);
    const needed = unused === "none" ? fewNeeded(questions, passing, holders, set, asEmpty) : unused;
    return typeof needed === "string" ? undefined : { isEnough: false, needed };
  });
  if (found === undefined) return null;
  return holders.flatMap(({ kind, id }, at) => (found.has(at) ? [{ kind, id }] : []));
}

/** Assume these so that a holder holds nobody beyond its known members. */
const asEmpty = ({ own, isEmpty }: Holder): readonly Literal[] => [
  ...Array.from(own, ({ isNot }) => isNot),
  ...(isEmpty === undefined ? [] : [isEmpty]),
];

/** Assume these so that the person who signs in isn't in the holder. Others may be. */
const asUnused = ({ own, through }: Holder): readonly Literal[] =>
  Array.from([...own, ...through], ({ is }) => negate(is));

/** What was assumed for a class that gets in although these holders hold nobody else. */
function whoGetsIn(
  questions: Questions,
  classes: readonly PrincipalClass[],
  holders: readonly Holder[],
  settled: ReadonlySet<number>,
): readonly Literal[] | "bound" | undefined {
  const assumed = holders.flatMap((holder, at) => {
    const notEmpty = holder.isEmpty === undefined ? [] : [negate(holder.isEmpty)];
    return settled.has(at) ? asEmpty(holder) : notEmpty;
  });
  for (const one of classes) {
    const passing = questions.stopsFor(one).map(({ passes }) => passes);
    const { kind } = questions.askSettling([...passing, ...assumed]);
    if (kind === "bound") return "bound";
    if (kind === "yes") return passing;
  }
  return undefined;
}

/**
 * Few holders that this way in needs to hold somebody else: one of these must be settled. A holder that is empty may also open a way in,
 * because a policy then includes nobody. So a way in that doesn't use the other holders is looked for first.
 */
function fewNeeded(
  questions: Questions,
  passing: readonly Literal[],
  holders: readonly Holder[],
  settled: ReadonlySet<number>,
  without: (holder: Holder) => readonly Literal[],
): readonly number[] | "none" | "bound" {
  const wished = holders.map(without);
  const assumed = wished.flatMap((literals, at) => (settled.has(at) ? literals : []));
  const noneEmpty = without === asUnused ? questions.encoding.unknowns.nothingSettled : [];
  const answer = questions.askSettling([...passing, ...noneEmpty, ...assumed], wished.flat());
  if (answer.kind !== "yes") return answer.kind === "bound" ? "bound" : "none";
  return [...holders.keys()].filter((at) => !wished[at]?.every(answer.isTrue));
}
