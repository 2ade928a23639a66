/** A possible mistake, and the tests that must catch it. */
export type Fault = {
  /** What the fault does, as the end of a sentence: "with the fault that …". */
  readonly name: string;
  readonly file: string;
  /** A piece of the file's current text. It must be there exactly once. */
  readonly find: string;
  readonly put: string;
  /** The smallest part of the suite that can catch it. */
  readonly tests: readonly [string, ...string[]];
  /** Only tests whose title matches run, because a case on the real engine takes seconds. */
  readonly only?: RegExp;
};

/**
 * The file's text with the fault in it.
 * @throws Error if the place isn't there exactly once. Then the code has changed, and the fault must follow it
 */
export function plant({ name, file, find, put }: Fault, text: string): string {
  const places = text.split(find).length - 1;
  if (places !== 1)
    throw new Error(
      `the fault "${name}" doesn't fit ${file} any more: its place is there ${places} times, not once\n  help: adapt \`find\` in scripts/checks/faults`,
    );
  return text.split(find).join(put);
}
