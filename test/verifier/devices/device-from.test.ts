import assert from "node:assert/strict";
import fc from "fast-check";
import type { AttributeName } from "../../../src/law/device-filter/attributes";
import { type AttributeValue, type Device, describeDevice } from "../../../src/law/device-filter/device";
import { evaluateDeviceRule } from "../../../src/law/device-filter/evaluate";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import { type DeviceRule, joined } from "../../../src/law/device-filter/rule";
import type { Truth } from "../../../src/law/model/truth";
import { listing } from "../../../src/text/sentence";
import { deviceFrom, Facts } from "../../../src/verifier/devices/facts";
import { Logic } from "../../../src/verifier/encoding/logic";
import { all, any, negation } from "../../../src/verifier/solver/formula";
import { arbAmong, arbRule } from "../../law/device-filter/arbitrary-rule";
import { always } from "../../times";

interface DeviceDemand {
  readonly rule: DeviceRule;
  readonly among: readonly Truth[];
}

function demand(text: string, ...among: readonly Truth[]): DeviceDemand {
  const parsed = parseDeviceRule(text);
  assert.ok(parsed.ok, text);
  return { rule: parsed.rule, among };
}

/** A device that meets all demands as the solver finds it; or that there is none, or that its steps ran out. */
function search(demands: readonly DeviceDemand[], most = 1_000_000): Device | "none" | "tooHard" {
  const logic = new Logic();
  const facts = new Facts(logic);
  const formulas = demands.map(({ rule, among }) => {
    const { is, isNot } = facts.pairOf(rule);
    const formulaOf = { yes: is, no: isNot, unclear: negation(any([is, isNot])) };
    return any(among.map((truth) => formulaOf[truth]));
  });
  const answer = logic.solver.solve([logic.implying(all(formulas))], most);
  if (answer.kind === "yes") return deviceFrom(answer.isTrue, facts);
  return answer.kind === "no" ? "none" : "tooHard";
}

const meets = (device: Device, demands: readonly DeviceDemand[]): boolean =>
  demands.every(({ rule, among }) => among.includes(evaluateDeviceRule(rule, device)));

/** The description of the device found, which is checked to meet the demands, or why there is none. */
function found(...demands: readonly DeviceDemand[]): string {
  const device = search(demands);
  if (typeof device === "string") return device;
  assert.ok(meets(device, demands));
  return inWords(device, new Set(demands.flatMap(({ rule }) => attributesIn(rule))));
}

const attributesIn = (rule: DeviceRule): readonly AttributeName[] =>
  joined<readonly AttributeName[]>(rule, {
    comparison: ({ attribute }) => [attribute],
    not: (part) => part,
    every: (parts) => parts.flat(),
    some: (parts) => parts.flat(),
  });

/** The device, with the attributes that it hasn't although rules ask about them. */
function inWords(device: Device, asked: ReadonlySet<AttributeName>): string {
  const { whole } = describeDevice(device, (text) => `\`${text}\``);
  if (device.kind === "unregistered") return whole;
  const missing = [...asked].filter((name) => !device.attributes.has(name)).map((name) => `no ${name}`);
  if (missing.length === 0) return whole;
  const held = whole.replace(/^a registered device( with )?/, "");
  return `a registered device with ${listing([...held.split(/, | and /).filter((one) => one !== ""), ...missing], "and")}`;
}

/** Text over a and b, the values of all rules, and x, which is in none. */
const TEXTS: readonly string[] = ["", "a", "b", "x"].flatMap((one) =>
  ["", "a", "b"].flatMap((two) => ["", "a", "b", "x"].map((three) => one + two + three)),
);

const DEVICES: readonly Device[] = [undefined, "a", "ab", "x", ""].flatMap((trustType) =>
  [undefined, true, false].flatMap((isCompliant) =>
    [undefined, [], ["x"], ["x", "y"], ["y"]].flatMap((labels) =>
      [undefined, "abxba", "baxab", ...new Set(TEXTS)].map((model): Device => {
        const attributes = new Map<AttributeName, AttributeValue>();
        if (trustType !== undefined) attributes.set("trustType", trustType);
        if (isCompliant !== undefined) attributes.set("isCompliant", isCompliant);
        if (labels !== undefined) attributes.set("systemLabels", new Set(labels));
        if (model !== undefined) attributes.set("model", model);
        return { kind: "registered", attributes };
      }),
    ),
  ),
);

describe("finding a device", () => {
  it("takes an unregistered one first", () => {
    assert.equal(found(), "an unregistered device");
    assert.equal(found(demand('device.trustType -ne "AzureAD"', "yes")), "an unregistered device");
  });

  const table: readonly (readonly [rule: string, among: readonly Truth[], is: string])[] = [
    ['device.trustType -eq "azuread"', ["yes"], "a registered device with trustType `AzureAD`"],
    ['device.trustType -ne "Workplace"', ["no"], "a registered device with trustType `Workplace`"],
    ['-not device.trustType -eq "Workplace"', ["yes"], "a registered device with trustType `AzureAD`"],
    ['-not device.trustType -eq "Workplace"', ["yes", "unclear"], "an unregistered device"],
    ["device.model -ne null", ["yes"], "a registered device with model `other`"],
    ["device.isCompliant -eq True", ["yes"], "a registered device with isCompliant True"],
    ["-not device.isCompliant -eq True", ["yes"], "a registered device with isCompliant False"],
    [
      'device.isCompliant -eq True -and device.model -ne "a"',
      ["yes"],
      "a registered device with isCompliant True and no model",
    ],
    [
      'device.systemLabels -contains "a" -and device.systemLabels -contains "b"',
      ["yes"],
      "a registered device with systemLabels `a` and `b`",
    ],
    ['-not device.systemLabels -contains "a"', ["yes"], "a registered device with systemLabels empty"],
    [
      'device.model -startsWith "ab" -and device.model -endsWith "bc" -and device.model -ne "abc" -and device.model -notContains "abbc"',
      ["yes"],
      "a registered device with model `ab-bc`",
    ],
    ['device.model -startsWith "a" -and device.model -notStartsWith "A"', ["yes"], "none"],
    ['device.model -startsWith "ab" -and device.model -startsWith "ac"', ["yes"], "none"],
    ['device.model -endsWith "xyz" -and device.model -notContains "y"', ["yes"], "none"],
    ['device.model -eq "abc" -and device.model -notContains "b"', ["yes"], "none"],
    ['device.model -eq "a" -and device.model -eq "b"', ["yes"], "none"],
    ["device.isCompliant -eq True -or device.isCompliant -eq False -or device.isCompliant -eq null", ["no"], "none"],
    [
      "device.isCompliant -eq True -or device.isCompliant -eq False -or device.isCompliant -eq null",
      ["unclear"],
      "an unregistered device",
    ],
    ['device.trustType -ne "a"', ["unclear"], "none"],
    ['device.trustType -ne "a"', [], "none"],
  ];
  for (const [rule, among, is] of table)
    it(`for which ${rule} is [${among}] has ${is}`, () => assert.equal(found(demand(rule, ...among)), is));

  it("sees that rules only together leave no device", () => {
    const rules = [demand('device.trustType -eq "AzureAD"', "no"), demand('device.trustType -ne "AzureAD"', "no")];
    assert.equal(found(...rules), "none");
    assert.equal(found(...rules.slice(1)), "a registered device with trustType `AzureAD`");
  });

  it("misses no device that plain trial finds, and finds none that the law refuses", () => {
    const arbDemand = fc.record({ rule: arbRule, among: arbAmong });
    always(200, [fc.array(arbDemand, { minLength: 1, maxLength: 4 })], (demands) => {
      const device = search(demands);
      assert.notEqual(device, "tooHard");
      assert.ok(typeof device === "string" ? !DEVICES.some((one) => meets(one, demands)) : meets(device, demands));
    });
  });

  it("decides rules of forty comparisons without trying their combinations", () => {
    const either = Array.from(
      { length: 40 },
      (_, i) => `(device.extensionAttribute${(i % 9) + 1} -eq "${i}" -or device.model -contains "n${i}")`,
    );
    assert.match(found(demand(either.join(" -and "), "yes")), /^a registered device with/);
    const never = Array.from({ length: 40 }, (_, i) => demand(`device.displayName -contains "n${i}"`, "no"));
    const oneOf = Array.from({ length: 40 }, (_, i) => `device.displayName -endsWith "n${i}"`).join(" -or ");
    assert.equal(found(...never, demand(oneOf, "yes")), "none");
  });

  it("decides 240 rules that each list fifty devices", () => {
    const ids = (rule: number): string => Array.from({ length: 50 }, (_, i) => `"${rule}-${i}"`).join(",");
    const refused = Array.from({ length: 240 }, (_, rule) => demand(`-not device.deviceId -in [${ids(rule)}]`, "yes"));
    assert.match(found(...refused), /^a registered device with deviceId/);
    assert.equal(found(...refused, demand('device.deviceId -in ["7-7", "8-8"]', "yes")), "none");
  });

  it("writes texts with characters that no rule uses", () => {
    const plain = [..."-_. 0123456789abcdefghijklmnopqrstuvwxyz"].map((c) =>
      demand(`device.model -contains "${c}${c}"`, "no"),
    );
    assert.equal(
      found(
        ...plain,
        demand('device.model -startsWith "a" -and device.model -endsWith "b" -and device.model -ne "ab"', "yes"),
      ),
      "a registered device with model `a/b`",
    );
  });

  it("says so when the budget is used up", () => {
    const rules = ["a", "b"].map((text) => demand(`device.physicalIds -contains "${text}"`, "yes"));
    assert.equal(found(...rules), "a registered device with physicalIds `a` and `b`");
    assert.equal(search(rules, 1), "tooHard");
  });
});
