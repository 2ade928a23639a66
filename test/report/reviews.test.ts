import assert from "node:assert/strict";
import { registerOnDay } from "../../src/law/model/register";
import { isoDate } from "../../src/text/iso-date";
import { overdueReviews, tooFarReviews } from "../../src/words/reviews";
import { ALICE, REST, registerOf } from "../tenant/register/register-builders";

const day = (text: string) => isoDate(text) ?? assert.fail(text);
const dueBy = (date: string) => registerOf(`exclusions:\n  - user: ${ALICE}\n${REST.replace("2027-01-31", date)}`);

describe("a review date", () => {
  const table: readonly { name: string; dueBy: string; on: string; overdue: boolean; tooFar: boolean }[] = [
    { name: "is fine on its own day", dueBy: "2027-01-31", on: "2027-01-31", overdue: false, tooFar: false },
    { name: "is overdue the day after", dueBy: "2027-01-31", on: "2027-02-01", overdue: true, tooFar: false },
    { name: "is fine exactly a year ahead", dueBy: "2027-01-31", on: "2026-01-31", overdue: false, tooFar: false },
    { name: "is too far a year and a day ahead", dueBy: "2027-02-01", on: "2026-01-31", overdue: false, tooFar: true },
    {
      name: "is fine from leap day to 28 February",
      dueBy: "2029-02-28",
      on: "2028-02-29",
      overdue: false,
      tooFar: false,
    },
    {
      name: "is too far from leap day to 1 March",
      dueBy: "2029-03-01",
      on: "2028-02-29",
      overdue: false,
      tooFar: true,
    },
  ];
  for (const { name, dueBy: date, on, overdue, tooFar } of table)
    it(name, () => {
      const onDay = registerOnDay(dueBy(date), day(on));
      assert.equal(overdueReviews(onDay).length > 0, overdue);
      assert.equal(tooFarReviews(onDay).length > 0, tooFar);
      assert.equal(onDay.inForce.length > 0, !overdue && !tooFar);
    });
});

describe("a day", () => {
  for (const text of ["2028-02-29", "2000-02-29", "2027-12-31", "0001-01-01"])
    it(`can be ${text}`, () => assert.equal(isoDate(text), text));
  for (const text of [
    "2027-02-29",
    "1900-02-29",
    "2027-04-31",
    "2027-00-10",
    "2027-01-00",
    "2027-1-1",
    "27-01-01",
    " 2027-01-01",
    "",
  ])
    it(`can't be ${JSON.stringify(text)}`, () => assert.equal(isoDate(text), undefined));
});
