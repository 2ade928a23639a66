import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A tenant whose verdict is known. */
export interface LabelledCase {
  readonly name: string;
  readonly expected: "proved" | "bypass";
  readonly exempt: { readonly users: readonly string[]; readonly groups: readonly string[] };
  readonly uncoveredUsers: readonly string[];
  readonly tenant: { readonly [key: string]: unknown };
}

const FOLDER = join(__dirname, "../cases");

export const LABELLED_CASES: readonly LabelledCase[] = ["bypass", "proved"].flatMap((expected) =>
  readdirSync(join(FOLDER, expected)).map(
    (file) => JSON.parse(readFileSync(join(FOLDER, expected, file), "utf8")) as LabelledCase,
  ),
);

export function labelledCase(name: string): LabelledCase {
  const found = LABELLED_CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
}

/** The register that declares the people a case says are exempt. */
export function registerFor({ exempt }: LabelledCase, reviewBy = "2027-01-31"): string {
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
