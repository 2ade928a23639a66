import type { RegisterEntry, RegisterOnDay } from "../../law/model/register";
import { shortened } from "../../text/sentence";
import type { Audited } from "../audited";

/** What the register says of a line by which a policy leaves somebody out. `why` goes into brackets behind whom it is about. */
export type Standing =
  /** An entry that is in force exempts whomever it holds. */
  | { readonly kind: "declared"; readonly entry: RegisterEntry | undefined }
  | { readonly kind: "holds nobody"; readonly why: string }
  /** There is an entry, and its review is overdue or too far off. */
  | { readonly kind: "lapsed"; readonly entry: RegisterEntry; readonly why: string }
  | { readonly kind: "not declared"; readonly why: string }
  /** There is an entry for some of those whom it holds, and whom else it holds isn't known. */
  | { readonly kind: "not known"; readonly why: string };

/** What is said of an entry that isn't in force. */
export const lapsed = (entry: RegisterEntry, { overdue }: RegisterOnDay): Standing => ({
  kind: "lapsed",
  entry,
  why: overdue.includes(entry)
    ? `its review was due by ${entry.reviewBy}`
    : `its review is due by ${entry.reviewBy}, more than a year off`,
});

/** What the register says of an exclusion, in a few words. */
export function standingInWords(standing: Standing, audited: Audited): string {
  const covered = coverage(audited);
  switch (standing.kind) {
    case "declared":
      return standing.entry === undefined ? "everybody in it is in the register" : declaration(standing.entry);
    case "holds nobody":
      return standing.why;
    case "lapsed":
      return `in the register, but ${standing.why}, so it exempts nobody${covered === undefined ? "" : `; ${covered}`}`;
    case "not declared":
    case "not known":
      return covered ?? standing.why;
  }
}

const declaration = ({ kind, reason, reviewBy }: RegisterEntry): string =>
  `in the register: ${kind}, ${shortened(reason)}, to be reviewed by ${reviewBy}`;

/** That somebody who is excluded and not declared is covered all the same; `undefined` where they aren't. */
function coverage({ carriers }: Audited): string | undefined {
  if (carriers.kind === "carry") return "another policy covers them";
  if (carriers.kind === "none" || carriers.wrong.some(({ facet }) => facet === "exclude")) return undefined;
  return "another of these policies would cover them";
}
