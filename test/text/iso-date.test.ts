import assert from "node:assert/strict";
import { aYearAfter, isoDate } from "../../src/text/iso-date";

describe("the day a year after", () => {
  for (const [day, after] of [
    ["2027-03-01", "2028-03-01"],
    ["2027-02-28", "2028-02-28"],
    ["2028-02-29", "2029-02-28"],
    ["9999-12-31", "9999-12-31"],
  ])
    it(`${day} is ${after}`, () => assert.equal(aYearAfter(isoDate(day ?? "") ?? assert.fail()), after));
});
