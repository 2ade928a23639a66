import { counted } from "../../text/sentence";
import type { ChangedBypass } from "../../verifier/compare";
import { both, declaredInWords } from "../human/comparison";
import { type ExplainedTenant, explainedTenant } from "../human/explained-tenant";
import { reasonsInWords } from "../human/reasons";
import { describeSupposed } from "../human/supposed";
import { undoInWords } from "../human/undo";
import { type JudgedComparison, unknownsOf } from "../judgement";
import { directoryNames } from "../principal";
import { describeSignIn, tellerOf } from "../sign-in";
import { describeUncovered } from "../uncovered";

/** What a change does, in words for somebody who decides about it. */
export interface ToldChange {
  readonly tone: "good" | "bad" | "warn";
  /** `This change lets … in without MFA`; without a full stop. */
  readonly headline: string;
  /** Who is declared and gets in newly, in a sentence. */
  readonly declared: readonly string[];
  /** What to put back first, and what comes of it; only where the change opens something that policies open. */
  readonly undo: ReturnType<typeof undoInWords> | undefined;
  readonly opened: readonly ToldWay[];
  readonly closed: readonly ToldWay[];
  readonly unknowns: readonly string[];
}

/** A way in that the change opens or closes. `given` is what must hold for it where it isn't certain. */
export interface ToldWay {
  readonly who: string;
  readonly how: string;
  readonly given: string | undefined;
  /** Why no policy stops it; only of what is open after the change. */
  readonly why: readonly string[];
}

/** The change for a pull request: whom it lets in, how, and what it closes. */
export function toldChange(judged: JudgedComparison): ToldChange {
  const { before, after, comparison, register, undo, declared } = judged;
  const { opened, closed, unknowns, kind } = comparison;
  const [explainedBefore, explainedAfter] = [before, after].map(({ tenant }) =>
    explainedTenant(tenant, register?.exemptions),
  ) as [ExplainedTenant, ExplainedTenant];
  const newly = opened.map((bypass) => toldWay(bypass, explainedAfter, reasonsInWords(bypass, explainedAfter)));
  return {
    ...headOf(
      newly,
      opened.some(({ certain }) => certain),
      closed.length,
      kind,
      declared.length > 0,
    ),
    declared: declaredInWords(judged),
    undo: undo && undoInWords(undo, directoryNames(both(after.tenant, before.tenant))),
    opened: newly,
    closed: closed.map((bypass) => toldWay(bypass, explainedBefore, [])),
    unknowns: unknownsOf(unknowns, [...before.notes, ...after.notes]).map(
      ({ policy, field, why }) => `${policy === "" ? "" : `${policy}, `}${field}: ${why}`,
    ),
  };
}

function headOf(
  opened: readonly ToldWay[],
  isCertain: boolean,
  closed: number,
  kind: JudgedComparison["comparison"]["kind"],
  isDeclared: boolean,
): Pick<ToldChange, "tone" | "headline"> {
  const [first, ...others] = opened;
  if (first !== undefined) {
    const more = others.length === 0 ? "" : `, by ${counted(opened.length, "way")} in`;
    return {
      tone: "bad",
      headline: `This change ${isCertain ? "lets" : "may let"} ${first.who}${others.length === 0 ? "" : " and others"} in without MFA${more}`,
    };
  }
  if (kind === "unknown") return { tone: "warn", headline: "Whether this change lets anybody in isn't settled" };
  return {
    tone: "good",
    headline: `This change lets nobody new in${isDeclared ? " but declared people" : ""}${closed === 0 ? "" : `, and closes ${counted(closed, "way")} in`}`,
  };
}

const toldWay = (bypass: ChangedBypass, { directory, context }: ExplainedTenant, why: readonly string[]): ToldWay => ({
  why,
  who: describeUncovered(bypass, directory),
  how: describeSignIn(bypass.signIn, bypass.alsoTrueFor, tellerOf(context.tenant)),
  given: bypass.hangsOn.length === 0 ? undefined : describeSupposed(bypass.hangsOn, directoryNames(context.tenant)),
});
