import type { UserId } from "../law/model/ids";
import type { RegisterEntry } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import type { NotUnderstood } from "../law/model/truth";
import type { IsoDate } from "../text/iso-date";
import { quoted } from "../text/printable";
import { bearsOn } from "../verifier/assumptions";
import type { Comparison } from "../verifier/compare";
import type { JudgedRegister } from "../verifier/exemptions";
import type { Undo } from "../verifier/undo";
import type { Unknown, Verdict } from "../verifier/verdict";

/** The verdict on one tenant file with everything that a report of it says. */
export interface Judgement {
  readonly file: string;
  readonly tenant: Tenant;
  readonly verdict: Verdict;
  /** Lists that the file has only a part of. */
  readonly notes: readonly NotUnderstood[];
  readonly register: JudgedRegister | undefined;
  /** What the verdict is if groups and roles that aren't known hold nobody but those who are known, and exempt people. */
  readonly ifUnknownGroupsEmpty: Verdict["kind"];
  /** What the command line takes for granted, as it says it; empty where nothing. */
  readonly assumed: readonly string[];
  /** The same in words that go after `if`. */
  readonly assumedInWords: readonly string[];
  /** How long the verdict took, without reading the file. */
  readonly elapsedMs: number;
}

/** One of the two files of a comparison. */
export interface ComparedFile {
  readonly file: string;
  readonly tenant: Tenant;
  readonly notes: readonly NotUnderstood[];
}

/** What a change does to who needs MFA, with everything that a report of it says. */
export interface JudgedComparison {
  readonly before: ComparedFile;
  readonly after: ComparedFile;
  readonly comparison: Comparison;
  /** What to undo first; only where something is newly open. */
  readonly undo: Undo | undefined;
  /** People whom the register declares and who get in newly. */
  readonly declared: readonly UserId[];
  readonly register: JudgedRegister | undefined;
  readonly elapsedMs: number;
}

/** What isn't understood, as reports give it. `policy` is empty where it isn't about one policy. */
export interface ReportedUnknown {
  readonly policy: string;
  readonly field: string;
  readonly why: string;
}

/** Each once, those of the verdict first. */
export function unknownsOf(unknowns: readonly Unknown[], notes: readonly NotUnderstood[]): readonly ReportedUnknown[] {
  const said = new Set(unknowns.map(({ field, why }) => `${field} ${why}`));
  const others = notes.filter(({ field, why }) => !said.has(`${field} ${why}`));
  const all = [...unknowns, ...others.map((note) => ({ ...note, policy: undefined }))];
  const once = new Map(all.map(({ policy = "", field, why }) => [`${policy} ${field} ${why}`, { policy, field, why }]));
  return [...once.values()];
}

/** Whether the lists of a verdict may lack somebody: a bound was reached, or the file has only a part of a list. */
export const isIncomplete = ({ verdict, notes }: Pick<Judgement, "verdict" | "notes">): boolean =>
  !verdict.isWhole || notes.length > 0;

/** What a verdict rests on, doors that the register leaves to others included. */
export function assumptionsBehind({ verdict, register }: Pick<Judgement, "verdict" | "register">): readonly string[] {
  return [...verdict.assumptions, ...(register?.inForce ?? []).flatMap(openDoor)];
}

/** Of those, the ones that bear on the answer; every one bears on a proof. */
export function assumptionsThatBear(judgement: Pick<Judgement, "verdict" | "register">): readonly string[] {
  const { verdict } = judgement;
  return assumptionsBehind(judgement).filter((text) => bearsOn(text, verdict));
}

const openDoor = ({ principal }: RegisterEntry): readonly string[] =>
  principal.kind === "user" || principal.members !== undefined
    ? []
    : [
        `Every member of the exempt group ${quoted(principal.id)} is exempt: whoever can add members to it opens this door from outside.`,
      ];

/** Said of every result that isn't of today. */
export const asOfDay = (day: IsoDate): string => `Judged as of ${day}, which isn't today.`;
