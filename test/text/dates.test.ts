import assert from "node:assert/strict";
import { aYearAfter, isoDate } from "../../src/text/iso-date";
import { momentOf } from "../../src/text/moment";

describe("the day a year after", () => {
  for (const [day, after] of [
    ["2027-03-01", "2028-03-01"],
    ["2027-02-28", "2028-02-28"],
    ["2028-02-29", "2029-02-28"],
    ["9999-12-31", "9999-12-31"],
  ])
    it(`${day} is ${after}`, () => assert.equal(aYearAfter(isoDate(day ?? "") ?? assert.fail()), after));
});

describe("a day", () => {
  const days = ["2028-02-29", "2000-02-29", "2027-12-31", "1000-01-01"];
  const none = "2027-02-29,1900-02-29,2027-04-31,2027-00-10,2027-01-00,2027-1-1, 2027-01-01,0202-10-01,".split(",");
  it("is one of the calendar, as ISO 8601 writes it, and of a year of four digits", () =>
    assert.deepEqual([...days, ...none].map(isoDate), [...days, ...none.map(() => undefined)]));
});

const MOMENT = Date.UTC(2026, 8, 10, 8, 15);

describe("a moment", () => {
  it("is read in every form in which exports of Graph's have it, and in UTC where no zone is told", () => {
    for (const text of [
      "2026-09-10T08:15:00Z",
      "2026-09-10T08:15:00",
      "2026-09-10 08:15:00",
      "2026-09-10T08:15Z",
      "2026-09-10t08:15:00.0000000z",
      "2026-09-10T10:15:00+02:00",
      "2026-09-10T03:15:00-0500",
      `/Date(${MOMENT})/`,
      `/Date(${MOMENT}+0200)/`,
    ])
      assert.equal(momentOf(text), MOMENT, text);
    assert.equal(momentOf("2026-09-10T08:15:00.1239999"), MOMENT + 123);
  });

  it("is none where it isn't written so, or isn't of the calendar", () => {
    for (const text of [
      "",
      "9/10/2026, 8:15:00.000 AM",
      "10.09.2026 08:15",
      "2026-09-10",
      "2026-02-30T08:15:00Z",
      "2026-09-10T25:15:00Z",
      "2026-09-10T08:15:00.Z",
      "/Date(999999999999999999)/",
      "yesterday",
    ])
      assert.equal(momentOf(text), undefined, text);
  });
});
