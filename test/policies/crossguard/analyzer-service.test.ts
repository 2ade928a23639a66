import assert from "node:assert/strict";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { offerNoRemediation, showStackOnce, skipTypes } from "../../../policies/crossguard/analyzer-service";

type Service = { -readonly [call in keyof typeof AnalyzerService]: (typeof AnalyzerService)[call] };

const PROPERTIES = { name: "x", tags: { team: "identity" } };

function asked(type: string): Buffer {
  const request = new AnalyzeRequest();
  request.setType(type);
  request.setUrn(`urn:pulumi:dev::shop::${type}::x`);
  request.setProperties(Struct.fromJavaScript(PROPERTIES));
  request.setProvider(new AnalyzerProviderResource().setType("pulumi:providers:plain"));
  return Buffer.from(request.serializeBinary());
}

function held(...types: readonly string[]): Buffer {
  const request = new AnalyzeStackRequest();
  for (const type of types) request.addResources(new AnalyzerResource().setType(type));
  return Buffer.from(request.serializeBinary());
}

describe("what of the engine's calls reaches the SDK", () => {
  const service = AnalyzerService as Service;
  const { remediate } = service;
  const readers = [service.analyze.requestDeserialize, service.analyzeStack.requestDeserialize] as const;

  beforeEach(() => skipTypes((type) => type.startsWith("plain:")));

  afterEach(() => {
    [service.analyze.requestDeserialize, service.analyzeStack.requestDeserialize] = readers;
    service.remediate = remediate;
  });

  const read = (bytes: Buffer): AnalyzeRequest => service.analyze.requestDeserialize(bytes);

  it("is a resource that rules look at, whole", () => {
    const request = read(asked("azuread:index/group:Group"));
    assert.equal(request.getUrn(), "urn:pulumi:dev::shop::azuread:index/group:Group::x");
    assert.deepEqual(request.getProperties()?.toJavaScript(), PROPERTIES);
  });

  for (const [title, type, leading] of [
    ["", "plain:index:Thing", []],
    [" whose type is longer than one byte can say", `plain:index:${"Thing".repeat(60)}`, []],
    [" whose type isn't what comes first", "plain:index:Thing", [0x22, 1, 0x78]],
  ] as const) {
    it(`is of any other resource${title} no property and no provider, each time`, () => {
      for (const _ of [1, 2, 3]) {
        const request = read(Buffer.from([...leading, ...asked(type)]));
        assert.equal(request.getType(), type);
        assert.deepEqual(request.getProperties()?.toJavaScript(), {}); // the SDK insists that it is there
        assert.equal(request.getProvider(), undefined);
      }
    });
  }

  it("isn't mixed up between types", () => {
    assert.equal(read(asked("plain:index:Thing")).getType(), "plain:index:Thing");
    assert.equal(read(asked("plain:index:Other")).getType(), "plain:index:Other");
    assert.deepEqual(read(asked("azuread:index/group:Group")).getProperties()?.toJavaScript(), PROPERTIES);
  });

  it("is an empty call as it came", () => assert.equal(read(Buffer.alloc(0)).getType(), ""));

  it("is of a stack what rules look at", () => {
    const request = service.analyzeStack.requestDeserialize(held("plain:index:Thing", "azuread:index/group:Group"));
    assert.deepEqual(
      request.getResourcesList().map((resource) => resource.getType()),
      ["azuread:index/group:Group"],
    );
  });

  it("is a stack until a rule has read it, which shares it; then one resource, which names the stack", () => {
    const reading = { isStackRead: false };
    showStackOnce(reading);
    const asked = () => service.analyzeStack.requestDeserialize(held("azuread:a:A", "azuread:b:B"));
    const typesIn = (request: AnalyzeStackRequest) => [...request.getResourcesList()].map((one) => one.getType());
    const request = asked();
    assert.deepEqual(typesIn(request), ["azuread:a:A", "azuread:b:B"]);
    assert.deepEqual(typesIn(request), ["azuread:a:A", "azuread:b:B"]);
    reading.isStackRead = true;
    assert.deepEqual(typesIn(request), ["azuread:a:A"]);
    assert.deepEqual(typesIn(asked()), ["azuread:a:A", "azuread:b:B"]);
  });

  it("is no question for remediations", () => {
    offerNoRemediation();
    assert.equal("remediate" in AnalyzerService, false);
  });
});
