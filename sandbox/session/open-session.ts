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

/** What a session is opened with. */
export type SessionOptions = {
  /** The folder whose `.sandbox` holds the sandbox's state. */
  readonly project: string;
  /** The folder of the Pulumi project that commands run in; `project` by default. */
  readonly programFolder?: string;
  readonly provider: ProviderChoice;
  readonly say: Say;
};

type PulumiOptions = {
  readonly cwd?: string;
  readonly stdio?: StdioOptions;
  /** Receives the output chunk by chunk unless `stdio` sends it elsewhere. */
  readonly onOutput?: (chunk: string) => void;
  /** `terminal` lets the user answer questions of the engine. */
  readonly group?: "own-group" | "terminal";
};

/** A running sandbox: an engine, a tenant and a provider that belong together. */
export type Session = {
  readonly project: string;
  readonly programFolder: string;
  readonly folders: Folders;
  readonly engine: Engine;
  readonly tenant: Tenant;
  /** The environment for programs. It leads them to this sandbox and nowhere else. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs the engine until it ends. Returns its output unless `stdio` sends it elsewhere. */
  pulumi(args: readonly string[], options?: PulumiOptions): Promise<Outcome>;
  /** Ends everything that this session started. */
  close(): Promise<void>;
};

/** The time that an interrupted engine has to finish its request and save its state. */
const ENGINE_GRACE_MS = 30_000;

/**
 * Sets up a sandbox. Its first message names the parts that are stand-ins. Further messages tell about slow steps.
 * @throws Error that says what to do if a part isn't available
 */
export async function openSessionFrom(parts: Parts, options: SessionOptions): Promise<Session> {
  insistOnUnix();
  const { project, provider, say, programFolder = project } = options;
  const messages = introduced(say, provider);
  const engine = await parts.findEngine({ say: messages.say });
  if (provider.kind !== "usual") messages.introduce(standInsOf(provider, engine), engine);
  const folders = foldersOf(project);
  await makeFolders(folders);
  const run = await announce(folders.runs);
  const setUp = () => setUpParts(parts, { engine, folders, provider, programFolder, messages });
  const { tenant, environment: everyProgram } = await withLock(folders.setUp, waiting(messages.say), setUp);
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

/** The messages while the parts are prepared. The first one names the stand-ins that are known by then. */
type Introduced = {
  readonly say: Say;
  /** Says which parts are stand-ins. If the first message did so already, it describes the engine instead. */
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
  readonly messages: Introduced;
};

async function setUpParts(parts: Parts, { engine, folders, provider: choice, programFolder, messages }: SetUp) {
  const environment = engineEnvironment(process.env, folders, engine);
  const { say } = messages;
  const { runtime, azuread } = projectIn(programFolder);
  // The environment must not have the tenant's certificate yet: the download of the official plugin needs the system's.
  const provider = await parts.prepareProvider({
    folder: folders.provider,
    engine,
    environment,
    choice,
    say,
    ...(azuread === undefined ? {} : { askedFor: azuread }),
  });
  if (choice.kind === "usual") messages.introduce(standInsOf(provider, engine), engine);
  if (runtime === "yaml") await parts.prepareYamlLanguage({ engine, environment, say });
  const tenant = await parts.openTenant({ folder: folders.tenant, say });
  return { tenant, environment: tenantEnvironment(environment, tenant, provider) };
}

const waiting =
  (say: Say) =>
  ({ pid }: { readonly pid: number }) =>
    say(`another run (process ${pid}) is setting up this sandbox; waiting for it to end`);

async function makeFolders(folders: Folders): Promise<void> {
  for (const folder of [folders.root, folders.home, folders.backend, folders.tenant, folders.provider]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
}

/** The functions that provide the parts of a session. Tests replace them with lighter ones. */
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
 * Checks that the system is a Unix. The sandbox needs shell scripts, signals to groups of processes, and files that only their
 * owner can read.
 * @throws Error on Windows, with what to do
 */
export function insistOnUnix(platform: NodeJS.Platform = process.platform): void {
  if (platform !== "win32") return;
  throw new Error(
    "the sandbox needs Linux or macOS\n  help: run it in WSL; azmfa and the built policy pack work on Windows as they are",
  );
}
