import type { IsoDate } from "../adapters/register";

/** Said of every result that isn't of today. */
export const asOfDay = (day: IsoDate): string => `Judged as of ${day}, which isn't today.`;
