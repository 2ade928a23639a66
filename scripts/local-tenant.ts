import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { foldersOf } from "../sandbox/session/folders";

const PROJECT = join(__dirname, "..");

/** The sandbox's stack: `Pulumi.dev.yaml` and `config/dev.yaml` are made for it. */
const LOCAL_STACK = "dev";

/**
 * Whether the local tenant may answer where the environment names none: the sandbox has been used, and nothing here is about
 * a tenant of the owner's. The local one would say "no drift" of a stack that it knows nothing of.
 * @param stack the one that the command line names
 */
export const isLocalTenantMeant = (stack?: string, project = PROJECT): boolean =>
  isSandboxUsed(project) && (stack === undefined ? stacksOfOwner(project).length === 0 : stack === LOCAL_STACK);

/** Whether the sandbox has been used: only then is there something in its tenant to look at. */
export const isSandboxUsed = (project = PROJECT): boolean => existsSync(foldersOf(project).tenant);

/** The stacks with settings of their own beside the sandbox's. */
const stacksOfOwner = (project: string): readonly string[] =>
  readdirSync(project).flatMap((name) => {
    const stack = /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1];
    return stack === undefined || stack === LOCAL_STACK ? [] : [stack];
  });
