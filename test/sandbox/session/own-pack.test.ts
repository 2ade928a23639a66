import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { withOwnPack } from "../../../sandbox/session/own-pack";

const project = resolve(__dirname, "..", "..", "..");
const held = (...args: readonly string[]) => withOwnPack(args, { project, programFolder: project });

describe("this project's own pack", () => {
  const pack = join(project, "policies");

  it("goes with each preview and deployment of this project", () => {
    for (const command of ["preview", "up"])
      assert.deepEqual(held(command, "--yes").slice(0, 4), [command, "--policy-pack", pack, "--yes"]);
  });

  it("goes with no other command, no other project, and not beside another pack", () => {
    for (const args of [
      ["refresh", "--yes"],
      ["stack", "output"],
      ["up", "--help"],
      ["up", "--policy-pack=other"],
    ])
      assert.deepEqual(held(...args), args);
    assert.deepEqual(withOwnPack(["up"], { project, programFolder: "/another" }), ["up"]);
  });
});

describe("the sandbox's day", () => {
  it("is handed to this project's pack", () => {
    const file = join(project, "sandbox", "policy-pack-config.json");
    assert.deepEqual(held("up", "--policy-pack", "policies").slice(3), ["--policy-pack-config", file]);
    assert.deepEqual(held("up", "--policy-pack=./policies").slice(2), ["--policy-pack-config", file]);
  });

  it("is handed to no other pack, and to none that has a configuration", () => {
    for (const args of [
      ["up", "--policy-pack", "other"],
      ["up", "--policy-pack", "policies", "--policy-pack", "other"],
      ["up", "--policy-pack", "policies", "--policy-pack-config", "mine.json"],
    ])
      assert.deepEqual(held(...args), args);
  });

  it("is the stack's, and the pack's own configuration holds none still", () => {
    const configuration = JSON.parse(readFileSync(join(project, "sandbox", "policy-pack-config.json"), "utf8"));
    const stack = parse(readFileSync(join(project, "Pulumi.dev.yaml"), "utf8"));
    const { dev } = configuration["approved-exclusions"].asOf;
    assert.equal(dev, stack.config["azure-management-mfa:asOf"]);
    assert.doesNotMatch(readFileSync(join(project, "policies", "config.yaml"), "utf8"), /asOf/);
  });
});
