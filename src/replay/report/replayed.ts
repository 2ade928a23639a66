import type { Tenant } from "../../law/model/tenant";
import type { Verdict } from "../../verifier/verdict";
import type { Replay } from "../replay";

/** A log replayed, with everything that a report of it says. */
export interface Replayed {
  /** The logs as they were named; `live` is the tenant's own. */
  readonly logs: readonly string[];
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly verdict: Verdict;
  readonly replay: Replay;
  /** Whether people are called by name and not by id alone. */
  readonly withNames: boolean;
  readonly elapsedMs: number;
}
