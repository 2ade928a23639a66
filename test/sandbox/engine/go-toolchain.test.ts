import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goEnvironment } from "../../../sandbox/engine/build";
import { ENGINE_VERSION, OLDEST_ENGINE, YAML_LANGUAGE_VERSION } from "../../../sandbox/engine/engine";
import { findGo, goNeededBy } from "../../../sandbox/engine/go-toolchain";
import { temporaryFolder } from "../../temporary-folder";
import { fakeExecutable } from "./fake-executable";

describe("the Go toolchain", () => {
  const folder = temporaryFolder();
  const said: string[] = [];
  const search = (path: string) =>
    findGo({ environment: { PATH: path }, oldest: "1.26.6", work: folder.path, say: (line) => void said.push(line) });
  beforeEach(() => {
    said.length = 0;
  });

  for (const version of ["go1.26.6", "go1.26.10", "go1.27rc1", "go2.0"]) {
    it(`on PATH is taken when it is ${version}`, async () => {
      const go = fakeExecutable(join(folder.path, "bin"), "go", version);
      assert.deepEqual(await search(join(folder.path, "bin")), { go });
      assert.match(said.join("\n"), new RegExp(`Go: .*bin/go, version ${version.slice(2)}`));
    });
  }

  it("is missing when the one on PATH is too old and there is no Python", async () => {
    fakeExecutable(join(folder.path, "bin"), "go", "go1.25.9");
    assert.deepEqual(await search(join(folder.path, "bin")), {
      missing: "Go 1.25.9 on PATH is older than 1.26.6, and no Python 3 to fetch one with",
    });
  });

  it("is missing when there is neither Go nor Python", async () => {
    assert.deepEqual(await search(join(folder.path, "bin")), {
      missing: "no Go on PATH, and no Python 3 to fetch one with",
    });
  });
});

describe("what Go builds", () => {
  const home = temporaryFolder();
  const ROOT = join(__dirname, "../../..");
  const module = (name: string): string => join(ROOT, "sandbox/engine/build", name);
  const goMod = (name: string): string => readFileSync(join(module(name), "go.mod"), "utf8");

  it("are the pinned versions, the oldest of which is the SDK's own, with the Go that they ask for", () => {
    assert.ok(goMod("pulumi").includes(`github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION}`));
    assert.ok(goMod("yaml-language").includes(`github.com/pulumi/pulumi-yaml v${YAML_LANGUAGE_VERSION}`));
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    assert.equal(dependencies["@pulumi/pulumi"], OLDEST_ENGINE);
    assert.equal(goNeededBy(module("pulumi")), "1.26.6");
  });

  it("is built inside the work folder, without the user's flags, with the user's proxy and credentials", () => {
    mkdirSync(join(home.path, ".config/go"), { recursive: true });
    for (const file of [".config/go/env", ".netrc"]) writeFileSync(join(home.path, file), "");
    const own = { HOME: home.path, XDG_CONFIG_HOME: join(home.path, ".config"), GOPROXY: "https://proxy.example" };
    const user = { ...own, GOFLAGS: "-mod=vendor", GOWORK: "/x/go.work" };
    const environment = goEnvironment(user, "/work-folder");
    for (const name of ["HOME", "XDG_CONFIG_HOME", "GOPATH", "GOMODCACHE", "GOCACHE"])
      assert.ok(environment[name]?.startsWith("/work-folder"), name);
    assert.deepEqual([environment["GOFLAGS"], environment["GOWORK"]], ["", "off"]);
    assert.equal(environment["GOPROXY"], "https://proxy.example");
    assert.equal(environment["GOENV"], join(home.path, ".config/go/env"));
    assert.equal(environment["NETRC"], join(home.path, ".netrc"));
    assert.equal(goEnvironment({ ...user, GOMODCACHE: "/mods" }, "/work-folder")["GOMODCACHE"], "/mods");
  });
});
