import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** Runs a script of package.json with another program in the place of its own, and interrupts all of it as Ctrl-C does. */
function interrupted(script: string): Promise<string> {
  const command = String(scripts[script]).replace(/\S+\.ts\b/, join(__dirname, "busy-program.ts"));
  const path = `${join(ROOT, "node_modules", ".bin")}:${process.env["PATH"]}`;
  const env = { ...process.env, PATH: path };
  const child = spawn("sh", ["-c", command], { cwd: ROOT, env, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  let signalled = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (signalled || !said.includes("busy\n")) return;
    signalled = true;
    process.kill(-(child.pid ?? assert.fail()), "SIGINT");
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(said));
  });
}

describe("Ctrl-C on a busy script", () => {
  for (const script of ["start", "sandbox", "sandbox:reset", "drift", "azmfa", "bench"])
    it(`lets npm run ${script} clean up`, async () => {
      assert.equal(await interrupted(script), "busy\ncleaned up\n");
    });
});
