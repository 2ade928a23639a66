import { counted } from "../../text/sentence";
import type { ChangedBypass } from "../../verifier/compare";
import { type ExplainedTenant, explainedTenant } from "../human/explained-tenant";
import { describeSupposed } from "../human/supposed";
import { type JudgedComparison, unknownsOf } from "../judgement";
import { directoryNames } from "../principal";
import { describeSignIn, tellerOf } from "../sign-in";
import { describeUncovered } from "../uncovered";

/** What a change does, in words for somebody who decides about it. */
export interface ToldChange {
  readonly tone: "good" | "bad" | "warn";
  /** `This change lets … in without MFA`; without a full stop. */
  readonly headline: string;
  readonly opened: readonly ToldWay[];
  readonly closed: readonly ToldWay[];
  readonly unknowns: readonly string[];
}

/** A way in that the change opens or closes. `given` is what must hold for it where it isn't certain. */
export interface ToldWay {
  readonly who: string;
  readonly how: string;
  readonly given: string | undefined;
}

/** The change for a pull request: whom it lets in, how, and what it closes. */
export function toldChange({ before, after, comparison, register }: JudgedComparison): ToldChange {
  const { opened, closed, unknowns, kind } = comparison;
  const told = (bypasses: readonly ChangedBypass[], tenant: ExplainedTenant): readonly ToldWay[] =>
    bypasses.map((bypass) => toldWay(bypass, tenant));
  const newly = told(opened, explainedTenant(after.tenant, register?.exemptions));
  return {
    ...headOf(
      newly,
      opened.some(({ certain }) => certain),
      closed.length,
      kind,
    ),
    opened: newly,
    closed: told(closed, explainedTenant(before.tenant, register?.exemptions)),
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
    headline: `This change lets nobody new in${closed === 0 ? "" : `, and closes ${counted(closed, "way")} in`}`,
  };
}

const toldWay = (bypass: ChangedBypass, { directory, context }: ExplainedTenant): ToldWay => ({
  who: describeUncovered(bypass, directory),
  how: describeSignIn(bypass.signIn, bypass.alsoTrueFor, tellerOf(context.tenant)),
  given: bypass.hangsOn.length === 0 ? undefined : describeSupposed(bypass.hangsOn, directoryNames(context.tenant)),
});
