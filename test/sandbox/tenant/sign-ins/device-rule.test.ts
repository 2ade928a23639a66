import assert from "node:assert/strict";
import { readDeviceRule } from "../../../../sandbox/tenant/sign-ins/evaluator/device-rule";

const SAW = { displayName: "SAW-7", isCompliant: true, trustType: "AzureAD", physicalIds: ["[ZTDID]:1"] };

describe("device rules, as the local tenant reads them", () => {
  for (const [rule, saw, unknown] of [
    ['device.displayName -startsWith "SAW-"', true, false],
    ['device.displayName -notStartsWith "SAW-"', false, true],
    ['device.trustType -in ["AzureAD", "ServerAD"] -and device.isCompliant -eq True', true, false],
    ['-not (device.model -eq "x") -and device.trustType -ne "ServerAD"', true, true],
    ['device.physicalIds -contains "[ztdid]:1" -or device.model -eq "x"', true, false],
    ["device.displayName -contains 'aw'", true, false],
  ] as const)
    it(rule, () => {
      const read = readDeviceRule(rule);
      assert.deepEqual([read?.(SAW), read?.(undefined)], [saw, unknown]);
    });

  for (const rule of [
    "",
    "device.model",
    'device.model -resembles "x"',
    "(device.model -eq 1",
    '"x" -eq device.model and',
  ])
    it(`are refused: ${rule}`, () => assert.equal(readDeviceRule(rule), undefined));
});
