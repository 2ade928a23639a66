import type { Hole } from "../../verifier";
import { assumptionsBehind } from "../assumptions-behind";
import type { Judgement } from "../judgement";
import { unknownsOf } from "../unknowns-of";
import { whatIfBody } from "../what-if/what-if-body";
import type { DirectoryNames } from "../words/directory-names";
import { directoryNames } from "../words/directory-names";
import { signInInJson, widthInJson } from "./sign-in-json";
import { describeWhoInJson } from "./who-json";

/**
 * The verdict as one line of JSON, in the shape and key order that `docs/verdicts.md` promises.
 * @param whatIf adds to each bypass the request body for Microsoft's What If
 */
export function verdictInJson(judgement: Judgement, whatIf: boolean): string {
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
    bypasses: verdict.holes.map((hole) => holeInJson(hole, names, whatIf)),
    unknowns: unknownsOf(verdict.unknowns, judgement.notes),
    exempt: (register?.inForce ?? []).map(({ principal: { id }, kind }) => ({ id, kind })),
    register: {
      stale: (register?.stale ?? []).map(({ principal }) => principal.id),
      overdue: (register?.overdue ?? []).map(({ entry }) => entry.principal.id),
    },
    assumptions: assumptionsBehind(judgement),
    elapsedMs: Math.round(elapsedMs),
  })}\n`;
}

/** One hole: who, how, how wide, and why. */
export function holeInJson(hole: Hole, names: DirectoryNames, whatIf: boolean): object {
  return {
    who: describeWhoInJson(hole.signIn.principal, names),
    signIn: signInInJson(hole.signIn, names.tenant),
    alsoTrueFor: widthInJson(hole.alsoTrueFor, names.tenant),
    because: hole.because.map(({ policy, displayName, reason }) => ({ policy, displayName, reason })),
    ...(whatIf ? { whatIf: whatIfBody(hole.signIn, names.tenant) } : {}),
  };
}
