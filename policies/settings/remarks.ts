import type { IsoDate } from "../../src/text/iso-date";
import type { Settings } from "./settings";

/**
 * What whoever runs the engine should know before the pack judges anything, a line each: what it isn't bound to, and which
 * day it takes for today.
 * @param today the day on which it runs
 */
export function remarksOn({ baseline, tenantId, today: day }: Settings, today: IsoDate): readonly string[] {
  const unbound =
    "it isn't bound to a tenant: a carrier that is deployed to another one passes. Bind it with no-mfa-bypass.tenantId";
  return [
    ...(baseline === "in-stack" && tenantId === undefined ? [unbound] : []),
    ...(day === today ? [] : [`it judges as of ${day}, not of today, ${today} (approved-exclusions.asOf)`]),
  ];
}
