import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const GITHUB = "ci/github";
const AZURE = "ci/azure-pipelines";
const OWN = ".github/workflows";

type Step = { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>> };
type Job = {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
};
type Workflow = { readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> };

/** The permissions that a job may have. With `contents: write` it can change the code that everyone runs. */
const MAY = new Set("actions attestations contents id-token issues pull-requests security-events".split(" "));

const filesIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const textOf = (file: string) => readFileSync(file, "utf8");
const jobsOf = (file: string) => Object.values((parse(textOf(file)) as Workflow).jobs);

describe("the workflows", () => {
  for (const file of [...filesIn(OWN), ...filesIn(GITHUB)]) {
    describe(file, () => {
      it("is valid by GitHub's own grammar", async () => {
        const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
        const { context } = parseWorkflow({ name: file, content: textOf(file) }, new NoOperationTraceWriter());
        assert.deepEqual(
          context.errors.getErrors().map(({ message }) => message),
          [],
        );
      });

      it("pins each action to a commit and names its version", () => {
        const used = textOf(file).match(/^.*\buses: .*$/gm) ?? [];
        assert.ok(used.length > 0);
        for (const line of used) assert.match(line, /uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
      });

      it("gives each job only the permissions that it needs, and none by default", () => {
        assert.deepEqual((parse(textOf(file)) as Workflow).permissions, {});
        for (const { permissions = {} } of jobsOf(file))
          for (const name of Object.keys(permissions)) assert.ok(MAY.has(name), name);
      });

      it("runs no code of packages in a job that can write to the repository", () => {
        for (const { permissions, steps } of jobsOf(file)) {
          if (permissions?.["contents"] === "read") continue;
          for (const { run = "" } of steps) assert.doesNotMatch(run, /\b(npm|npx|node)\b/);
        }
      });

      it("has a time limit, and leaves no token of GitHub for the scripts", () => {
        for (const job of jobsOf(file)) {
          assert.ok((job["timeout-minutes"] ?? 0) > 0);
          const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
          for (const { with: given } of checkouts) assert.equal(given?.["persist-credentials"], false);
        }
      });

      it("uses no secret except GitHub's own, and puts no text that a user can choose into a script", () => {
        assert.doesNotMatch(textOf(file), /secrets\./);
        for (const { steps } of jobsOf(file)) for (const { run = "" } of steps) assert.doesNotMatch(run, /\$\{\{/);
      });
    });
  }

  it("test each pull request after a clean installation", () => {
    const { on, jobs } = parse(textOf(join(OWN, "test.yml")));
    assert.ok("pull_request" in on);
    const commands = (jobs["test"] as Job).steps.flatMap(({ run = [] }) => run);
    assert.deepEqual(commands, ["npm ci", "npm test"]);
  });

  it("attest a pack together with the snapshot from the same run", () => {
    const { steps } = parse(textOf(join(OWN, "pack.yml"))).jobs["build"] as Job;
    const at = (text: string) => steps.findIndex((step) => JSON.stringify(step).includes(text));
    assert.ok(at("azmfa -- snapshot --out tenant.json") < at("npm run -s build"));
    assert.ok(at("npm run -s build") < at("attest-build-provenance"));
    const subjects = String(steps[at("attest-build-provenance")]?.with?.["subject-path"]).split("\n");
    assert.deepEqual(subjects.slice(0, 3), ["pack/*.tgz", "pack/*.cdx.json", "tenant.json"]);
  });

  it("pipe no download into a shell", () => {
    for (const file of [OWN, GITHUB, AZURE].flatMap(filesIn)) assert.doesNotMatch(textOf(file), /\|\s*(ba)?sh\b/, file);
  });

  for (const file of filesIn(AZURE))
    it(`${file} stops at the first command that fails, which Azure Pipelines doesn't do by itself`, () => {
      const blocks = [...textOf(file).matchAll(/^( *)(?:- bash|inlineScript): \|\n((?:\1 +.*\n)+)/gm)];
      assert.ok(blocks.length > 0);
      for (const [, , script = ""] of blocks) {
        const [first = ""] = script.split("\n").filter((line) => !line.includes("export ARM_USE_OIDC"));
        assert.match(first, /^ *set -eo pipefail\b/);
      }
    });

  it("judge a pull request by the base branch's pack, register and tools", () => {
    const github = textOf(join(GITHUB, "pull-request.yml"));
    assert.match(github, /policyPacks: base\/policies/);
    for (const text of [github, textOf(join(AZURE, "pull-request.yml"))]) {
      assert.match(text, /--exclusions "\$PWD\/base\/\$REGISTER"/);
      for (const line of text.match(/^.*\bazmfa -- .*$/gm) ?? []) assert.match(line, /npm --prefix base run -s azmfa/);
    }
  });

  it("sign in as the deployer only in jobs that deploy, and as the reader elsewhere", () => {
    const signsInAs = (file: string) => /_(READER|DEPLOYER)_|-mfa-(reader|deployer)\b/i.exec(textOf(file))?.[0];
    for (const file of [...filesIn(GITHUB), ...filesIn(AZURE)].filter((path) => !path.includes("team"))) {
      assert.match(signsInAs(file) ?? "", file.includes("deploy") ? /deployer/i : /reader/i, file);
    }
  });
});

const SCRIPT = readFileSync(join(__dirname, "../../.ci/run"), "utf8");
/** The functions that count, without the steps themselves. */
const COUNTING = SCRIPT.slice(SCRIPT.indexOf("step() {"), SCRIPT.indexOf("on_node() {"));

/** What one step adds to the sums: passed, failed. */
function added(kind: "step" | "tests", command: string): string {
  const script = `set -u; passed=0; failed=0\n${COUNTING}\n${kind} title bash -c '${command}' >/dev/null\necho "$passed $failed"`;
  return spawnSync("bash", ["-c", script], { encoding: "utf8" }).stdout.trim();
}

describe("the sums of .ci/run", () => {
  for (const [kind, command, sums] of [
    ["tests", 'echo "3 passed, 0 failed"', "3 0"],
    ["tests", 'echo "3 passed, 0 failed"; echo "npm notice" >&2', "3 0"],
    ["tests", 'echo "3 passed, 1 failed"; exit 1', "3 1"],
    ["tests", 'echo "3 passed, 0 failed"; exit 1', "3 1"],
    ["tests", 'echo "3 passed, 1 failed"', "3 2"],
    ["tests", 'echo "0 passed, 0 failed"', "0 1"],
    ["tests", "true", "0 1"],
    ["tests", "exit 2", "0 1"],
    ["step", "true", "1 0"],
    ["step", "false", "0 1"],
  ] as const)
    it(`are ${sums} after ${kind === "tests" ? "tests that" : "a step that"} ran: ${command}`, () =>
      assert.equal(added(kind, command), sums));
});

describe("the repository's settings", () => {
  it("update every folder that pins versions", () => {
    const { updates } = parse(readFileSync(".github/dependabot.yml", "utf8"));
    const watched = new Map<string, readonly string[]>(
      updates.map((one: Record<string, unknown>) => [
        one["package-ecosystem"],
        one["directories"] ?? [one["directory"]],
      ]),
    );
    assert.deepEqual([...watched.keys()], ["npm", "github-actions"]);
    for (const folder of [...watched.values()].flat()) assert.ok(existsSync(`.${folder}`), folder);
  });

  it("name a team as the owner of the program and of the checks", () => {
    const lines = readFileSync(".github/CODEOWNERS", "utf8").split("\n");
    const owned = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split(/\s+/));
    for (const [path = "", ...owners] of owned) {
      assert.ok(path === "/baseline.yaml" || existsSync(`.${path.replace("*", "")}`), path);
      for (const owner of owners) assert.match(owner, /^@[\w-]+\/[\w-]+$/);
    }
    const decisive = ["config/", "policies/", "baseline.yaml", ".github/", "program.js", "src/", "azmfa/", "launch/"];
    for (const path of decisive) assert.ok(owned.map(([one]) => one).includes(`/${path}`), path);
  });
});
