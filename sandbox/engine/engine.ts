/** Tells the user one thing, in one line. */
export type Say = (line: string) => void;

/** An engine that has been found, checked, and can be run. */
export type Engine = {
  /** The absolute path of `pulumi`. */
  readonly executable: string;
  readonly version: string;
  /** `path`: the user's own; `installer`: by the SDK's installer; `built`: from Go modules, with our own Node language host. */
  readonly origin: "path" | "installer" | "built";
  /** What must stand first on PATH, so that the engine finds its language hosts. */
  readonly pathFolders: readonly string[];
};
