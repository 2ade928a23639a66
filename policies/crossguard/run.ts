import { type DedupeKey, mapKeyOf } from "../rules/support/dedupe-key";
import type { Stack } from "../rules/support/rule";
import { leftToOthers } from "../stack/judgement/inputs-and-outputs";
import { idsIn } from "../stack/objects/entra-objects";
import type { Resource } from "../stack/objects/resource";
import { ResourceGraph } from "../stack/objects/resource-graph";

/**
 * What a run of the engine has come to so far. The SDK calls each rule for each resource and then for the stack; here the
 * rules share what they judge, and what was reported is not reported again.
 */
export class Run {
  readonly #asked = new Map<string, Resource>();
  readonly #reported = new Map<string, Set<string>>();
  /** What the preview showed to be there, by URN, and all ids that it showed. */
  #held: ReadonlyMap<string, Resource> = new Map();
  #before: ReadonlySet<string> = new Set();
  #judged: { readonly stack: Stack; readonly by: Set<string> } | undefined;

  /** False once the engine says that it deploys. */
  isPreview = true;

  /** Adds a resource by its inputs. After a stack was judged, it is the first of another run: a preview's update. */
  add(resource: Resource): void {
    if (this.#judged !== undefined) {
      const { held, asked } = this.#judged.stack;
      this.#held = new Map(held.resources.map((one) => [one.urn, one]));
      this.#before = new Set([held, asked].flatMap((graph) => graph.resources.flatMap((one) => idsIn(one.properties))));
      this.#asked.clear();
      this.#reported.clear();
      this.#judged = undefined;
    }
    this.#asked.set(resource.urn, resource);
  }

  /** What the stack has asked for so far, with what the preview showed of it that inputs don't say. */
  askedSoFar(): ResourceGraph {
    const asked = [...this.#asked.values()].map((resource) => {
      const held = this.#held.get(resource.urn);
      if (held === undefined) return resource;
      return { ...resource, properties: { ...leftToOthers(held), ...resource.properties } };
    });
    return new ResourceGraph(asked, this.#before);
  }

  /**
   * Whether what the key is about is news from this rule; from now on it isn't. What a rule says that can't reject anything
   * doesn't silence one that can.
   */
  isNews(dedupeKey: DedupeKey, rule: string, isMandatory: (rule: string) => boolean): boolean {
    const key = mapKeyOf(dedupeKey);
    const reporters = this.#reported.get(key) ?? new Set();
    this.#reported.set(key, reporters);
    if (reporters.has(rule) || [...reporters].some(isMandatory)) return false;
    reporters.add(rule);
    return true;
  }

  /** The stack, read once for all rules. A rule that asks again is shown a new one. */
  stackFor(rule: string, held: () => readonly Resource[]): Stack {
    if (this.#judged === undefined || this.#judged.by.has(rule)) {
      this.#judged = {
        stack: {
          held: new ResourceGraph(held()),
          asked: new ResourceGraph(this.#asked.values()),
          isPreview: this.isPreview,
        },
        by: new Set(),
      };
    }
    this.#judged.by.add(rule);
    return this.#judged.stack;
  }
}
