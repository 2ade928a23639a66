import { isDeepStrictEqual } from "node:util";
import { askedWithOutputs, heldWithInputs, leftToOthers } from "../stack/judgement/inputs-and-outputs";
import { entraId, idsIn, isGroup } from "../stack/objects/entra-objects";
import { holdsUnresolved, type Properties, type Resource } from "../stack/objects/resource";
import { ResourceGraph, type SoFar, type Stack } from "../stack/objects/resource-graph";

type ByUrn = ReadonlyMap<string, Resource>;
const byUrn = ({ resources }: ResourceGraph): ByUrn => new Map(resources.map((one) => [one.urn, one]));

/** What a preview showed: resources with ids and sources, what the program asked for, and all ids. */
interface Shown {
  readonly resources: ByUrn;
  readonly asked: ByUrn;
  readonly held: ByUrn;
  readonly ids: ReadonlySet<string>;
}

/** Graphs are made once a rule looks at them: most look at none. */
function soFarOf(known: ByUrn, shown: Shown | undefined): SoFar {
  let [asked, expected]: (ResourceGraph | undefined)[] = [];
  return {
    isWhole: shown !== undefined,
    get asked() {
      asked ??= new ResourceGraph(known.values(), shown?.ids);
      return asked;
    },
    get expected() {
      if (shown === undefined) return this.asked;
      expected ??= new ResourceGraph(new Map([...shown.resources, ...known]).values(), shown.ids);
      return expected;
    },
  };
}

/** What a run of the engine has come to so far: its rules share what they judge, and report nothing twice. */
export class Run {
  readonly #asked = new Map<string, Resource>();
  /** The same, with what the preview showed of it that inputs don't say. */
  readonly #known = new Map<string, Resource>();
  /** The ids of objects that are only now made, by URN, as others that refer to them tell. */
  readonly #made = new Map<string, string>();
  readonly #reported = new Map<string, Set<string>>();
  readonly #requests = new Map<string, { readonly resource: Resource | undefined; readonly by: Set<string> }>();
  #shown: Shown | undefined;
  #soFar: SoFar | undefined;
  #judged: { readonly stack: Stack; readonly by: Set<string> } | undefined;

  /** What the engine says that it does; nothing where it doesn't say. */
  phase: "preview" | "update" | undefined;

  /** Whether a rule has read the stack, so that the others needn't be shown it. */
  isStackRead = false;

  /**
   * A resource that is about to be deployed, with what the preview showed of it; read once for all rules. A rule that asks again
   * is shown it anew.
   * @param read `undefined` for one that is no part of this tenant
   */
  resourceFor(rule: string, urn: string, read: () => Resource | undefined): Resource | undefined {
    const known = this.#requests.get(urn);
    if (known !== undefined && !known.by.has(rule)) {
      known.by.add(rule);
      return known.resource;
    }
    const asked = read();
    const resource = asked && this.add(asked);
    this.#requests.set(urn, { resource, by: new Set([rule]) });
    return resource;
  }

  /** Another configuration may call other rules, and none of them is shown what was read for the former's. */
  readAnew(): void {
    this.#requests.clear();
    this.isStackRead = false;
  }

  /** The first resource after a judged stack begins another run. */
  add(resource: Resource): Resource {
    if (this.#judged !== undefined) this.#begin(this.#judged.stack);
    this.#asked.set(resource.urn, resource);
    this.#learnFrom(resource);
    const known = this.#withIds(resource);
    this.#known.set(resource.urn, known);
    this.#soFar = undefined;
    return known;
  }

  #begin(stack: Stack): void {
    const held = heldWithInputs(stack);
    const ids = [stack.held, stack.asked].flatMap(({ resources }) => resources.flatMap((one) => idsIn(one.properties)));
    this.#shown = {
      resources: byUrn(askedWithOutputs(stack, held)),
      asked: byUrn(stack.asked),
      held: byUrn(stack.held),
      ids: new Set(ids),
    };
    for (const map of [this.#asked, this.#known, this.#made, this.#reported]) map.clear();
    this.#judged = undefined;
  }

  /** An id that nobody knew is that of the one new object which the preview says that it comes from. */
  #learnFrom({ urn, properties }: Resource): void {
    const { resources, asked, ids } = this.#shown ?? {};
    const shown = resources?.get(urn);
    for (const [property, sources] of Object.entries(shown?.sources ?? {})) {
      if (!holdsUnresolved(asked?.get(urn)?.properties[property])) continue;
      const news = sources
        .flatMap((source) => resources?.get(source) ?? [])
        .filter((one) => entraId(one) === undefined);
      const [id, ...others] = idsIn(properties[property]).filter((one) => ids?.has(one) !== true);
      const [made, ...more] = news;
      if (id === undefined || made === undefined || others.length + more.length > 0) continue;
      this.#made.set(made.urn, id);
      const known = this.#known.get(made.urn);
      if (known !== undefined) this.#known.set(made.urn, this.#withIds(known));
    }
  }

  #withIds(resource: Resource): Resource {
    const held = this.#shown?.held.get(resource.urn);
    const made = this.#made.get(resource.urn);
    if (held === undefined) return resource;
    // Nobody but whom the program puts there is in a group that is only now made.
    const ids: Properties = {
      ...(made !== undefined && { objectId: made, ...(isGroup(resource) && { members: [] }) }),
      ...leftToOthers(held),
    };
    return { ...resource, properties: { ...ids, ...resource.properties } };
  }

  /** What is known when a resource is about to be deployed: the same for each rule. */
  soFar(): SoFar {
    this.#soFar ??= soFarOf(this.#known, this.#shown);
    return this.#soFar;
  }

  /** Whether a preview has judged the resource as it is asked for now. */
  wasJudged({ urn }: Resource): boolean {
    const [before, now] = [this.#shown?.asked.get(urn), this.#asked.get(urn)];
    return before !== undefined && now !== undefined && isDeepStrictEqual(before.properties, now.properties);
  }

  /** Whether nobody has reported this key yet. A rule that can't reject anything doesn't silence one that can. */
  isNews(key: string, rule: string, isMandatory: (rule: string) => boolean): boolean {
    const reporters = this.#reported.get(key) ?? new Set();
    this.#reported.set(key, reporters);
    if (reporters.has(rule) || [...reporters].some(isMandatory)) return false;
    reporters.add(rule);
    return true;
  }

  /** The stack, read once for all rules. A rule that asks again is shown a new one. */
  stackFor(
    rule: string,
    read: () => { readonly held: readonly Resource[]; readonly elsewhere: readonly Resource[] },
  ): Stack {
    if (this.#judged === undefined || !this.isStackRead || this.#judged.by.has(rule)) {
      const { held, elsewhere } = read();
      this.isStackRead = true;
      const isPreview = this.phase !== "update";
      const stack = {
        held: new ResourceGraph(held),
        asked: new ResourceGraph(this.#asked.values()),
        elsewhere,
        isPreview,
      };
      this.#judged = { stack, by: new Set() };
    }
    this.#judged.by.add(rule);
    return this.#judged.stack;
  }
}
