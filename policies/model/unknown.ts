/**
 * Stands where a value isn't known before deployment. A symbol, because no JSON has one: whatever reads it as text, a
 * list or an object finds none, and says so.
 */
export const UNKNOWN: unique symbol = Symbol("known only after deployment");

export const isUnknown = (value: unknown): value is typeof UNKNOWN => value === UNKNOWN;

/** Whether something in the value isn't known. Only plain data is looked into. */
export function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}
