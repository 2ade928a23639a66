import type { DirectoryChange } from "../law/model/evidence";
import type { Advice } from "../law/model/finding";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { Answer } from "../tenant/live/tenant-problem";
import type { ChangedBypass } from "../verifier/compare";
import type { Verdict } from "../verifier/verdict";
import type { Change } from "./change";
import type { PolicyReport } from "./judge-policy";

/** All that the drift check found. */
export type DriftReport = {
  readonly stack: string;
  /** The address of the tenant's Graph, for requests to send there. */
  readonly graph: string;
  /** `deployment`: the preview failed, so the last deployment stands for the code. */
  readonly comparedWith: "code" | "deployment";
  readonly policies: readonly PolicyReport[];
  /** Everything that isn't as the code, the register or the snapshot says: drift, if there is any. */
  readonly changes: readonly Change[];
  /** Everything that could not be decided. */
  readonly problems: readonly Advice[];
  /** The snapshot that everything else was compared with, if there is one. */
  readonly since?: { readonly file: string; readonly notComparable: readonly string[] };
  /** What the drift means for sign-ins, if there is drift. */
  readonly meaning?: Meaning;
  /** The last change to each object that the audit log was asked about. The check goes on if the log can't be read. */
  readonly whoChanged?: Answer<ReadonlyMap<string, DirectoryChange | undefined>> | undefined;
};

/** What a change does to sign-ins. */
export type Effect = {
  /**
   * `weakens`: a sign-in gets through that was stopped. `mayWeaken`: one may, depending on something that isn't known or understood.
   * `unknown`: could not be decided. `strengthens`: it stops sign-ins and lets none through. `neutral`: neither.
   */
  readonly kind: "weakens" | "mayWeaken" | "unknown" | "strengthens" | "neutral";
  readonly opened: readonly ChangedBypass[];
  /** People that the register exempts who could sign in without MFA before and can't now. Empty if the file doesn't name people. */
  readonly shutOut: readonly UserId[];
  /** Whether someone with a stolen password can, or may, register a method and couldn't before. */
  readonly registering: boolean;
};

/** What the drift means for sign-ins. */
export type Meaning = {
  /** For the tenant as it is now. */
  readonly verdict: Verdict;
  readonly tenant: Tenant;
  readonly exemptions: readonly Exemption[];
  /** How many break-glass accounts lose sign-ins: a policy blocks some or all, or asks for what such an account can't give. */
  readonly breakGlassStopped: number;
  /** Sign-ins that the tenant blocks and the code doesn't, with MFA or without. Clients that can't reach the API don't count. */
  readonly blocked: readonly ChangedBypass[];
  /** Whether nobody but exempt people can sign in any more, not even with MFA. */
  readonly blocksOthers: boolean;
  /** The verdict if the tenant were as it should be. */
  readonly asCoded: Verdict["kind"];
  /** All changes together, compared with the tenant as it should be. */
  readonly together: Effect;
  /** Each change by itself, in a tenant that is otherwise as it should be. Incomplete if there are too many. */
  readonly alone: ReadonlyMap<Change, Effect | undefined>;
  /** Parts of the tenant that could not be read, so they are judged cautiously. */
  readonly notKnown: readonly Advice[];
};

/**
 * 0: no drift; 1: drift; 2: could not tell. A failed preview is 2, because the code's values aren't known then. The exception is another
 * policy with the stack's name: it makes the preview fail, and is drift even if the code isn't known.
 * @param failOn with `weakened`, drift that opens nothing is 0, and drift whose meaning isn't known is 2
 */
export function exitStatus(report: DriftReport, failOn: "any" | "weakened" = "any"): 0 | 1 | 2 {
  const { changes, problems, comparedWith } = report;
  if (comparedWith === "deployment" && !changes.some(({ kind }) => kind === "namesake")) return 2;
  const drifted = failOn === "any" || changes.length === 0 ? changes.length > 0 : weakens(report);
  if (drifted === true) return 1;
  return drifted === undefined || problems.length > 0 ? 2 : 0;
}

/** Whether the drift lets someone in, or may; `undefined` if that isn't known. */
function weakens({ meaning }: DriftReport): boolean | undefined {
  const { kind, registering } = meaning?.together ?? {};
  if (registering === true || kind === "weakens" || kind === "mayWeaken") return true;
  return kind === undefined || kind === "unknown" ? undefined : false;
}
