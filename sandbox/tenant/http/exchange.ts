import type { Json } from "../json";

/** A request and its answer, in the shape of a recording: one JSON object a line. */
export interface Exchange {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  /** A JSON body as sent; a form's text with secrets taken out. */
  readonly request?: Json;
  readonly status: number;
  /** The caller got no answer, and waits for one. */
  readonly unanswered?: true;
  readonly response?: Json;
}
