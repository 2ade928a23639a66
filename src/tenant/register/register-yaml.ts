import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import { printable } from "../../text/printable";
import { type SourceSpan, type SourceText, spanAt, startOf } from "../../text/source-span";
import { type RegisterError, registerError } from "./register-text";

/** More errors of YAML don't help to repair a register. */
const MOST_ERRORS = 20;

/** The YAML of a register, with the places of its values. */
export class RegisterYaml {
  readonly errors: readonly RegisterError[];
  readonly #source: SourceText;
  readonly #document: Document.Parsed;

  constructor(source: SourceText) {
    this.#source = source;
    this.#document = parseDocument(source.text, { version: "1.2", prettyErrors: false, logLevel: "error" });
    const special = this.#specialNode();
    const why = "an anchor, an alias or a tag is not allowed in a register";
    this.errors = special === undefined ? this.#notParsed() : [registerError("not-plain", this.#spanOf(special), why)];
  }

  /** Whether each value is where it seems to be. A key that is there twice is an error, but moves nothing. */
  get isWellFormed(): boolean {
    const { errors } = this.#document;
    return errors.every(({ code }) => code === "DUPLICATE_KEY") && this.errors.every(({ code }) => code === "bad-yaml");
  }

  /** The value, if it is well-formed. */
  get json(): unknown {
    return this.#document.toJS();
  }

  /** The place of a value, or of its key if it is empty. A list or mapping is underlined at its first item or key only. */
  placeOf(path: readonly string[]): SourceSpan {
    const node = this.#nodeAt(path);
    const isNothing = node === undefined || (isScalar(node) && node.value === null);
    return isNothing && path.length > 0 ? this.keyAt(path) : this.#spanOf(node);
  }

  /** The place of a key. Items of a list have none, so it is the place of the list. */
  keyAt(path: readonly string[]): SourceSpan {
    const [around, name] = [this.#nodeAt(path.slice(0, -1)), path.at(-1)];
    const pair = isMap(around) ? around.items.find(({ key }) => isScalar(key) && `${key.value}` === name) : undefined;
    return isNode(pair?.key) ? this.#spanOf(pair.key) : this.placeOf(path.slice(0, -1));
  }

  #nodeAt(path: readonly string[]): Node | undefined {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    return isNode(node) ? node : undefined;
  }

  #spanOf(node: Node | undefined): SourceSpan {
    if (node === undefined) return startOf(this.#source.file);
    const first = isCollection(node) ? node.items[0] : undefined;
    const head = isPair(first) ? first.key : first;
    const end = (isNode(head) ? head.range?.[1] : undefined) ?? node.range?.[1] ?? 0;
    return spanAt(this.#source, node.range?.[0] ?? 0, end);
  }

  /** The first error of each line: the others follow from it. */
  #notParsed(): readonly RegisterError[] {
    const lines = new Map<number, RegisterError>();
    const end = this.#source.text.trimEnd().length - 1;
    for (const { message, pos } of this.#document.errors) {
      const at = spanAt(this.#source, Math.min(pos[0], end), pos[1]);
      // A message of the parser repeats the text at fault, which may be long.
      const says = printable(message.charAt(0).toLowerCase() + message.slice(1, 200));
      if (!lines.has(at.line)) lines.set(at.line, registerError("bad-yaml", at, says));
    }
    return [...lines.values()].slice(0, MOST_ERRORS);
  }

  /** An anchor, alias or tag. An alias may also grow without end. */
  #specialNode(): Node | undefined {
    let special: Node | undefined;
    visit(this.#document, {
      Node: (_, node) => {
        if (isAlias(node) || node.tag !== undefined || node.anchor !== undefined) special ??= node;
      },
    });
    return special;
  }
}
