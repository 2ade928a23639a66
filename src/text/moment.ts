import { isoDate } from "./iso-date";

/** A date and time in ISO 8601, with any number of decimals of a second, with or without a zone. */
const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** A time from `ConvertTo-Json` of Windows PowerShell: milliseconds since 1970 in UTC, even if a zone follows. */
const OF_WINDOWS_POWERSHELL = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/**
 * A moment in milliseconds since 1970. Graph and Azure Monitor give all times in UTC, so a time without a zone is read as UTC, regardless
 * of the local zone.
 * @returns `undefined` if there is no such moment in the calendar, or the text has another form, such as `9/10/2026, 8:15 AM`
 */
export function momentOf(text: string): number | undefined {
  const [, ticks] = OF_WINDOWS_POWERSHELL.exec(text) ?? [];
  const [, day = "", time = "", zone = "Z"] = ISO.exec(text) ?? [];
  const written = isoDate(day) && `${day}T${time}${zone.toUpperCase()}`;
  const moment = new Date(ticks === undefined ? (written ?? "") : Number(ticks)).getTime();
  return Number.isNaN(moment) ? undefined : moment;
}

/** A moment, to the minute: `2026-10-01 08:15 UTC`. */
export const moment = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** `2026-10-01 08:15 UTC`, or `… to …`, with a word before the moment or before the range. */
export const span = (first: number, last: number, on = "", from = ""): string =>
  moment(first) === moment(last) ? `${on}${moment(first)}` : `${from}${moment(first)} to ${moment(last)}`;
