import type { UserId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { IsoDate } from "../text/iso-date";
import { quoted } from "../text/printable";
import { bearsOn } from "../verifier/assumptions";
import type { Comparison } from "../verifier/compare";
import type { JudgedRegister } from "../verifier/exemptions";
import type { Unknown, Verdict } from "../verifier/verdict";

/** The verdict on one tenant file, with everything that a report about it says. */
export interface Judgement {
  readonly file: string;
  readonly tenant: Tenant;
  readonly verdict: Verdict;
  readonly register: JudgedRegister | undefined;
  /** The verdict if unknown groups and roles hold only the people who are known to be in them, and exempt people. */
  readonly ifUnknownGroupsEmpty: Verdict["kind"];
  /** The assumptions of the command line, as it says them. */
  readonly assumed: readonly string[];
  /** The assumptions in words, to go after *if*. */
  readonly assumedInWords: readonly string[];
  /** How long the verdict took, without reading the file. */
  readonly elapsedMs: number;
}

/** One of the two files of a comparison. */
export interface ComparedFile {
  readonly file: string;
  readonly tenant: Tenant;
}

/** What a change does to who needs MFA, with everything that a report about it says. */
export interface JudgedComparison {
  readonly before: ComparedFile;
  readonly after: ComparedFile;
  readonly comparison: Comparison;
  /** The exempt people who newly get in. */
  readonly declared: readonly UserId[];
  readonly register: JudgedRegister | undefined;
  readonly elapsedMs: number;
}

/** Content that isn't understood, as reports show it. `policy` is empty if it isn't about one policy. */
export interface ReportedUnknown {
  readonly policy: string;
  readonly field: string;
  readonly why: string;
}

/** Everything that isn't understood, each once. */
export function unknownsOf(unknowns: readonly Unknown[]): readonly ReportedUnknown[] {
  const once = new Map(
    unknowns.map(({ policy = "", field, why }) => [`${policy} ${field} ${why}`, { policy, field, why }]),
  );
  return [...once.values()];
}

/** The assumptions behind a verdict, including exempt groups that others can change. */
export function assumptionsBehind({ verdict, register }: Pick<Judgement, "verdict" | "register">): readonly string[] {
  return [...verdict.assumptions, ...(register?.inForce ?? []).flatMap(openGroup)];
}

/** The assumptions that matter for the answer. All of them matter for a proof. */
export const assumptionsThatBear = (judgement: Pick<Judgement, "verdict" | "register">): readonly string[] =>
  assumptionsBehind(judgement).filter((text) => bearsOn(text, judgement.verdict));

const openGroup = ({ principal }: RegisterEntry): readonly string[] =>
  principal.kind === "user" || principal.members !== undefined
    ? []
    : [
        `Every member of the exempt group ${quoted(principal.id)} is exempt: anyone who can add members to it can let more people in without MFA.`,
      ];

/** The note on every result that isn't about today. */
export const asOfDay = (day: IsoDate): string => `Judged as of ${day}, which isn't today.`;
