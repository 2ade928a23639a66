import assert from "node:assert/strict";
import fc from "fast-check";
import { RepeatedKeys } from "../../../src/cli/files/repeated-keys";

function found(text: string, size = 1000) {
  const keys = new RepeatedKeys();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) keys.write(bytes.subarray(at, at + size));
  return keys.found.map(({ path, key }) => `${path}: ${key}`);
}

describe("RepeatedKeys", () => {
  const texts: readonly (readonly [title: string, text: string, found: readonly string[]])[] = [
    ["none in an object", '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', []],
    ["one in the file itself", '{"a":1, "a":2}', [": a"]],
    ["one in an object in lists", '{"p":[0,[{"x":{"k":1,"l":[1,2],"k":3}}]]}', ["p[1][0].x: k"]],
    ["one behind an inner object with the same key", '{"a":{"a":{}},"b":1,"a":2}', [": a"]],
    ["one that is escaped", '{"a\\"b":1,"\\u0061\\"b":2}', [': a"b']],
    ["one with letters of several bytes", '{"é":{"è":1,"è":1}}', ["é: è"]],
    ["an empty one", '{"":{"":1,"":2}}', [": "]],
    ["none in a text that looks like one", '{"a":"{\\"a\\":1}","b":"\\\\"}', []],
    ["one three times", '{"a":1,"a":2,"a":3}', [": a", ": a"]],
  ];
  for (const [title, text, expected] of texts)
    it(`finds ${title}, wherever the pieces are cut`, () => {
      for (const size of [1, 2, 3, 7, 1000]) assert.deepEqual(found(text, size), expected, `pieces of ${size}`);
    });

  it("finds one among many", () => {
    const keys = Array.from({ length: 500 }, (_, index) => `"key-${index}":${index}`);
    assert.deepEqual(found(`{${[...keys, '"key-3":0', '"key-499":0'].join()}}`), [": key-3", ": key-499"]);
  });

  it("finds none in what JSON.stringify writes, wherever the pieces are cut", () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), fc.nat(2), (value, size, indent) =>
        assert.deepEqual(found(JSON.stringify(value, undefined, indent), size), []),
      ),
    ));

  it("finds one that is put into any object", () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (object, size) => {
          const [key = ""] = Object.keys(object);
          const text = `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(key)}:0}`;
          assert.deepEqual(found(text, size), [`: ${key}`]);
        },
      ),
    ));
});
