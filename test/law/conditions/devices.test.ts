import assert from "node:assert/strict";
import { CONDITIONS } from "../../../src/law/conditions";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import { LATER } from "../../tenant/graph/a-policy";

const RULE = "device.isCompliant -eq True";
const FIELD = "conditions.devices.deviceFilter";

const readDeviceFilter = (value: unknown) => CONDITIONS.device.graph.read(value).condition;
const filter = (mode: unknown, rule: unknown) => readDeviceFilter({ deviceFilter: { mode, rule } });

function ruleOf(text: string): unknown {
  const parsed = parseDeviceRule(text);
  assert.ok(parsed.ok);
  return parsed.ok && parsed.rule;
}

const unclear: readonly { name: string; value: unknown; field: string; why: string | RegExp }[] = [
  { name: "another mode", value: { mode: "only", rule: RULE }, field: ".mode", why: "`only` is not a known mode" },
  { name: "no mode", value: { rule: RULE }, field: ".mode", why: "nothing where include or exclude is due" },
  { name: "no rule", value: { mode: "include" }, field: ".rule", why: "nothing where a rule is due" },
  { name: "an empty rule", value: { mode: "include", rule: " " }, field: ".rule", why: "the rule is empty" },
  {
    name: "a rule known later",
    value: { mode: "include", rule: LATER },
    field: ".rule",
    why: "known only after deployment",
  },
  {
    name: "a rule that can't be read, with where it stops making sense",
    value: { mode: "exclude", rule: `${RULE} -xor ${RULE}` },
    field: ".rule",
    why: /\(at offset 28\)$/,
  },
  { name: "text for the filter", value: "x", field: "", why: "text where an object is due" },
];

describe("the device filter of a policy", () => {
  for (const value of [null, undefined, {}, { deviceFilter: null }])
    it(`${JSON.stringify(value)} is none`, () => assert.deepEqual(readDeviceFilter(value), { kind: "any" }));

  for (const mode of ["include", "exclude"])
    it(`${mode} in any letter case`, () =>
      assert.deepEqual(filter(mode.toUpperCase(), RULE), { kind: "filter", mode, rule: ruleOf(RULE) }));

  for (const { name, value, field, why } of unclear)
    it(`isn't understood: ${name}`, () => {
      const read = readDeviceFilter({ deviceFilter: value });
      assert.ok(read.kind === "notUnderstood");
      assert.equal(read.field, FIELD + field);
      if (typeof why === "string") assert.equal(read.why, why);
      else assert.match(read.why, why);
    });

  it("devices of another shape aren't understood", () =>
    assert.deepEqual(readDeviceFilter([]), {
      kind: "notUnderstood",
      field: "conditions.devices",
      why: "a list where an object is due",
    }));
});
