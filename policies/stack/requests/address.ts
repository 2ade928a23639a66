/** The versions of Graph, the only first parts of an address that aren't part of what it is about. */
const VERSION = /^(?:v\d+\.\d+|beta)$/i;

/**
 * What an address is about: `https://graph.microsoft.com/v1.0/groups/%7bid%7d/?$select=id` is `groups/{id}`, and so is
 * `groups('{id}')`.
 * @returns `undefined` for what nobody writes by accident and servers read in more ways than one: steps upwards, an
 *   encoded slash, a backslash
 */
export function plainAddress(address: string): string | undefined {
  if (isAmbiguous(address)) return undefined;
  const path = address.replace(/^https?:\/\/[^/]*/i, "").replace(/[?#].*$/s, "");
  const parts = decoded(path)
    .replaceAll(KEY, "/$1")
    .split("/")
    .filter((part) => part !== "");
  const [first = ""] = parts;
  return (VERSION.test(first) ? parts.slice(1) : parts).join("/");
}

/** What is in brackets after a collection: a key, or what a function is asked about. */
const KEY = /\('?([^()]*?)'?\)/g;

/** Of the query too: a plugin may take steps upwards before it looks for one. */
const isAmbiguous = (path: string): boolean =>
  /%(?:2e|2f|5c|25|00)|\\/i.test(path.replace(/\?.*$/s, "")) ||
  decoded(path)
    .split("/")
    .some((part) => part === "." || part === "..");

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray percent sign: Graph will not know it either
  }
}
