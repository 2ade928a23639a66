import type { IsoDate } from "../../adapters/register";
import { asOfDay } from "../as-of-day";
import { assumptionsBehind } from "../assumptions-behind";
import type { Judgement } from "../judgement";
import { unknownsOf } from "../unknowns-of";
import { directoryNames } from "../words/directory-names";
import { holeInJson } from "./hole-json";
import { registerInJson } from "./register-json";

/** What is asked for beside the verdict. */
interface Asked {
  /** Adds to each bypass the request body for Microsoft's What If. */
  readonly whatIf: boolean;
  /** The day in question, when it isn't today. */
  readonly otherDay: IsoDate | undefined;
}

/** The verdict as one line of JSON, in the shape and key order that `docs/verdicts.md` promises. */
export function verdictInJson(judgement: Judgement, { whatIf, otherDay }: Asked): string {
  const { file, tenant, verdict, register, elapsedMs } = judgement;
  const names = directoryNames(tenant);
  return `${JSON.stringify({
    file,
    verdict: verdict.kind,
    uncovered: {
      users: verdict.uncovered.users,
      classes: verdict.uncovered.classes,
      externals: verdict.uncovered.outsiders,
    },
    bypasses: verdict.bypasses.map((hole) => holeInJson(hole, names, whatIf)),
    unknowns: unknownsOf(verdict.unknowns, judgement.notes),
    ...registerInJson(register),
    assumptions: [...assumptionsBehind(judgement), ...(otherDay === undefined ? [] : [asOfDay(otherDay)])],
    elapsedMs: Math.round(elapsedMs),
  })}\n`;
}
