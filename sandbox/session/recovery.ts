import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Say } from "../engine";
import { atPath } from "../processes/system-error";
import { askGraph } from "./graph";
import type { Session } from "./open-session";
import { removeStaleLocks } from "./stale-locks";
import { exportStack, type Resource, stateFrom, withTakenOver } from "./state";

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
