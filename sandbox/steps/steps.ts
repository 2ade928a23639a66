import { join } from "node:path";
import type { Say } from "../engine";
import { runChild } from "../processes/child";
import type { Session } from "../session";
import { withOwnPack } from "../session/own-pack";
import { recover } from "../session/recovery";
import { STACK, selectStack } from "../session/stack";
import { WEAKENINGS } from "../weaken/scenarios";
import { changeText, conclusion, weaken } from "../weaken/weaken";

/** What a step has come to: the lines that the summary at the end shows for it. */
type Result = { readonly ok: boolean; readonly lines: readonly string[] };

/** One thing that `npm start` does. The first that fails is the last. */
export type Step = {
  readonly title: string;
  readonly run: (session: Session, say: Say) => Promise<Result>;
};

/**
 * Runs one of this project's own command-line programs in the sandbox's environment. As a process of its own, as its
 * users run it: the sandbox shares no code with the product.
 * @returns its exit status
 */
export async function runTool(session: Session, script: string, args: readonly string[]): Promise<number> {
  const { status } = await runChild({
    command: process.execPath,
    args: ["scripts/run.js", script, ...args],
    cwd: session.project,
    environment: session.environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status;
}

/** `pulumi up` of this project with its policy pack. */
export const deploy: Step = {
  title: "pulumi up",
  run: async (session, say) => {
    await selectStack(session);
    await recover(session, say, true);
    const command = withOwnPack(["up", "--yes", "--non-interactive"], session);
    const { status } = await session.pulumi(command, { stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0) return { ok: false, lines: [`failed with status ${status}; the reasons are printed above`] };
    return summary(session);
  },
};

async function summary(session: Session): Promise<Result> {
  const outputs = await readJson(session, ["stack", "output", "--json"]);
  const lines = Object.entries(outputs).map(([name, value]) => `${name}: ${oneLine(value)}`);
  return { ok: true, lines: [`stack ${STACK}: ${await changes(session)}`, ...lines] };
}

/** What the last update has changed, in the engine's own words: `create`, `update`, `same`. */
async function changes(session: Session): Promise<string> {
  const history = await readJson(session, ["stack", "history", "--json", "--page-size", "1"]);
  const [last] = Object.values(history);
  const counts = typeof last === "object" && last !== null && "resourceChanges" in last ? last.resourceChanges : {};
  const changed = Object.entries(counts ?? {}).filter(([kind]) => kind !== "same");
  return changed.length === 0 ? "nothing to change" : changed.map(([kind, count]) => `${count} ${kind}d`).join(", ");
}

async function readJson(session: Session, args: readonly string[]): Promise<object> {
  const { stdout } = await session.pulumi([...args, "--non-interactive"]);
  const value: unknown = JSON.parse(stdout);
  return typeof value === "object" && value !== null ? value : {};
}

/** Texts as they are, counts by kind without the zeros, anything else as JSON. */
function oneLine(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const counts = Object.entries(value).filter(([, count]) => count !== 0);
  return counts.length === 0 ? "none" : counts.map(([kind, count]) => `${count} ${kind}`).join(", ");
}

const CHANGE = "browsers-only";

/** `npm run sandbox -- weaken browsers-only`: the pack rejects a change before anything happens. */
export const rejectChange: Step = {
  title: "a change to the program that opens a hole",
  run: async (session, say) => {
    const weakening = WEAKENINGS.get(CHANGE);
    if (weakening === undefined) throw new Error(`there is no change ${CHANGE}`);
    say(changeText(weakening));
    const became = await weaken(session, weakening);
    return { ok: became === "rejected", lines: [weakening.does, conclusion(weakening, became)] };
  },
};

/** What an exit status of this project's tools means: 0 is well, 1 is not, anything else could not be told. */
const resultOf = (status: number, words: readonly [well: string, not: string, untold: string]): Result => ({
  ok: status === 0,
  lines: [words[Math.min(status, 2)] ?? words[2]],
});

/** `npm run drift` against the local tenant. */
export const checkDrift: Step = {
  title: "npm run drift",
  run: async (session) =>
    resultOf(await runTool(session, "src/cli/drift.ts", []), [
      "none: the tenant has what the code says",
      "the tenant differs from the code, as printed above",
      "it could not be told whether the tenant differs; the reason is printed above",
    ]),
};

const AZMFA = "src/cli/azmfa.ts";

/** `azmfa snapshot`, then `azmfa prove` on what it wrote down. */
export const prove: Step = {
  title: "azmfa prove",
  run: async (session) => {
    const tenant = join(session.folders.root, "tenant-snapshot.json");
    if ((await runTool(session, AZMFA, ["snapshot", "--out", tenant])) !== 0) {
      return { ok: false, lines: ["the local tenant could not be written down; the reason is printed above"] };
    }
    return resultOf(await runTool(session, AZMFA, ["prove", ...(await assumptions(session)), tenant]), [
      "no sign-in reaches Azure management without MFA, but for the declared people",
      "not proved: somebody could get in without MFA, as printed above",
      "there is no verdict; the reason is printed above",
    ]);
  },
};

/** The register and the day that the stack's own configuration says. */
async function assumptions(session: Session): Promise<readonly string[]> {
  const register = (await configured(session, "exclusions")) ?? join("config", `${STACK}.yaml`);
  const day = await configured(session, "asOf");
  return ["--exclusions", register, ...(day === undefined ? [] : ["--on", day])];
}

async function configured(session: Session, key: string): Promise<string | undefined> {
  const result = await session.pulumi(["config", "get", key, "--stack", STACK, "--non-interactive"]);
  return result.status === 0 ? result.stdout.trim() : undefined;
}

type Done = { readonly title: string; readonly result: Result };

/** Runs steps one after the other, up to the first that fails. */
export async function runSteps(steps: readonly Step[], session: Session, say: Say): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const { title, run } of steps) {
    say(`\n== ${title}`);
    const result = await run(session, say);
    done.push({ title, result });
    if (!result.ok) break;
  }
  return done;
}

const NEXT = [
  "npm run sandbox -- weaken           changes that the pack or the program rejects: a list",
  "npm run sandbox -- break            what somebody might do in the portal: a list",
  "npm run sandbox -- break disable    … does it, in the local tenant; then",
  "npm run drift                       says what that is, and whom it lets in",
  "npm run sandbox -- up               puts it right, with the pack",
  "docs/set-up.md                      from here to a tenant of your own",
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
