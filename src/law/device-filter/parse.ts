import { type AttributeName, type AttributeType, attributeNamed, typeOf } from "./attributes";
import { type DeviceComparison, type DeviceRule, type Fact, factOf, type TextFact } from "./rule";

/** A rule, or why it can't be read and where (offset in UTF-16 units). */
export type ParsedDeviceRule =
  | { readonly ok: true; readonly rule: DeviceRule }
  | { readonly ok: false; readonly why: string };

/** The longest rule that Entra takes, in characters. */
const LONGEST = 3072;
/** The deepest nesting: deeper than people nest, and far from the limit of recursion. */
const DEEPEST = 100;

/** Why a rule can't be read. Thrown and caught in this file only. */
class Unreadable extends Error {}

/**
 * The rule iff the text is one to which Microsoft's documents give a meaning; anything else is unreadable, not guessed at.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership (2024-12) for the language
 */
export function parseDeviceRule(text: string): ParsedDeviceRule {
  if (text.length > LONGEST) return { ok: false, why: `longer than ${LONGEST} characters (at offset ${LONGEST})` };
  try {
    return { ok: true, rule: new Reader(text).rule() };
  } catch (problem) {
    if (problem instanceof Unreadable) return { ok: false, why: problem.message };
    throw problem;
  }
}

type Kind = TextFact["kind"] | "isOneOf";

/**
 * Operators and their opposites in lower case and without the hyphen, with the types of attribute that they have a meaning for. Microsoft's
 * table offers some text attributes only a part of these. A rule with others has one meaning only, too, if Entra takes it.
 */
const OPERATORS: readonly (readonly [name: string, opposite: string, ...kind: [Kind, ...AttributeType[]]])[] = [
  ["eq", "ne", "equals", "text", "boolean"],
  ["in", "notin", "isOneOf", "text"],
  ["startswith", "notstartswith", "startsWith", "text"],
  ["endswith", "notendswith", "endsWith", "text"],
  ["contains", "notcontains", "contains", "text", "collection"],
];

/** A text in quotes, a word, or a symbol. Microsoft's own examples print some hyphens as en dashes. */
const TOKEN = /^(?:"[^"]*"|'[^']*'|[-–]?[a-z_][\w.]*|[()[\],]|$)/i;

/**
 * In a text: a backtick, a single quote written twice, or a backslash in front of the closing quote. Some of these stand for a quote. Hardly
 * any rule has them, so they aren't read.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership#supported-values (2024-12)
 */
const ESCAPE = /`|''|\\$/;

/** Reads a rule token by token, and gives up by throwing {@link Unreadable}. */
class Reader {
  readonly #text: string;
  /** The next token as it is written, empty at the end of the rule, and its offset. */
  #next = "";
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
    this.#take();
  }

  rule(): DeviceRule {
    const rule = this.#joined("or", 0);
    if (this.#next !== "") this.#fail("expected `-and`, `-or` or the end of the rule");
    return rule;
  }

  /** `or` binds loosest. */
  #joined(kind: "or" | "and", depth: number): DeviceRule {
    const part = () => (kind === "or" ? this.#joined("and", depth) : this.#negated(depth));
    const first = part();
    const parts = [first];
    while (this.#takes(kind)) parts.push(part());
    return parts.length === 1 ? first : { kind, parts };
  }

  #negated(depth: number): DeviceRule {
    if (depth > DEEPEST) this.#fail(`nested more than ${DEEPEST} deep`);
    if (this.#takes("not")) return { kind: "not", part: this.#negated(depth + 1) };
    if (!this.#takes("(")) return this.#comparison();
    const inner = this.#joined("or", depth + 1);
    if (!this.#takes(")")) this.#fail("expected `)`");
    return inner;
  }

  /** One `device.<attribute> <operator> <value>`. An operator that has no meaning for the attribute isn't guessed at. */
  #comparison(): DeviceComparison {
    const [, name] =
      /^device\.(.*)$/i.exec(this.#next) ?? this.#fail("expected an attribute such as `device.trustType`");
    const attribute = attributeNamed(name ?? "") ?? this.#fail(`unknown device attribute \`${name}\``);
    this.#take();
    const [, operator] = /^[-–]?([a-z_][\w.]*)$/i.exec(this.#next) ?? this.#fail("expected an operator such as `-eq`");
    const word = operator?.toLowerCase();
    const found = OPERATORS.find(([is, isNot]) => word === is || word === isNot);
    const [is, , kind, ...types] = found ?? this.#fail(`unknown operator \`-${operator}\``);
    if (!types.includes(typeOf(attribute))) this.#fail(`\`${attribute}\` can't be compared with \`-${operator}\``);
    this.#take();
    return { kind: "comparison", attribute, negated: word !== is, anyOf: this.#facts(kind, attribute) };
  }

  #facts(kind: Kind, attribute: AttributeName): readonly Fact[] {
    if (kind === "isOneOf") return this.#texts().map((text) => factOf("equals", text));
    if (kind === "equals" && /^null$/i.test(this.#next)) {
      this.#take();
      return [{ kind: "isNull" }];
    }
    if (typeOf(attribute) === "boolean") return [{ kind: this.#isTrue() ? "isTrue" : "isFalse" }];
    const text = this.#quoted();
    if (kind !== "equals" && text === "") this.#fail("expected a text that isn't empty");
    return [factOf(kind, text)];
  }

  /** `True`, and `"True"` as the table of attributes has it. */
  #isTrue(): boolean {
    const written = this.#next.toLowerCase().replace(/^(["'])(.*)\1$/, "$2");
    if (written !== "true" && written !== "false") this.#fail("expected `True` or `False`");
    this.#take();
    return written === "true";
  }

  /** A text in quotes. */
  #quoted(): string {
    if (!/^["']/.test(this.#next)) this.#fail("expected a text in quotes");
    const text = this.#next.slice(1, -1);
    this.#take();
    return text;
  }

  /** Texts in square brackets, at least one. */
  #texts(): readonly string[] {
    if (!this.#takes("[")) this.#fail('expected a list such as `["a", "b"]`');
    const texts = [this.#quoted()];
    while (this.#takes(",")) texts.push(this.#quoted());
    if (!this.#takes("]")) this.#fail("expected `,` or `]`");
    return texts;
  }

  /** Takes the next token if it is that symbol, or that operator with its hyphen or without. */
  #takes(what: string): boolean {
    const isThat = this.#next.toLowerCase().replace(/^[-–]/, "") === what;
    if (isThat) this.#take();
    return isThat;
  }

  /** Goes on to the next token. */
  #take(): void {
    const left = this.#text.slice(this.#offset + this.#next.length).trimStart();
    this.#offset = this.#text.length - left.length;
    const [token] = TOKEN.exec(left) ?? this.#fail("unexpected character");
    this.#next = token;
    if (/^["']/.test(token) && ESCAPE.test(token.slice(1, -1))) this.#fail("texts with escaped quotes aren't read");
  }

  /** Gives up at the next token. */
  #fail(message: string): never {
    throw new Unreadable(`${message} (at offset ${this.#offset})`);
  }
}
