/** A set of policies (or of anything else that is numbered) by number, 32 to a word. */
export type BitSet = Uint32Array;

/** @param size how many numbers there are, from 0 */
export const emptyBitSet = (size: number): BitSet => new Uint32Array(Math.max(1, Math.ceil(size / 32)));

/** The set without numbers. */
export const NO_NUMBERS: BitSet = emptyBitSet(0);

/** The set of these numbers, as long as the greatest needs. */
export function bitSetOf(numbers: readonly number[]): BitSet {
  const bits = emptyBitSet(Math.max(0, ...numbers) + 1);
  for (const number of numbers) bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
  return bits;
}

/** The numbers of the items for which it holds. */
export function bitSetWhere<Item>(items: readonly Item[], holds: (item: Item, index: number) => boolean): BitSet {
  const bits = emptyBitSet(items.length);
  items.forEach((item, index) => {
    putBit(bits, index, holds(item, index));
  });
  return bits;
}

/** Puts a number in, or takes it out. */
export function putBit(bits: BitSet, index: number, isIn: boolean): void {
  const before = bits[index >>> 5] ?? 0;
  const bit = 1 << (index & 31);
  bits[index >>> 5] = isIn ? before | bit : before & ~bit;
}

/** Whether a number is in. */
export const hasBit = (bits: BitSet, index: number): boolean => (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;

/** The numbers that are in, and among others where these are given; in order. */
export function numbersIn(bits: BitSet, among: BitSet = bits): readonly number[] {
  const numbers: number[] = [];
  for (let word = 0; word < bits.length; word++)
    for (let left = (bits[word] ?? 0) & (among[word] ?? 0); left !== 0; left &= left - 1)
      numbers.push(word * 32 + 31 - Math.clz32(left & -left));
  return numbers;
}

/** Whether each number of one set is in another one, which may be shorter. */
export function isWithin(inner: BitSet, outer: BitSet): boolean {
  for (let word = 0; word < inner.length; word++) if (((inner[word] ?? 0) & ~(outer[word] ?? 0)) !== 0) return false;
  return true;
}

/** The numbers that are in both sets. One that is shorter has no more numbers. */
export function intersection(left: BitSet, right: BitSet): BitSet {
  const joined = new Uint32Array(Math.min(left.length, right.length));
  for (let word = 0; word < joined.length; word++) joined[word] = (left[word] ?? 0) & (right[word] ?? 0);
  return joined;
}

/** A key that is equal for equal sets. */
export function keyOf(bits: BitSet): string {
  const codes: number[] = [];
  for (const word of bits) codes.push(word & 0xffff, word >>> 16);
  while (codes.at(-1) === 0) codes.pop();
  return String.fromCharCode(...codes);
}
