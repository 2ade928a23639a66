import assert from "node:assert/strict";
import fc from "fast-check";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import type { DeviceRule } from "../../../src/law/device-filter/rule";
import { always } from "../../times";

function read(text: string): DeviceRule {
  const parsed = parseDeviceRule(text);
  assert.ok(parsed.ok, `${text}: ${parsed.ok || parsed.why}`);
  return parsed.rule;
}

const valueRead = (quoted: string): string => {
  const rule = read(`device.model -startsWith ${quoted}`);
  const [fact] = rule.kind === "comparison" ? rule.anyOf : [];
  return fact?.kind === "startsWith" ? fact.raw : assert.fail(rule.kind);
};

const A_AND_NOT_B = 'device.model -eq "a" -and device.model -ne "b"';
/** A rule with a comparison of the model in place of each letter. */
const ruleOf = (pattern: string): string => pattern.replaceAll(/%(.)/g, 'device.model -eq "$1"');

describe("reading a device rule", () => {
  const same: readonly (readonly [name: string, one: string, other: string])[] = [
    [
      "letter case of names, operators and keywords",
      'DEVICE.TRUSTTYPE -EQ "a" -AND Device.iscompliant -ne TRUE',
      'device.trustType -eq "a" -and device.isCompliant -ne true',
    ],
    [
      "hyphens",
      'not device.model eq "a" or device.model notin ["b"]',
      '-not device.model -eq "a" -or device.model -notIn ["b"]',
    ],
    ["en dashes, as the documents print them", 'device.model –eq "a" –and device.model –ne "b"', A_AND_NOT_B],
    ["the kind of quote", "device.model -in ['a', 'b']", 'device.model -in ["a","b"]'],
    ["quotes round a boolean", 'device.isCompliant -eq "True"', "device.isCompliant -eq true"],
    ["white space", ' ( device.model-eq"a" )\n\t-and(device.model -ne "b") ', A_AND_NOT_B],
    ["a list of one", 'device.model -in ["a"]', 'device.model -eq "a"'],
    ["-not before -and", ruleOf("-not %a -and %b"), ruleOf("(-not (%a)) -and (%b)")],
    ["-and before -or", ruleOf("%a -or %b -and %c"), ruleOf("%a -or (%b -and %c)")],
    ["-and before a later -or", ruleOf("%a -and %b -or %c"), ruleOf("(%a -and %b) -or %c")],
  ];
  for (const [name, one, other] of same)
    it(`makes nothing of ${name}, written out or not`, () => assert.deepEqual(read(one), read(other)));

  const quoted: readonly [string, string][] = [
    ['"a\'b"', "a'b"],
    ["'a\"b'", 'a"b'],
    ['"a\\b"', "a\\b"],
    ['"-or (null]"', "-or (null]"],
    ['"[ZTDId]:x"', "[ZTDId]:x"],
  ];
  for (const [text, value] of quoted)
    it(`takes ${text} for ${JSON.stringify(value)}`, () => assert.equal(valueRead(text), value));

  const unreadable: readonly (readonly [text: string, offset: number, message: string])[] = [
    ["", 0, "expected an attribute such as `device.trustType`"],
    ["   ", 3, "expected an attribute such as `device.trustType`"],
    ['user.department -eq "a"', 0, "expected an attribute such as `device.trustType`"],
    ['-device.model -eq "a"', 0, "expected an attribute such as `device.trustType`"],
    [' device.colour -eq "a"', 1, "unknown device attribute `colour`"],
    ['device.extensionAttribute16 -eq "a"', 0, "unknown device attribute `extensionAttribute16`"],
    ['device.model -match "a"', 13, "unknown operator `-match`"],
    ['device.model == "a"', 13, "unexpected character"],
    ["device.model", 12, "expected an operator such as `-eq`"],
    ['device.isCompliant -startsWith "T"', 19, "`isCompliant` can't be compared with `-startsWith`"],
    ["device.isCompliant -in [true]", 19, "`isCompliant` can't be compared with `-in`"],
    ['device.physicalIds -eq "a"', 19, "`physicalIds` can't be compared with `-eq`"],
    ['device.systemLabels -startsWith "a"', 20, "`systemLabels` can't be compared with `-startsWith`"],
    ['device.isCompliant -eq "yes"', 23, "expected `True` or `False`"],
    ["device.isCompliant -eq -true", 23, "expected `True` or `False`"],
    ["device.model -eq True", 17, "expected a text in quotes"],
    ["device.model -eq Surface", 17, "expected a text in quotes"],
    ["device.model -contains null", 23, "expected a text in quotes"],
    ['device.model -contains ""', 25, "expected a text that isn't empty"],
    ['device.model -in "a"', 17, 'expected a list such as `["a", "b"]`'],
    ["device.model -in []", 18, "expected a text in quotes"],
    ['device.model -in ["a",]', 22, "expected a text in quotes"],
    ['device.model -in ["a" "b"]', 22, "expected `,` or `]`"],
    ['device.model -eq ["a"]', 17, "expected a text in quotes"],
    ['(device.model -eq "a"', 21, "expected `)`"],
    ['device.model -eq "a")', 20, "expected `-and`, `-or` or the end of the rule"],
    ['device.model -eq "a" "b"', 21, "expected `-and`, `-or` or the end of the rule"],
    ['device.model -eq "a""b"', 20, "expected `-and`, `-or` or the end of the rule"],
    ['device.model -eq "a" -and', 25, "expected an attribute such as `device.trustType`"],
    ['device.model -eq "a', 17, "unexpected character"],
    ...['"a`b"', '"a`"b"', '"a`\'b"', "\"a''b\"", '"a\\"'].map(
      (text) => [`device.model -eq ${text}`, 17, "texts with escaped quotes aren't read"] as const,
    ),
    ["device.model -eq “a”", 17, "unexpected character"],
    ["device.model -eq \u0000", 17, "unexpected character"],
    ["(".repeat(3000), 101, "nested more than 100 deep"],
    ["-not ".repeat(600), 505, "nested more than 100 deep"],
    [" ".repeat(3073), 3072, "longer than 3072 characters"],
  ];
  for (const [text, offset, message] of unreadable)
    it(`refuses ${JSON.stringify(text.length > 60 ? `${text.slice(0, 10)}…` : text)}`, () =>
      assert.deepEqual(parseDeviceRule(text), { ok: false, why: `${message} (at offset ${offset})` }));

  it("takes the longest rule there may be", () => {
    const rule = 'device.model -eq "a"';
    assert.ok(parseDeviceRule(rule.padEnd(3072)).ok);
  });

  it("never throws, whatever the text", () => {
    const words = ["device.model", "-eq", "-not", "-and", "–in", "null", "true", "x"];
    const arbPiece = fc.constantFrom(...words, ...[..." ()[],\"'`\\\n"]);
    const arbText = fc.oneof(
      fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)), maxLength: 80 }),
      fc.array(arbPiece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    );
    always(400, [arbText], (text) => {
      const parsed = parseDeviceRule(text);
      if (!parsed.ok) assert.match(parsed.why, /^.+ \(at offset \d+\)$/);
    });
  });
});
