import type { Session } from "./open-session";

/** The stack that the sandbox works with: Pulumi.dev.yaml and config/dev.yaml are made for it. */
export const STACK = "dev";

/**
 * Makes the sandbox's stack, or selects it where it exists.
 * @throws Error with the engine's own words when it can't be had
 */
export async function selectStack(session: Session, cwd = session.programFolder): Promise<void> {
  const result = await session.pulumi(["stack", "select", "--create", STACK, "--non-interactive"], { cwd });
  if (result.status !== 0) throw new Error(`the stack ${STACK} in ${cwd} can't be selected:\n${result.stderr.trim()}`);
}

/** Whether the user has selected a stack of the project in that folder. */
export async function hasSelectedStack(session: Session, cwd = session.programFolder): Promise<boolean> {
  const result = await session.pulumi(["stack", "--show-name", "--non-interactive"], { cwd });
  return result.status === 0;
}
