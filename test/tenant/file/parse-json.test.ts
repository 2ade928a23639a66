import assert from "node:assert/strict";
import { parseText, textIn } from "../../../src/tenant/file/parse-json";

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Parses a file. */
function parseJson(file: Buffer) {
  const text = textIn(file);
  return text.ok ? parseText(text.value) : text;
}

describe("parsing JSON", () => {
  it("drops a byte order mark", () => {
    const file = Buffer.concat([BYTE_ORDER_MARK, Buffer.from('{"é":[1]}')]);
    assert.deepEqual(parseJson(file), { ok: true, value: { é: [1] } });
  });

  const broken: readonly (readonly [title: string, text: string | Buffer, place: string, says: RegExp])[] = [
    ["nothing at all", "", "1:1", /the file is empty/],
    ["nothing but space", " \n ", "2:2", /the file is empty/],
    ["an object that isn't closed", '{"a":1', "1:7", /ends in the middle/],
    ["a list that isn't closed, lines on", "[1,\n 2,\n", "3:1", /ends in the middle/],
    ["a text that isn't closed", '["abc', "1:2", /ends in the middle/],
    ["a word that isn't finished", "[nul", "1:2", /ends in the middle/],
    ["a value that is missing", '{\n  "a": }', "2:8", /value expected here/],
    ["a comma too many", '{"a": 1,,}', "1:9", /property name expected here/],
    ["a comma that is missing", "[1 2]", "1:4", /comma expected here/],
    ["a colon that is missing", '{"a" 1}', "1:6", /colon expected here/],
    ["single quotes", "{'a':1}", "1:2", /unexpected `'a'`/],
    ["a word that JSON doesn't have", '{"a": True}', "1:7", /unexpected `True`/],
    ["something after the end", "{}\n{}", "2:1", /end of file expected here/],
    ["a line end inside a text", '["a\nb"]', "1:2", /unexpected end of string here/],
    ["an escape that JSON doesn't have", '["\\x"]', "1:2", /invalid escape character here/],
    ["a fault after letters of several bytes", '["ééé" 1]', "1:8", /comma expected here/],
    [
      "a fault after a byte order mark",
      Buffer.concat([BYTE_ORDER_MARK, Buffer.from("[1 2]")]),
      "1:4",
      /comma expected/,
    ],
    [
      "a list that nests without end",
      `{\n"a": ${"[".repeat(5000)}${"]".repeat(5000)}}`,
      "2:105",
      /nest more than 100 deep/,
    ],
  ];
  for (const [title, text, place, says] of broken)
    it(`says where and what is wrong: ${title}`, () => {
      const read = parseJson(Buffer.from(text));
      assert.ok(!read.ok);
      const [{ position, problem }] = read.errors;
      assert.equal(`${position?.line}:${position?.column}`, place);
      assert.match(problem, says);
    });

  for (const text of ['{"a": 1,}', '// why\n{"a": /* one */ 1}'])
    it(`reads JSON as people write it: ${text}`, () =>
      assert.deepEqual(parseJson(Buffer.from(text)), { ok: true, value: { a: 1 } }));

  it("says where a key is there twice", () => {
    const read = parseJson(Buffer.from('{"a":[{},{"b":1,\n"\\u0062":2}],"c":{"d":{"e":1,"e":2}}}'));
    assert.deepEqual(read.ok || [read.errors.length, read.errors[0].position], [1, { line: 2, column: 1 }]);
    assert.match(read.ok ? "" : read.errors[0].problem, /^the key `b` is there twice/);
  });

  for (const [title, file] of [
    ["with a mark", Buffer.from('\ufeff{"é":[]}', "utf16le")],
    ["high bytes first", Buffer.from('\ufeff{"é":[]}', "utf16le").swap16()],
  ] as const)
    it(`reads UTF-16 ${title}`, () => assert.deepEqual(parseJson(file), { ok: true, value: { é: [] } }));

  it("says where a fault in UTF-16 is", () => {
    const fault = parseJson(Buffer.from("\ufeff[1 2]", "utf16le"));
    assert.deepEqual(fault.ok ? undefined : fault.errors[0].position, { line: 1, column: 4 });
  });

  for (const [title, file] of [
    ["not all of it is UTF-8", Buffer.from([0x5b, 0x22, 0x61, 0xff, 0x22, 0x5d])],
    ["not all of it is UTF-8", Buffer.from([0x22, 0xc3])],
    ["not all of it is UTF-16", Buffer.from('\ufeff["\ud800"]', "utf16le")],
  ] as const)
    it(`says of bytes that are no text: ${title}`, () => {
      const read = parseJson(file);
      assert.deepEqual(read.ok ? [] : read.errors.map(({ problem }) => problem), [`${title}; save it as UTF-8`]);
    });
});
