import assert from "node:assert/strict";
import { fits, misfits } from "../../scripts/checks/licences";

describe("the licences of the packages", () => {
  for (const licence of ["MIT", "MIT OR Apache-2.0", "(BSD-3-Clause AND Apache-2.0)", "GPL-3.0-only OR MIT"])
    it(`fit: ${licence}`, () => assert.ok(fits(licence)));

  for (const licence of [
    "GPL-3.0-only",
    "MIT AND AGPL-3.0-only",
    "UNLICENSED",
    "",
    "SEE LICENSE IN LICENSE",
    "((MIT))",
  ])
    it(`don't fit: ${licence || "empty"}`, () => assert.ok(!fits(licence)));

  it("are told by package where they don't fit, or aren't said", () => {
    assert.deepEqual(
      misfits({
        "": { license: "Apache-2.0" },
        "node_modules/good": { version: "1.0.0", license: "MIT" },
        "node_modules/good/node_modules/@a/bad": { version: "2.0.0", license: "AGPL-3.0-only" },
        "node_modules/checker": { version: "1.0.0", license: "MPL-2.0", dev: true },
        "node_modules/handed-on": { version: "1.0.0", license: "MPL-2.0" },
        "node_modules/silent": { version: "3.0.0" },
        "node_modules/@logdna/tail-file": { version: "4.0.0", license: "SEE LICENSE IN LICENSE" },
      }),
      ["@a/bad 2.0.0: AGPL-3.0-only", "handed-on 1.0.0: MPL-2.0", "silent 3.0.0: its package.json names no licence"],
    );
  });
});
