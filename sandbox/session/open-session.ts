import type { StdioOptions } from "node:child_process";
import { mkdir } from "node:fs/promises";
import type { Engine, Say } from "../engine";
import { type Outcome, runChild } from "../processes/child";
import { onInterruption } from "../processes/interruption";
import { withLock } from "../processes/lock";
import { announce } from "../processes/presence";
import type { ProviderChoice } from "../provider";
import type { Tenant } from "../tenant";
import { describeEngine } from "./describe-engine";
import { engineEnvironment, TYPES_ALREADY_CHECKED, tenantEnvironment } from "./environment";
import { type Folders, foldersOf } from "./folders";
import { insistOnUnix } from "./insist-on-unix";
import type { Parts } from "./parts";
import { standInsBeforeEngine, standInsOf } from "./provider-choice";
import { runtimeOf } from "./runtime-of";

export type SessionOptions = {
  /** The folder that holds, or gets, the sandbox's state in `.sandbox`. */
  readonly project: string;
  /** The folder of the Pulumi project that commands run in, where it is another one. */
  readonly programFolder?: string;
  readonly provider: ProviderChoice;
  readonly say: Say;
};

export type PulumiOptions = {
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
  const engine = await findEngine(parts, options);
  const folders = foldersOf(project);
  await makeFolders(folders);
  const run = await announce(folders.runs);
  const setUp = () => setUpParts(parts, { engine, folders, provider, programFolder, say });
  const { tenant, environment: everyProgram } = await withLock(folders.setUp, waiting(say), setUp);
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

/** The engine is there already but for the first time, when getting it has much to say: then the first line goes before that. */
async function findEngine(parts: Parts, { provider, say }: SessionOptions): Promise<Engine> {
  let hasSpoken = false;
  const engine = await parts.findEngine({
    say: (line) => {
      if (!hasSpoken) say(standInsBeforeEngine(provider));
      hasSpoken = true;
      say(line);
    },
  });
  say(hasSpoken ? describeEngine(engine) : standInsOf(provider, engine));
  return engine;
}

type SetUp = {
  readonly engine: Engine;
  readonly folders: Folders;
  readonly provider: ProviderChoice;
  readonly programFolder: string;
  readonly say: Say;
};

async function setUpParts(parts: Parts, { engine, folders, provider, programFolder, say }: SetUp) {
  const environment = engineEnvironment(process.env, folders, engine);
  if (runtimeOf(programFolder) === "yaml") await parts.prepareYamlLanguage({ engine, environment, say });
  // Without the tenant's certificate in the environment: the official plugin comes from a site with an ordinary one.
  await parts.prepareProvider({ folder: folders.provider, engine, environment, choice: provider, say });
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
