import { type Generating, generateAttempts } from "../../sandbox/tenant/sign-ins/generate";
import { recordOf } from "../../sandbox/tenant/sign-ins/record";
import type { TenantData } from "../../sandbox/tenant/store/tenant-data";

const PERIOD = { from: new Date("2026-09-01T00:00:00Z"), until: new Date("2026-10-01T00:00:00Z") };

/** The log of so many sign-ins, decided by the sandbox's own evaluator, which shares no code with the law. */
export function* logOf(data: TenantData, { count, seed }: Pick<Generating, "count" | "seed">): Generator<object> {
  for (const attempt of generateAttempts(data, { count, seed, ...PERIOD })) yield recordOf(attempt, data);
}
