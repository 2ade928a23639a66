import assert from "node:assert/strict";
import { verdictOn } from "./builders/verdict-on";

describe("a verdict", () => {
  it("of a bypass has the certain ones first", () => {
    const verdict = verdictOn({
      policies: [
        { conditions: { clientAppTypes: ["browser"] } },
        { conditions: { clientAppTypes: ["browser", "morse"], platforms: { includePlatforms: ["linux"] } } },
      ],
    });
    assert.ok(verdict.kind === "bypass");
    assert.deepEqual(verdict.bypasses.slice(0, verdict.certain.length), verdict.certain);
    assert.deepEqual(
      verdict.bypasses.map(({ certain }) => certain),
      verdict.bypasses.map((_, index) => index < verdict.certain.length),
    );
  });

  it("that isn't known says on what it hangs", () => {
    const verdict = verdictOn({ policies: [{ conditions: { clientAppTypes: ["morse"] } }] });
    assert.ok(verdict.kind === "unknown");
    assert.equal(verdict.unknowns[0].field, "conditions.clientAppTypes");
  });
});
