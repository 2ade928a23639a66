import type { RegisterEntry, RegisterOnDay } from "../../model/register";
import { shortened } from "../../text/sentence";
import type { Audited } from "../audited";

/** What the register says of a line by which a policy leaves somebody out. `why` goes into brackets behind whom it is about. */
export type Standing =
  /** An entry that is in force exempts whomever it holds. */
  | { readonly kind: "declared"; readonly entry: RegisterEntry | undefined }
  | { readonly kind: "holds nobody" }
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
  switch (standing.kind) {
    case "declared":
      return standing.entry === undefined ? "everybody in it is in the register" : declaration(standing.entry);
    case "holds nobody":
      return "nobody is in it";
    case "lapsed": {
      const others = areCovered(audited) ? "; another policy covers them" : "";
      return `in the register, and its review date ${standing.entry.reviewBy} doesn't hold, so it exempts nobody${others}`;
    }
    case "not declared":
    case "not known":
      return areCovered(audited) ? "another policy covers them" : standing.why;
  }
}

const declaration = ({ kind, reason, reviewBy }: RegisterEntry): string =>
  `in the register: ${kind}, ${shortened(reason)}, reviewed by ${reviewBy}`;

/** Whether the control holds for everybody who is excluded and not declared. */
const areCovered = ({ carriers }: Audited): boolean =>
  carriers.kind === "carry" ||
  (carriers.kind === "nearest" && !carriers.wrong.some(({ facet }) => facet === "exclude"));
