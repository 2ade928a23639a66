import { existsSync, readFileSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Say } from "../engine";
import { atPath } from "../processes/system-error";
import { askGraph } from "./graph";
import type { Session } from "./open-session";

/** Where Graph lists the objects of a type, and how the azuread provider writes an id of it. */
const COLLECTIONS: { readonly [type: string]: { readonly list: string; readonly id: string } } = {
  "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy": {
    list: "/v1.0/identity/conditionalAccess/policies",
    id: "/identity/conditionalAccess/policies/",
  },
  "azuread:index/namedLocation:NamedLocation": {
    list: "/v1.0/identity/conditionalAccess/namedLocations",
    id: "/identity/conditionalAccess/namedLocations/",
  },
  "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy": {
    list: "/v1.0/policies/authenticationStrengthPolicies",
    id: "/policies/authenticationStrengthPolicies/",
  },
  "azuread:index/group:Group": { list: "/beta/groups", id: "/groups/" },
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
  const { resources, pendingCreates } = stateFrom(exported);
  if (pendingCreates.length === 0) return;
  const known = new Set(resources.map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const resource of pendingCreates) {
    const id = await idInTenant(session, resource, known);
    if (id !== undefined) ids.set(resource.urn, id);
    say(whatBecomesOf(resource, id));
  }
  await replaceState(session, withTakenOver(exported, ids));
}

const stackInUse = (stack: string, holder: string): string =>
  `another run (${holder}) is changing the stack ${stack.split("/").at(-1)}
  help: wait for it to end, or end it with Ctrl-C where it runs; then run this again`;

/** Puts an edited state in the place of the stack's own, and has the provider fill in what the tenant says. */
async function replaceState(session: Session, state: unknown): Promise<void> {
  const file = join(session.folders.root, "recovered-state.json");
  await atPath(file, () => writeFile(file, JSON.stringify(state), { mode: 0o600 }));
  for (const args of [
    ["stack", "import", "--file", file],
    ["refresh", "--yes", "--skip-preview"],
  ]) {
    const result = await session.pulumi([...args, "--non-interactive"]);
    if (result.status === 0) continue;
    throw new Error(
      `the stack's state could not be recovered after a run that was killed:\n${result.stdout}${result.stderr}`,
    );
  }
  await rm(file, { force: true });
}

/** `organization/<project>/<stack>`; `undefined` where no stack is selected. */
async function fullStackName(session: Session): Promise<string | undefined> {
  const result = await session.pulumi(["stack", "--show-name", "--fully-qualify-stack-names", "--non-interactive"]);
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/**
 * The id under which the tenant has a resource that is in no state yet: the newest of that name, since the killed run
 * was the last to create one. `undefined` when the tenant has none.
 */
async function idInTenant(session: Session, resource: Resource, known: ReadonlySet<string | undefined>) {
  const collection = COLLECTIONS[resource.type];
  if (collection === undefined || resource.displayName === undefined) return undefined;
  const { status, text } = await askGraph(session.tenant, "GET", collection.list);
  if (status !== 200) throw new Error(`GET ${collection.list} answered ${status}: ${text}`);
  const candidates = objectsIn(JSON.parse(text))
    .filter(({ displayName }) => displayName === resource.displayName)
    .filter(({ id }) => !known.has(`${collection.id}${id}`))
    .sort((one, other) => one.created.localeCompare(other.created));
  const newest = candidates.at(-1);
  return newest === undefined ? undefined : `${collection.id}${newest.id}`;
}

type Found = { readonly id: string; readonly displayName: string; readonly created: string };

function objectsIn(answer: unknown): readonly Found[] {
  if (typeof answer !== "object" || answer === null || !("value" in answer) || !Array.isArray(answer.value)) return [];
  return answer.value.map(({ id, displayName, createdDateTime }) => ({
    id: String(id),
    displayName: String(displayName),
    created: String(createdDateTime),
  }));
}

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
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isLock(content) ? [{ pid: content.pid, hostname: content.hostname }] : [];
  } catch {
    return []; // it has just been released
  }
}

function isLock(content: unknown): content is Lock {
  if (typeof content !== "object" || content === null || !("pid" in content) || !("hostname" in content)) return false;
  return typeof content.pid === "number" && typeof content.hostname === "string";
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

/** What this project reads in a stack's exported state. */
export type Resource = {
  readonly urn: string;
  readonly type: string;
  readonly id: string | undefined;
  readonly protect: boolean;
  readonly displayName: string | undefined;
};

type StackState = {
  readonly resources: readonly Resource[];
  /** Resources whose creation was under way when the engine was killed. */
  readonly pendingCreates: readonly Resource[];
};

/** The engine's export of the selected stack, as it is; `undefined` where none is selected. */
export async function exportStack(session: Session): Promise<unknown> {
  const result = await session.pulumi(["stack", "export", "--non-interactive"]);
  return result.status === 0 ? JSON.parse(result.stdout) : undefined;
}

/** Reads the engine's export, taking only what is there. */
export function stateFrom(exported: unknown): StackState {
  const deployment = field(exported, "deployment");
  return {
    resources: list(field(deployment, "resources")).flatMap(resourceFrom),
    pendingCreates: list(field(deployment, "pending_operations"))
      .filter((operation) => field(operation, "type") === "creating")
      .flatMap((operation) => resourceFrom(field(operation, "resource"))),
  };
}

/**
 * The same export with resources taken over whose creation was under way: they move into the state as they were to be
 * created, with the ids that they have in the tenant. The other ones under way are forgotten.
 * @param ids what the tenant has, by URN
 */
export function withTakenOver(exported: unknown, ids: ReadonlyMap<string, string>): unknown {
  const deployment = field(exported, "deployment");
  const takenOver = list(field(deployment, "pending_operations")).flatMap((operation) => {
    const resource = field(operation, "resource");
    const id = ids.get(text(field(resource, "urn")) ?? "");
    return id === undefined ? [] : [{ ...object(resource), id }];
  });
  const resources = [...list(field(deployment, "resources")), ...takenOver];
  return { ...object(exported), deployment: { ...object(deployment), resources, pending_operations: [] } };
}

function resourceFrom(value: unknown): readonly Resource[] {
  const urn = text(field(value, "urn"));
  const type = text(field(value, "type"));
  if (urn === undefined || type === undefined) return [];
  const displayName = text(field(field(value, "inputs"), "displayName"));
  return [{ urn, type, id: text(field(value, "id")), protect: field(value, "protect") === true, displayName }];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const object = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});

function field(value: unknown, name: string): unknown {
  return Object.entries(object(value)).find(([key]) => key === name)?.[1];
}
