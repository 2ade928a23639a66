import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Address,
  type AddressRange,
  formatAddress,
  includes,
  parseBounds,
  parseCidr,
} from "../../../src/law/addresses/address";
import { addressClasses } from "../../../src/law/addresses/address-classes";
import { always } from "../../times";

const network = (text: string): AddressRange => {
  const range = parseCidr(text);
  assert.ok(range, text);
  return range;
};

const membersOf = (sets: readonly (readonly AddressRange[])[], address: Address): readonly number[] =>
  [...sets.keys()].filter((set) => includes(sets[set] ?? [], address));

const shown = (sets: readonly (readonly AddressRange[])[]): readonly string[] =>
  addressClasses(sets).map(({ members, representative }) => `{${members}} ${formatAddress(representative)}`);

describe("the classes of addresses", () => {
  it("without a set are one, a documentation address", () => assert.deepEqual(shown([]), ["{} 192.0.2.1"]));

  it("tell overlap from containment", () => {
    const sets = [[network("10.0.0.0/8")], [network("10.1.0.0/16")], [network("10.1.0.0/16"), network("11.0.0.0/8")]];
    assert.deepEqual(shown(sets), ["{} 192.0.2.1", "{0} 10.0.0.1", "{0,1,2} 10.1.0.1", "{2} 11.0.0.1"]);
  });

  it("have none outside when a split covers everything, IPv6 included", () => {
    const halves = [network("0.0.0.0/1"), network("128.0.0.0/1"), network("::/1"), network("8000::/1")];
    assert.deepEqual(shown([halves]), ["{0} 0.0.0.1"]);
  });

  it("leave IPv6 outside when only IPv4 is covered", () =>
    assert.deepEqual(shown([[network("0.0.0.0/0")]]), ["{0} 0.0.0.1", "{} 2001:db8::1"]));

  it("find what only the end of a family leaves open, when all that comes before is covered", () => {
    const covered = (lower: string, upper: string): AddressRange => parseBounds(lower, upper) ?? assert.fail();
    const allOfIpv4 = network("0.0.0.0/0");
    const most = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffd";
    assert.deepEqual(shown([[covered("0.0.0.0", "254.255.255.255"), network("::/0")]]), [
      "{0} 0.0.0.1",
      "{} 255.0.0.1",
    ]);
    assert.deepEqual(shown([[allOfIpv4, covered("::", most)]]), [
      "{0} 0.0.0.1",
      "{} ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]);
  });

  it("take the next documentation address when the first is taken, and any when all are", () => {
    const documentation = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].map(network);
    assert.equal(shown([documentation.slice(0, 1)])[0], "{} 198.51.100.1");
    assert.equal(shown([documentation])[0], "{} 0.0.0.1");
  });

  it("agree with plain membership at every boundary", () => {
    const arbRange = fc
      .tuple(fc.constantFrom(4 as const, 6 as const), fc.nat(40), fc.nat(15), fc.boolean())
      .map(([family, start, size, atEnd]): AddressRange => {
        const offset = atEnd ? (1n << (family === 4 ? 32n : 128n)) - 56n : 0n;
        return { family, first: offset + BigInt(start), last: offset + BigInt(start + size) };
      });
    always(300, [fc.array(fc.array(arbRange, { maxLength: 4 }), { maxLength: 5 })], (sets) => {
      const classes = addressClasses(sets);
      for (const { members, representative } of classes) assert.deepEqual(membersOf(sets, representative), members);
      const tried = ([4, 6] as const).flatMap((family) => {
        const last = (1n << (family === 4 ? 32n : 128n)) - 1n;
        return Array.from({ length: 60 }, (_, i) => BigInt(i)).flatMap((value) => [
          { family, value },
          { family, value: last - value },
        ]);
      });
      const expected = new Set(
        [{ family: 4 as const, value: 0xc0000201n }, ...tried].map((address) => membersOf(sets, address).join()),
      );
      assert.deepEqual(new Set(classes.map(({ members }) => members.join())), expected);
      assert.equal(classes.length, expected.size);
      const inIpv4 = new Set(
        tried.filter(({ family }) => family === 4).map((address) => membersOf(sets, address).join()),
      );
      for (const { members, representative } of classes) {
        if (inIpv4.has(members.join())) assert.equal(representative.family, 4);
      }
    });
  });
});
