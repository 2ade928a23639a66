import assert from "node:assert/strict";
import fc from "fast-check";
import { RecordSplitter } from "../../../src/cli/sign-ins/record-splitter";

function cut(text: string, size: number) {
  const splitter = new RecordSplitter();
  const found: ReturnType<RecordSplitter["write"]>[number][] = [];
  for (let at = 0; at < text.length; at += size) found.push(...splitter.write(text.slice(at, at + size)));
  const isOpen = splitter.isOpen;
  found.push(...splitter.end());
  return { found, isOpen, hasNextPage: splitter.hasNextPage };
}

const textsIn = (text: string): readonly string[] => cut(text, 7).found.map((one) => one.text);

describe("cutting a log into records", () => {
  it("takes a list, a page of Graph's, records under their key and one record a line", () => {
    for (const text of [
      '[{"a":1},{"b":[2]}]',
      '{"@odata.context":"…","value":[{"a":1},\n {"b":[2]}]}',
      '{"records":[{"a":1},{"b":[2]}]}',
      '{"records":[{"a":1}]}\n{"records":[{"b":[2]}]}\n',
      '[{"records":[{"a":1}]},{"records":[{"b":[2]}]}]',
      '{"a":1}\n{"b":[2]}\n',
      '{"value":[{"a":1}]}\n[{"b":[2]}]',
    ])
      assert.deepEqual(textsIn(text), ['{"a":1}', '{"b":[2]}'], text);
  });

  it("leaves a record whole that has such keys deeper in it, and brackets in its texts", () => {
    const record = '{"status":{"value":[{"x":1}]},"text":"}]{[\\"}","records":"none"}';
    assert.deepEqual(textsIn(`[${record}]`), [record]);
    assert.deepEqual(textsIn(record), [record]);
  });

  it("says of a page that there is a next one, but not of the last page", () => {
    const page = (next: string): string => `{"value":[{"a":1}],"@odata.nextLink":${next}}`;
    assert.equal(cut(page('"https://graph.example/next"'), 5).hasNextPage, true);
    assert.equal(cut(page("null"), 5).hasNextPage, false);
    assert.equal(cut('{"@odata.nextLink":"https://graph.example/next","value":[{"a":1}]}', 5).hasNextPage, true);
    assert.equal(cut('{"value":[{"@odata.nextLink":"x"}]}', 5).found.length, 1);
  });

  it("goes on with the next line where each record has one and one is damaged", () => {
    const { found } = cut('{"a":1}\n{"b":"2\n{"c":3}\n', 4);
    assert.deepEqual(
      found.map(({ text, line, fault }) => [text, line, fault]),
      [
        ['{"a":1}', 1, undefined],
        ['{"b":"2', 2, "cut off"],
        ['{"c":3}', 3, undefined],
      ],
    );
  });

  it("takes for a record whatever stands in its place, so that it can be said of it that it is none", () => {
    assert.deepEqual(textsIn('[1,"two",null,{"a":1}]'), ["1", '"two"', "null", '{"a":1}']);
    assert.deepEqual(textsIn('hello\n{"a":1}'), ["hello", '{"a":1}']);
  });

  it("says that a log ends in the middle: of a record, or of a list", () => {
    const inRecord = cut('[{"a":1},{"b":', 4);
    assert.equal(inRecord.isOpen, true);
    assert.deepEqual(
      inRecord.found.map(({ fault }) => fault),
      [undefined, "cut off"],
    );
    assert.equal(cut('[{"a":1},', 4).isOpen, true);
    assert.equal(cut('[{"a":1}]', 4).isOpen, false);
  });

  it("says of a record that it nests too deep, and goes on with the next one", () => {
    const deep = `{"x":${"[".repeat(5000)}${"]".repeat(5000)}}`;
    assert.deepEqual(
      cut(`[${deep},{"a":1}]`, 7).found.map(({ fault }) => fault),
      ["too deep", undefined],
    );
  });

  it("takes the end of a long text for no key of records", () => {
    const record = `{"${"x".repeat(40)}value":[{"a":1}]}`;
    for (const size of [1, 5, 42, 43, 44, 1000])
      assert.deepEqual(
        cut(record, size).found.map(({ text }) => text),
        [record],
      );
  });

  it("finds every record of any log, whatever is in it and however it comes in pieces", () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }).filter(isNoPage);
    const form = fc.constantFrom(
      (records: readonly object[]) => JSON.stringify(records),
      (records: readonly object[]) => JSON.stringify({ "@odata.context": "…", value: records }, undefined, 2),
      (records: readonly object[]) => records.map((one) => JSON.stringify(one)).join("\n"),
    );
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), form, fc.integer({ min: 1, max: 30 }), (records, write, size) => {
        const { found, isOpen } = cut(write(records), size);
        assert.deepEqual(
          found.map(({ text }) => JSON.parse(text)),
          JSON.parse(JSON.stringify(records)),
        );
        assert.equal(isOpen, false);
      }),
    );
  });
});

const isNoPage = (record: object): boolean => !("value" in record) && !("records" in record);
