import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { errorWithoutStack } from "../../src/program/prepare-deployment";

describe("a refusal", () => {
  it("is one of the errors that the engine prints without a stack", () => {
    assert.ok(pulumi.RunError.isInstance(errorWithoutStack("because")));
    assert.equal(errorWithoutStack("because").message, "because");
  });

  it("has no stack that the SDK would format", () => {
    assert.equal(errorWithoutStack("because").stack, undefined);
    assert.doesNotMatch(inspect(errorWithoutStack("because")), /\bat /);
  });
});
