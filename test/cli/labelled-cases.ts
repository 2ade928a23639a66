import type { LabelledCase } from "../cases/labelled-cases";

export { LABELLED_CASES, labelledCase } from "../cases/labelled-cases";

/** The register that declares the people a case says are exempt. */
export function registerFor({ exempt }: Pick<LabelledCase, "exempt">, reviewBy = "2027-01-31"): string {
  const entries = [...exempt.users.map((id) => `user: ${id}`), ...exempt.groups.map((id) => `group: ${id}`)];
  const fields = [
    "kind: break-glass",
    "reason: Emergency access",
    "owner: identity-team@contoso.example",
    "approvedBy: ciso@contoso.example",
    `reviewBy: ${reviewBy}`,
  ];
  return `exclusions:\n${entries.map((entry) => `  - ${[entry, ...fields].join("\n    ")}\n`).join("")}`;
}
