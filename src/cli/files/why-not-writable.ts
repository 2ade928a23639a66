const REASONS: { readonly [code: string]: string } = {
  ENOENT: "its folder doesn't exist",
  ENOTDIR: "its folder doesn't exist",
  EACCES: "writing there is not allowed",
  EPERM: "writing there is not allowed",
  EROFS: "nothing can be written there",
  EISDIR: "there is a folder of that name",
  ENOSPC: "the disk is full",
};

/** Why the operating system didn't take a file, in plain words. */
export function whyNotWritable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (code || String(error));
}
