import assert from "node:assert/strict";
import { type LogItem, readLog } from "../../src/cli/json-documents";
import { suiteFolder } from "../temporary-folder";

describe("reading a log", () => {
  const files = suiteFolder();

  async function read(log: unknown) {
    const records: unknown[] = [];
    const unreadable: (readonly [record: number, line: number])[] = [];
    const take = (item: LogItem) =>
      "json" in item ? records.push(item.json) : unreadable.push([item.record, item.line]);
    return { records, unreadable, isWhole: await readLog(files.write("log.json", log), take) };
  }

  it("doesn't take a fault of azmfa for an unreadable log", () => {
    const take = (): never => assert.fail("a fault");
    return assert.rejects(readLog(files.write("log.json", "{}"), take), /a fault/);
  });

  for (const log of [
    '[{"a":1},{"b":[2]}]',
    '\n\n{"@odata.context":"…","value":[{"a":1},\n {"b":[2]}]}',
    '{"records":[{"a":1},{"b":[2]}]}',
    '{"records":[{"a":1}]}\n{"records":[{"b":[2]}]}\n',
    '[{"records":[{"a":1}]},{"records":[{"b":[2]}]}]',
    '{"a":1}\r\n\r\n{"b":[2]}\r\n',
    '[{"a":1}, // the first\n{"b":[2]}]',
    Buffer.from('\ufeff{"a":1}\n{"b":[2]}', "utf16le"),
  ])
    it(`takes two records of ${JSON.stringify(log)}`, async () =>
      assert.deepEqual(await read(log), { records: [{ a: 1 }, { b: [2] }], unreadable: [], isWhole: true }));

  it("leaves a record whole that has such keys deeper in it", async () => {
    const record = { status: { value: [{ x: 1 }] }, text: '}]{["}', records: "none" };
    for (const log of [[record], record]) assert.deepEqual((await read(log)).records, [record]);
  });

  it("reports that a page has a next page, except the last one", async () => {
    const page = (next: unknown) => JSON.stringify({ "@odata.nextLink": next, value: [{ a: 1 }] });
    assert.deepEqual((await read(page("https://graph.example/next"))).isWhole, false);
    assert.deepEqual((await read(`${page("x")}\n${page(null)}`)).isWhole, false);
    assert.deepEqual((await read(page(null))).isWhole, true);
    assert.deepEqual((await read({ value: [{ "@odata.nextLink": "x" }] })).isWhole, true);
  });

  it("goes on with the next line where each record has one and one is damaged", async () => {
    const { records, unreadable } = await read('{"a":1}\n{"b":"2\n{"c":3}\n');
    assert.deepEqual([records, unreadable], [[{ a: 1 }, { c: 3 }], [[2, 2]]]);
  });

  it("refuses a log that isn't UTF-8", async () => {
    for (const log of ['{"a":1}\n{"b":"f\u00fcr"}\n', '[{"a":1},\n{"b":"f\u00fcr"}]'])
      await assert.rejects(read(Buffer.from(log, "latin1")), /log\.json: not all of it is UTF-8; save it as UTF-8/);
  });

  it("passes on anything in the place of a record, so that it can be reported as unreadable", async () =>
    assert.deepEqual((await read('[1,"two",null,{"a":1},[[[2]]]]')).records, [1, "two", null, { a: 1 }, [2]]));

  it("reports a record that nests too deep as unreadable, and goes on", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const { records, unreadable } = await read(`{"a":1}\n{"x":${deep}}\n{"c":3}`);
    assert.deepEqual([records, unreadable], [[{ a: 1 }, { c: 3 }], [[2, 2]]]);
  });
});
