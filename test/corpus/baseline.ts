import baseline from "../../samples/baseline-with-directory.json";
import { aRegister } from "../cli/a-tenant";

/**
 * A tenant like typical exports: forty policies by persona and number, each with exclusion groups, and some that are
 * report-only or off. All of it is made up.
 */
export const WITH_DIRECTORY = baseline;

const { users, groups, roleAssignments, ...alone } = baseline;

/** The same without its directory, as people export policies. */
export const POLICIES_ALONE = alone;

/** A tenant whose policies are all in report-only. */
export const asTemplate = <T extends { readonly policies: readonly object[] }>(tenant: T) => ({
  ...tenant,
  policies: tenant.policies.map((policy) => ({ ...policy, state: "enabledForReportingButNotEnforced" })),
});

const [FIRST = "", SECOND = ""] = users.map(({ id }) => id);

/** The register that exempts the break-glass accounts. */
export const REGISTER = aRegister([`group: ${groups[0]?.id}\n    members: [${FIRST}, ${SECOND}]`]);
