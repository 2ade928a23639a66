import type { Resource } from "./resource";
import type { ResourceGraph } from "./resource-graph";

/** What rules judge after all resources are registered: those of this tenant. */
export interface Stack {
  /** What the state holds, refreshed where the engine refreshed: a resource's outputs. */
  readonly held: ResourceGraph;
  /** What the program asks for, as far as this run has come to it: a resource's inputs. */
  readonly asked: ResourceGraph;
  /** Resources whose provider is for another tenant: no cover here, and no danger. */
  readonly elsewhere: readonly Resource[];
  /** Whether nothing has been deployed yet. */
  readonly isPreview: boolean;
}

/** What is known of a stack when one of its resources is about to be deployed. */
export interface SoFar {
  /** What the stack has asked for, the resource included. Whatever that refers to comes before it. */
  readonly asked: ResourceGraph;
  /** The same, and what the preview showed of what is still to come. */
  readonly expected: ResourceGraph;
  /** Whether a preview showed the whole stack. */
  readonly isWhole: boolean;
}
