import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./bundle";

/**
 * The pages of docs/ for a package, the first as its README. A link that leads out of the package becomes plain text.
 * @param pages paths in docs/; a folder means all its pages
 */
export function pagesFor(readme: string, pages: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map([
    ["README.md", readme],
    ...pages.flatMap(inFolder).map((page) => [`docs/${page}`, page] as const),
  ]);
  const placeOf = new Map([...taken].map(([place, page]) => [page, place]));
  return new Map([...taken].map(([place, page]) => [place, relinked(page, place, placeOf)]));
}

function inFolder(page: string): readonly string[] {
  if (page.endsWith(".md")) return [page];
  return readdirSync(join(REPOSITORY, "docs", page))
    .sort()
    .map((name) => `${page}/${name}`);
}

function relinked(page: string, place: string, placeOf: ReadonlyMap<string, string>): string {
  const text = readFileSync(join(REPOSITORY, "docs", page), "utf8");
  return text.replace(/!?\[([^\]]*)\]\(([^)\s]+)\)/g, (link, words: string, target: string) => {
    if (/^(https?:|#)/.test(target)) return link;
    const [path = "", anchor] = target.split("#");
    const wanted = placeOf.get(join(page, "..", path).replaceAll("\\", "/"));
    if (wanted === undefined) return link.startsWith("!") ? "" : words; // pictures aren't taken along
    const climb = "../".repeat(place.split("/").length - 1);
    return `[${words}](${climb}${wanted}${anchor === undefined ? "" : `#${anchor}`})`;
  });
}
