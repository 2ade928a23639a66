import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { promisify } from "node:util";
import type { Register } from "../law/model/register";

/** A line of a file, with what git says about its commit. */
const BLAMED = /^([0-9a-f]{40,64}) \d+ \d+.*\n(?:[^\t].*\n)*?committer-time (\d+)\n(?:[^\t].*\n)*\t/gm;

/**
 * Reads from git which commit last touched the lines of each entry. An entry with an uncommitted line has none.
 * @returns commits by the id of the user or group; null if the file isn't in a git work tree with its whole history, or if an entry doesn't begin with its id
 */
export async function approvalCommits({
  file: path,
  entries,
}: Register): Promise<Readonly<Record<string, string>> | null> {
  if (entries.some(({ at }) => !/^\s*-/.test(at.text ?? ""))) return null; // where does it begin?
  const file = await realpath(path).catch(() => path);
  // A shallow clone would name the first commit that it has.
  if ((await git(file, "rev-parse", "--is-shallow-repository")) !== "false\n") return null;
  const blame = await git(file, "blame", "--line-porcelain", "--", basename(file));
  if (blame === undefined) return null;
  const lines = Array.from(blame.matchAll(BLAMED), ([, commit = "", time]) => ({ commit, time: Number(time) }));
  const starts = entries.map(({ at }) => at.line - 1);
  const found = entries.flatMap(({ principal }, number) => {
    const own = lines.slice(starts[number], starts[number + 1]);
    const [last] = own.toSorted((one, other) => other.time - one.time);
    const isCommitted = own.every(({ commit }) => !/^0+$/.test(commit));
    return last !== undefined && isCommitted ? [[principal.id, last.commit] as const] : [];
  });
  return Object.fromEntries(found);
}

/** @returns git's output; undefined if git isn't installed or fails */
const git = (file: string, ...args: readonly string[]): Promise<string | undefined> =>
  promisify(execFile)("git", ["-C", dirname(file), ...args], { maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
