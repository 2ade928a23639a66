import { execFile } from "node:child_process";
import { basename, dirname, resolve } from "node:path";
import { promisify } from "node:util";
import type { RegisterEntry, RegisterOnDay } from "../../law/model/register";

/** The commit that last touched an entry of the register, by the id of its user or group. */
export type ApprovalCommits = Readonly<Record<string, string>>;

/**
 * Reads from git which commit last touched the lines of each entry; an entry with a line that isn't committed has none.
 * @returns undefined where the file isn't in a git work tree with all of its history
 */
export async function approvalCommits(
  path: string,
  entries: readonly RegisterEntry[],
): Promise<ApprovalCommits | undefined> {
  const lines = await blamed(path);
  if (lines === undefined) return undefined;
  const starts = entries.map(({ at, reviewAt }) => Math.min(at.line, reviewAt.line));
  const found = entries.map(({ principal }, number) => {
    const own = lines.slice((starts[number] ?? 1) - 1, (starts[number + 1] ?? lines.length + 1) - 1);
    const last = own.toSorted((one, other) => other.time - one.time)[0];
    return own.some(({ commit }) => NOT_COMMITTED.test(commit)) ? [] : [[principal.id, last?.commit ?? ""] as const];
  });
  return Object.fromEntries(found.flat());
}

const NOT_COMMITTED = /^0+$/;

/** The register with the commit of each entry. */
export function withCommits(onDay: RegisterOnDay, commits: ApprovalCommits = {}): RegisterOnDay {
  const known = (entry: RegisterEntry): RegisterEntry =>
    Object.hasOwn(commits, entry.principal.id) ? { ...entry, commit: commits[entry.principal.id] } : entry;
  const entries = new Map(onDay.register.entries.map((entry) => [entry, known(entry)]));
  const all = (some: readonly RegisterEntry[]) => some.map((entry) => entries.get(entry) ?? entry);
  return {
    ...onDay,
    register: { ...onDay.register, entries: all(onDay.register.entries) },
    inForce: all(onDay.inForce),
    overdue: all(onDay.overdue),
    tooFarAhead: all(onDay.tooFarAhead),
  };
}

interface BlamedLine {
  readonly commit: string;
  readonly time: number;
}

/** The commit of each line of a file. A clone that isn't whole would name the first commit that it has. */
async function blamed(path: string): Promise<readonly BlamedLine[] | undefined> {
  const file = resolve(path);
  const isShallow = await git(file, "rev-parse", "--is-shallow-repository");
  if (isShallow?.trim() !== "false") return undefined;
  const porcelain = await git(file, "blame", "--porcelain", "--", basename(file));
  if (porcelain === undefined) return undefined;
  const times = new Map<string, number>();
  const commits: string[] = [];
  for (const line of porcelain.split("\n")) {
    const commit = /^([0-9a-f]{40,64}) \d+ \d+/.exec(line)?.[1];
    if (commit !== undefined) commits.push(commit);
    else if (line.startsWith("committer-time ")) times.set(commits.at(-1) ?? "", Number(line.split(" ")[1]));
  }
  return commits.map((commit) => ({ commit, time: times.get(commit) ?? 0 }));
}

const run = promisify(execFile);

/** @returns what git says; undefined where it isn't there, or refuses */
async function git(file: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run("git", ["-C", dirname(file), ...args], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch {
    return undefined;
  }
}
