import assert from "node:assert/strict";
import { deployedWith, refusalOf } from "./program-builders";

describe("the stack's settings", () => {
  it("are all refused at once, each with what is allowed and the command", async () => {
    const { message } = await refusalOf({
      settings: { enforcement: "enforce", signInFrequencyHours: "25", asOf: "2026-02-30", enforcment: "x" },
    });
    assert.equal(
      message,
      `the stack's settings can't be used:

azure-management-mfa:enforcment error[unknown-key] there is no such setting
  allowed: enforcement, exclusions, grant, displayName, signInFrequencyHours, acceptedNamesakes, asOf
  help: pulumi config rm azure-management-mfa:enforcment --stack dev

azure-management-mfa:enforcement error[wrong-value] \`enforce\` is not allowed
  allowed: report-only, enforced
  help: pulumi config set azure-management-mfa:enforcement report-only --stack dev

azure-management-mfa:signInFrequencyHours error[wrong-value] \`25\` is not allowed
  allowed: 1 to 23, or a multiple of 24 up to 8760 (whole days)
  help: pulumi config set azure-management-mfa:signInFrequencyHours 12 --stack dev

azure-management-mfa:asOf error[wrong-value] \`2026-02-30\` is not allowed
  allowed: a day as YYYY-MM-DD
  help: pulumi config set azure-management-mfa:asOf 2026-09-01 --stack dev`,
    );
  });

  it("are refused together with a register that can't be used either", async () => {
    const { message } = await refusalOf({ settings: { grant: "sms" }, register: "exclusions:\n  - user: bob\n" });
    assert.match(message, /settings can't be used:[\s\S]*grant error\[wrong-value\]/);
    assert.match(message, /\n\nthe exclusions register can't be used either:\n\nconfig\/dev.yaml:2:5 error/);
  });

  it("don't report a register if the setting for it is wrong", async () => {
    const { message } = await refusalOf({ settings: { exclusions: "" }, register: "" });
    assert.match(message, /exclusions error\[wrong-value\]/);
    assert.doesNotMatch(message, /used either/);
  });

  const wrong: Readonly<Record<string, readonly string[]>> = {
    enforcement: ["off", "Enforced", ""],
    grant: ["fido2", "00000000-0000-0000-0000-00000000000"],
    displayName: [" ", "x".repeat(257), "two\nlines"],
    signInFrequencyHours: ["0", "1.5", "8784", "-1"],
    acceptedNamesakes: ["true", "94211f8c-ffcf-4ac5-808b-4b0325a682c2,"],
    asOf: ["today"],
    exclusions: [""],
  };
  for (const [key, value] of Object.entries(wrong).flatMap(([key, values]) => values.map((one) => [key, one] as const)))
    it(`refuse ${JSON.stringify(value.slice(0, 40))} for ${key}`, async () => {
      const { message } = await refusalOf({ settings: { [key]: value } });
      assert.ok(message.includes(`azure-management-mfa:${key} error[wrong-value]`), message);
      assert.ok(message.includes(`pulumi config set azure-management-mfa:${key} `), message);
    });

  it("quote an unusual key for the shell", async () => {
    const { message } = await refusalOf({ settings: { "a;b'c": "x" } });
    assert.ok(message.includes(`pulumi config rm 'azure-management-mfa:a;b'\\''c' --stack dev`), message);
  });

  it("accept a day that YAML read as a time", async () => {
    const { notes } = await deployedWith({ settings: { asOf: "2026-08-31 00:00:00 +0000 UTC" } });
    assert.deepEqual(notes, ["reviews are judged as of 2026-08-31 (asOf); today is 2026-09-01"]);
  });

  it("say nothing about the day when it is today", async () =>
    assert.deepEqual((await deployedWith({ settings: { asOf: "2026-09-01" } })).notes, []));
});
