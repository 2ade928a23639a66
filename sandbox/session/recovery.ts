import { existsSync, readFileSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Say } from "../engine";
import { atPath } from "../processes/system-error";
import { askGraph } from "./graph";
import type { Session } from "./open-session";

/** Where Graph lists the objects of a type. The azuread provider's ids begin with the same path. */
const COLLECTIONS: { readonly [type: string]: string } = {
  "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy": "/identity/conditionalAccess/policies",
  "azuread:index/namedLocation:NamedLocation": "/identity/conditionalAccess/namedLocations",
  "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy": "/policies/authenticationStrengthPolicies",
  "azuread:index/group:Group": "/groups",
};

/**
 * Clears up after an engine that was killed half-way: its lock, and resources of which the stack's state doesn't know
 * whether they were created. What the tenant has is taken over, so that no second one is made; what it doesn't have is
 * forgotten.
 * @param changes whether the stack is about to be changed, which one run at a time may do
 * @throws Error for people while another run changes it
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

/** Puts an edited state in the place of the stack's own, and has the provider fill in what the tenant says. */
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
  help: wait for it to end, or end it with Ctrl-C where it runs; then run this again`;

/** `organization/<project>/<stack>`; `undefined` where no stack is selected. */
async function fullStackName(session: Session): Promise<string | undefined> {
  const result = await session.pulumi(["stack", "--show-name", "--fully-qualify-stack-names", "--non-interactive"]);
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * The id under which the tenant has a resource that is in no state yet: the newest of that name, since the killed run
 * was the last to create one. `undefined` when the tenant has none.
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
    ? `a run that was killed had begun to create ${urn}; the tenant has none, it will be created now`
    : `a run that was killed had created ${urn}; taking over what the tenant has (${id})`;

/**
 * Takes away a lock on a stack that a killed engine has left. A lock whose engine still runs stays, and the engine then
 * says who holds it.
 * @param stack the full name, `organization/<project>/<stack>`
 * @returns who holds it, in words; `undefined` where nobody does
 */
export async function removeStaleLocks(session: Session, stack: string, say: Say): Promise<string | undefined> {
  const folder = join(session.folders.backend, ".pulumi", "locks", ...stack.split("/"));
  const locks = await locksIn(folder);
  const held = locks.find(isHeld);
  if (held !== undefined) return held.hostname === hostname() ? `process ${held.pid}` : `on ${held.hostname}`;
  if (locks.length === 0) return undefined;
  say(`a run that was killed has left the stack ${stack} locked; taking the lock away`);
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
    return []; // it has just been released
  }
}

/** Whether the engine that took the lock may still run. On another machine that can't be known. */
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
 * A process number is given again: where the system tells, it must be an engine's. One that was killed may stay listed
 * (as a zombie) until its parent takes note.
 */
function isEngine(pid: number): boolean {
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === "pulumi" && state !== "Z" && state !== "X";
  } catch {
    return true;
  }
}

/** What this project reads of a resource in a stack's exported state. */
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
  /** Resources whose creation was under way when the engine was killed. */
  readonly pendingCreates: readonly Resource[];
};

/** The engine's export of the selected stack; nothing where none is selected. */
export async function exportStack(session: Session): Promise<Exported> {
  const { status, stdout } = await session.pulumi(["stack", "export", "--non-interactive"]);
  return status === 0 ? JSON.parse(stdout) : {};
}

export function stateIn({ deployment }: Exported): StackState {
  const pending = deployment?.pending_operations ?? [];
  return {
    resources: deployment?.resources ?? [],
    pendingCreates: pending.filter(({ type }) => type === "creating").map(({ resource }) => resource),
  };
}
