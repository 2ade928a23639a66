import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENGINE_VERSION, OLDEST_ENGINE, YAML_LANGUAGE_VERSION } from "../../../sandbox/engine/engine";

const ROOT = join(__dirname, "../../..");
const goMod = (module: string): string => readFileSync(join(ROOT, "sandbox/engine/build", module, "go.mod"), "utf8");

describe("the versions of the engine", () => {
  it("are the ones that the pinned Go modules build", () => {
    assert.ok(goMod("pulumi").includes(`github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION}`));
    assert.ok(goMod("yaml-language").includes(`github.com/pulumi/pulumi-yaml v${YAML_LANGUAGE_VERSION}`));
  });

  it("start with the SDK's own", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    assert.equal(dependencies["@pulumi/pulumi"], OLDEST_ENGINE);
  });
});
