import { join } from "node:path";
import type { Say } from "../engine";
import { runChild } from "../processes/child";
import type { Session } from "../session";
import { withOwnPack } from "../session/own-pack";
import { STACK, selectStack } from "../session/stack";
import { WEAKENINGS } from "../weaken/scenarios";
import { changeText, conclusion, weaken } from "../weaken/weaken";

/** The result of a step, with the lines that the summary shows for it. */
type Result = { readonly ok: boolean; readonly lines: readonly string[] };

/** One step of `npm start`. A step that fails ends the run. */
export type Step = {
  readonly title: string;
  readonly run: (session: Session, say: Say) => Promise<Result>;
};

/**
 * Runs one of this project's own command-line programs in the sandbox's environment. It runs as a separate process, as a
 * user would run it, because the sandbox shares no code with the product.
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

/** Deploys this project with its policy pack (`pulumi up`). */
export const deploy: Step = {
  title: "pulumi up",
  run: async (session) => {
    await selectStack(session);
    const command = withOwnPack(["up", "--yes", "--non-interactive"], session);
    const { status } = await session.pulumi(command, { stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0)
      return { ok: false, lines: [`failed with status ${status}; the reasons are printed above`, AFRESH] };
    return summary(session);
  },
};

const AFRESH = "npm run sandbox:reset deletes the local tenant and its stack, to start afresh";

async function summary(session: Session): Promise<Result> {
  const outputs = await readJson(session, ["stack", "output", "--json"]);
  const lines = Object.entries(outputs).map(([name, value]) => `${name}: ${oneLine(value)}`);
  return { ok: true, lines: [`stack ${STACK}: ${await changes(session)}`, ...lines] };
}

/** What the last update changed, in the engine's words: `create`, `update`, `same`. */
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

/** Shows a text as it is, a record of counts without its zeros, and any other value as JSON. */
function oneLine(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const counts = Object.entries(value).filter(([, count]) => count !== 0);
  return counts.length === 0 ? "none" : counts.map(([kind, count]) => `${count} ${kind}`).join(", ");
}

const CHANGE = "browsers-only";

/** Tries a change that opens a hole (`npm run sandbox -- weaken browsers-only`). The policy pack must reject it. */
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

/** The result that an exit status of this project's tools stands for: 0 is good, 1 is bad, any other is unknown. */
const resultOf = (status: number, words: readonly [good: string, bad: string, unknown: string]): Result => ({
  ok: status === 0,
  lines: [words[Math.min(status, 2)] ?? words[2]],
});

const AZMFA = "azmfa/main.ts";

/** Compares the local tenant with the stack (`npm run drift`). */
export const checkDrift: Step = {
  title: "npm run drift",
  run: async (session) =>
    resultOf(await runTool(session, AZMFA, ["drift"]), [
      "no drift: the tenant matches the code",
      "the tenant differs from the code, as printed above",
      "could not check for drift; the reason is printed above",
    ]),
};

/** Writes a snapshot of the local tenant (`azmfa snapshot`) and proves it (`azmfa prove`). */
export const prove: Step = {
  title: "azmfa prove",
  run: async (session) => {
    const tenant = join(session.folders.root, "tenant-snapshot.json");
    if ((await runTool(session, AZMFA, ["snapshot", "--out", tenant])) !== 0) {
      return { ok: false, lines: ["could not write a snapshot of the local tenant; the reason is printed above"] };
    }
    return resultOf(await runTool(session, AZMFA, ["prove", ...(await assumptions(session)), tenant]), [
      "proved: only the people in the register can reach Azure management without MFA",
      "not proved: someone can get in without MFA, as printed above",
      "there is no verdict; the reason is printed above",
    ]);
  },
};

/** The options that name the register and the day of the stack's configuration. */
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

/** Runs the steps in order and stops at the first that fails. */
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
  "npm run sandbox -- weaken           lists changes to the code that get rejected",
  "npm run sandbox -- break            lists changes that someone might make in the portal",
  "npm run sandbox -- break disable    makes one of them in the local tenant; then run",
  "npm run drift                       to see what changed, and who gets in now",
  "npm run sandbox -- up               to deploy the code again, which undoes the change",
  "docs/set-up.md                      explains the set-up for your own tenant",
];

/**
 * The summary at the end of `npm start`. It fits on one screen.
 * @param count the number of steps that should have run
 */
export function summaryOf(done: readonly Done[], count: number): string {
  const complete = done.length === count && done.every(({ result }) => result.ok);
  const blocks = done.map(({ title, result }) => block(`${result.ok ? "ok" : "FAILED"}  ${title}`, result.lines));
  const next = complete ? [block("Where to go next", NEXT)] : [];
  return ["", ...blocks, ...next].join("\n");
}

const block = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => `      ${line}`)].join("\n");
