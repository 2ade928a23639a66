import type { Exemption } from "../../src/law/model/register";
import { isOverdue, type RegisterEntry } from "../../src/law/model/register";
import type { Settings } from "./settings";

/** Who the register lets be uncovered on the day in question. An overdue entry exempts nobody. */
export function approvedExemptions(settings: Settings): readonly Exemption[] {
  return entriesOf(settings)
    .filter((entry) => isInForce(entry, settings))
    .map(({ principal }) => principal);
}

/** The groups whose every member the register lets be uncovered on the day in question. */
export const approvedGroups = (settings: Settings): ReadonlySet<string> =>
  new Set(
    approvedExemptions(settings).flatMap((one) => (one.kind === "group" && one.members === undefined ? [one.id] : [])),
  );

/** The register's entries, overdue ones too; none where there is no register, or none that can be read. */
export const entriesOf = ({ register }: Settings): readonly RegisterEntry[] =>
  register.kind === "read" ? register.register.entries : [];

/** Whether the review of the entry isn't overdue on the day in question. */
export const isInForce = (entry: RegisterEntry, { today }: Settings): boolean => !isOverdue(entry, today);
