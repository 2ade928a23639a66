import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ENGINE_VERSION } from "../../sandbox/engine/engine";
import { suiteFolder } from "../temporary-folder";

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

  it("is the version that this project was tried with", () => {
    assert.ok(readFileSync(SCRIPT, "utf8").includes(`version=${ENGINE_VERSION}\n`));
  });

  it("isn't unpacked without a checksum to compare, or with another one", () => {
    for (const sum of [undefined, "$(PULUMI_SHA256)", "0".repeat(64)]) {
      const { status, said, unpacked } = install(sum);
      assert.deepEqual([status, unpacked], [1, false], said);
    }
  });

  it("is put on the PATH where the checksum is the one that was pinned", () => {
    const { status, said, unpacked } = install(checksum);
    assert.deepEqual([status, unpacked], [0, true], said);
    assert.match(said, /^##vso\[task\.prependpath\].*\/pulumi$/m);
  });
});
