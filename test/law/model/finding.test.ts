import assert from "node:assert/strict";
import type { Finding, Location, Related, Severity } from "../../../src/law/model/finding";
import type { SettingError } from "../../../src/program/settings";
import { tenantProblem } from "../../../src/tenant/live/tenant-problem";
import { type RegisterError, registerError } from "../../../src/tenant/register/yaml-source";
import { startOf } from "../../../src/text/source-span";

describe("a finding", () => {
  it("has no room for what can't be: it doesn't compile", () => {
    const whole = { code: "c", severity: "error", message: "m", primary: undefined, related: [], help: "h" } as const;
    const { help: _, ...helpless } = whole;
    // @ts-expect-error - whoever says what is wrong says what to do about it
    const withoutHelp: Finding = helpless;
    // @ts-expect-error - that nothing can be pointed at is said, not left out
    const nowhere: Finding = { code: "c", severity: "error", message: "m", related: [], help: "h" };
    // @ts-expect-error - there are three severities
    const severity: Severity = "fatal";
    // @ts-expect-error - a place in a file has a line
    const lineless: Location = { kind: "source", file: "f", column: 1, width: 1, text: undefined };
    // @ts-expect-error - a file as a whole has none
    const lined: Location = { kind: "file", file: "f", line: 1 };
    // @ts-expect-error - a resource is found by its URN, whatever else it is called
    const unnamed: Location = { kind: "resource", property: "state" };
    // @ts-expect-error - a field without its policy is nowhere
    const homeless: Location = { kind: "policy", field: "state" };
    // @ts-expect-error - a related line says something
    const silent: Related = { location: undefined };
    assert.ok([withoutHelp, nowhere, severity, lineless, lined, unnamed, homeless, silent]);
  });

  it("is of its producer's sort: another's code or place doesn't compile", () => {
    // @ts-expect-error - each code of a register has its advice, so there is no other
    registerError("bad-mood", startOf("f"), "m");
    const error = registerError("bad-yaml", startOf("f"), "m");
    // @ts-expect-error - a register's error is in the register
    const elsewhere: RegisterError = { ...error, primary: { kind: "setting", key: "k" } };
    // @ts-expect-error - a setting's error is at a setting
    const setting: SettingError = { ...error, code: "wrong-value" };
    // @ts-expect-error - the tenant's codes are the ones that JSON has as a kind
    tenantProblem("account-gone", { message: "m", help: "h" });
    assert.ok([elsewhere, setting]);
  });
});
