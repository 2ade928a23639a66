import { existsSync, readFileSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Say } from "../engine";
import { atPath } from "../processes/system-error";
import { askGraph } from "./graph";
import type { Session } from "./open-session";

/** Graph's collection for each type of resource. The ids of the azuread provider begin with the same path. */
const COLLECTIONS: { readonly [type: string]: string } = {
  "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy": "/identity/conditionalAccess/policies",
  "azuread:index/namedLocation:NamedLocation": "/identity/conditionalAccess/namedLocations",
  "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy": "/policies/authenticationStrengthPolicies",
  "azuread:index/group:Group": "/groups",
};

/**
 * Cleans up after an engine that was killed: removes its lock, and settles the resources that it was creating. A resource
 * that the tenant has is added to the stack's state, so that no second one is created. Any other is dropped from the state.
 * @param changes true if the run is about to change the stack, which only one run may do at a time
 * @throws Error with a message for the user while another run changes the stack
 */
export async function recover(session: Session, say: Say, changes: boolean): Promise<void> {
  const stack = await fullStackName(session);
  if (stack === undefined) return;
  const holder = await removeStaleLocks(session, stack, say);
  if (holder !== undefined && changes) throw new Error(stackInUse(stack, holder));
  const exported = await exportStack(session);
  const { resources, pendingCreates } = stateIn(exported);
  if (pendingCreates.length === 0) return;
  const known = new Set(resources.map(({ id }) => id));
  const takenOver: Resource[] = [];
  for (const resource of pendingCreates) {
    const id = await idInTenant(session, resource, known);
    if (id !== undefined) takenOver.push({ ...resource, id });
    say(whatBecomesOf(resource, id));
  }
  const deployment = { ...exported.deployment, resources: [...resources, ...takenOver], pending_operations: [] };
  await replaceState(session, { ...exported, deployment });
}

/** Replaces the stack's state with an edited one, and refreshes it from the tenant. */
async function replaceState(session: Session, state: Exported): Promise<void> {
  const file = join(session.folders.root, "recovered-state.json");
  await atPath(file, () => writeFile(file, JSON.stringify(state), { mode: 0o600 }));
  for (const args of [
    ["stack", "import", "--file", file],
    ["refresh", "--yes", "--skip-preview"],
  ]) {
    const { status, stdout, stderr } = await session.pulumi([...args, "--non-interactive"]);
    if (status !== 0)
      throw new Error(`the stack's state could not be recovered after a run that was killed:\n${stdout}${stderr}`);
  }
  await rm(file, { force: true });
}

const stackInUse = (stack: string, holder: string): string =>
  `another run (${holder}) is changing the stack ${stack.split("/").at(-1)}
  help: wait until it ends, or end it with Ctrl-C in its terminal; then run this again`;

/** The stack's full name, `organization/<project>/<stack>`, or `undefined` if no stack is selected. */
async function fullStackName(session: Session): Promise<string | undefined> {
  const result = await session.pulumi(["stack", "--show-name", "--fully-qualify-stack-names", "--non-interactive"]);
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * The tenant's id for a resource that isn't in the state yet, or `undefined` if the tenant doesn't have it. If several
 * objects have its name, it is the newest, because the killed run was the last to create one.
 */
async function idInTenant(session: Session, { type, inputs }: Resource, known: ReadonlySet<string | undefined>) {
  const path = COLLECTIONS[type];
  if (path === undefined) return undefined;
  const { status, text } = await askGraph(session.tenant, "GET", `/v1.0${path}`);
  if (status !== 200) throw new Error(`GET /v1.0${path} answered ${status}: ${text}`);
  const { value } = JSON.parse(text) as { readonly value: readonly Found[] };
  const newest = value
    .filter(({ id, displayName }) => displayName === inputs?.displayName && !known.has(`${path}/${id}`))
    .sort((one, other) => one.createdDateTime.localeCompare(other.createdDateTime))
    .at(-1);
  return newest && `${path}/${newest.id}`;
}

type Found = { readonly id: string; readonly displayName: string; readonly createdDateTime: string };

const whatBecomesOf = ({ urn }: Resource, id: string | undefined): string =>
  id === undefined
    ? `an earlier run was killed while it created ${urn}, and the object wasn't found; this run will create it`
    : `an earlier run was killed after it created ${urn}; adding it to the stack's state (${id})`;

/**
 * Removes a lock that a killed engine left on a stack. The lock of an engine that still runs stays.
 * @param stack the full name, `organization/<project>/<stack>`
 * @returns a phrase for the process that holds the lock, or `undefined` if none does
 */
export async function removeStaleLocks(session: Session, stack: string, say: Say): Promise<string | undefined> {
  const folder = join(session.folders.backend, ".pulumi", "locks", ...stack.split("/"));
  const locks = await locksIn(folder);
  const held = locks.find(isHeld);
  if (held !== undefined) return held.hostname === hostname() ? `process ${held.pid}` : `on ${held.hostname}`;
  if (locks.length === 0) return undefined;
  say(`an earlier run was killed and left the stack ${stack} locked; removing the lock`);
  await session.pulumi(["cancel", "--yes", "--stack", stack, "--non-interactive"]);
  return undefined;
}

type Lock = { readonly pid: number; readonly hostname: string };

async function locksIn(folder: string): Promise<readonly Lock[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => name.endsWith(".json")).flatMap((name) => readLock(join(folder, name)));
}

function readLock(file: string): readonly Lock[] {
  try {
    const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
    return typeof lock.pid === "number" && typeof lock.hostname === "string" ? [lock] : [];
  } catch {
    return []; // the lock was released in the meantime
  }
}

/** Whether the engine that holds the lock may still run. An engine on another machine always may. */
function isHeld(lock: Lock): boolean {
  if (lock.hostname !== hostname()) return true;
  try {
    process.kill(lock.pid, 0);
  } catch {
    return false;
  }
  return isEngine(lock.pid);
}

/**
 * Whether a process is a running engine; true if the system has no `/proc`. The system reuses process numbers, so the name
 * must match. A killed process stays in the list as a zombie until its parent reads its status.
 */
function isEngine(pid: number): boolean {
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === "pulumi" && state !== "Z" && state !== "X";
  } catch {
    return true;
  }
}

/** The fields that the sandbox reads of a resource in an exported state. */
export type Resource = {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  readonly inputs?: { readonly displayName?: unknown };
};

type Exported = {
  readonly deployment?: {
    readonly resources?: readonly Resource[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: Resource }[];
  };
};

type StackState = {
  readonly resources: readonly Resource[];
  /** The resources that the engine was creating when it was killed. */
  readonly pendingCreates: readonly Resource[];
};

/** The exported state of the selected stack, or an empty object if no stack is selected. */
export async function exportStack(session: Session): Promise<Exported> {
  const { status, stdout } = await session.pulumi(["stack", "export", "--non-interactive"]);
  return status === 0 ? JSON.parse(stdout) : {};
}

/** The resources in an exported state, and those whose creation never finished. */
export function stateIn({ deployment }: Exported): StackState {
  const pending = deployment?.pending_operations ?? [];
  return {
    resources: deployment?.resources ?? [],
    pendingCreates: pending.filter(({ type }) => type === "creating").map(({ resource }) => resource),
  };
}
