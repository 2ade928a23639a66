import { approvedExclusions } from "./rules/approved-exclusions";
import { carrierPresent } from "./rules/carrier-present";
import { ignoreChanges } from "./rules/ignore-changes";
import { noMfaBypass } from "./rules/no-mfa-bypass";
import { protectKept } from "./rules/protect-kept";
import { protectedBaseline } from "./rules/protected-baseline";
import { reportOnlyDeadline } from "./rules/report-only-deadline";
import type { Rule } from "./rules/support/rule";
import { tenantStaysClosed } from "./rules/tenant-stays-closed";

/** All rules of the pack, in the order of their importance to a reader. */
export const CATALOGUE: readonly Rule[] = [
  noMfaBypass,
  carrierPresent,
  approvedExclusions,
  reportOnlyDeadline,
  ignoreChanges,
  protectKept,
  tenantStaysClosed,
  protectedBaseline,
];
