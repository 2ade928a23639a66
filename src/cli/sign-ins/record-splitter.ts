import { DEEPEST } from "../../tenant/file/parse-json";

/** What stands in a log where a record should be: its text, and where it starts. Both numbers from 1. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  readonly record: number;
  /** *cut off*: nothing ends it but the log, or the next line. *too deep*: it nests deeper than any record. */
  readonly fault: "cut off" | "too deep" | undefined;
}

const [QUOTE, BACKSLASH, NEWLINE, SPACE] = [0x22, 0x5c, 0x0a, 0x20];
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
  /** What isn't done with yet, from the record or the text on that has begun, and where reading goes on in it. */
  #text = "";
  #at = 0;
  #records = 0;
  #line = 1;
  #depth = 0;
  /** Records are what stands at this depth; the innermost list of them is last. */
  readonly #levels = [0];
  #level = 0;
  /** Where the record being read starts, and the text in it or beside it; negative where nothing is being read. */
  #start = -1;
  #quote = -1;
  #startLine = 0;
  /** The last text directly in a record or in a page: it may be a key. */
  #key = "";
  /** Whether it is a text, a number or a word, which no record is. */
  #isPlain = false;
  #isTooDeep = false;
  /** The last text was the key of the next page. */
  #nextIsDue = false;
  /** A record at the outermost level began and ended on one line: then all do. */
  #isByLine = false;

  /** Takes the next part of the log. @returns the records that end in it */
  write(piece: string): readonly Piece[] {
    const found: Piece[] = [];
    const done = this.#from;
    this.#text = this.#text.slice(done) + piece;
    this.#at -= done;
    this.#start = Math.max(-1, this.#start - done);
    this.#quote = Math.max(-1, this.#quote - done);
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const mark = text.charCodeAt(this.#at);
      if (mark === NEWLINE) this.#endLine(found);
      else if (this.#quote >= 0) {
        if (mark === BACKSLASH) this.#at++;
        else if (mark === QUOTE) this.#endText();
      } else if (mark > SPACE) this.#take(text.charAt(this.#at), found);
    }
    return found;
  }

  /** The end of the log. @returns what was begun and nothing ends */
  end(): readonly Piece[] {
    const found: Piece[] = [];
    if (this.#start >= 0) this.#end(found, this.#text.length, this.#depth > 0 || this.#quote >= 0);
    return found;
  }

  get isOpen(): boolean {
    return this.#depth > 0;
  }

  /** How many characters are held of a record that hasn't ended yet. */
  get held(): number {
    return this.#text.length - this.#from;
  }

  get #from(): number {
    return [this.#start, this.#quote].find((begun) => begun >= 0) ?? this.#at;
  }

  /** A mark of JSON outside of texts. */
  #take(mark: string, found: Piece[]): void {
    switch (mark) {
      case "{":
        this.#begin(false);
        this.#goDeeper();
        return;
      case "[":
        this.#openList();
        return;
      case "}":
      case "]":
        this.#close(found);
        return;
      case ",":
        if (this.#isPlain && this.#depth === this.#level) this.#end(found, this.#at, false);
        return;
      case ":":
        this.#nextIsDue = this.#depth === this.#level + 1 && this.#key === NEXT_PAGE;
        return;
      case '"':
        this.hasNextPage ||= this.#nextIsDue;
        this.#quote = this.#at;
    }
    this.#nextIsDue = false;
    this.#begin(true);
  }

  /** A record begins where records are and none is being read. */
  #begin(isPlain: boolean): void {
    if (this.#start >= 0 || this.#depth !== this.#level) return;
    this.#start = this.#at;
    this.#startLine = this.#line;
    this.#isPlain = isPlain;
    this.#key = "";
  }

  #endText(): void {
    if (this.#depth === this.#level + 1) this.#key = this.#text.slice(this.#quote + 1, this.#at);
    this.#quote = -1;
  }

  /** A list of records is one where records are, or one under a key of theirs in what looked like a record and is a page. */
  #openList(): void {
    const isListOfPage = this.#depth === this.#level + 1 && LISTS.includes(this.#key);
    this.#goDeeper();
    if (!isListOfPage && (this.#start >= 0 || this.#depth !== this.#level + 1)) return;
    this.#levels.push(this.#depth);
    this.#level = this.#depth;
    this.#forget();
  }

  #goDeeper(): void {
    this.#depth++;
    this.#isTooDeep ||= this.#depth - this.#level > DEEPEST;
  }

  #close(found: Piece[]): void {
    if (this.#isPlain && this.#depth === this.#level) this.#end(found, this.#at, false);
    if (this.#start < 0 && this.#levels.length > 1 && this.#depth === this.#level) {
      this.#levels.pop();
      this.#level = this.#levels.at(-1) ?? 0;
    }
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#start < 0 || this.#depth !== this.#level) return;
    this.#isByLine ||= this.#levels.length === 1 && this.#startLine === this.#line;
    this.#end(found, this.#at + 1, false);
  }

  /** Where each record has a line of its own, one that its line doesn't end is damaged. */
  #endLine(found: Piece[]): void {
    if (this.#start >= 0 && this.#levels.length === 1 && (this.#isByLine || this.#isPlain))
      this.#end(found, this.#at, !this.#isPlain);
    this.#line++;
  }

  #end(found: Piece[], until: number, isCutOff: boolean): void {
    const fault = isCutOff ? "cut off" : this.#isTooDeep ? "too deep" : undefined;
    const text = this.#text.slice(this.#start, until);
    found.push({ text, line: this.#startLine, record: ++this.#records, fault });
    this.#forget();
    this.#depth = this.#level;
  }

  #forget(): void {
    this.#start = -1;
    this.#quote = -1;
    this.#isPlain = false;
    this.#isTooDeep = false;
  }
}
