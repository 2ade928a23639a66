import type { Done } from "./run-steps";

const NEXT = [
  "npm run sandbox -- preview --diff           what the engine would change now",
  "npm run drift                               what somebody changed in the local tenant",
  "npm run sandbox -- --help                   everything else against the local tenant",
  "README.md                                   from here to a tenant of your own",
];

/**
 * The end of `npm start`, on one screen.
 * @param count how many steps there were to do
 */
export function summaryOf(done: readonly Done[], count: number): string {
  const complete = done.length === count && done.every(({ result }) => result.ok);
  const blocks = done.map(({ title, result }) => block(`${result.ok ? "ok" : "FAILED"}  ${title}`, result.lines));
  const next = complete ? [block("Where to go next", NEXT)] : [];
  return ["", ...blocks, ...next].join("\n");
}

const block = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => `      ${line}`)].join("\n");
