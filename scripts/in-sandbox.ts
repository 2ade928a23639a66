import { join } from "node:path";
import { openSession } from "../sandbox/session";
import { sayOnStderr } from "../sandbox/session/main";
import { providerChoice } from "../sandbox/session/provider-choice";
import { hasSelectedStack, selectStack } from "../sandbox/session/stack";
import { runTool } from "../sandbox/steps/steps";

const PROJECT = join(__dirname, "..");

/** How to run the commands and requests of a report in the sandbox. */
const HERE = `in this sandbox
  \`pulumi …\`           npm run sandbox -- …, e.g. npm run sandbox -- up
  a Graph request      npm run sandbox -- graph PATCH <URL> '<JSON>'`;

/**
 * Runs one of this project's programs against the sandbox's local tenant. The first message says so.
 * @returns its exit status
 */
export async function runInSandbox(script: string, args: readonly string[]): Promise<number> {
  const session = await openSession({
    project: PROJECT,
    provider: providerChoice(undefined, process.env),
    say: sayOnStderr,
  });
  try {
    if (!(await hasSelectedStack(session))) await selectStack(session);
    const status = await runTool(session, script, args);
    if (status === 1) sayOnStderr(HERE);
    return status;
  } finally {
    await session.close();
  }
}
