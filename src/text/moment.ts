import { isoDate } from "./iso-date";

/** A day and a time of it in ISO 8601, with as many digits of a second as there are, and with a zone or without. */
const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** What `ConvertTo-Json` of Windows PowerShell makes of a time: milliseconds since 1970, in UTC whatever zone follows. */
const OF_WINDOWS_POWERSHELL = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/**
 * A moment in milliseconds since 1970. Graph and Azure Monitor say all times in UTC, so one that an export has left the zone out of
 * is read as UTC, wherever this runs.
 * @returns `undefined` where it is no moment of the calendar, or written in another way, such as `9/10/2026, 8:15 AM`
 */
export function momentOf(text: string): number | undefined {
  const [, ticks] = OF_WINDOWS_POWERSHELL.exec(text) ?? [];
  if (ticks !== undefined) return numberOrNone(new Date(Number(ticks)).getTime());
  const [, day = "", time = "", fraction = "", zone = "Z"] = ISO.exec(text) ?? [];
  if (isoDate(day) === undefined) return undefined;
  return numberOrNone(Date.parse(`${day}T${time}${fraction.slice(0, LONGEST_FRACTION)}${zone.toUpperCase()}`));
}

/** A point and milliseconds: what is finer is cut off, as the log's own order doesn't need it. */
const LONGEST_FRACTION = 4;

const numberOrNone = (time: number): number | undefined => (Number.isNaN(time) ? undefined : time);
