/** Field 1, of the kind that is preceded by its length. */
const FIRST_FIELD = 0x0a;

/** From here on a length takes a second byte. */
const LONG = 0x80;

/**
 * The text with which a protobuf message begins, read without unpacking the rest.
 * @returns `undefined` where the message begins with something else than a text as its field 1, where that text has 128
 *   bytes or more, and where it is cut off
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function firstTextIn(message: Buffer): string | undefined {
  const [tag, length = LONG] = message;
  const end = 2 + length;
  return tag === FIRST_FIELD && length < LONG && end <= message.length ? message.toString("utf8", 2, end) : undefined;
}
