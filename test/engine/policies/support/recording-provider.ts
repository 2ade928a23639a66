import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/**
 * A provider for any package: it takes whatever it is given, makes ids, and writes each change that it is asked for into
 * the file RECORDING_LOG. What RECORDING_DRIFT holds by logical name is laid over what is read.
 */
type Properties = { [key: string]: JavaScriptValue };
type Handle<Request, Response> = (request: Request) => Response;

/** How the engine writes a text that isn't known yet. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const structOf = (properties: Properties): Struct => Struct.fromJavaScript(properties);
const propertiesOf = (struct: Struct | undefined): Properties => (struct?.toJavaScript() ?? {}) as Properties;

function record(what: string, urn: string): void {
  const file = process.env["RECORDING_LOG"];
  if (file !== undefined) appendFileSync(file, `${what} ${urn}\n`);
}

function driftOf(urn: string): Properties {
  const file = process.env["RECORDING_DRIFT"];
  if (file === undefined || !existsSync(file)) return {};
  const byName = JSON.parse(readFileSync(file, "utf8")) as { [name: string]: Properties };
  return byName[urn.slice(urn.lastIndexOf("::") + 2)] ?? {};
}

/** Ids beside the object's, by the last part of the type: what other resources refer to. */
const OTHER_IDS: { readonly [type: string]: string } = {
  Invitation: "userId",
  Application: "clientId",
  DirectoryRole: "templateId",
};

function outputsOf(urn: string, inputs: Properties, id: string): Properties {
  const other = OTHER_IDS[urn.split("::")[2]?.split(":").at(-1) ?? ""];
  return { ...(other === undefined ? {} : { [other]: id }), ...inputs, ...idsOf(urn, id) };
}

/** The generic Graph package knows no `objectId`. */
const idsOf = (urn: string, id: string): Properties => (/\bmsgraph:/.test(urn) ? { id } : { objectId: id });

/** As much of the azuread package as a program in YAML needs to be read. */
const ids = { groupObjectId: { type: "string" }, memberObjectId: { type: "string" } };
const SCHEMA = {
  name: "azuread",
  version: "6.9.1",
  resources: { "azuread:index/groupMember:GroupMember": { properties: ids, inputProperties: ids } },
};

/** Like the real plugin, which leaves alone what the program doesn't mention. */
function isWithin(wanted: JavaScriptValue | undefined, state: JavaScriptValue | undefined): boolean {
  if (!isObject(wanted) || !isObject(state)) return JSON.stringify(wanted) === JSON.stringify(state);
  return Object.entries(wanted).every(([key, value]) => isWithin(value, state[key]));
}

const isObject = (value: JavaScriptValue | undefined): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const handlers = {
  getPluginInfo: () => {
    const info = new PluginInfo();
    info.setVersion("6.9.1");
    return info;
  },
  getSchema: () => {
    const response = new messages.GetSchemaResponse();
    response.setSchema(JSON.stringify(SCHEMA));
    return response;
  },
  checkConfig: (request: messages.CheckRequest) => checked(request.getNews()),
  diffConfig: () => new messages.DiffResponse(),
  configure: () => {
    const response = new messages.ConfigureResponse();
    response.setSupportspreview(true);
    return response;
  },
  invoke: (request: messages.InvokeRequest) => {
    const response = new messages.InvokeResponse();
    response.setReturn(request.getArgs());
    return response;
  },
  check: (request: messages.CheckRequest) => checked(request.getNews()),
  diff: (request: messages.DiffRequest) => {
    const response = new messages.DiffResponse();
    const same = isWithin(propertiesOf(request.getNews()), propertiesOf(request.getOlds()));
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    response.setChanges(same ? DIFF_NONE : DIFF_SOME);
    return response;
  },
  create: (request: messages.CreateRequest) => {
    const response = new messages.CreateResponse();
    const isPreview = request.getPreview();
    if (!isPreview) record("create", request.getUrn());
    const id = isPreview ? UNKNOWN : randomUUID();
    response.setId(isPreview ? "" : id);
    response.setProperties(structOf(outputsOf(request.getUrn(), propertiesOf(request.getProperties()), id)));
    return response;
  },
  read: (request: messages.ReadRequest) => {
    const response = new messages.ReadResponse();
    const id = request.getId();
    const ids = idsOf(request.getUrn(), id.slice(id.lastIndexOf("/") + 1));
    const state = { ...propertiesOf(request.getProperties()), ...ids };
    response.setId(id);
    response.setProperties(structOf({ ...state, ...driftOf(request.getUrn()) }));
    response.setInputs(request.getInputs() ?? new Struct());
    return response;
  },
  update: (request: messages.UpdateRequest) => {
    const response = new messages.UpdateResponse();
    if (!request.getPreview()) record("update", request.getUrn());
    const id = request.getId();
    const inputs = propertiesOf(request.getNews());
    response.setProperties(structOf(outputsOf(request.getUrn(), inputs, id.slice(id.lastIndexOf("/") + 1))));
    return response;
  },
  delete: (request: messages.DeleteRequest) => {
    record("delete", request.getUrn());
    return new Empty();
  },
  cancel: () => new Empty(),
};

function checked(news: Struct | undefined): messages.CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(news);
  return response;
}

const answering =
  <Request, Response>(handle: Handle<Request, Response>) =>
  (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): void => {
    try {
      answer(null, handle(call.request));
    } catch (error) {
      answer(error instanceof Error ? error : new Error(String(error)));
    }
  };

const server = new Server();
const implementation = Object.entries(handlers).map(([name, handle]) => [
  name,
  answering(handle as Handle<unknown, unknown>),
]);
server.addService(ResourceProviderService, Object.fromEntries(implementation));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
// The engine closes its end when it is done, or dead.
process.stdin.resume().once("end", () => process.exit(0));
