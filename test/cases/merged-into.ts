/** An object as JSON has it. */
export interface Json {
  readonly [key: string]: unknown;
}

/** The base with what differs: objects key by key, anything else (lists and null too) as a whole. */
export function mergedInto(base: Json, different: Json): Json {
  const changed = Object.entries(different).map(([key, value]) => {
    const old = base[key];
    return [key, isObject(old) && isObject(value) ? mergedInto(old, value) : value];
  });
  return { ...base, ...Object.fromEntries(changed) };
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
