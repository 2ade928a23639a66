import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Address,
  embedsIpv4,
  formatAddress,
  parseAddress,
  parseBounds,
  parseCidr,
} from "../../../src/law/addresses/address";
import { always } from "../../times";

describe("an address in text", () => {
  const written: readonly [string, string][] = [
    ["192.0.2.1", "192.0.2.1"],
    ["0.0.0.0", "0.0.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    ["::", "::"],
    ["::1", "::1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8::", "2001:db8::"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    ["0:0:0:10:0:0:0:0", "0:0:0:10::"],
    ["::ffff:192.0.2.1", "::ffff:c000:201"],
    ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
    ["1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"],
  ];
  for (const [text, canonical] of written) {
    it(`${text} is read, and written as ${canonical}`, () => {
      const address = parseAddress(text);
      assert.ok(address);
      assert.equal(formatAddress(address), canonical);
    });
  }

  const refused = [
    ...["", " ", "1.2.3.4 ", "::1\n"],
    ..."1.2.3 1.2.3.4.5 1.2.3.256 01.2.3.4 +1.2.3.4 1.2.3.-4 1e1.2.3.4 1.2.3. a.b.c.d 0x1.2.3.4".split(" "),
    ...": ::: 1::2::3 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7:8:: ::1:2:3:4:5:6:7:8 12345:: g::".split(" "),
    ...["1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "::ffff:192.0.2.256", "::ffff:192.0.2", "1:2:3:4:5:6:7:192.0.2.1"],
    ...["192.0.2.1::", "fe80::1%eth0", "[::1]"],
  ];
  for (const text of refused)
    it(`${JSON.stringify(text)} is refused`, () => assert.equal(parseAddress(text), undefined));

  it("reads back what was written, for every address", () => {
    const arbAddress: fc.Arbitrary<Address> = fc.oneof(
      fc.bigInt(0n, (1n << 32n) - 1n).map((value) => ({ family: 4 as const, value })),
      fc.bigInt(0n, (1n << 128n) - 1n).map((value) => ({ family: 6 as const, value })),
      fc.array(fc.constantFrom(0n, 0n, 1n, 0xab0n), { minLength: 8, maxLength: 8 }).map((groups) => ({
        family: 6 as const,
        value: groups.reduce<bigint>((value, group) => (value << 16n) | group, 0n),
      })),
    );
    always(100, [arbAddress], (address) => assert.deepEqual(parseAddress(formatAddress(address)), address));
  });
});

describe("a range in text", () => {
  it("a CIDR holds the whole network, whatever its host bits", () => {
    const expected = { family: 4, first: 0xcb007100n, last: 0xcb0071ffn };
    assert.deepEqual(parseCidr("203.0.113.0/24"), expected);
    assert.deepEqual(parseCidr("203.0.113.77/24"), expected);
  });
  it("/0 holds everything and a full-length prefix one address", () => {
    assert.deepEqual(parseCidr("0.0.0.0/0"), { family: 4, first: 0n, last: (1n << 32n) - 1n });
    assert.deepEqual(parseCidr("::/0"), { family: 6, first: 0n, last: (1n << 128n) - 1n });
    assert.deepEqual(parseCidr("::7/128"), { family: 6, first: 7n, last: 7n });
    assert.deepEqual(parseCidr("0.0.0.7/32"), { family: 4, first: 7n, last: 7n });
  });
  const unreadable =
    "1.2.3.4 1.2.3.4/ 1.2.3.4/33 ::/129 1.2.3.4/024 1.2.3.4/-1 1.2.3.4/8/8 1.2.3.4/5.6.7.8/8 /8 1.2.3/8";
  for (const text of [...unreadable.split(" "), "1.2.3.4/ 8"])
    it(`${JSON.stringify(text)} is no CIDR`, () => assert.equal(parseCidr(text), undefined));

  it("bounds are included, and may be one address", () => {
    assert.deepEqual(parseBounds("0.0.0.1", "0.0.0.3"), { family: 4, first: 1n, last: 3n });
    assert.deepEqual(parseBounds("::5", "::5"), { family: 6, first: 5n, last: 5n });
  });
  it("bounds of two kinds, in the wrong order or unreadable are refused", () => {
    assert.equal(parseBounds("0.0.0.1", "::2"), undefined);
    assert.equal(parseBounds("0.0.0.2", "0.0.0.1"), undefined);
    assert.equal(parseBounds("0.0.0.2", "x"), undefined);
    assert.equal(parseBounds("", "0.0.0.2"), undefined);
  });

  for (const [lower, upper, embeds] of [
    ["::ffff:203.0.113.1", "::ffff:203.0.113.9", true],
    ["64:ff9b::203.0.113.1", "64:ff9b::203.0.113.1", true],
    ["::ffff:0:0", "::1:0:0:0", false],
    ["::fffe:ffff:ffff", "::ffff:0:0", false],
    ["2001:db8::1", "2001:db8::2", false],
    ["203.0.113.1", "203.0.113.9", false],
  ] as const)
    it(`from ${lower} to ${upper} ${embeds ? "stand" : "don't stand"} for addresses of IPv4`, () => {
      assert.equal(embedsIpv4(parseBounds(lower, upper) ?? assert.fail()), embeds);
    });
});
