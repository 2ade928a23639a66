import type { RegisterEntry, RegisterOnDay } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { staleExemptions } from "./exemptions";

/** The register seen against one tenant. */
export interface JudgedRegister extends RegisterOnDay {
  /** Entries that no policy makes use of (see `staleExemptions`), overdue ones as well. */
  readonly stale: readonly RegisterEntry[];
}

/** The register with what this tenant makes no use of. */
export function judgeRegister(onDay: RegisterOnDay, tenant: Tenant): JudgedRegister {
  const { entries } = onDay.register;
  const stale = new Set(
    staleExemptions(
      tenant,
      entries.map(({ principal }) => principal),
    ),
  );
  return { ...onDay, stale: entries.filter(({ principal }) => stale.has(principal)) };
}
