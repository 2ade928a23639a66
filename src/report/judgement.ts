import type { IsoDate, Register, RegisterEntry, ReviewFinding } from "../adapters/register";
import type { Tenant } from "../model/tenant";
import type { NotUnderstood } from "../model/truth";
import type { Exemption } from "../verifier/exemptions";
import type { Verdict } from "../verifier/verdict";

/** The verdict on one tenant file with everything that a report of it says. */
export interface Judgement {
  readonly file: string;
  readonly tenant: Tenant;
  readonly verdict: Verdict;
  /** Lists that the file has only a part of. */
  readonly notes: readonly NotUnderstood[];
  readonly register: JudgedRegister | undefined;
  /** How long the verdict took, without reading the file. */
  readonly elapsedMs: number;
}

/** The exclusions register on the day in question. */
export interface RegisterOnDay {
  readonly register: Register;
  readonly day: IsoDate;
  readonly inForce: readonly RegisterEntry[];
  /** Those that are in force, as the verifier takes them. */
  readonly exemptions: readonly Exemption[];
  readonly overdue: readonly ReviewFinding[];
  /** Entries whose review is more than a year off. */
  readonly tooFarAhead: readonly ReviewFinding[];
}

/** The register seen against one tenant. */
export interface JudgedRegister extends RegisterOnDay {
  /** Entries that no policy excludes, overdue ones as well. */
  readonly stale: readonly RegisterEntry[];
}
