import type { Tenant } from "../../law/model/tenant";
import type { Verdict } from "../../verifier/verdict";
import type { Counts } from "../groups";
import type { Replay } from "../replay";

/** A log replayed, with everything that a report of it says. */
export interface ReplayReport {
  /** The logs as they were named; `live` is the tenant's own. */
  readonly logs: readonly string[];
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly verdict: Verdict;
  readonly replay: Replay;
  readonly read: LogCounts;
  /** Whether people are called by name and not by id alone. */
  readonly withNames: boolean;
  readonly elapsedMs: number;
}

/** What there was in the logs other than sign-ins to judge. */
export interface LogCounts {
  readonly records: number;
  readonly judged: number;
  /** Of those judged: how many have the id of another one and don't say the same. */
  readonly otherwise: number;
  readonly aside: Counts<"resource" | "service" | "microsoftSupport" | "repeated">;
  readonly unreadable: { readonly count: number; readonly first: readonly UnreadableRecord[] };
  /** Logs of which a part isn't there, each with what is missing. */
  readonly incomplete: readonly { readonly log: string; readonly why: "page" }[];
}

/** A record that can't be read: where it stands, and why. */
export interface UnreadableRecord {
  readonly log: string;
  /** Both from 1; the line is that on which the document begins that holds the record. */
  readonly record: number;
  readonly line: number;
  readonly why: string;
}

/**
 * Whether the log bears everything out: something could be compared, all that could is the same, and nobody came in without MFA
 * undeclared, or may have.
 */
export const bearsOut = ({ replay }: Pick<ReplayReport, "replay">): boolean =>
  replay.records.of("agrees") > 0 &&
  replay.differences.total === 0 &&
  replay.undeclared === 0 &&
  replay.mfaNotTold === 0;
