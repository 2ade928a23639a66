/** One thing to read from Graph. */
export type Question = {
  /** Below the version, e.g. `/users`; ids in it are escaped. */
  readonly path: string;
  readonly version?: "v1.0" | "beta";
  readonly query?: Readonly<Record<string, string>>;
  /** For messages: `the users`. */
  readonly what: string;
  /** The least Microsoft Graph application role that may read it. */
  readonly role: string;
};

/** Without it Graph hides values that are newer than the version: they come as `unknownFutureValue`. */
export const HEADERS = { Prefer: "include-unknown-enum-members", Accept: "application/json" } as const;

/** An id from a file or another answer, made safe for a path. */
export const inPath = (id: string): string => encodeURIComponent(id);
