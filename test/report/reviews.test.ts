import assert from "node:assert/strict";
import { registerOnDay } from "../../src/law/model/register";
import { isoDate } from "../../src/text/iso-date";
import { overdueReviews, tooFarReviews } from "../../src/words/reviews";
import { ALICE, REST, registerOf } from "../tenant/register/register-builders";

const day = (text: string) => isoDate(text) ?? assert.fail(text);
const dueBy = (date: string) => registerOf(`exclusions:\n  - user: ${ALICE}\n${REST.replace("2027-01-31", date)}`);

describe("a review date", () => {
  const table: readonly (readonly [name: string, dueBy: string, on: string, is: "fine" | "overdue" | "too far"])[] = [
    ["on its own day", "2027-01-31", "2027-01-31", "fine"],
    ["the day after", "2027-01-31", "2027-02-01", "overdue"],
    ["exactly a year ahead", "2027-01-31", "2026-01-31", "fine"],
    ["a year and a day ahead", "2027-02-01", "2026-01-31", "too far"],
    ["from leap day to 28 February", "2029-02-28", "2028-02-29", "fine"],
    ["from leap day to 1 March", "2029-03-01", "2028-02-29", "too far"],
  ];
  for (const [name, date, on, is] of table)
    it(`is ${is} ${name}`, () => {
      const onDay = registerOnDay(dueBy(date), day(on));
      assert.equal(overdueReviews(onDay).length > 0, is === "overdue");
      assert.equal(tooFarReviews(onDay).length > 0, is === "too far");
      assert.equal(onDay.inForce.length > 0, is === "fine");
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
    " 2027-01-01",
    "",
  ])
    it(`can't be ${JSON.stringify(text)}`, () => assert.equal(isoDate(text), undefined));
});
