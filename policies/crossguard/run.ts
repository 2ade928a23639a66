import { isDeepStrictEqual } from "node:util";
import { asDeclared, onlyInState } from "../stack/judgement/inputs-and-outputs";
import { entraId, idsIn, isGroup } from "../stack/objects/entra-objects";
import { holdsUnresolved, type Properties, type Resource } from "../stack/objects/resource";
import { type Progress, ResourceGraph, type Stack } from "../stack/objects/resource-graph";

type ByUrn = ReadonlyMap<string, Resource>;
const byUrn = ({ resources }: ResourceGraph): ByUrn => new Map(resources.map((one) => [one.urn, one]));

/** What a preview showed. */
interface Preview {
  /** The resources as the program declares them, with the ids and sources that the preview showed. */
  readonly resources: ByUrn;
  readonly inputs: ByUrn;
  readonly state: ByUrn;
  /** All ids in it. */
  readonly ids: ReadonlySet<string>;
}

/** Graphs are made when a rule first looks at them: most rules look at none. */
function progressOf(known: ByUrn, preview: Preview | undefined): Progress {
  let [inputs, expected]: (ResourceGraph | undefined)[] = [];
  return {
    hasPreview: preview !== undefined,
    get inputs() {
      inputs ??= new ResourceGraph(known.values(), preview?.ids);
      return inputs;
    },
    get expected() {
      if (preview === undefined) return this.inputs;
      expected ??= new ResourceGraph(new Map([...preview.resources, ...known]).values(), preview.ids);
      return expected;
    },
  };
}

/** What one run of the engine has shown until now. The rules share it, and report nothing twice. */
export class Run {
  readonly #inputs = new Map<string, Resource>();
  /** The inputs, with what the preview showed of each resource. */
  readonly #known = new Map<string, Resource>();
  /** The ids of new objects by URN: the resources that refer to them show these ids. */
  readonly #newIds = new Map<string, string>();
  readonly #reported = new Map<string, Set<string>>();
  readonly #requests = new Map<string, { readonly resource: Resource | undefined; readonly by: Set<string> }>();
  #preview: Preview | undefined;
  #progress: Progress | undefined;
  #judged: { readonly stack: Stack; readonly by: Set<string> } | undefined;

  /** What the engine says that it does; `undefined` if it doesn't say. */
  phase: "preview" | "update" | undefined;

  /** Whether a rule has read the stack, so that the other rules needn't be shown it. */
  isStackRead = false;

  /**
   * A resource that is about to be deployed, with what the preview showed of it. It is read once for all rules; a rule that asks
   * for it again gets it read anew.
   * @param read gives `undefined` for a resource of another tenant
   */
  resourceFor(rule: string, urn: string, read: () => Resource | undefined): Resource | undefined {
    const known = this.#requests.get(urn);
    if (known !== undefined && !known.by.has(rule)) {
      known.by.add(rule);
      return known.resource;
    }
    const inputs = read();
    const resource = inputs && this.add(inputs);
    this.#requests.set(urn, { resource, by: new Set([rule]) });
    return resource;
  }

  /** After a change of the configuration, other rules run, so resources and stack are read anew. */
  readAnew(): void {
    this.#requests.clear();
    this.isStackRead = false;
  }

  /** Adds a resource. The first resource after a judged stack begins another run. */
  add(resource: Resource): Resource {
    if (this.#judged !== undefined) this.#begin(this.#judged.stack);
    this.#inputs.set(resource.urn, resource);
    this.#learnIdsFrom(resource);
    const known = this.#withIds(resource);
    this.#known.set(resource.urn, known);
    this.#progress = undefined;
    return known;
  }

  #begin(stack: Stack): void {
    const all = [...stack.state.resources, ...stack.inputs.resources];
    this.#preview = {
      resources: byUrn(asDeclared(stack)),
      inputs: byUrn(stack.inputs),
      state: byUrn(stack.state),
      ids: new Set(all.flatMap((one) => idsIn(one.properties))),
    };
    for (const map of [this.#inputs, this.#known, this.#newIds, this.#reported]) map.clear();
    this.#judged = undefined;
  }

  /** A value that was unresolved in the preview, and came from one new object, now shows that object's id. */
  #learnIdsFrom({ urn, properties }: Resource): void {
    const { resources, inputs, ids } = this.#preview ?? {};
    const previewed = resources?.get(urn);
    for (const [property, sources] of Object.entries(previewed?.sources ?? {})) {
      if (!holdsUnresolved(inputs?.get(urn)?.properties[property])) continue;
      const news = sources
        .flatMap((source) => resources?.get(source) ?? [])
        .filter((one) => entraId(one) === undefined);
      const [id, ...others] = idsIn(properties[property]).filter((one) => ids?.has(one) !== true);
      const [made, ...more] = news;
      if (id === undefined || made === undefined || others.length + more.length > 0) continue;
      this.#newIds.set(made.urn, id);
      const known = this.#known.get(made.urn);
      if (known !== undefined) this.#known.set(made.urn, this.#withIds(known));
    }
  }

  #withIds(resource: Resource): Resource {
    const state = this.#preview?.state.get(resource.urn);
    const newId = this.#newIds.get(resource.urn);
    if (state === undefined) return resource;
    // A new group has only the members that the program puts into it.
    const ids: Properties = {
      ...(newId !== undefined && { objectId: newId, ...(isGroup(resource) && { members: [] }) }),
      ...onlyInState(state),
    };
    return { ...resource, properties: { ...ids, ...resource.properties } };
  }

  /** What is known when a resource is about to be deployed: the same for each rule. */
  progress(): Progress {
    this.#progress ??= progressOf(this.#known, this.#preview);
    return this.#progress;
  }

  /** Whether a preview has judged the resource with the same inputs. */
  wasJudged({ urn }: Resource): boolean {
    const [before, now] = [this.#preview?.inputs.get(urn), this.#inputs.get(urn)];
    return before !== undefined && now !== undefined && isDeepStrictEqual(before.properties, now.properties);
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
