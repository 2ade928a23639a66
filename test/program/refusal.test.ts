import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../../src/program/refusal";

describe("a refusal", () => {
  it("is one of the errors that the engine prints without a stack", () => {
    assert.ok(pulumi.RunError.isInstance(refusal("because")));
    assert.equal(refusal("because").message, "because");
  });

  it("has no stack that the SDK would format", () => {
    assert.equal(refusal("because").stack, undefined);
    assert.doesNotMatch(inspect(refusal("because")), /\bat /);
  });
});
