import { LABELLED_CASES, type LabelledCase } from "../../cases/labelled-cases";
import type { Json } from "../../cases/merged-into";
import { azureadArguments } from "./azuread-arguments";

/** A labelled tenant as a stack: its policies as arguments of the azuread package, the rest as the tenant's snapshot. */
export interface StackCase {
  readonly name: string;
  readonly expected: LabelledCase["expected"];
  readonly policies: readonly { readonly name: string; readonly args: Json }[];
  readonly configuration: { readonly [rule: string]: Json };
}

/** Those that a program can declare: the azuread package has no argument for a condition that nobody has heard of. */
export const stackCases = (): readonly StackCase[] =>
  LABELLED_CASES.filter(({ dimension }) => dimension !== "condition").map(stackCase);

function stackCase({ name, expected, exempt, tenant }: LabelledCase): StackCase {
  const policies = tenant.policies.map((policy, index) => ({
    name: `policy-${index}`,
    args: azureadArguments(policy),
  }));
  return {
    name,
    expected,
    policies,
    configuration: {
      "no-mfa-bypass": {
        baseline: "in-stack",
        ...(policies.length > 0 && { carriers: policies.map((policy) => policy.name) }),
      },
      "approved-exclusions": { asOf: "2026-09-01", register: { exclusions: approvals(exempt) } },
      "tenant-stays-closed": { tenant: withStrengthsOf(tenant) },
    },
  };
}

const approvals = ({ users, groups }: LabelledCase["exempt"]): readonly Json[] => [
  ...users.map((user) => ({ user, ...APPROVAL })),
  ...groups.map((group) => ({ group, ...APPROVAL })),
];

const APPROVAL = {
  kind: "exception",
  reason: "labelled as exempt",
  owner: "identity-team@contoso.example",
  approvedBy: "ciso@contoso.example",
  reviewBy: "2027-01-31",
};

/** A program names a strength by its id; what the labelled policy writes out, the tenant's list has. */
function withStrengthsOf(tenant: LabelledCase["tenant"]): Json {
  const written = tenant.policies.flatMap(({ grantControls }) => {
    const strength = (grantControls as { readonly authenticationStrength?: Json } | null)?.authenticationStrength;
    return strength?.["allowedCombinations"] === undefined ? [] : [strength];
  });
  const listed = tenant["authenticationStrengthPolicies"];
  return { ...tenant, authenticationStrengthPolicies: [...(Array.isArray(listed) ? listed : []), ...written] };
}
