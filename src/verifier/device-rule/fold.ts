/** Printed with every verdict that rests on a device filter. */
export const TEXT_COMPARISON_ASSUMPTION =
  "Device filters compare text without regard to letter case, as dynamic membership rules do.";

/**
 * The text with letter case taken out: two texts are equal to Entra when their folded forms are. Works unit by unit, so
 * that a part of a text folds to a part of the folded text; a letter without an exact counterpart stays as it is.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership "string operations aren't case sensitive"
 */
export function fold(text: string): string {
  return isAscii(text)
    ? text.toLowerCase()
    : Array.from({ length: text.length }, (_, i) => foldUnit(text[i] ?? "")).join("");
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

function foldUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 && lower.toUpperCase() === unit ? lower : unit;
}
