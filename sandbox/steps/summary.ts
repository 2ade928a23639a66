import type { Done } from "./run-steps";

const NEXT = [
  "npm run sandbox -- weaken           changes that the pack or the program rejects: a list",
  "npm run sandbox -- break            what somebody might do in the portal: a list",
  "npm run sandbox -- break disable    … does it, in the local tenant; then",
  "npm run drift                       says what that is, and whom it lets in",
  "npm run sandbox -- up               puts it right, with the pack",
  "README.md                           from here to a tenant of your own",
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
