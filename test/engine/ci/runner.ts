import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { runChild } from "../../../sandbox/processes/child";
import { copyProject } from "../session/project-copy";
import { ProjectUnderTest } from "../session/project-under-test";

const PROJECT = resolve(__dirname, "../../..");
const STAND_INS = join(__dirname, "stand-ins");

/** What a step ended with: its status, what it said, and the outputs that it has set. */
export type StepOutcome = {
  readonly status: number;
  readonly output: string;
  readonly outputs: Readonly<Record<string, string>>;
};

/**
 * A machine of a pipeline: this project checked out and deployed to a tenant of its own as the stack `prod`. What a
 * pipeline reaches outside, GitHub, Azure DevOps and the download of the engine, has stand-ins that write down what they
 * are asked; `npm ci` does nothing, since the modules are there.
 */
export class Runner {
  readonly project: ProjectUnderTest;
  /** The pipeline's folder for what it makes on the way. */
  readonly temp: string;
  readonly #answers: string;

  private constructor(project: ProjectUnderTest, temp: string) {
    this.project = project;
    this.temp = temp;
    this.#answers = join(temp, "answers");
    mkdirSync(this.#answers);
  }

  static async start(): Promise<Runner> {
    const project = await new ProjectUnderTest().open();
    cpSync(join(project.folder, "config/dev.yaml"), join(project.folder, "config/prod.yaml"));
    cpSync(join(project.folder, "Pulumi.dev.yaml"), join(project.folder, "Pulumi.prod.yaml"));
    await project.succeed("stack", "init", "prod");
    return new Runner(project, mkdtempSync(join(tmpdir(), "azmfa-runner-")));
  }

  async close(): Promise<void> {
    rmSync(this.temp, { recursive: true, force: true });
    await this.project.close();
  }

  get folder(): string {
    return this.project.folder;
  }

  /** The base branch: this project without the changes of the pull request. */
  checkOutBase(path: string): void {
    const copy = copyProject();
    for (const file of ["config/prod.yaml", "Pulumi.prod.yaml"]) {
      cpSync(join(PROJECT, file.replace("prod", "dev")), join(copy, file));
    }
    rmSync(join(this.folder, path), { recursive: true, force: true });
    cpSync(copy, join(this.folder, path), { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true, force: true });
  }

  /** Makes the checkout a git repository whose main branch on the server has the current content. */
  async branchOff(): Promise<void> {
    const git = "git -c user.name=test -c user.email=test@contoso.example";
    const made = await this.script(
      `git init --quiet && git add --all && ${git} commit --quiet --message main && git update-ref refs/remotes/origin/main HEAD`,
    );
    assert.equal(made.status, 0, made.output);
  }

  /** The answer of GitHub or Azure DevOps to a request that contains this text. */
  answer(question: string, text: string): void {
    writeFileSync(join(this.#answers, encodeURIComponent(question)), text);
  }

  /** What they were asked, one command a line, since the last time. */
  asked(): readonly string[] {
    const file = join(this.temp, "asked");
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    rmSync(file);
    return lines;
  }

  /** A file that the pipeline has made in its own folder. */
  made(name: string): string {
    return readFileSync(join(this.temp, name), "utf8");
  }

  /** A file of the checkout. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Changes a file of the checkout, as a pull request does. Fails where there is nothing to change. */
  edit(name: string, from: string, to: string): void {
    const text = this.read(name);
    assert.ok(text.includes(from), `${name} has no ${from}`);
    writeFileSync(join(this.folder, name), text.replace(from, to));
  }

  /**
   * Runs a script as a pipeline does.
   * @param bash options of the shell: GitHub Actions has it stop at the first command that fails, Azure Pipelines doesn't
   */
  async script(
    text: string,
    environment: NodeJS.ProcessEnv = {},
    folder = ".",
    bash: readonly string[] = ["-e"],
  ): Promise<StepOutcome> {
    const outputs = join(this.temp, "outputs");
    writeFileSync(outputs, "");
    const outcome = await runChild({
      command: "bash",
      args: [...bash, "-c", text],
      cwd: join(this.folder, folder),
      environment: { ...this.#environment(outputs), ...tenantKept(environment) },
    });
    return {
      status: outcome.status,
      output: outcome.stdout + outcome.stderr,
      outputs: outputsIn(readFileSync(outputs, "utf8")),
    };
  }

  #environment(outputs: string): NodeJS.ProcessEnv {
    const environment = this.project.session.environment;
    return {
      ...environment,
      PATH: [STAND_INS, environment["PATH"]].join(delimiter),
      ASKED: join(this.temp, "asked"),
      ANSWERS: this.#answers,
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: join(this.temp, "summary.md"),
      GITHUB_REPOSITORY: "contoso/azure-management-mfa",
      MODULES: join(PROJECT, "node_modules"),
      RUNNER_TEMP: this.temp,
      AGENT_TEMPDIRECTORY: this.temp,
    };
  }
}

/** The pipeline's own variables, but for those by which it would sign in elsewhere than in the local tenant. */
const tenantKept = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("ARM_")));

const outputsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
