import type { Tenant } from "../law/model/tenant";
import type { IsoDate } from "../text/iso-date";
import { quoted } from "../text/printable";
import { bearsOn } from "../verifier/assumptions";
import { type JudgedRegister, wholeGroups } from "../verifier/exemptions";
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

/** Everything that isn't understood, each once. `policy` is empty if it isn't about one policy. */
export function unknownsOf(unknowns: readonly Unknown[]) {
  const all = unknowns.map(({ policy = "", field, why }) => ({ policy: String(policy), field, why }));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The assumptions behind a verdict, including exempt groups that others can change. */
export function assumptionsBehind({ verdict, register }: Pick<Judgement, "verdict" | "register">): readonly string[] {
  const ofGroup = (id: string) =>
    `Every member of the exempt group ${quoted(id)} is exempt: anyone who can add members to it can let more people in without MFA.`;
  return [...verdict.assumptions, ...wholeGroups(register?.exemptions ?? []).map(ofGroup)];
}

/** The assumptions that matter for the answer. All of them matter for a proof. */
export const assumptionsThatBear = (judgement: Pick<Judgement, "verdict" | "register">): readonly string[] =>
  assumptionsBehind(judgement).filter((text) => bearsOn(text, judgement.verdict.kind));

/** The note on every result that isn't about today. */
export const asOfDay = (day: IsoDate): string => `Judged as of ${day}, which isn't today.`;
