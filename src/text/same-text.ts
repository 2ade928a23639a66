/** A text that is the same for the same value, also if it has maps, sets and large numbers in it. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner instanceof Map || inner instanceof Set ? [...inner] : typeof inner === "bigint" ? String(inner) : inner,
  );
