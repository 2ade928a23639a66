import type { Resource } from "../stack/objects/resource";
import { ResourceGraph, type Stack } from "../stack/objects/resource-graph";

/**
 * What one run of the engine has shown until now. The rules share it, and report nothing twice. A preview and its update are two
 * runs: the engine starts the pack anew for the update (tried with 3.274.1).
 */
export class Run {
  readonly #inputs = new Map<string, Resource>();
  readonly #reported = new Map<string, Set<string>>();
  readonly #requests = new Map<string, { readonly resource: Resource | undefined; readonly by: Set<string> }>();
  #asked: ResourceGraph | undefined;
  #judged: { readonly stack: Stack; readonly by: Set<string> } | undefined;

  /** What the engine says that it does; `undefined` if it doesn't say. */
  phase: "preview" | "update" | undefined;

  /** Whether a rule has read the stack, so that the other rules needn't be shown it. */
  isStackRead = false;

  /**
   * A resource that is about to be deployed. It is read once for all rules; a rule that asks for it again gets it read anew.
   * @param read gives `undefined` for a resource of another tenant
   */
  resourceFor(rule: string, urn: string, read: () => Resource | undefined): Resource | undefined {
    const known = this.#requests.get(urn);
    if (known !== undefined && !known.by.has(rule)) {
      known.by.add(rule);
      return known.resource;
    }
    const resource = read();
    if (resource !== undefined) this.add(resource);
    this.#requests.set(urn, { resource, by: new Set([rule]) });
    return resource;
  }

  /** After a change of the configuration, other rules run, so resources and stack are read anew. */
  readAnew(): void {
    this.#requests.clear();
    this.isStackRead = false;
  }

  /** Adds a resource. The first resource after a judged stack begins another run. */
  add(resource: Resource): void {
    if (this.#judged !== undefined) {
      this.#inputs.clear();
      this.#reported.clear();
      this.#judged = undefined;
    }
    this.#inputs.set(resource.urn, resource);
    this.#asked = undefined;
  }

  /** The resources that the engine has asked about, with their inputs: the same graph for each rule. */
  asked(): ResourceGraph {
    this.#asked ??= new ResourceGraph(this.#inputs.values());
    return this.#asked;
  }

  /** Whether a finding is new, and so to be reported. An advisory rule doesn't silence a mandatory one. */
  isNew(key: string, rule: string, isMandatory: (rule: string) => boolean): boolean {
    const reporters = this.#reported.get(key) ?? new Set();
    this.#reported.set(key, reporters);
    if (reporters.has(rule) || [...reporters].some(isMandatory)) return false;
    reporters.add(rule);
    return true;
  }

  /** The stack, read once for all rules. A rule that asks for it again gets it read anew. */
  stackFor(
    rule: string,
    read: () => { readonly state: readonly Resource[]; readonly elsewhere: readonly Resource[] },
  ): Stack {
    if (this.#judged === undefined || !this.isStackRead || this.#judged.by.has(rule)) {
      const { state, elsewhere } = read();
      this.isStackRead = true;
      const stack = {
        state: new ResourceGraph(state),
        inputs: new ResourceGraph(this.#inputs.values()),
        elsewhere,
        isPreview: this.phase !== "update",
      };
      this.#judged = { stack, by: new Set() };
    }
    this.#judged.by.add(rule);
    return this.#judged.stack;
  }
}
