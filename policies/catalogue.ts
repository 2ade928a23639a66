import type { Rule } from "./model/rule";
import { approvedExclusions } from "./rules/approved-exclusions";
import { carrierPresent } from "./rules/carrier-present";
import { noMfaBypass } from "./rules/no-mfa-bypass";
import { reportOnlyDeadline } from "./rules/report-only-deadline";

/** All rules of the pack, in the order of their importance to a reader. */
export const CATALOGUE: readonly Rule[] = [noMfaBypass, carrierPresent, approvedExclusions, reportOnlyDeadline];
