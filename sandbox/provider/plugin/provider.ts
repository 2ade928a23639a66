import { PLUGIN_VERSION } from "../version";
import { checkInputs } from "./check";
import { type Difference, differences } from "./difference";
import type { Graph } from "./graph";
import { inputsFor, withDefaultsNote } from "./inputs";
import { type LookUp, lookUps } from "./look-ups";
import { complete, planned } from "./plan";
import type { ResourceType } from "./resource-type";
import { resourceTypes } from "./resources";
import { readSettings, type Settings } from "./sign-in";
import { type Fields, UNKNOWN } from "./values";

/** The engine's view of an object: its id, which is empty if the object is gone, and its state. */
export interface Known {
  readonly id: string;
  readonly properties: Fields;
}

/** Thrown if the object was created but a later step failed. The engine keeps the object in the state, so that it isn't created twice. */
export class HalfMade extends Error {
  readonly known: Known;

  constructor(known: Known, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = "HalfMade";
    this.known = known;
  }
}

/** The calls of the engine in plain values. They name a resource by its type, and some also by its URN. */
export interface ResourceProvider {
  /** The Pulumi package schema: of each type what programs in YAML and the engine need to know. */
  schema(): Fields;
  configure(config: Fields): Promise<void>;
  /** Judges inputs; all failures at once. */
  check(type: string, name: string, inputs: Fields): { readonly inputs: Fields; readonly failures: readonly string[] };
  diff(type: string, seen: Fields, wanted: Fields, ignored: readonly string[]): readonly Difference[];
  /** Creates an object. In a preview nothing is created and the id is empty. */
  create(type: string, inputs: Fields, preview: boolean, urn: string): Promise<Known>;
  /** Reads an object and the inputs that would create it. The id is empty if the object is gone. */
  read(
    type: string,
    id: string,
    seen: Fields,
    inputs: Fields | undefined,
    urn: string,
  ): Promise<Known & { readonly inputs: Fields }>;
  /** Changes an object and returns its new state. In a preview it returns the state that the object would have. */
  update(type: string, id: string, seen: Fields, wanted: Fields, preview: boolean, urn: string): Promise<Fields>;
  remove(type: string, id: string, seen: Fields, urn: string): Promise<void>;
  invoke(token: string, args: Fields): Promise<Fields>;
}

/** The stand-in for the azuread plugin. */
export class Provider implements ResourceProvider {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #connect: (settings: Settings) => Graph;
  #graph: Graph | undefined;

  constructor(environment: NodeJS.ProcessEnv, connect: (settings: Settings) => Graph) {
    this.#environment = environment;
    this.#connect = connect;
  }

  /** The types without their properties. The engine asks for the type of a resource that it imports. */
  schema(): Fields {
    const resources = Object.fromEntries(Array.from(resourceTypes.keys(), (token) => [token, {}]));
    return { name: "azuread", version: PLUGIN_VERSION, resources };
  }

  /** Reads the settings and signs in, so that wrong settings are reported before anything is changed. */
  async configure(config: Fields): Promise<void> {
    const settings = readSettings(config, this.#environment);
    this.#graph = settings && this.#connect(settings);
    await this.#graph?.session();
  }

  /** Checks inputs and returns all failures, each with the property to look at. */
  check(type: string, name: string, inputs: Fields): { readonly inputs: Fields; readonly failures: readonly string[] } {
    const { shape } = resourceType(type);
    const failures = checkInputs(shape, inputs);
    return {
      inputs: withDefaultsNote(inputs),
      failures: failures.map(({ reason, property }) => `${reason}. Examine values at '${name}.${property}'.`),
    };
  }

  diff(type: string, seen: Fields, wanted: Fields, ignored: readonly string[]): Difference[] {
    const found = differences(resourceType(type).shape, seen, wanted);
    return found.filter(({ path }) => !ignored.some((prefix) => isWithin(path, prefix)));
  }

  async create(token: string, inputs: Fields, preview: boolean): Promise<Known> {
    const type = resourceType(token);
    const plan = planned(type.shape, inputs, undefined);
    if (preview) return { id: "", properties: { ...plan, id: UNKNOWN } };
    const id = await type.create(this.#connected, plan);
    try {
      await type.finish?.(this.#connected, id, plan);
      const found = await type.read(this.#connected, id, plan);
      if (found === undefined) throw new Error(`Graph made ${id}, but doesn't find it`);
      return { id, properties: stateOf(type, id, complete(type.shape, found)) };
    } catch (error) {
      throw new HalfMade({ id, properties: stateOf(type, id, complete(type.shape, plan)) }, error);
    }
  }

  async read(token: string, id: string, seen: Fields, inputs: Fields | undefined): Promise<Known & { inputs: Fields }> {
    const type = resourceType(token);
    const found = await type.read(this.#connected, id, seen);
    if (found === undefined) return { id: "", properties: {}, inputs: {} };
    const outputs = complete(type.shape, found, []);
    const known = inputs && Object.keys(inputs).length > 0 ? inputs : undefined;
    const given = withDefaultsNote(inputsFor(type.shape, outputs, known));
    return { id, properties: stateOf(type, id, outputs), inputs: given };
  }

  async update(token: string, id: string, seen: Fields, wanted: Fields, preview: boolean): Promise<Fields> {
    const type = resourceType(token);
    const plan = planned(type.shape, wanted, seen);
    if (preview) return { ...plan, id };
    if (type.update === undefined) throw new Error(`${token} can't be changed, only replaced`);
    return stateOf(type, id, complete(type.shape, await type.update(this.#connected, id, plan, seen), []));
  }

  async remove(token: string, id: string, seen: Fields): Promise<void> {
    await resourceType(token).remove(this.#connected, id, seen);
  }

  /** Answers a look-up. @throws Error with the look-up's name in front, like the official plugin */
  async invoke(token: string, args: Fields): Promise<Fields> {
    const type = lookUps.get(token);
    if (type === undefined) throw new Error(unknownMessage("function", token));
    try {
      requireGoodArgs(type, args);
      return await type.ask(this.#connected, args);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`invoking ${token}: 1 error occurred:\n\t* ${message}\n\n`);
    }
  }

  get #connected(): Graph {
    if (this.#graph === undefined)
      throw new Error("the azuread provider's settings depend on something that doesn't exist yet; deploy that first");
    return this.#graph;
  }
}

const stateOf = (type: ResourceType, id: string, outputs: Fields): Fields => ({ __meta: type.meta, ...outputs, id });

function resourceType(token: string): ResourceType {
  const type = resourceTypes.get(token);
  if (type === undefined) throw new Error(unknownMessage("type", token));
  return type;
}

function requireGoodArgs({ args: shape }: LookUp, args: Fields): void {
  const failures = checkInputs(shape, args);
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n\t* "));
}

function unknownMessage(what: "type" | "function", token: string): string {
  const known = [...(what === "type" ? resourceTypes : lookUps).keys()].map((name) => name.split(":").at(-1));
  return (
    `the sandbox's stand-in for the azuread plugin doesn't know the ${what} ${token}, only ${known.join(", ")}; ` +
    "run with the official plugin instead: `npm start -- --official`, `npm run sandbox -- --official …`, or AZUREAD_PLUGIN=<path to its executable>"
  );
}

/** Whether `path` is `prefix` or a path inside it. */
const isWithin = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
