import assert from "node:assert/strict";
import fc from "fast-check";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import type { DeviceRule } from "../../../src/law/device-filter/rule";
import { runs } from "../../times";
import { arbRule } from "./arbitrary-rule";
import { printRule } from "./print-rule";

function read(text: string): DeviceRule {
  const parsed = parseDeviceRule(text);
  assert.ok(parsed.ok, `${text}: ${parsed.ok || parsed.message}`);
  return parsed.rule;
}

const valueRead = (quoted: string): string => {
  const rule = read(`device.model -startsWith ${quoted}`);
  return rule.kind === "comparison" && rule.test.kind === "startsWith" ? rule.test.value : assert.fail(rule.kind);
};

describe("reading a device rule", () => {
  const same: readonly { name: string; one: string; other: string }[] = [
    {
      name: "letter case of names, operators and keywords",
      one: 'DEVICE.TRUSTTYPE -EQ "a" -AND Device.iscompliant -ne TRUE',
      other: 'device.trustType -eq "a" -and device.isCompliant -ne true',
    },
    {
      name: "hyphens",
      one: 'not device.model eq "a" or device.model notin ["b"]',
      other: '-not device.model -eq "a" -or device.model -notIn ["b"]',
    },
    {
      name: "en dashes, as the documents print them",
      one: 'device.model –eq "a" –and device.model –ne "b"',
      other: 'device.model -eq "a" -and device.model -ne "b"',
    },
    { name: "the kind of quote", one: "device.model -in ['a', 'b']", other: 'device.model -in ["a","b"]' },
    { name: "quotes round a boolean", one: 'device.isCompliant -eq "True"', other: "device.isCompliant -eq true" },
    {
      name: "white space",
      one: ' ( device.model-eq"a" )\n\t-and(device.model -ne "b") ',
      other: 'device.model -eq "a" -and device.model -ne "b"',
    },
    { name: "a list of one", one: 'device.model -in ["a"]', other: 'device.model -eq "a"' },
    {
      name: "-not before -and",
      one: '-not device.model -eq "a" -and device.model -eq "b"',
      other: '(-not (device.model -eq "a")) -and (device.model -eq "b")',
    },
    {
      name: "-and before -or",
      one: 'device.model -eq "a" -or device.model -eq "b" -and device.model -eq "c"',
      other: 'device.model -eq "a" -or (device.model -eq "b" -and device.model -eq "c")',
    },
    {
      name: "-and before a later -or",
      one: 'device.model -eq "a" -and device.model -eq "b" -or device.model -eq "c"',
      other: '(device.model -eq "a" -and device.model -eq "b") -or device.model -eq "c"',
    },
  ];
  for (const { name, one, other } of same)
    it(`makes nothing of ${name}, written out or not`, () => assert.deepEqual(read(one), read(other)));

  const quoted: readonly [string, string][] = [
    ['"a`"b"', 'a"b'],
    ['"a`\'b"', "a'b"],
    ["\"a''b\"", "a'b"],
    ['"a\'b"', "a'b"],
    ["'a''b'", "a'b"],
    ["'a\"b'", 'a"b'],
    ["''", ""],
    ['""', ""],
    ['"a\\b"', "a\\b"],
    ['"-or (null]"', "-or (null]"],
    ['"[ZTDId]:x"', "[ZTDId]:x"],
  ];
  for (const [text, value] of quoted)
    it(`takes ${text} for ${JSON.stringify(value)}`, () => assert.equal(valueRead(text), value));

  const unreadable: readonly { text: string; offset: number; message: string }[] = [
    { text: "", offset: 0, message: "expected an attribute such as `device.trustType`" },
    { text: "   ", offset: 3, message: "expected an attribute such as `device.trustType`" },
    { text: 'user.department -eq "a"', offset: 0, message: "expected an attribute such as `device.trustType`" },
    { text: '-device.model -eq "a"', offset: 0, message: "expected an attribute such as `device.trustType`" },
    { text: ' device.colour -eq "a"', offset: 1, message: "unknown device attribute `colour`" },
    {
      text: 'device.extensionAttribute16 -eq "a"',
      offset: 0,
      message: "unknown device attribute `extensionAttribute16`",
    },
    { text: 'device.model -match "a"', offset: 13, message: "unknown operator `-match`" },
    { text: 'device.model == "a"', offset: 13, message: "unexpected `=`" },
    { text: "device.model", offset: 12, message: "expected an operator such as `-eq`" },
    {
      text: 'device.isCompliant -startsWith "T"',
      offset: 19,
      message: "`isCompliant` can't be compared with `-startsWith`",
    },
    { text: "device.isCompliant -in [true]", offset: 19, message: "`isCompliant` can't be compared with `-in`" },
    { text: 'device.physicalIds -eq "a"', offset: 19, message: "`physicalIds` can't be compared with `-eq`" },
    {
      text: 'device.systemLabels -startsWith "a"',
      offset: 20,
      message: "`systemLabels` can't be compared with `-startsWith`",
    },
    { text: 'device.isCompliant -eq "yes"', offset: 23, message: "expected `True` or `False`" },
    { text: "device.isCompliant -eq -true", offset: 23, message: "expected `True` or `False`" },
    { text: "device.model -eq True", offset: 17, message: "expected a text in quotes" },
    { text: "device.model -eq Surface", offset: 17, message: "expected a text in quotes" },
    { text: "device.model -contains null", offset: 23, message: "expected a text in quotes" },
    { text: 'device.model -in "a"', offset: 17, message: 'expected a list such as `["a", "b"]`' },
    { text: "device.model -in []", offset: 18, message: "expected a text in quotes" },
    { text: 'device.model -in ["a",]', offset: 22, message: "expected a text in quotes" },
    { text: 'device.model -in ["a" "b"]', offset: 22, message: "expected `,` or `]`" },
    { text: 'device.model -eq ["a"]', offset: 17, message: "expected a text in quotes" },
    { text: '(device.model -eq "a"', offset: 21, message: "expected `)`" },
    { text: 'device.model -eq "a")', offset: 20, message: "expected `-and`, `-or` or the end of the rule" },
    { text: 'device.model -eq "a" "b"', offset: 21, message: "expected `-and`, `-or` or the end of the rule" },
    { text: 'device.model -eq "a""b"', offset: 20, message: "expected `-and`, `-or` or the end of the rule" },
    { text: 'device.model -eq "a" -and', offset: 25, message: "expected an attribute such as `device.trustType`" },
    { text: 'device.model -eq "a', offset: 17, message: "the text that begins here has no closing quote" },
    { text: 'device.model -eq "a`b"', offset: 19, message: "a backtick can only stand before a quote" },
    { text: 'device.model -eq "a\\" -or "', offset: 19, message: "write a quote inside a text as backtick and quote" },
    { text: "device.model -eq “a”", offset: 17, message: "unexpected character U+201C" },
    { text: "device.model -eq \u0000", offset: 17, message: "unexpected character U+0000" },
    { text: "(".repeat(3000), offset: 101, message: "nested more than 100 deep" },
    { text: "-not ".repeat(600), offset: 505, message: "nested more than 100 deep" },
    { text: " ".repeat(3073), offset: 3072, message: "longer than 3072 characters" },
  ];
  for (const { text, ...problem } of unreadable)
    it(`refuses ${JSON.stringify(text.length > 60 ? `${text.slice(0, 10)}…` : text)}`, () =>
      assert.deepEqual(parseDeviceRule(text), { ok: false, ...problem }));

  it("takes the longest rule there may be", () => {
    const rule = 'device.model -eq "a"';
    assert.ok(parseDeviceRule(rule.padEnd(3072)).ok);
  });

  it("reads back every rule that was written out", () =>
    fc.assert(fc.property(arbRule, (rule) => assert.deepEqual(read(printRule(rule)), rule))));

  it("never throws, whatever the text", () => {
    const arbPiece = fc.constantFrom(
      "device.model",
      " ",
      "-eq",
      "-not",
      "-and",
      "(",
      ")",
      "[",
      "]",
      ",",
      '"',
      "'",
      "`",
      "\\",
      "null",
      "true",
      "–in",
      "x",
      "\n",
    );
    const arbText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.array(arbPiece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(arbText, (text) => {
        const parsed = parseDeviceRule(text);
        if (!parsed.ok) assert.ok(parsed.offset >= 0 && parsed.offset <= text.length && parsed.message !== "");
      }),
      runs(400),
    );
  });
});
