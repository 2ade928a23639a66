/** Pseudo-random numbers, the same on every machine. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const hex = (value: number, width: number): string => value.toString(16).padStart(width, "0");

/** An object id made of a kind (one hexadecimal digit) and a number. */
export const objectId = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-${hex(number, 12)}`;
