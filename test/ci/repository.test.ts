import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parse } from "yaml";

describe("the repository's settings", () => {
  it("keep every folder up to date that pins something", () => {
    const { updates } = parse(readFileSync(".github/dependabot.yml", "utf8"));
    const watched = new Map<string, readonly string[]>(
      updates.map((one: Record<string, unknown>) => [
        one["package-ecosystem"],
        one["directories"] ?? [one["directory"]],
      ]),
    );
    assert.deepEqual([...watched.keys()], ["npm", "github-actions", "gomod"]);
    for (const folder of [...watched.values()].flat()) assert.ok(existsSync(`.${folder}`), folder);
    const modules = readdirSync("sandbox", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("/go.mod"))
      .map((file) => `/sandbox/${dirname(file)}`);
    assert.deepEqual(watched.get("gomod")?.toSorted(), modules.toSorted());
  });

  it("name a team as the owner of what decides and of what judges", () => {
    const lines = readFileSync(".github/CODEOWNERS", "utf8").split("\n");
    const owned = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split(/\s+/));
    for (const [path = "", ...owners] of owned) {
      assert.ok(path === "/baseline.yaml" || existsSync(`.${path.replace("*", "")}`), path);
      for (const owner of owners) assert.match(owner, /^@[\w-]+\/[\w-]+$/);
    }
    const paths = owned.map(([path]) => path);
    for (const path of ["/config/", "/policies/", "/baseline.yaml", "/.github/"]) assert.ok(paths.includes(path), path);
  });
});
