import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { isAmong } from "../../launch/insist-on-node";

const ROOT = join(__dirname, "../..");
const RANGE = "^20.19 || >=22.12";
const { scripts, engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** What the check does on a Node that says it is of this version. */
function onNode(version: string) {
  const check = join(ROOT, "launch/insist-on-node.js");
  const program = `Object.defineProperty(process.versions, "node", { value: "${version}" });
    require(${JSON.stringify(check)}).insistOnNode({ name: "azmfa", engines: { node: "${RANGE}" } });
    console.log("it went on");`;
  return spawnSync(process.execPath, ["--eval", program], { encoding: "utf8" });
}

describe("the check of Node's version", () => {
  it("accepts a version in the range and refuses others, in every form of range, this project's among them", () => {
    for (const version of ["20.19.0", "20.20.2", "22.12.0", "22.23.3", "23.0.0", "24.9.0"])
      assert.ok(isAmong(version, RANGE), version);
    for (const version of ["0.10.48", "12.22.12", "18.20.8", "20.18.3", "21.7.3", "22.11.0"])
      assert.ok(!isAmong(version, RANGE), version);
    assert.ok(isAmong("20.0.0", ">=20"));
    assert.ok(isAmong(process.versions.node, engines.node));
    assert.throws(() => isAmong("20.0.0", "20.x"), /has to be made of/);
  });

  it("ends with status 2 and one line that says which version is needed and which is there", () => {
    assert.equal(onNode("22.12.0").stdout, "it went on\n");
    const { status, stdout, stderr } = onNode("16.20.2");
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.equal(stderr, "error: azmfa needs Node 20.19 or a later 20, or 22.12 or later; this is Node 16.20.2\n");
  });

  it("comes first in every script of package.json", () => {
    for (const [name, command] of Object.entries(scripts))
      assert.match(String(command), /^node scripts\/(run\.js |insist-on-node\.js && )/, name);
  });

  for (const file of ["scripts/run.js", "scripts/insist-on-node.js", "launch/insist-on-node.js"])
    it(`can be read by any version of Node: ${file}`, () => {
      const text = readFileSync(join(ROOT, file), "utf8");
      const plain = (target: string) => transformSync(text, { target }).code;
      assert.equal(plain("node12"), plain("esnext"));
    });
});
