/**
 * A path as a relative reference from the root of the repository.
 * @returns `undefined` if the path is absolute or leads out of the repository: code scanning can't show anything there
 */
export function relativeUri(path: string): string | undefined {
  const slashed = path.replaceAll("\\", "/");
  if (slashed.startsWith("/") || /^[a-z]:/i.test(slashed)) return undefined;
  const parts: string[] = [];
  for (const part of slashed.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.map(encoded).join("/");
}

/** An unpaired surrogate can't be encoded, so it is replaced. */
const encoded = (part: string): string => encodeURIComponent(part.replace(/\p{Cs}/gu, "\uFFFD"));
