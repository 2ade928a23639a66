import type { Report } from "../../report/report";
import type { IsoDate } from "../../text/iso-date";
import type { Judgement } from "../../words/judgement";
import type { Audit } from "../audit";

/** An audit with the verdict that it is about, and where its evidence comes from: what every format renders. */
export interface AuditReport {
  readonly judgement: Judgement;
  readonly audit: Audit;
  /** The day in question, when it isn't today. */
  readonly otherDay: IsoDate | undefined;
  readonly run: AuditRun;
  /** Recorded sign-ins, replayed; undefined where no log was given. */
  readonly signIns: RecordedSignIns | undefined;
  /** An earlier report to compare with; undefined where none was given. */
  readonly earlier: EarlierReport | undefined;
}

/** What a log of sign-ins says of the same policies. */
export interface RecordedSignIns {
  readonly report: Report;
  readonly object: object;
}

/** One run of the audit: who made it, when, with what, from which bytes. */
export interface AuditRun {
  /** When it started, ISO 8601. */
  readonly at: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Who ran it, as the command line says; undefined where it doesn't. */
  readonly operator: string | undefined;
  /** What the tenant was read from. */
  readonly source: Digested;
  /** The register, with the commits of its entries where git knows them; undefined where none was given. */
  readonly register: (Digested & { readonly commits?: Readonly<Record<string, string>> | undefined }) | undefined;
}

/** What was read, by name, and the SHA-256 of its bytes; undefined where they can't be read twice: the live tenant, standard input. */
export interface Digested {
  readonly name: string;
  readonly sha256: string | undefined;
}

/** An earlier report, as far as this one is compared with it. */
export interface EarlierReport {
  /** When it was made, ISO 8601. */
  readonly at: string;
  /** What made it: another version may judge steps otherwise. */
  readonly tool: string;
  readonly outcome: string;
  /** The answer of each step by its number. */
  readonly steps: ReadonlyMap<number, string>;
  /** Since when steps were open that were open then. */
  readonly openSince: ReadonlyMap<number, string>;
  /** Ids of people, and kinds of people, who could get in. */
  readonly uncovered: ReadonlySet<string>;
}
