import type { Say } from "../engine";
import { readGraph } from "./graph";
import type { Session } from "./open-session";
import { removeStaleLocks } from "./stale-locks";
import { type Resource, readState } from "./state";

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
 */
export async function recover(session: Session, say: Say): Promise<void> {
  const stack = await fullStackName(session);
  if (stack === undefined) return;
  await removeStaleLocks(session, stack, say);
  const state = await readState(session);
  if (state === undefined || state.pendingCreates.length === 0) return;
  const known = new Set(state.resources.map(({ id }) => id));
  const refresh = ["refresh", "--yes", "--non-interactive", "--skip-preview"];
  for (const resource of state.pendingCreates) {
    const id = await idInTenant(session, resource, known);
    if (id !== undefined) refresh.push("--import-pending-creates", resource.urn, "--import-pending-creates", id);
    say(whatBecomesOf(resource, id));
  }
  const result = await session.pulumi([...refresh, "--clear-pending-creates"]);
  if (result.status !== 0)
    throw new Error(`the stack ${stack} could not be recovered:\n${result.stdout}${result.stderr}`);
}

/** `organization/<project>/<stack>`; `undefined` where no stack is selected. */
async function fullStackName(session: Session): Promise<string | undefined> {
  const result = await session.pulumi(["stack", "--show-name", "--fully-qualify-stack-names", "--non-interactive"]);
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** The id under which the tenant has a resource that is in no state yet; `undefined` when it has none, or several. */
async function idInTenant(session: Session, resource: Resource, known: ReadonlySet<string | undefined>) {
  const collection = COLLECTIONS[resource.type];
  if (collection === undefined || resource.displayName === undefined) return undefined;
  const answer = await readGraph(session.tenant, collection.list);
  const ids = objectsIn(answer)
    .filter(({ displayName }) => displayName === resource.displayName)
    .map(({ id }) => `${collection.id}${id}`)
    .filter((id) => !known.has(id));
  return ids.length === 1 ? ids[0] : undefined;
}

function objectsIn(answer: unknown): readonly { readonly id: unknown; readonly displayName: unknown }[] {
  if (typeof answer !== "object" || answer === null || !("value" in answer) || !Array.isArray(answer.value)) return [];
  return answer.value.map(({ id, displayName }) => ({ id, displayName }));
}

const whatBecomesOf = ({ urn }: Resource, id: string | undefined): string =>
  id === undefined
    ? `a run that was killed had begun to create ${urn}; the tenant has none, it will be created now`
    : `a run that was killed had created ${urn}; taking over what the tenant has (${id})`;
