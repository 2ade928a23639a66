declare const brand: unique symbol;

/** A day that exists in the calendar, as `YYYY-MM-DD`, from the year 1000 on. Days compare as texts with `<`. */
export type IsoDate = string & { readonly [brand]: "IsoDate" };

/** @returns the date, or `undefined` if the text isn't `YYYY-MM-DD` or there is no such day (`2027-02-30`) */
export function isoDate(text: string): IsoDate | undefined {
  const midnight = new Date(`${text}T00:00Z`);
  // Date takes 30 February for 2 March.
  const isDay = /^[1-9]/.test(text) && !Number.isNaN(midnight.getTime()) && utcDay(midnight) === text;
  return isDay ? (text as IsoDate) : undefined;
}

/** The day of a moment in UTC. */
export const utcDay = (moment: Date): IsoDate => moment.toISOString().slice(0, 10) as IsoDate;

/** The same day one year later; 29 February becomes 28 February. `9999` is the last year. */
export function aYearAfter(day: IsoDate): IsoDate {
  const nextYear = String(Number(day.slice(0, 4)) + 1);
  return isoDate(nextYear + day.slice(4)) ?? isoDate(`${nextYear}-02-28`) ?? day;
}
