import { Metadata, type ServiceError, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PLUGIN_VERSION } from "../version";
import type { Difference } from "./difference";
import { HalfMade, type ResourceProvider } from "./provider";
import type { Fields } from "./values";

type Handler<Request, Response> = (request: Request) => Promise<Response>;

/** The gRPC service through which the engine calls a provider. */
export function serviceOf(provider: ResourceProvider): UntypedServiceImplementation {
  return {
    ...aboutThePlugin(provider),
    ...aboutResources(provider),
  };
}

function aboutThePlugin(provider: ResourceProvider): UntypedServiceImplementation {
  return {
    handshake: unary(async () => new messages.ProviderHandshakeResponse()),
    getPluginInfo: unary(async () => new PluginInfo().setVersion(PLUGIN_VERSION)),
    getSchema: unary(async () => new messages.GetSchemaResponse().setSchema(JSON.stringify(provider.schema()))),
    checkConfig: unary(async (request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary(async () => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: unary(async (request: messages.ConfigureRequest) => {
      await provider.configure(plain(request.getArgs()));
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),
    invoke: unary(async (request: messages.InvokeRequest) => {
      const result = await provider.invoke(request.getTok(), plain(request.getArgs()));
      return new messages.InvokeResponse().setReturn(packed(result));
    }),
    cancel: unary(async () => new Empty()),
    attach: unary(async () => new Empty()),
  };
}

function aboutResources(provider: ResourceProvider): UntypedServiceImplementation {
  return {
    check: unary(async (request: messages.CheckRequest) => {
      const { inputs, failures } = provider.check(typeOf(request), nameOf(request), plain(request.getNews()));
      const reasons = failures.map((reason) => new messages.CheckFailure().setReason(reason));
      return new messages.CheckResponse().setInputs(packed(inputs)).setFailuresList(reasons);
    }),
    diff: unary(async (request: messages.DiffRequest) => {
      const [seen, wanted] = [plain(request.getOlds()), plain(request.getNews())];
      return diffResponse(provider.diff(typeOf(request), seen, wanted, request.getIgnorechangesList()));
    }),
    create: unary(async (request: messages.CreateRequest) => {
      const made = await provider.create(
        typeOf(request),
        plain(request.getProperties()),
        request.getPreview(),
        request.getUrn(),
      );
      return new messages.CreateResponse().setId(made.id).setProperties(packed(made.properties));
    }),
    read: unary(async (request: messages.ReadRequest) => {
      const seen = plain(request.getProperties());
      const inputs = request.hasInputs() ? plain(request.getInputs()) : undefined;
      const found = await provider.read(typeOf(request), request.getId(), seen, inputs, request.getUrn());
      const response = new messages.ReadResponse().setId(found.id);
      if (found.id === "") return response; // with properties, even empty ones, the engine would import it as an object
      return response.setProperties(packed(found.properties)).setInputs(packed(found.inputs));
    }),
    update: unary(async (request: messages.UpdateRequest) => {
      const [seen, wanted] = [plain(request.getOlds()), plain(request.getNews())];
      const preview = request.getPreview();
      const state = await provider.update(typeOf(request), request.getId(), seen, wanted, preview, request.getUrn());
      return new messages.UpdateResponse().setProperties(packed(state));
    }),
    delete: unary(async (request: messages.DeleteRequest) => {
      await provider.remove(typeOf(request), request.getId(), plain(request.getProperties()), request.getUrn());
      return new Empty();
    }),
  };
}

/** A call with one request and one answer. An error reaches the engine as text. */
function unary<Request, Response>(handler: Handler<Request, Response>) {
  return (call: { request: Request }, callback: (error: Partial<ServiceError> | null, value?: Response) => void) => {
    handler(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(serviceError(error)),
    );
  };
}

function serviceError(error: unknown): Partial<ServiceError> {
  const details = error instanceof Error ? error.message : String(error);
  if (!(error instanceof HalfMade)) return { code: status.UNKNOWN, details };
  return { code: status.UNKNOWN, details, metadata: halfMadeNote(error) };
}

/** The metadata that tells the engine that an object exists although its creation failed. */
function halfMadeNote({ message, known }: HalfMade): Metadata {
  const note = new messages.ErrorResourceInitFailed().setId(known.id).setProperties(packed(known.properties));
  note.addReasons(message);
  const detail = new Any();
  detail.pack(note.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const carrier = new Status();
  carrier.setCode(status.UNKNOWN);
  carrier.setMessage(message);
  carrier.addDetails(detail);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(carrier.serializeBinary()));
  return metadata;
}

const KINDS = {
  add: messages.PropertyDiff.Kind.ADD,
  delete: messages.PropertyDiff.Kind.DELETE,
  update: messages.PropertyDiff.Kind.UPDATE,
} as const;

function diffResponse(found: readonly Difference[]): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse().setHasdetaileddiff(true);
  const topLevel = (some: readonly Difference[]) => [...new Set(some.map(({ path }) => path.split(/[.[]/)[0] ?? path))];
  response.setChanges(found.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList(topLevel(found));
  response.setReplacesList(topLevel(found.filter(({ replaces }) => replaces)));
  for (const { path, kind, replaces } of found)
    response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(KINDS[kind] + (replaces ? 1 : 0)));
  return response;
}

/** The parts of `urn:pulumi:stack::project::parent$type::name`. Older engines send only the URN. */
const urnParts = (urn: string): string[] => urn.split("::");

const typeOf = (request: { getUrn(): string }): string => urnParts(request.getUrn())[2]?.split("$").at(-1) ?? "";

const nameOf = (request: { getUrn(): string }): string => urnParts(request.getUrn()).slice(3).join("::");

const plain = (struct: Struct | undefined): Fields => (struct?.toJavaScript() ?? {}) as Fields;

/** Packs values into a message. Names with the value `undefined` are left out. */
const packed = (fields: Fields): Struct =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(fields)) as { [name: string]: JavaScriptValue });
