import type { StdioOptions } from "node:child_process";
import { mkdir } from "node:fs/promises";
import type { Engine, Say } from "../engine";
import { type Outcome, runChild } from "../processes/child";
import { onInterruption } from "../processes/interruption";
import { announce, withLock } from "../processes/lock";
import type { Provider, ProviderChoice, ProviderRequest } from "../provider";
import type { Tenant } from "../tenant";
import { engineEnvironment, TYPES_ALREADY_CHECKED, tenantEnvironment } from "./environment";
import { type Folders, foldersOf } from "./folders";
import { projectIn } from "./project-in";
import { describeEngine, standInsOf, standInsSoFar } from "./provider-choice";

export type SessionOptions = {
  /** The folder that holds, or gets, the sandbox's state in `.sandbox`. */
  readonly project: string;
  /** The folder of the Pulumi project that commands run in, where it is another one. */
  readonly programFolder?: string;
  readonly provider: ProviderChoice;
  readonly say: Say;
};

type PulumiOptions = {
  readonly cwd?: string;
  readonly stdio?: StdioOptions;
  /** `terminal` lets the user answer the engine's questions. */
  readonly group?: "own-group" | "terminal";
};

/** A running sandbox: an engine, a tenant and a provider that belong together. */
export type Session = {
  readonly project: string;
  readonly programFolder: string;
  readonly folders: Folders;
  readonly engine: Engine;
  readonly tenant: Tenant;
  /** What a program needs in its environment to work with this sandbox, and with nothing else. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs the engine to its end. Without `stdio` its output is returned. */
  pulumi(args: readonly string[], options?: PulumiOptions): Promise<Outcome>;
  /** Ends what this session has started. */
  close(): Promise<void>;
};

/** An interrupted engine may finish the request under way, and writes down what it did. */
const ENGINE_GRACE_MS = 30_000;

/**
 * Puts a sandbox together and says in its first line which parts are stand-ins. What else it says is what takes time.
 * @throws Error that says what to do, when a part can't be had
 */
export async function openSessionFrom(parts: Parts, options: SessionOptions): Promise<Session> {
  insistOnUnix();
  const { project, provider, say, programFolder = project } = options;
  const told = introduced(say, provider);
  const engine = await parts.findEngine({ say: told.say });
  if (provider.kind !== "usual") told.introduce(standInsOf(provider, engine), engine);
  const folders = foldersOf(project);
  await makeFolders(folders);
  const run = await announce(folders.runs);
  const setUp = () => setUpParts(parts, { engine, folders, provider, programFolder, told });
  const { tenant, environment: everyProgram } = await withLock(folders.setUp, waiting(told.say), setUp);
  const environment = programFolder === project ? { ...everyProgram, ...TYPES_ALREADY_CHECKED } : everyProgram;
  const forget = onInterruption(() => tenant.close({ now: true }));
  return {
    project,
    programFolder,
    folders,
    engine,
    tenant,
    environment,
    pulumi: (args, { cwd = programFolder, ...rest } = {}) =>
      runChild({ command: engine.executable, args, cwd, environment, graceMs: ENGINE_GRACE_MS, ...rest }),
    close: async () => {
      forget();
      await tenant.close();
      run.withdraw();
    },
  };
}

/** What is said while parts are prepared: the first line tells which are stand-ins, as far as that is known by then. */
type Introduced = {
  readonly say: Say;
  /** Says which parts are stand-ins, or which engine it is where that was said already. */
  readonly introduce: (line: string, engine: Engine) => void;
};

function introduced(say: Say, choice: ProviderChoice): Introduced {
  let hasSpoken = false;
  return {
    say: (line) => {
      if (!hasSpoken) say(standInsSoFar(choice));
      hasSpoken = true;
      say(line);
    },
    introduce: (line, engine) => {
      say(hasSpoken && choice.kind !== "usual" ? describeEngine(engine) : line);
      hasSpoken = true;
    },
  };
}

type SetUp = {
  readonly engine: Engine;
  readonly folders: Folders;
  readonly provider: ProviderChoice;
  readonly programFolder: string;
  readonly told: Introduced;
};

async function setUpParts(parts: Parts, { engine, folders, provider: choice, programFolder, told }: SetUp) {
  const environment = engineEnvironment(process.env, folders, engine);
  const { say } = told;
  const { runtime, azuread } = projectIn(programFolder);
  // Without the tenant's certificate in the environment: the official plugin comes from a site with an ordinary one.
  const provider = await parts.prepareProvider({
    folder: folders.provider,
    engine,
    environment,
    choice,
    say,
    ...(azuread === undefined ? {} : { askedFor: azuread }),
  });
  if (choice.kind === "usual") told.introduce(standInsOf(provider, engine), engine);
  if (runtime === "yaml") await parts.prepareYamlLanguage({ engine, environment, say });
  const tenant = await parts.openTenant({ folder: folders.tenant, say });
  return { tenant, environment: tenantEnvironment(environment, tenant, provider) };
}

const waiting =
  (say: Say) =>
  ({ pid }: { readonly pid: number }) =>
    say(`another run (process ${pid}) is setting up this sandbox; waiting for it`);

async function makeFolders(folders: Folders): Promise<void> {
  for (const folder of [folders.root, folders.home, folders.backend, folders.tenant, folders.provider]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
}

/** What a session is put together from. Tests put something lighter in their place. */
export type Parts = {
  readonly findEngine: (options: { readonly say: Say }) => Promise<Engine>;
  readonly prepareYamlLanguage: (request: {
    readonly engine: Engine;
    readonly environment: NodeJS.ProcessEnv;
    readonly say: Say;
  }) => Promise<void>;
  readonly openTenant: (options: { readonly folder: string; readonly say: Say }) => Promise<Tenant>;
  readonly prepareProvider: (request: ProviderRequest) => Promise<Provider>;
};

/**
 * The sandbox is made of Unix: executables that are shell scripts, signals to groups of processes, files that only their owner
 * reads.
 * @throws Error on Windows, with what to do
 */
export function insistOnUnix(platform: NodeJS.Platform = process.platform): void {
  if (platform !== "win32") return;
  throw new Error(
    "the sandbox needs Linux or macOS\n  help: run it in WSL; azmfa and the built policy pack work on Windows as they are",
  );
}
