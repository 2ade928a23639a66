/** Files that people have at hand instead of JSON, by their first characters. */
const SIGNS: readonly (readonly [what: string, tells: RegExp])[] = [
  ["an XML file of PowerShell (Export-Clixml)", /^(<\?xml[\s\S]*)?<Objs /],
  ["a web page, such as a sign-in page in place of an answer", /^<(!doctype html|html)/i],
  ["an XML file", /^</],
  ["a ZIP archive", /^PK\W\W/],
  ["a PDF", /^%PDF/],
  ["a table of PowerShell's as it is shown", /^\s*\w+\s+\w+.*\r?\n-{2,}\s+-{2,}/],
  ["a CSV file", /^(#TYPE .*\r?\n)?"?[\w ]+"?[,;]"?[\w ]+"?[^{[]*\r?\n/],
  ["YAML", /^(---|#.*\n|[\w-]+:(\s|$))/],
  ["a PowerShell or DSC script", /^\s*(Configuration|param|\$\w+|Import-Module)\b/i],
];

/** How far a sign may be from the start. */
const START = 4000;

/** What a file looks like that isn't JSON; `undefined` where nothing tells. @param start its first bytes, or all of them */
export function formatOf(start: Uint8Array): string | undefined {
  const text = Buffer.from(start.subarray(0, START))
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  if (/^[{[]/.test(text)) return undefined;
  return SIGNS.find(([, tells]) => tells.test(text))?.[0];
}
