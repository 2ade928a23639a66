import assert from "node:assert/strict";
import { AnalyzeRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { firstTextIn } from "../../../policies/crossguard/analyzer-service";

const requestOf = (type: string): Buffer =>
  Buffer.from(new AnalyzeRequest().setType(type).setUrn("u").serializeBinary());

describe("the text with which a protobuf message begins", () => {
  it("is a resource's type in the engine's requests", () =>
    assert.equal(firstTextIn(requestOf("azuread:index/group:Group")), "azuread:index/group:Group"));

  it("may have 127 bytes, whatever its letters", () => {
    const longest = `${"x".repeat(125)}\u00e4`;
    assert.equal(firstTextIn(requestOf(longest)), longest);
  });

  it("isn't read where its length takes a second byte", () =>
    assert.equal(firstTextIn(requestOf("x".repeat(128))), undefined));

  it("isn't read where another field comes first", () => {
    const urn = Buffer.from(new AnalyzeRequest().setUrn("x").serializeBinary());
    assert.equal(firstTextIn(urn), undefined);
    assert.equal(firstTextIn(Buffer.concat([urn, requestOf("t")])), undefined);
  });

  it("isn't read where the message is empty or cut off", () => {
    assert.equal(firstTextIn(Buffer.alloc(0)), undefined);
    assert.equal(firstTextIn(requestOf("type").subarray(0, 4)), undefined);
    assert.equal(firstTextIn(requestOf("type").subarray(0, 1)), undefined);
  });
});
