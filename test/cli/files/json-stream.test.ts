import assert from "node:assert/strict";
import fc from "fast-check";
import { JsonStream } from "../../../src/cli/files/json-stream";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { LABELLED_CASES } from "../labelled-cases";

function parseInPieces(text: string, size: number) {
  const stream = new JsonStream();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size));
  return stream.end();
}

describe("JsonStream", () => {
  it("reads what JSON.parse reads, wherever the pieces are cut", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(3),
        (value, size, indent) => {
          const text = JSON.stringify(value, undefined, indent);
          assert.deepEqual(parseInPieces(text, size), { ok: true, value: JSON.parse(text) });
        },
      ),
    );
  });

  it("leaves everything of a tenant that is read of it", () => {
    for (const { name, tenant } of LABELLED_CASES) {
      const read = parseInPieces(JSON.stringify(tenant), 100);
      assert.ok(read.ok);
      assert.deepEqual(readTenant(read.value), readTenant(tenant), name);
    }
  });

  it("keeps of users and members, in bare lists and in pages, only what matters", () => {
    const user = { id: "a", displayName: "A", userType: "Member", mail: "a@contoso.example" };
    const member = { "@odata.type": "#microsoft.graph.user", id: "a", mail: "a@contoso.example" };
    const slimUser = { id: "a", displayName: "A", userType: "Member" };
    const slimMember = { "@odata.type": "#microsoft.graph.user", id: "a" };
    const bare = { users: [user], groups: [{ id: "g", mail: "g", members: [member, "b"] }] };
    const paged = { users: { value: [user] }, groups: { value: [{ id: "g", members: { value: [member] } }] } };
    assert.deepEqual(parseInPieces(JSON.stringify(bare), 1000), {
      ok: true,
      value: { users: [slimUser], groups: [{ id: "g", mail: "g", members: [slimMember, "b"] }] },
    });
    assert.deepEqual(parseInPieces(JSON.stringify(paged), 1000), {
      ok: true,
      value: { users: { value: [slimUser] }, groups: { value: [{ id: "g", members: { value: [slimMember] } }] } },
    });
  });

  it("counts lines across pieces", () => {
    for (const size of [1, 3, 1000]) {
      const read = parseInPieces('{\n"a": [1,\n2 3]}', size);
      assert.deepEqual(read.ok ? undefined : read.errors[0].position, { line: 3, column: 3 }, `pieces of ${size}`);
    }
  });

  it("says where a file nests too deep, wherever the pieces are cut", () => {
    for (const size of [1, 3, 1000]) {
      const read = parseInPieces(`{\n"a": ${'{"b":'.repeat(5000)}1${"}".repeat(5000)}}`, size);
      assert.deepEqual(read.ok ? undefined : read.errors[0].position, { line: 2, column: 501 }, `pieces of ${size}`);
    }
  });

  it("says that a file which ends in the middle of a letter is cut off", () => {
    const read = parseInPieces('["é', 3);
    assert.match(read.ok ? "" : read.errors[0].problem, /cut off|UTF-8/);
  });
});
