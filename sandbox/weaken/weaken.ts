import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Session } from "../session";
import { withOwnPack } from "../session/own-pack";
import { STACK, selectStack } from "../session/stack";
import { openDirectory } from "../tenant";
import type { Weakening } from "./scenarios";

/** What became of a changed program. */
export type Weakened = "rejected" | "deployed" | "rejected, but the tenant has changed";

/**
 * Deploys a copy of this project in which one thing is changed: `pulumi up` with the policy pack, as a pipeline does. The project's
 * own files stay as they are. What the engine says goes to the terminal.
 */
export async function weaken(session: Session, weakening: Weakening): Promise<Weakened> {
  const folder = join(session.folders.root, "weakened");
  await layOutProject(session.project, folder, weakening);
  await selectStack(session, folder);
  const directory = openDirectory(session.tenant);
  const before = await directory.read();
  const up = withOwnPack(["up", "--yes", "--non-interactive", "--stack", STACK], session);
  const { status } = await session.pulumi(up, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0) return "deployed";
  return isDeepStrictEqual(before, await directory.read()) ? "rejected" : "rejected, but the tenant has changed";
}

/** What somebody may change is copied, everything else is linked. */
const COPIED = ["index.ts", "Pulumi.yaml", `Pulumi.${STACK}.yaml`, "config"];
const LINKED = ["src", "node_modules", "package.json", "tsconfig.json"];

async function layOutProject(project: string, folder: string, weakening: Weakening): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of COPIED) await cp(join(project, name), join(folder, name), { recursive: true });
  for (const name of LINKED) await symlink(join(project, name), join(folder, name));
  const file = join(folder, weakening.file);
  await writeFile(file, weakenedText(await readFile(file, "utf8"), weakening));
}

/**
 * The file with the change made.
 * @throws Error for people where the file doesn't have the text that the change replaces, or has it twice
 */
export function weakenedText(text: string, { file, from, to }: Weakening): string {
  const parts = text.split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(
    `${file} has this ${parts.length - 1} times, so the change can't be made:\n${from.trimEnd()}\n  help: it fits the file as it came; make the change yourself and run \`npm run sandbox -- up\``,
  );
}
