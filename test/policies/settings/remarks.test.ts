import assert from "node:assert/strict";
import { remarksOn } from "../../../policies/crossguard/pack";
import { isoDate } from "../../../src/text/iso-date";
import { ORDINARY_USER } from "../support/ids";
import { settingsOf } from "../support/stacks";

const TODAY = isoDate("2026-09-01") ?? assert.fail();
const inStack = (rest: object = {}) => ({ "no-mfa-bypass": { baseline: "in-stack", ...rest } });

describe("what a pack remarks before it judges", () => {
  it("is, first, that it isn't bound to a tenant", () => {
    const [first, ...others] = remarksOn(settingsOf(inStack()), TODAY);
    assert.match(first ?? "", /isn't bound to a tenant.*no-mfa-bypass\.tenantId/);
    assert.deepEqual(others, []);
  });

  it("is a day that isn't today", () => {
    const settings = settingsOf({ "approved-exclusions": { asOf: "2026-01-01" } });
    assert.match(remarksOn(settings, TODAY).join("\n"), /as of 2026-01-01 .*; today is 2026-09-01/);
  });

  it("is nothing if the pack is bound to a tenant and judges today, or the guarantee is elsewhere", () => {
    assert.deepEqual(remarksOn(settingsOf(inStack({ tenantId: ORDINARY_USER })), TODAY), []);
    assert.deepEqual(remarksOn(settingsOf({}), TODAY), []);
  });
});
