import type { NotUnderstood, WrittenJson } from "../../law/model/truth";

/** Words as long as this are told whole in what is said of them. */
const TOLD_WHOLE = 150;

/** Objects of which nothing is known where a key in them isn't: the key may change what all of it means. */
const WITHIN = /^(grantControls|conditions\.users\.\w+GuestsOrExternalUsers)\./;

/**
 * What tells content that isn't understood from other content: its field, and what is said of a word that is told whole, or else how
 * it is written. The same in what is included and in what is excluded may mean two things: taken for one, it could hide what opens.
 */
export function contentKey({ field, why }: NotUnderstood, written: WrittenJson): string {
  const around = WITHIN.exec(field)?.[1];
  if (around !== undefined && why.startsWith("a key that isn't known")) return `${around}: ${written.in(around)}`;
  const isTold = why.includes(" is not a known ") && why.length < TOLD_WHOLE;
  return `${field}: ${isTold ? why : written.in(field)}`;
}
