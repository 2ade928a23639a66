const REASONS: { readonly [code: string]: string } = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "reading it is not allowed",
  EPERM: "reading it is not allowed",
  EISDIR: "it is a folder, not a file",
  EMFILE: "too many files are open",
};

/** Why the operating system didn't give a file, in plain words. */
export function whyNotReadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? `it can't be read (${code || String(error)})`;
}
