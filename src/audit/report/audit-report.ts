import type { Report } from "../../report/report";
import type { IsoDate } from "../../text/iso-date";
import type { Judgement } from "../../words/judgement";
import type { Audit } from "../audit";

/** An audit with the verdict that it is about, and where its evidence comes from: what every format renders. */
export interface AuditReport {
  readonly judgement: Judgement;
  readonly audit: Audit;
  /** The day of the audit, if it isn't today. */
  readonly otherDay: IsoDate | undefined;
  readonly run: AuditRun;
  /** Recorded sign-ins, replayed. `undefined` if no log was given. */
  readonly signIns: RecordedSignIns | undefined;
  /** An earlier report to compare with. `undefined` if none was given. */
  readonly earlier: EarlierReport | undefined;
}

/** What a log of sign-ins shows about the same policies. */
export interface RecordedSignIns {
  readonly report: Report;
  readonly object: object;
}

/** One run of the audit: who ran it, when, with which tool, on which files. */
export interface AuditRun {
  /** When it started, in ISO 8601. */
  readonly at: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Who ran it. Null if the command line doesn't say. */
  readonly operator: string | null;
  /** What the tenant was read from. */
  readonly source: Digested;
  /** The register. Null if none was given. */
  readonly register: Digested | null;
  /** The commit of each entry of the register, by the id of its user or group. Null if git doesn't know them. */
  readonly commits: Readonly<Record<string, string>> | null;
}

/** What was read, by name, with the SHA-256 of its bytes: null for the live tenant and standard input, which can't be read twice. */
export interface Digested {
  readonly name: string;
  readonly sha256: string | null;
}

/** What an audit takes from an earlier report to compare with. */
export interface EarlierReport {
  /** When it was made, in ISO 8601. */
  readonly at: string;
  /** The id of the tenant; `undefined` if the report doesn't say. */
  readonly tenantId: string | undefined;
  /** The tool that made it, with its version: another version may judge steps differently. */
  readonly tool: string;
  readonly outcome: string;
  /** The answer of each step by its number. */
  readonly steps: ReadonlyMap<number, string>;
  /** The time since which each step was open, for the steps that were open then. */
  readonly openSince: ReadonlyMap<number, string>;
  /** Ids of people, and kinds of people, who could get in. */
  readonly uncovered: ReadonlySet<string>;
}
