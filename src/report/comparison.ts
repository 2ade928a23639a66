import type { Tenant } from "../model/tenant";
import type { NotUnderstood } from "../model/truth";
import type { Comparison } from "../verifier/compare";
import type { JudgedRegister } from "./judgement";

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
  readonly register: JudgedRegister | undefined;
  readonly elapsedMs: number;
}
