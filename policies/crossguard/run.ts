import type { Resource } from "../model/resource";
import type { Stack } from "../model/rule";

/**
 * What a run of the engine has shown so far. The SDK calls each rule for each resource and then for the stack; here the
 * rules share what they see, and a hole that was told is not told again.
 */
export class Run {
  readonly #asked = new Map<string, Resource>();
  readonly #told = new Map<string, Set<string>>();
  #judged: { readonly stack: Stack; readonly by: Set<string> } | undefined;

  /** False once the engine says that it deploys. */
  isPreview = true;

  /** A resource by its inputs. After a stack was judged, it is the first of another run: a preview's update. */
  see(resource: Resource): void {
    if (this.#judged !== undefined) {
      this.#asked.clear();
      this.#told.clear();
      this.#judged = undefined;
    }
    this.#asked.set(resource.urn, resource);
  }

  /** What was asked for so far, in a list of its own: what is worked out of a list is remembered by it. */
  seen(): readonly Resource[] {
    return [...this.#asked.values()];
  }

  /**
   * Whether the hole is news from this rule; from now on it isn't. What a rule says that can't reject anything doesn't
   * silence one that can.
   */
  isNews(dedupeKey: string, rule: string, isMandatory: (rule: string) => boolean): boolean {
    const reporters = this.#told.get(dedupeKey) ?? new Set();
    this.#told.set(dedupeKey, reporters);
    if (reporters.has(rule) || [...reporters].some(isMandatory)) return false;
    reporters.add(rule);
    return true;
  }

  /** The stack, read once for all rules. A rule that asks again is shown a new one. */
  stackFor(rule: string, held: () => readonly Resource[]): Stack {
    if (this.#judged === undefined || this.#judged.by.has(rule)) {
      this.#judged = {
        stack: { held: held(), asked: this.seen(), isPreview: this.isPreview },
        by: new Set(),
      };
    }
    this.#judged.by.add(rule);
    return this.#judged.stack;
  }
}
