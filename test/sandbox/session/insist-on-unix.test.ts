import assert from "node:assert/strict";
import { insistOnUnix } from "../../../sandbox/session/open-session";

describe("the sandbox on a system that it can't run on", () => {
  it("says in one line what it needs, and in another what to do", () => {
    const advice = "help: run it in WSL; azmfa and the built policy pack work on Windows as they are";
    assert.throws(() => insistOnUnix("win32"), { message: `the sandbox needs Linux or macOS\n  ${advice}` });
  });

  it("says nothing elsewhere", () => {
    for (const platform of ["linux", "darwin"] as const) insistOnUnix(platform);
  });
});
