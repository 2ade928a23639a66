import type { IsoDate } from "./iso-date";
import type { Place } from "./place";

export const EXCLUSION_KINDS = ["break-glass", "service-account", "exception"] as const;
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

/** Who is excluded. Ids are object ids in lower case. */
export type ExcludedPrincipal =
  | { readonly kind: "user"; readonly id: string }
  /** With `members` those are exempt and nobody else in the group; without, whoever is in it. */
  | { readonly kind: "group"; readonly id: string; readonly members: ReadonlySet<string> | undefined };

/** One declared exclusion. */
export type RegisterEntry = {
  readonly principal: ExcludedPrincipal;
  readonly kind: ExclusionKind;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  /** The last day on which the access review may still be outstanding. */
  readonly reviewBy: IsoDate;
  /** Where the principal's id stands. */
  readonly at: Place;
  /** Where the review date stands. */
  readonly reviewAt: Place;
};

/** An exclusions register without errors. */
export type Register = { readonly file: string; readonly entries: readonly RegisterEntry[] };
