/** A set of policies (or of anything else that is numbered) by number, 32 to a word. */
export type BitSet = Uint32Array;

/** @param size how many numbers there are, from 0 */
export const emptyBitSet = (size: number): BitSet => new Uint32Array(Math.max(1, Math.ceil(size / 32)));

/** The numbers of the items for which it holds. */
export function bitSetWhere<Item>(items: readonly Item[], holds: (item: Item, index: number) => boolean): BitSet {
  const bits = emptyBitSet(items.length);
  items.forEach((item, index) => {
    if (holds(item, index)) setBit(bits, index);
  });
  return bits;
}

/** The numbers of all items. */
export const bitSetOfAll = (items: readonly unknown[]): BitSet => bitSetWhere(items, () => true);

/** Puts a number in. */
export function setBit(bits: BitSet, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

/** Takes a number out. */
export function clearBit(bits: BitSet, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) & ~(1 << (index & 31));
}

/** Whether a number is in. */
export const hasBit = (bits: BitSet, index: number): boolean => (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;

/** Whether no number is in. */
export function isEmpty(bits: BitSet): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) return false;
  return true;
}

/** Whether some number is in both. */
export function intersects(left: BitSet, right: BitSet): boolean {
  for (let word = 0; word < left.length; word++) if (((left[word] ?? 0) & (right[word] ?? 0)) !== 0) return true;
  return false;
}

/** Whether every element of `inner` is in `outer`. */
export function isWithin(inner: BitSet, outer: BitSet): boolean {
  for (let word = 0; word < inner.length; word++) if (((inner[word] ?? 0) & ~(outer[word] ?? 0)) !== 0) return false;
  return true;
}

const combine =
  (join: (left: number, right: number) => number) =>
  (left: BitSet, right: BitSet): BitSet => {
    const joined = new Uint32Array(left.length);
    for (let word = 0; word < left.length; word++) joined[word] = join(left[word] ?? 0, right[word] ?? 0);
    return joined;
  };

export const both = combine((left, right) => left & right);
export const either = combine((left, right) => left | right);
export const without = combine((left, right) => left & ~right);

/** Puts all of `more` into `bits`. */
export function add(bits: BitSet, more: BitSet): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) | (more[word] ?? 0);
}

/** Leaves only what is in `kept` too. */
export function keep(bits: BitSet, kept: BitSet): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & (kept[word] ?? 0);
}

/** Takes all of `fewer` out of `bits`. */
export function remove(bits: BitSet, fewer: BitSet): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & ~(fewer[word] ?? 0);
}

/** A key that is equal for equal sets of the same size. */
export function keyOf(bits: BitSet): string {
  let key = "";
  for (let word = 0; word < bits.length; word++) {
    const value = bits[word] ?? 0;
    key += String.fromCharCode(value & 0xffff, value >>> 16);
  }
  return key;
}

/** How many numbers are in. */
export function countBits(bits: BitSet): number {
  let count = 0;
  for (let word of bits) for (; word !== 0; word &= word - 1) count++;
  return count;
}

/** The numbers that are in, from the lowest. */
export function* elementsOf(bits: BitSet): Generator<number> {
  for (let word = 0; word < bits.length; word++)
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) yield word * 32 + lowestIn(left);
}

/** The lowest element; undefined where there is none. */
export function lowestOf(bits: BitSet): number | undefined {
  for (let word = 0; word < bits.length; word++) {
    const value = bits[word] ?? 0;
    if (value !== 0) return word * 32 + lowestIn(value);
  }
  return undefined;
}

const lowestIn = (word: number): number => 31 - Math.clz32(word & -word);
