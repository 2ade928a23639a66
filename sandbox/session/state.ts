import type { Session } from "./open-session";

/** What this project reads in a stack's exported state. */
export type Resource = {
  readonly urn: string;
  readonly type: string;
  readonly id: string | undefined;
  readonly protect: boolean;
  readonly displayName: string | undefined;
};

export type StackState = {
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
