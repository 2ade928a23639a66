import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Graph } from "../../../sandbox/provider/plugin/graph";
import { Provider } from "../../../sandbox/provider/plugin/provider";
import { serviceOf } from "../../../sandbox/provider/plugin/service";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { FakeGraph } from "./fake-graph";

export const SIGN_IN = {
  ARM_METADATA_HOSTNAME: "localhost:18443",
  ARM_TENANT_ID: "00000000-0000-0000-0000-00000000000a",
  ARM_CLIENT_ID: "00000000-0000-0000-0000-00000000000b",
  ARM_CLIENT_SECRET: "s",
};

/** What the engine keeps about an object. */
export interface Kept {
  readonly id: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
}

/** A plugin that is configured anew, with an empty Graph, for each test of a suite. */
export function pluginUnderTest(): PluginUnderTest {
  const plugin = new PluginUnderTest();
  beforeEach(() => plugin.start());
  return plugin;
}

/** The plugin's service, asked in the engine's messages, with a Graph in memory behind it. */
export class PluginUnderTest {
  graph = new FakeGraph();
  #service: ReturnType<typeof serviceOf> = {};

  async start(): Promise<void> {
    const graph = new FakeGraph();
    this.graph = graph;
    this.#service = serviceOf(
      new Provider(SIGN_IN, (settings) => new Graph(settings, graph.send, async () => undefined)),
    );
    await this.#ask("configure", new messages.ConfigureRequest().setArgs(struct({})));
  }

  async check(type: string, inputs: Fields): Promise<{ inputs: Fields; failures: string[] }> {
    const request = new messages.CheckRequest().setUrn(urnOf(type)).setNews(struct(inputs));
    const response = await this.#ask<messages.CheckResponse>("check", request);
    return {
      inputs: plain(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  /** The differences that the plugin reports, as path → kind. */
  async diff(type: string, kept: Kept, wanted: Fields): Promise<Record<string, string>> {
    const request = new messages.DiffRequest().setUrn(urnOf(type)).setId(kept.id);
    request.setOlds(struct(kept.outputs)).setNews(struct(wanted));
    const response = await this.#ask<messages.DiffResponse>("diff", request);
    const names = Object.entries(messages.PropertyDiff.Kind);
    const kindOf = (kind: number) => names.find(([, value]) => value === kind)?.[0] ?? "?";
    const found = response.getDetaileddiffMap().getEntryList() as unknown as [string, Uint8Array][];
    return Object.fromEntries(
      found.map(([path]) => [path, kindOf(response.getDetaileddiffMap().get(path)?.getKind() ?? -1)]),
    );
  }

  /** Checks and creates, as the engine does for a new resource. */
  async create(type: string, inputs: Fields, preview = false): Promise<Kept> {
    const checked = (await this.check(type, inputs)).inputs;
    const request = new messages.CreateRequest().setUrn(urnOf(type)).setProperties(struct(checked)).setPreview(preview);
    const response = await this.#ask<messages.CreateResponse>("create", request);
    return { id: response.getId(), inputs: checked, outputs: plain(response.getProperties()) };
  }

  /** What a refresh makes of what is kept; with no more than an id it is what an import starts with. */
  async read(type: string, kept: Partial<Kept> & { id: string }): Promise<Kept> {
    const request = new messages.ReadRequest().setUrn(urnOf(type)).setId(kept.id);
    request.setProperties(struct(kept.outputs ?? {})).setInputs(struct(kept.inputs ?? {}));
    const response = await this.#ask<messages.ReadResponse>("read", request);
    return { id: response.getId(), inputs: plain(response.getInputs()), outputs: plain(response.getProperties()) };
  }

  async update(type: string, kept: Kept, inputs: Fields, preview = false): Promise<Kept> {
    const checked = (await this.check(type, inputs)).inputs;
    const request = new messages.UpdateRequest().setUrn(urnOf(type)).setId(kept.id).setPreview(preview);
    request.setOlds(struct(kept.outputs)).setNews(struct(checked)).setOldInputs(struct(kept.inputs));
    const response = await this.#ask<messages.UpdateResponse>("update", request);
    return { id: kept.id, inputs: checked, outputs: plain(response.getProperties()) };
  }

  async remove(type: string, kept: Kept): Promise<void> {
    const request = new messages.DeleteRequest().setUrn(urnOf(type)).setId(kept.id);
    await this.#ask("delete", request.setProperties(struct(kept.outputs)));
  }

  async invoke(token: string, args: Fields): Promise<Fields> {
    const response = await this.#ask<messages.InvokeResponse>(
      "invoke",
      new messages.InvokeRequest().setTok(token).setArgs(struct(args)),
    );
    return plain(response.getReturn());
  }

  #ask<Response>(method: string, request: object): Promise<Response> {
    return new Promise((resolve, reject) => {
      const handle = this.#service[method] as unknown as Handle<Response>;
      handle({ request }, (error, response) =>
        error === null ? resolve(response) : reject(Object.assign(new Error(error.details), error)),
      );
    });
  }
}

type Handle<Response> = (
  call: { readonly request: object },
  callback: (error: { readonly details: string; readonly metadata?: object } | null, response: Response) => void,
) => void;

const urnOf = (type: string): string => `urn:pulumi:dev::p::pulumi:pulumi:Stack$${type}::x`;

const struct = (fields: Fields): Struct =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(fields)) as { [name: string]: JavaScriptValue });

const plain = (value: Struct | undefined): Fields => (value?.toJavaScript() ?? {}) as Fields;
