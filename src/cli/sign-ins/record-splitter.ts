import { DEEPEST } from "../../tenant/file/parse-json";
import { PassedText } from "./passed-text";

/** What stands in a log where a record should be: its bytes, and where it starts. Both numbers from 1. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly record: number;
  /** *cut off*: nothing ends it but the log, or the next line. *too deep*: it nests deeper than any record. */
  readonly fault: "cut off" | "too deep" | undefined;
}

const [QUOTE, NEWLINE, SPACE, COLON, COMMA] = [0x22, 0x0a, 0x20, 0x3a, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Keys whose list holds the records: of Graph's pages, and of what diagnostic settings write. */
const LISTS = ["value", "records"];
const NEXT_PAGE = "@odata.nextLink";

/**
 * Cuts a log of any size into its records without reading it as a whole: lists, Graph's pages, `{"records": […]}`, one record a
 * line, and any number of these one after the other. It only counts brackets; what is in a record is for `JSON.parse`, which is
 * several times as fast as reading token by token, and one that is damaged doesn't keep the others from being read.
 */
export class RecordSplitter {
  /** A page has a next one. */
  hasNextPage = false;
  #records = 0;
  #line = 1;
  #depth = 0;
  /** Records are what stands at this depth; the innermost list of them is last. */
  readonly #levels = [0];
  /** The last text directly in a record or in a page is kept. */
  readonly #text = new PassedText(NEXT_PAGE.length);
  /** Where the record being read starts in this piece, or nothing is being read while it is negative. */
  #start = -1;
  #startLine = 0;
  /** What former pieces have of it. */
  #before: Uint8Array[] = [];
  /** Whether it is a text, a number or a word, which no record is. */
  #isPlain = false;
  #isTooDeep = false;
  /** The last text was the key of the next page. */
  #nextIsDue = false;
  /** A record at the outermost level began and ended on one line: then all do. */
  #isByLine = false;

  /** Takes the next bytes of the log. @returns the records that end in them */
  write(piece: Uint8Array): readonly Piece[] {
    const found: Piece[] = [];
    if (this.#start >= 0) this.#start = 0;
    const text = this.#text;
    for (let at = text.isOpen ? text.pass(piece, 0) : 0; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      if (byte === NEWLINE) this.#endLine(piece, at, found);
      else if (byte === QUOTE) this.#openText(at);
      else if (byte > SPACE) this.#take(byte, piece, at, found);
      if (text.isOpen) at = text.pass(piece, at + 1) - 1;
    }
    text.endPiece(piece);
    if (this.#start >= 0) this.#before.push(piece.slice(this.#start));
    return found;
  }

  /** The end of the log. @returns what was begun and nothing ends */
  end(): readonly Piece[] {
    const found: Piece[] = [];
    if (this.#start >= 0) this.#end(new Uint8Array(), 0, found, this.#depth > 0 || this.#text.isOpen);
    return found;
  }

  /** Whether a list or a page is still open. */
  get isOpen(): boolean {
    return this.#depth > 0;
  }

  /** How many bytes are held of a record that hasn't ended yet. */
  get held(): number {
    return this.#before.reduce((sum, { length }) => sum + length, 0);
  }

  get #level(): number {
    return this.#levels.at(-1) ?? 0;
  }

  /** A mark of JSON outside of texts. */
  #take(byte: number, piece: Uint8Array, at: number, found: Piece[]): void {
    switch (byte) {
      case OPEN_OBJECT:
        this.#begin(at, false);
        this.#goDeeper();
        return;
      case OPEN_LIST:
        this.#openList();
        return;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.#close(piece, at, found);
        return;
      case COMMA:
        if (this.#isPlain && this.#depth === this.#level) this.#end(piece, at, found, false);
        return;
      case COLON:
        this.#nextIsDue = this.#depth === this.#level + 1 && this.#text.last === NEXT_PAGE;
        return;
      default:
        this.#nextIsDue = false;
        this.#begin(at, true);
    }
  }

  /** A record begins where records are and none is being read. */
  #begin(at: number, isPlain: boolean): void {
    if (this.#start >= 0 || this.#depth !== this.#level) return;
    this.#start = at;
    this.#startLine = this.#line;
    this.#isPlain = isPlain;
    this.#text.last = "";
  }

  #openText(at: number): void {
    this.hasNextPage ||= this.#nextIsDue;
    this.#nextIsDue = false;
    this.#begin(at, true);
    this.#text.open(at, this.#depth === this.#level + 1);
  }

  /** A list of records is one where records are, or one under a key of theirs in what looked like a record and is a page. */
  #openList(): void {
    const isListOfPage = this.#depth === this.#level + 1 && LISTS.includes(this.#text.last);
    this.#goDeeper();
    if (!isListOfPage && (this.#start >= 0 || this.#depth !== this.#level + 1)) return;
    this.#levels.push(this.#depth);
    this.#forget();
  }

  #goDeeper(): void {
    this.#depth++;
    this.#isTooDeep ||= this.#depth - this.#level > DEEPEST;
  }

  #close(piece: Uint8Array, at: number, found: Piece[]): void {
    if (this.#isPlain && this.#depth === this.#level) this.#end(piece, at, found, false);
    if (this.#start < 0 && this.#levels.length > 1 && this.#depth === this.#level) this.#levels.pop();
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#start < 0 || this.#depth !== this.#level) return;
    this.#isByLine ||= this.#levels.length === 1 && this.#startLine === this.#line;
    this.#end(piece, at + 1, found, false);
  }

  /** Where each record has a line of its own, one that its line doesn't end is damaged. */
  #endLine(piece: Uint8Array, at: number, found: Piece[]): void {
    if (this.#start >= 0 && this.#levels.length === 1 && (this.#isByLine || this.#isPlain))
      this.#end(piece, at, found, !this.#isPlain);
    this.#line++;
  }

  #end(piece: Uint8Array, until: number, found: Piece[], isCutOff: boolean): void {
    const last = piece.subarray(Math.min(this.#start, until), until);
    const bytes = this.#before.length === 0 ? last : Buffer.concat([...this.#before, last]);
    const fault = isCutOff ? "cut off" : this.#isTooDeep ? "too deep" : undefined;
    found.push({ bytes, line: this.#startLine, record: ++this.#records, fault });
    this.#forget();
    this.#depth = this.#level;
  }

  #forget(): void {
    this.#start = -1;
    this.#before = [];
    this.#isPlain = false;
    this.#isTooDeep = false;
    this.#text.forget();
  }
}
