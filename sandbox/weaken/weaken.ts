import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Say } from "../engine";
import type { Outcome } from "../processes/child";
import type { ProviderChoice } from "../provider";
import { openSession, type Session } from "../session";
import { withOwnPack } from "../session/own-pack";
import { STACK, selectStack } from "../session/stack";
import { openDirectory } from "../tenant";
import { WEAKENINGS, type Weakening } from "./scenarios";

/** The outcome of the deployment of a changed program. */
type Weakened = "rejected" | "deployed" | "rejected, but the tenant has changed" | "failed";

/**
 * Deploys a copy of this project with one change. It runs `pulumi up` with the policy pack, as a pipeline does. The project's own
 * files stay as they are. The engine's output goes to the terminal.
 */
export async function weaken(session: Session, weakening: Weakening): Promise<Weakened> {
  const folder = join(session.folders.root, "weakened");
  await layOutProject(session.project, folder, weakening);
  await selectStack(session, folder);
  const directory = openDirectory(session.tenant);
  const before = await directory.read();
  const up = withOwnPack(["up", "--yes", "--non-interactive", "--stack", STACK], session);
  const ended = await session.pulumi(up, { cwd: folder, onOutput: (chunk) => process.stdout.write(chunk) });
  return outcomeOf(ended, isDeepStrictEqual(before, await directory.read()));
}

/** What the pack prints when it rejects a deployment, and the program when it refuses to lock its owner out. */
const REJECTION = /\[mandatory\]|error\[too-few-break-glass\]/;

/** The outcome of `pulumi up`. It may also fail for a reason that has nothing to do with the change. */
export function outcomeOf({ status, stdout }: Pick<Outcome, "status" | "stdout">, isUnchanged: boolean): Weakened {
  if (status === 0) return "deployed";
  if (!REJECTION.test(stdout)) return "failed";
  return isUnchanged ? "rejected" : "rejected, but the tenant has changed";
}

/** The files that a change may touch are copied. The others are linked, except hidden ones. */
const COPIED = ["index.ts", "program.js", "Pulumi.yaml", `Pulumi.${STACK}.yaml`, "config"];

async function layOutProject(project: string, folder: string, weakening: Weakening): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of COPIED) await cp(join(project, name), join(folder, name), { recursive: true });
  const others = (await readdir(project)).filter((name) => !name.startsWith(".") && !COPIED.includes(name));
  for (const name of others) await symlink(join(project, name), join(folder, name));
  const file = join(folder, weakening.file);
  await writeFile(file, weakenedText(await readFile(file, "utf8"), weakening));
}

/**
 * The file's text after the change.
 * @throws Error with a message for the user if the text to replace isn't in the file exactly once
 */
export function weakenedText(text: string, { file, from, to }: Weakening): string {
  const parts = text.split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(
    `${file} has this ${parts.length - 1} times, so the change can't be made:\n${from.trimEnd()}\n  help: the change fits the original file; edit yours by hand and run \`npm run sandbox -- up\``,
  );
}

/**
 * Runs `npm run sandbox -- weaken`: lists the changes, or tries one. The list and the conclusion go to standard output.
 * @returns the exit status: 0 if the change was rejected and the tenant is unchanged, 1 if not, 2 for a wrong command line
 */
export async function weakenCommand(
  project: string,
  args: readonly string[],
  provider: ProviderChoice,
  say: Say,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || args.includes("--help") || args.includes("-h")) {
    process.stdout.write(weakeningList());
    return 0;
  }
  const weakening = WEAKENINGS.get(name);
  if (weakening === undefined || rest.length > 0) {
    const wrong = weakening === undefined ? `there is no change \`${name}\`` : "you can try one change at a time";
    say(`error: ${wrong}\n  help: \`npm run sandbox -- weaken\` lists them`);
    return 2;
  }
  const session = await openSession({ project, provider, say });
  try {
    say(changeText(weakening));
    const became = await weaken(session, weakening);
    process.stdout.write(`\n${conclusion(weakening, became)}\n`);
    return became === "rejected" ? 0 : 1;
  } finally {
    await session.close();
  }
}

/** The change as a diff, with the name of its file. */
export function changeText({ does, file, from, to }: Weakening): string {
  const marked = (mark: string, text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => `${mark} ${line}`);
  const changed = [...marked("-", from), ...(to === "" ? [] : marked("+", to))];
  return [`\nSomeone ${does}.`, file, ...changed.map((line) => `  ${line}`), ""].join("\n");
}

/** One line about the outcome. */
export function conclusion({ by }: Weakening, became: Weakened): string {
  switch (became) {
    case "rejected":
      return `rejected ${by === undefined ? "" : `by ${by} `}before anything was changed; the tenant is as it was`;
    case "deployed":
      return "NOT rejected: the change was deployed\n  help: `npm run sandbox -- up` deploys the project's own program again";
    case "failed":
      return "could not tell: `pulumi up` failed for another reason, which is printed above";
    default:
      return "rejected, but the tenant has changed: something else changed it, or the rejection came too late";
  }
}

/** The help of `weaken`: what each change does. */
export function weakeningList(): string {
  const margin = Math.max(...[...WEAKENINGS.keys()].map((name) => name.length)) + 4;
  const lines = [...WEAKENINGS].map(([name, { does }]) => `  ${name.padEnd(margin - 2)}${does}`);
  return `Tries to deploy a copy of this project with one change that opens a hole.

  npm run sandbox -- weaken <change>

${lines.join("\n")}

Each change runs \`pulumi up\` with the policy pack and shows what rejects it. The
project's files and the tenant stay as they are.
`;
}
