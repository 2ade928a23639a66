import type { DeviceFacts } from "../facts";

/** A rule that can be asked about a device; `undefined` is one that the directory doesn't know. */
export type DeviceRule = (device: DeviceFacts | undefined) => boolean;

const TOKEN = /\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([()[\],])|(-?[\w.]+))/y;

/**
 * Reads a rule of the filter for devices: comparisons joined by `-and`, `-or`, `-not` and parentheses.
 * @returns `undefined` for a rule that it can't read
 */
export function readDeviceRule(text: string): DeviceRule | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const reader = new RuleReader(tokens);
  try {
    const rule = reader.either();
    return reader.isAtEnd ? rule : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

type Token = { readonly kind: "text" | "mark" | "word"; readonly text: string };

function tokensOf(source: string): readonly Token[] | undefined {
  const text = source.trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    const [, double, single, mark, word] = found;
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push({ kind: "text", text: quoted });
    else tokens.push(mark === undefined ? { kind: "word", text: word ?? "" } : { kind: "mark", text: mark });
  }
  return tokens;
}

/** How a value compares, in one letter case. */
const OPERATORS: Readonly<Record<string, (value: string, given: readonly string[]) => boolean>> = {
  eq: (value, [given]) => value === given,
  startswith: (value, [given = ""]) => value.startsWith(given),
  endswith: (value, [given = ""]) => value.endsWith(given),
  contains: (value, [given = ""]) => value.includes(given),
  in: (value, given) => given.includes(value),
};

/** The opposite of each, which an attribute without a value fulfils. */
const OPPOSITES: Readonly<Record<string, string>> = {
  ne: "eq",
  notstartswith: "startswith",
  notendswith: "endswith",
  notcontains: "contains",
  notin: "in",
};

class RuleReader {
  #at = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  either(): DeviceRule {
    let left = this.#both();
    while (this.#takes("-or", "or")) {
      const [one, other] = [left, this.#both()];
      left = (device) => one(device) || other(device);
    }
    return left;
  }

  #both(): DeviceRule {
    let left = this.#single();
    while (this.#takes("-and", "and")) {
      const [one, other] = [left, this.#single()];
      left = (device) => one(device) && other(device);
    }
    return left;
  }

  #single(): DeviceRule {
    if (this.#takes("-not", "not")) {
      const inner = this.#single();
      return (device) => !inner(device);
    }
    if (!this.#takes("(")) return this.#comparison();
    const inner = this.either();
    if (!this.#takes(")")) throw new Unreadable();
    return inner;
  }

  #comparison(): DeviceRule {
    const attribute = this.#next().text.replace(/^device\./i, "");
    const operator = this.#next().text.toLowerCase().replace(/^-/, "");
    const given = this.#values().map((value) => value.toLowerCase());
    const opposite = OPPOSITES[operator];
    const compare = OPERATORS[opposite ?? operator];
    if (compare === undefined) throw new Unreadable();
    return (device) => {
      const value = device === undefined ? undefined : attributeIn(device, attribute);
      if (value === undefined) return opposite !== undefined;
      const fits = Array.isArray(value)
        ? value.some((one: string) => given.includes(one.toLowerCase()))
        : compare(String(value).toLowerCase(), given);
      return fits !== (opposite !== undefined);
    };
  }

  #values(): readonly string[] {
    if (!this.#takes("[")) return [this.#next().text];
    const values = [this.#next().text];
    while (this.#takes(",")) values.push(this.#next().text);
    if (!this.#takes("]")) throw new Unreadable();
    return values;
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Unreadable();
    return token;
  }

  #takes(...texts: readonly string[]): boolean {
    const token = this.#tokens[this.#at];
    const isOne = token !== undefined && token.kind !== "text" && texts.includes(token.text.toLowerCase());
    if (isOne) this.#at++;
    return isOne;
  }
}

function attributeIn(device: DeviceFacts, attribute: string): DeviceFacts[string] {
  const key = Object.keys(device).find((name) => name.toLowerCase() === attribute.toLowerCase());
  return key === undefined ? undefined : device[key];
}
