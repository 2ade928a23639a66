declare const brand: unique symbol;

/** A day that exists in the calendar, as `YYYY-MM-DD`, from the year 1000 on. Days compare as texts with `<`. */
export type IsoDate = string & { readonly [brand]: "IsoDate" };

const SHAPE = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** @returns the date, or `undefined` if the text isn't `YYYY-MM-DD` or there is no such day (`2027-02-30`) */
export function isoDate(text: string): IsoDate | undefined {
  const [, year, month, day] = SHAPE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return day >= 1 && day <= daysIn(year, month) ? (text as IsoDate) : undefined;
}

/** The day of a moment in UTC. */
export const utcDay = (moment: Date): IsoDate => moment.toISOString().slice(0, 10) as IsoDate;

/** The same day one year later; 29 February becomes 28 February. `9999` is the last year. */
export function aYearAfter(day: IsoDate): IsoDate {
  const nextYear = String(Number(day.slice(0, 4)) + 1);
  return isoDate(nextYear + day.slice(4)) ?? isoDate(`${nextYear}-02-28`) ?? day;
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}
