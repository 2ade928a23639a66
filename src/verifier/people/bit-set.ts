/** A set of things that are numbered from 0: a bit for each. `&` has what is in both sets, `|` what is in either. */
export type BitSet = bigint;

/** The set of one number. */
export const bitOf = (number: number): BitSet => 1n << BigInt(number);

/** The numbers that are in, in order. */
export function numbersIn(set: BitSet): readonly number[] {
  const bits = set.toString(2);
  const numbers: number[] = [];
  for (let at = bits.length - 1; at >= 0; at--) if (bits[at] === "1") numbers.push(bits.length - 1 - at);
  return numbers;
}

/** Whether each number of one set is in another one. */
export const isWithin = (inner: BitSet, outer: BitSet): boolean => (inner & outer) === inner;
