import { type Exemption, type RegisterEntry, registerOnDay } from "../../src/law/model/register";
import type { Settings } from "./settings";

/** Who the register lets be uncovered on the day in question. One overdue or too far ahead exempts nobody. */
export const approvedExemptions = ({ register, today }: Settings): readonly Exemption[] =>
  register.kind === "read" ? registerOnDay(register.register, today).exemptions : [];

/** The groups whose every member the register lets be uncovered on the day in question. */
export const approvedGroups = (settings: Settings): ReadonlySet<string> =>
  new Set(
    approvedExemptions(settings).flatMap((one) => (one.kind === "group" && one.members === undefined ? [one.id] : [])),
  );

/** The register's entries, overdue ones too; none where there is no register, or none that can be read. */
export const entriesOf = ({ register }: Settings): readonly RegisterEntry[] =>
  register.kind === "read" ? register.register.entries : [];
