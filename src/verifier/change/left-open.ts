import type { Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { NotUnderstood, Reading } from "../../law/model/truth";
import { contentKey } from "./content";
import type { PartialRoles } from "./partial-roles";
import type { Supposition } from "./supposition";
import type { UnknownMembers } from "./unknown-members";

/** What a tenant leaves open, and its numbers. */
export interface LeftOpen {
  readonly members: UnknownMembers;
  readonly partialRoles: PartialRoles;
  readonly number: (key: string, supposition: Supposition) => number;
}

/** A part of a policy in one of the ways in which it may turn out. */
export interface Option {
  readonly all?: readonly (readonly number[])[];
  readonly none?: readonly number[];
  readonly include?: Reading;
  readonly exclude?: Reading;
  /** It includes everybody: only people of the directory meet what it then requires. */
  readonly isAnybody?: boolean;
  readonly condition?: { readonly dimension: Dimension; readonly reading: Reading };
  /** Whom it is about, where that is another than the policy says. */
  readonly users?: Partial<Policy["users"]>;
}

/** The number of content that isn't understood: of several notes one, since they are about the same. */
export function contentNumber(notes: readonly NotUnderstood[], policy: Policy, leftOpen: LeftOpen): number {
  const keys = notes.map((note) => contentKey(note, policy.written)).sort();
  return keyedNumber(keys.join("; "), notes[0]?.field ?? "", policy, leftOpen);
}

export const keyedNumber = (key: string, field: string, { id }: Policy, { number }: LeftOpen): number =>
  number(`content ${key}`, { kind: "content", policy: id, field });
