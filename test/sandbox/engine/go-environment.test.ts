import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goEnvironment } from "../../../sandbox/engine/build";
import { temporaryFolder } from "../temporary-folder";

describe("the environment of a Go build", () => {
  const home = temporaryFolder();
  const work = "/work-folder";

  it("keeps everything that Go writes inside the work folder", () => {
    const environment = goEnvironment({ HOME: home.path }, work);
    for (const name of ["HOME", "XDG_CONFIG_HOME", "GOPATH", "GOMODCACHE", "GOCACHE"]) {
      assert.ok(environment[name]?.startsWith(work), name);
    }
  });

  it("doesn't let the user's own flags and workspace into the build", () => {
    const environment = goEnvironment({ HOME: home.path, GOFLAGS: "-mod=vendor", GOWORK: "/x/go.work" }, work);
    assert.equal(environment["GOFLAGS"], "");
    assert.equal(environment["GOWORK"], "off");
  });

  it("keeps the user's proxy settings and the caches that the user has named", () => {
    mkdirSync(join(home.path, ".config/go"), { recursive: true });
    writeFileSync(join(home.path, ".config/go/env"), "");
    writeFileSync(join(home.path, ".netrc"), "");
    const user = {
      HOME: home.path,
      XDG_CONFIG_HOME: join(home.path, ".config"),
      GOPROXY: "https://proxy.example",
      GOMODCACHE: "/mods",
    };
    const environment = goEnvironment(user, work);
    assert.equal(environment["GOPROXY"], "https://proxy.example");
    assert.equal(environment["GOMODCACHE"], "/mods");
    assert.equal(environment["GOENV"], join(home.path, ".config/go/env"));
    assert.equal(environment["NETRC"], join(home.path, ".netrc"));
  });
});
