import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { ENGINE_VERSION } from "../../sandbox/engine/engine";
import { suiteFolder, temporaryFolder } from "../temporary-folder";

const FILE = ".github/workflows/release.yml";
const { version } = JSON.parse(readFileSync("package.json", "utf8"));

const { steps }: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] } = parse(
  readFileSync(FILE, "utf8"),
).jobs.build;

describe("the workflow that makes a release", () => {
  const folder = temporaryFolder();
  beforeEach(() => mkdirSync(join(folder.path, "dist")));

  /** Runs a step of the build as GitHub's runner does. */
  function step(name: string, environment: NodeJS.ProcessEnv) {
    const run = steps.find((one) => one.name === name)?.run ?? assert.fail(`there is no step ${name}`);
    return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd: folder.path,
      env: { ...process.env, ...environment },
      encoding: "utf8",
    });
  }

  it("refuses a tag that isn't the version", () => {
    folder.write("package.json", { version: "1.2.3" });
    assert.equal(step("The tag is the version", { GITHUB_REF_NAME: "v1.2.3" }).status, 0);
    assert.equal(step("The tag is the version", { GITHUB_REF_NAME: "v1.2.4" }).status, 1);
  });

  it("takes its notes from the changelog, which has this version", () => {
    folder.write("CHANGELOG.md", readFileSync("CHANGELOG.md"));
    assert.equal(step("What has changed", { GITHUB_REF_NAME: `v${version}` }).status, 0);
    const notes = readFileSync(join(folder.path, "dist", "notes.md"), "utf8");
    assert.match(notes, /^The first release\.\n/);
    assert.doesNotMatch(notes, /^## |^\[/m);
  });

  it("makes no release of a version that isn't in the changelog", () => {
    folder.write("CHANGELOG.md", readFileSync("CHANGELOG.md"));
    assert.notEqual(step("What has changed", { GITHUB_REF_NAME: "v9.9.9" }).status, 0);
  });

  it("lists checksums if two builds are the same, and refuses if they differ", () => {
    const npm = (second: string) => {
      writeFileSync(
        join(folder.path, "npm"),
        `#!/bin/sh\nwhile [ "$1" != --out ]; do shift; done\nmkdir -p "$2"\ncase $2 in again) text=${second};; *) text=one;; esac\n` +
          `for end in tgz cdx.json; do echo $text > "$2/contoso-azmfa-1.0.0.$end"; done\n`,
        { mode: 0o755 },
      );
      return step("Build, twice, to the same bytes", {
        NPM_SCOPE: "@contoso",
        PATH: `${folder.path}:${process.env["PATH"]}`,
      });
    };
    const same = npm("one");
    assert.equal(same.status, 0, same.stderr);
    assert.match(same.stdout, /^[0-9a-f]{64} {2}contoso-azmfa-1\.0\.0\.tgz$/m);
    assert.notEqual(npm("two").status, 0);
  });
});

const SCRIPT = resolve("ci/install-engine.sh");

/** In place of `curl`: writes an archive with an engine in it to where the download would go. */
const CURL = `#!/bin/sh
while [ "$1" != --output ]; do shift; done
cp "$(dirname "$0")/engine.tar.gz" "$2"
`;

describe("the engine that Azure Pipelines installs", () => {
  const folder = suiteFolder();
  let checksum: string;
  before(() => {
    writeFileSync(join(folder.path, "curl"), CURL, { mode: 0o755 });
    const make = "mkdir made pulumi && touch pulumi/pulumi && tar -czf engine.tar.gz pulumi";
    spawnSync("sh", ["-c", make], { cwd: folder.path });
    const archive = readFileSync(join(folder.path, "engine.tar.gz"));
    checksum = createHash("sha256").update(archive).digest("hex");
  });

  function install(sum: string | undefined) {
    const made = join(folder.path, "made");
    const { PULUMI_SHA256: _, ...environment } = process.env;
    const env = {
      ...environment,
      PATH: `${folder.path}:/usr/bin:/bin`,
      AGENT_TEMPDIRECTORY: made,
      ...(sum !== undefined && { PULUMI_SHA256: sum }),
    };
    const { status, stdout, stderr } = spawnSync("bash", [SCRIPT], { env, encoding: "utf8" });
    return { status, said: stdout + stderr, unpacked: existsSync(join(made, "pulumi")) };
  }

  it("is the version that this project is tested with", () => {
    assert.ok(readFileSync(SCRIPT, "utf8").includes(`version=${ENGINE_VERSION}\n`));
  });

  it("isn't unpacked without a pinned checksum, or with another checksum", () => {
    for (const sum of [undefined, "$(PULUMI_SHA256)", "0".repeat(64)]) {
      const { status, said, unpacked } = install(sum);
      assert.deepEqual([status, unpacked], [1, false], said);
    }
  });

  it("is put on PATH if it has the pinned checksum", () => {
    const { status, said, unpacked } = install(checksum);
    assert.deepEqual([status, unpacked], [0, true], said);
    assert.match(said, /^##vso\[task\.prependpath\].*\/pulumi$/m);
  });
});
