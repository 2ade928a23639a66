import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { foldersOf } from "../sandbox/session/folders";

const PROJECT = join(__dirname, "..");

/** The sandbox's stack. `Pulumi.dev.yaml` and `config/dev.yaml` belong to it. */
const LOCAL_STACK = "dev";

/**
 * Whether to use the local tenant if the environment names none. The sandbox must have been used, and the project must have no
 * other stack: in the local tenant the drift check would find no drift in a stack that isn't deployed there.
 * @param stack the stack that the command line names
 */
export const isLocalTenantMeant = (stack?: string, project = PROJECT): boolean =>
  isSandboxUsed(project) && (stack === undefined ? stacksOfOwner(project).length === 0 : stack === LOCAL_STACK);

/** Whether the sandbox has been used, so that it has a local tenant. */
const isSandboxUsed = (project = PROJECT): boolean => existsSync(foldersOf(project).tenant);

/** The stacks with settings in this project, without the sandbox's. */
const stacksOfOwner = (project: string): readonly string[] =>
  readdirSync(project).flatMap((name) => {
    const stack = /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1];
    return stack === undefined || stack === LOCAL_STACK ? [] : [stack];
  });
