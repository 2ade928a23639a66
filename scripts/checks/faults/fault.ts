/** A mistake that somebody could make, and the tests that must notice it. */
export type Fault = {
  /** What is wrong then, as a sentence's end: "with the fault that …". */
  readonly name: string;
  readonly file: string;
  /** A piece of the file as it is now; it must be there exactly once. */
  readonly find: string;
  readonly put: string;
  /** The smallest part of the suite that can notice it. */
  readonly tests: readonly [string, ...string[]];
  /** Of these, only tests with such titles: each case on the real engine takes seconds. */
  readonly only?: RegExp;
};

/**
 * The file's text with the fault in it.
 * @throws Error when the place isn't there exactly once: then the code has moved on, and the fault must follow it
 */
export function plant({ name, file, find, put }: Fault, text: string): string {
  const places = text.split(find).length - 1;
  if (places !== 1)
    throw new Error(
      `the fault "${name}" doesn't fit ${file} any more: its place is there ${places} times, not once\n  help: adapt \`find\` in scripts/checks/faults/catalogue.ts`,
    );
  return text.split(find).join(put);
}
