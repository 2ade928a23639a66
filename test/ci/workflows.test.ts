import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const GITHUB = "ci/github";
const AZURE = "ci/azure-pipelines";

type Step = { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> };
type Job = {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
};
type Workflow = { readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> };

const filesIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const textOf = (file: string) => readFileSync(file, "utf8");
const jobsOf = (file: string) => Object.values((parse(textOf(file)) as Workflow).jobs);

describe("the workflows to copy", () => {
  for (const file of filesIn(GITHUB)) {
    describe(file, () => {
      it("is a workflow by GitHub's own grammar", async () => {
        const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
        const { context } = parseWorkflow({ name: file, content: textOf(file) }, new NoOperationTraceWriter());
        assert.deepEqual(
          context.errors.getErrors().map(({ message }) => message),
          [],
        );
      });

      it("pins each action to a commit and says which version that is", () => {
        const used = textOf(file).match(/^.*\buses: .*$/gm) ?? [];
        assert.ok(used.length > 0);
        for (const line of used) assert.match(line, /uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
      });

      it("gives a job what it needs and nothing by default", () => {
        assert.deepEqual((parse(textOf(file)) as Workflow).permissions, {});
        for (const { permissions } of jobsOf(file)) {
          const { contents, ...others } = permissions ?? {};
          assert.equal(contents, "read");
          const asked = Object.keys(others);
          assert.deepEqual(
            asked.filter((name) => !["id-token", "issues", "pull-requests", "security-events"].includes(name)),
            [],
          );
        }
      });

      it("ends, and leaves no token of GitHub's behind for the scripts", () => {
        for (const job of jobsOf(file)) {
          assert.ok((job["timeout-minutes"] ?? 0) > 0);
          const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
          assert.ok(checkouts.length > 0);
          for (const { with: given } of checkouts) assert.equal(given?.["persist-credentials"], false);
        }
      });

      it("puts nothing that a pull request can word into a script", () => {
        const scripts = jobsOf(file).flatMap(({ steps }) => steps.map((step) => String(Object(step).run ?? "")));
        for (const script of scripts) assert.doesNotMatch(script, /\$\{\{/);
      });
    });
  }

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

  it("sign in as the deployer where something is deployed, and as the reader everywhere else", () => {
    const signsInAs = (file: string) => /_(READER|DEPLOYER)_|-mfa-(reader|deployer)\b/i.exec(textOf(file))?.[0];
    for (const file of [...filesIn(GITHUB), ...filesIn(AZURE)].filter((path) => !path.includes("team"))) {
      assert.match(signsInAs(file) ?? "", file.includes("deploy") ? /deployer/i : /reader/i, file);
    }
  });
});
