import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import type { Result } from "../../text/result";
import { explainJsonError, type Flaw } from "./file-problem";
import { DEEPEST, TOO_DEEP } from "./nesting";

/**
 * Parses JSON piece by piece, for files that don't fit into one string. Users and group members, nearly all of such a
 * file, are kept with the keys that matter only.
 */
export class JsonStream {
  readonly #tokenizer = new Tokenizer();
  readonly #parser = new TokenParser({ paths: ["$", ...PRUNED_PATHS], keepStack: true });
  #value: unknown;
  #problem: Flaw | undefined;
  /** Where the last token started; none was read yet while it is negative. */
  #tokenAt = -1;
  #read = 0;
  #line = 1;
  #lineStart = 0;
  #skipped = 0;
  #depth = 0;

  constructor() {
    this.#tokenizer.onToken = (token) => {
      this.#tokenAt = token.offset + this.#skipped;
      this.#depth += DEEPER[token.token] ?? 0;
      if (this.#depth > DEEPEST) throw new NestedTooDeep();
      this.#parser.write(token);
    };
    this.#parser.onValue = ({ value, key, parent, stack }) => {
      if (stack.length === 0) this.#value = value;
      else prune(parent, key, value);
    };
  }

  /** True iff what was written so far can't be the start of a JSON file. */
  get hasFailed(): boolean {
    return this.#problem !== undefined;
  }

  /** Takes the next bytes of the file. After a failure they are ignored. */
  write(piece: Uint8Array): void {
    if (this.#problem !== undefined) return;
    const bytes = this.#read === 0 ? this.#withoutMark(piece) : piece;
    try {
      this.#tokenizer.write(bytes);
    } catch (error) {
      const { offset, problem } =
        error instanceof NestedTooDeep
          ? { offset: this.#tokenAt, problem: TOO_DEEP }
          : explainJsonError(error, this.#tokenAt, this.#skipped);
      this.#countLines(piece, offset);
      this.#problem = { position: { line: this.#line, column: offset - this.#lineStart + 1 }, problem };
      return;
    }
    this.#countLines(piece, this.#read + piece.length);
    this.#read += piece.length;
  }

  /** The value of the whole file, users and members pruned, or the first thing that is wrong with it. */
  end(): Result<unknown, Flaw> {
    const problem = this.#problem ?? this.#unfinished();
    return problem === undefined ? { ok: true, value: this.#value } : { ok: false, errors: [problem] };
  }

  /** What is wrong with the end of the file, if it is no end. */
  #unfinished(): Flaw | undefined {
    const position = { line: this.#line, column: this.#read - this.#lineStart + 1 };
    try {
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
    } catch {
      return { position, problem: CUT_OFF }; // in the middle of a word or a text
    }
    if (this.#value !== undefined) return undefined;
    return { position, problem: this.#tokenAt < 0 ? "the file is empty" : CUT_OFF };
  }

  #withoutMark(piece: Uint8Array): Uint8Array {
    if (piece[0] !== 0xef || piece[1] !== 0xbb || piece[2] !== 0xbf) return piece;
    this.#skipped = 3;
    return piece.subarray(3);
  }

  /** Counts the lines of a piece, up to an offset in the file. */
  #countLines(piece: Uint8Array, until: number): void {
    for (let at = piece.indexOf(NEWLINE); at !== -1 && this.#read + at < until; at = piece.indexOf(NEWLINE, at + 1)) {
      this.#line++;
      this.#lineStart = this.#read + at + 1;
    }
  }
}

/** By how much a token leads into lists and objects. */
const DEEPER: { readonly [Token in TokenType]?: number } = {
  [TokenType.LEFT_BRACE]: 1,
  [TokenType.LEFT_BRACKET]: 1,
  [TokenType.RIGHT_BRACE]: -1,
  [TokenType.RIGHT_BRACKET]: -1,
};

class NestedTooDeep extends Error {}

const NEWLINE = 0x0a;
const CUT_OFF = "the JSON ends in the middle; the file may have been cut off";

/** Where users and group members stand in a tenant file, its lists being bare or pages. */
export const PRUNED_PATHS: readonly string[] = [
  "$.users.*",
  "$.users.value.*",
  "$.groups.*.members.*",
  "$.groups.*.members.value.*",
  "$.groups.value.*.members.*",
  "$.groups.value.*.members.value.*",
];

/** All that is read of a user or a member. */
const KEPT_KEYS = [
  "@odata.type",
  "id",
  "displayName",
  "userPrincipalName",
  "userType",
  "accountEnabled",
  "identityParentId",
  "onPremisesSyncEnabled",
];

/** Replaces a user or member, just read, by one that takes less room. What isn't an object stays for others to judge. */
export function prune(parent: unknown, key: unknown, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const full: { readonly [key: string]: unknown } = { ...value };
  const kept = Object.fromEntries(KEPT_KEYS.filter((name) => name in full).map((name) => [name, shared(full[name])]));
  if (Array.isArray(parent) && typeof key === "number") parent[key] = kept;
}

/** One copy of the few texts that are in every object. */
const COMMON = new Map<unknown, string>(
  ["#microsoft.graph.user", "#microsoft.graph.group", "Member", "Guest"].map((text) => [text, text]),
);

const shared = (value: unknown): unknown => COMMON.get(value) ?? value;
