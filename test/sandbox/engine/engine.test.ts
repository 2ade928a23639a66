import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { downloaded, goEnvironment } from "../../../sandbox/engine/build";
import { OLDEST_ENGINE } from "../../../sandbox/engine/engine";
import { engineOnPath } from "../../../sandbox/engine/engine-on-path";
import { findGo } from "../../../sandbox/engine/go-toolchain";
import { cacheFolder, type Installable, installation } from "../../../sandbox/engine/installation";
import { temporaryFolder } from "../../temporary-folder";
import { fakeExecutable } from "./fake-executable";

describe("the engine on PATH", () => {
  const folder = temporaryFolder();
  const at = (...names: string[]): string => join(folder.path, ...names);

  it("is used when it is new enough and has its Node language host in its folder", async () => {
    const executable = fakeExecutable(at("bin"), "pulumi", "v3.300.0");
    fakeExecutable(at("bin"), "pulumi-language-nodejs");
    assert.deepEqual(await engineOnPath(at("bin")), {
      kind: "found",
      engine: { executable, version: "3.300.0", origin: "path", pathFolders: [at("bin")] },
    });
  });

  it("is used with a language host from another folder on PATH", async () => {
    fakeExecutable(at("one"), "pulumi", "v3.248.0");
    fakeExecutable(at("two"), "pulumi-language-nodejs");
    const found = await engineOnPath([at("one"), at("two")].join(delimiter));
    assert.deepEqual(found.kind === "found" && found.engine.pathFolders, [at("one"), at("two")]);
  });

  for (const [is, prints, hosts, because] of [
    ["older than the SDK", "v3.247.9", true, /is version 3\.247\.9, and 3\.248\.0 or newer is needed/],
    ["without a version", "", true, /is version , and 3\.248\.0 or newer is needed/],
    ["without a Node language host", "v3.274.1", false, /has no pulumi-language-nodejs in its folder or on PATH/],
  ] as const)
    it(`is refused when it is ${is}`, async () => {
      fakeExecutable(folder.path, "pulumi", prints);
      if (hosts) fakeExecutable(folder.path, "pulumi-language-nodejs");
      const found = await engineOnPath(folder.path);
      assert.match(found.kind === "unfit" ? found.because : found.kind, because);
    });

  it("is new enough when it has the version of the SDK", () => {
    assert.equal(OLDEST_ENGINE, JSON.parse(readFileSync("package.json", "utf8")).dependencies["@pulumi/pulumi"]);
  });

  it("is not found when the file isn't executable, or PATH names a relative folder", async () => {
    fakeExecutable(folder.path, "pulumi", "v3.274.1", 0o644);
    assert.deepEqual(await engineOnPath([folder.path, ".", ""].join(delimiter)), { kind: "none" });
  });
});

describe("the Go toolchain", () => {
  const folder = temporaryFolder();
  const said: string[] = [];
  const search = (path: string) =>
    findGo({ environment: { PATH: path }, work: folder.path, say: (line) => void said.push(line) });
  beforeEach(() => {
    said.length = 0;
  });

  for (const version of ["go1.26.6", "go1.26.10", "go1.27rc1", "go2.0"]) {
    it(`on PATH is used when it is ${version}`, async () => {
      const go = fakeExecutable(join(folder.path, "bin"), "go", version);
      assert.deepEqual(await search(join(folder.path, "bin")), { go });
      assert.match(said.join("\n"), new RegExp(`Go: .*bin/go, version ${version.slice(2)}`));
    });
  }

  it("is missing when there is none on PATH, or one that is too old, and no Python", async () => {
    const missing = { missing: "no Go on PATH, and there is no Python 3 to install one with" };
    assert.deepEqual(await search(join(folder.path, "bin")), missing);
    fakeExecutable(join(folder.path, "bin"), "go", "go1.25.9");
    const old = { missing: missing.missing.replace("no Go on PATH", "Go 1.25.9 on PATH is older than 1.26.6") };
    assert.deepEqual(await search(join(folder.path, "bin")), old);
  });
});

describe("a program that Go builds", () => {
  const home = temporaryFolder();
  const module = { version: "example.org/m@v1.0.0", checksum: "h1:abc" };

  for (const [is, sum, because] of [
    ["the pinned checksum", "h1:abc", undefined],
    ["another checksum", "h1:abd", /example\.org\/m@v1\.0\.0 has the checksum h1:abd instead of h1:abc/],
  ] as const)
    it(`is ${because === undefined ? "built" : "not built"} from a module with ${is}`, async () => {
      const go = fakeExecutable(home.path, "go", JSON.stringify({ Dir: "/modules/m", Sum: sum }));
      const folder = downloaded(module, { go, work: home.path });
      if (because === undefined) assert.equal(await folder, "/modules/m");
      else await assert.rejects(folder, because);
    });

  it("is built inside the work folder, with the user's proxy and credentials but without the user's flags", () => {
    for (const file of [".config/go/env", ".netrc"]) home.write(file, "");
    const own = { HOME: home.path, XDG_CONFIG_HOME: join(home.path, ".config"), GOPROXY: "https://proxy.example" };
    const user = { ...own, GOFLAGS: "-mod=vendor", GOWORK: "/x/go.work" };
    const environment = goEnvironment(user, "/work-folder");
    for (const name of ["HOME", "XDG_CONFIG_HOME", "GOPATH", "GOMODCACHE", "GOCACHE"])
      assert.ok(environment[name]?.startsWith("/work-folder"), name);
    assert.deepEqual([environment["GOFLAGS"], environment["GOWORK"]], ["-modcacherw", "off"]);
    assert.equal(environment["GOPROXY"], "https://proxy.example");
    assert.equal(environment["GOENV"], join(home.path, ".config/go/env"));
    assert.equal(environment["NETRC"], join(home.path, ".netrc"));
    assert.equal(goEnvironment({ ...user, GOMODCACHE: "/mods" }, "/work-folder")["GOMODCACHE"], "/mods");
  });
});

describe("an installation in the cache", () => {
  const cache = temporaryFolder();
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  let installs = 0;
  const tool: Installable = {
    name: "tool-1.0",
    title: "tool 1.0",
    install: async (folder) => {
      installs += 1;
      fakeExecutable(join(folder, "bin"), "tool", `install ${installs}`);
      return "built";
    },
  };
  const executable = (): string => join(cache.path, "tool-1.0", "bin", "tool");
  const leftovers = (): readonly string[] => readdirSync(cache.path).filter((name) => name.includes("partial"));
  beforeEach(() => {
    said.length = 0;
    installs = 0;
  });

  it("is installed once, also when two runs need it at the same moment", async () => {
    const [first] = await Promise.all([installation(cache.path, tool, say), installation(cache.path, tool, say)]);
    assert.deepEqual(first, { folder: join(cache.path, "tool-1.0"), origin: "built" });
    said.length = 0;
    assert.deepEqual(await installation(cache.path, tool, say), first);
    assert.deepEqual([installs, said], [1, []]);
  });

  it("is installed again if its folder is incomplete", async () => {
    await installation(cache.path, tool, say);
    writeFileSync(join(cache.path, "tool-1.0", "manifest.json"), "{");
    await installation(cache.path, tool, say);
    assert.equal(installs, 2);
    assert.match(readFileSync(executable(), "utf8"), /install 2/);
  });

  it("leaves nothing behind when it fails", async () => {
    const failing: Installable = {
      ...tool,
      install: async (folder) => {
        writeFileSync(join(folder, "half"), "done");
        throw new Error("out of disk");
      },
    };
    await assert.rejects(installation(cache.path, failing, say), /out of disk/);
    assert.equal(existsSync(join(cache.path, "tool-1.0")), false);
    assert.deepEqual(leftovers(), []);
    await installation(cache.path, tool, say); // the lock is free again
  });

  it("removes what a killed run left", async () => {
    mkdirSync(join(cache.path, "tool-1.0.partial-abc"));
    await installation(cache.path, tool, say);
    assert.deepEqual(leftovers(), []);
  });
});

describe("the cache folder", () => {
  const HOME = "/h";
  for (const [platform, environment, folder] of [
    ["linux", { HOME }, "/h/.cache/azure-management-mfa"],
    ["darwin", { HOME }, "/h/Library/Caches/azure-management-mfa"],
    ["linux", { HOME, XDG_CACHE_HOME: "/x" }, "/x/azure-management-mfa"],
    ["linux", { HOME, XDG_CACHE_HOME: "/x", AZMFA_CACHE: "/a" }, "/a"],
    ["linux", { HOME, XDG_CACHE_HOME: "", AZMFA_CACHE: "" }, "/h/.cache/azure-management-mfa"],
  ] as const)
    it(`on ${platform} with ${JSON.stringify(environment)} is ${folder}`, () =>
      assert.equal(cacheFolder(environment, platform), folder));
});
