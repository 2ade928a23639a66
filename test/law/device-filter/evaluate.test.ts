import assert from "node:assert/strict";
import type { AttributeName } from "../../../src/law/device-filter/attributes";
import type { AttributeValue, Device } from "../../../src/law/device-filter/device";
import { evaluateDeviceRule } from "../../../src/law/device-filter/evaluate";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import type { Truth } from "../../../src/law/model/truth";

const unregistered: Device = { kind: "unregistered" };

const registered = (attributes: Partial<Record<AttributeName, AttributeValue>>): Device => ({
  kind: "registered",
  attributes: new Map(Object.entries(attributes) as [AttributeName, AttributeValue][]),
});

function judge(text: string, device: Device): Truth {
  const parsed = parseDeviceRule(text);
  assert.ok(parsed.ok, text);
  return evaluateDeviceRule(parsed.rule, device);
}

describe("judging a device by a rule", () => {
  const surface = registered({ model: "Surface Pro", isCompliant: false, systemLabels: new Set(["M365Managed"]) });
  const table: readonly { rule: string; says: Truth }[] = [
    { rule: 'device.model -eq "surface PRO"', says: "yes" },
    { rule: 'device.model -eq "surface"', says: "no" },
    { rule: 'device.model -ne "surface"', says: "yes" },
    { rule: 'device.model -startsWith "SURF"', says: "yes" },
    { rule: 'device.model -notStartsWith "SURF"', says: "no" },
    { rule: 'device.model -endsWith "pro"', says: "yes" },
    { rule: 'device.model -notEndsWith "surface"', says: "yes" },
    { rule: 'device.model -contains "ACE P"', says: "yes" },
    { rule: 'device.model -notContains "ACE P"', says: "no" },
    { rule: 'device.model -in ["x", "SURFACE PRO"]', says: "yes" },
    { rule: 'device.model -notIn ["x", "SURFACE PRO"]', says: "no" },
    { rule: "device.model -eq null", says: "no" },
    { rule: "device.model -ne null", says: "yes" },
    { rule: "device.isCompliant -eq False", says: "yes" },
    { rule: "device.isCompliant -ne False", says: "no" },
    { rule: "-not device.isCompliant -eq True", says: "yes" },
    { rule: 'device.systemLabels -contains "m365managed"', says: "yes" },
    { rule: 'device.systemLabels -contains "M365"', says: "no" },
    { rule: 'device.systemLabels -notContains "M365"', says: "yes" },
    { rule: '-not device.systemLabels -contains "M365"', says: "yes" },
  ];
  for (const { rule, says } of table)
    it(`${rule} is "${says}" of a Surface Pro`, () => assert.equal(judge(rule, surface), says));

  const ofNull: readonly { rule: string; says: Truth }[] = [
    { rule: 'device.trustType -eq "AzureAD"', says: "no" },
    { rule: 'device.trustType -ne "AzureAD"', says: "yes" },
    { rule: 'device.displayName -notEndsWith "a"', says: "yes" },
    { rule: 'device.displayName -notContains "a"', says: "yes" },
    { rule: 'device.trustType -in ["AzureAD"]', says: "no" },
    { rule: 'device.trustType -notIn ["AzureAD"]', says: "yes" },
    { rule: "device.isCompliant -eq False", says: "no" },
    { rule: "device.isCompliant -ne True", says: "yes" },
    { rule: 'device.physicalIds -contains "a"', says: "no" },
    { rule: 'device.physicalIds -notContains "a"', says: "yes" },
    { rule: "device.trustType -eq null", says: "unclear" },
    { rule: "device.trustType -ne null", says: "unclear" },
    { rule: '-not device.trustType -eq "AzureAD"', says: "unclear" },
    { rule: '-not device.trustType -ne "AzureAD"', says: "unclear" },
    { rule: '-not -not device.trustType -ne "AzureAD"', says: "unclear" },
    { rule: 'device.trustType -ne "a" -or -not device.trustType -eq "a"', says: "yes" },
    { rule: 'device.trustType -eq "a" -or -not device.trustType -eq "a"', says: "unclear" },
    { rule: 'device.trustType -eq "a" -and -not device.trustType -eq "a"', says: "no" },
    { rule: 'device.trustType -ne "a" -and device.trustType -ne null', says: "unclear" },
  ];
  for (const { rule, says } of ofNull) {
    it(`${rule} is "${says}" of an unregistered device`, () => assert.equal(judge(rule, unregistered), says));
    it(`${rule} is "${says}" of a registered device without that attribute`, () =>
      assert.equal(judge(rule, registered({ model: "x" })), says));
  }

  it("compares letters of other scripts by their pairs, and leaves those without a pair alone", () => {
    assert.equal(judge('device.model -eq "ÄΣ"', registered({ model: "äσ" })), "yes");
    assert.equal(judge('device.model -startsWith "ΑΣ"', registered({ model: "ασα" })), "yes");
    assert.equal(judge('device.model -eq "ı"', registered({ model: "I" })), "no");
  });
});
