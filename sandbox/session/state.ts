import type { PulumiOptions, Session } from "./open-session";

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

/** The state of the selected stack, or of the one that `args` name; `undefined` where there is none. */
export async function readState(
  session: Session,
  args: readonly string[] = [],
  options: PulumiOptions = {},
): Promise<StackState | undefined> {
  const result = await session.pulumi(["stack", "export", "--non-interactive", ...args], options);
  return result.status === 0 ? stateFrom(JSON.parse(result.stdout)) : undefined;
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

function resourceFrom(value: unknown): readonly Resource[] {
  const urn = text(field(value, "urn"));
  const type = text(field(value, "type"));
  if (urn === undefined || type === undefined) return [];
  const displayName = text(field(field(value, "inputs"), "displayName"));
  return [{ urn, type, id: text(field(value, "id")), protect: field(value, "protect") === true, displayName }];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
