import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atPath } from "../processes/system-error";
import { installOfficial } from "./official";
import { isOfficialThere, layOutExecutable, layOutStandIn } from "./plugin-folder";
import { PLUGIN_VERSION } from "./version";

/** An azuread plugin that runs can use. */
export type Provider =
  | { readonly kind: "stand-in" }
  | { readonly kind: "official" }
  | { readonly kind: "executable"; readonly path: string };

/** What the user asks for. `usual`: what this sandbox has used before, else the official plugin where it can be had. */
export type ProviderChoice = Provider | { readonly kind: "usual" };

/** What it takes to put an azuread plugin in place. */
export type ProviderRequest = {
  /** Where the sandbox notes which provider it uses. */
  readonly folder: string;
  readonly engine: { readonly executable: string };
  /** The engine's environment; its PULUMI_HOME is where the plugin goes. */
  readonly environment: NodeJS.ProcessEnv;
  readonly choice: ProviderChoice;
  /** The version that the program asks for, where it is another one than this project's. */
  readonly askedFor?: string;
  readonly say: (line: string) => void;
};

/**
 * Makes the azuread plugin that a run is to use the one that the engine finds, in each version that it will ask for. What another
 * run chose is replaced.
 * @returns which one it is
 * @throws when the plugin can't be had, with what to do about it
 */
export async function prepareProvider(request: ProviderRequest): Promise<Provider> {
  const { choice, folder } = request;
  const provider = choice.kind === "usual" ? await usual(request) : choice;
  for (const version of versionsFor(request)) await putInPlace(provider, version, request);
  if (provider.kind !== "executable") await note(folder, provider.kind);
  if (provider.kind === "stand-in") explainVersion(request);
  else explainTrust(request.say);
  return provider;
}

const versionsFor = ({ askedFor = PLUGIN_VERSION }: ProviderRequest): readonly string[] => [
  ...new Set([PLUGIN_VERSION, askedFor]),
];

const homeOf = ({ environment, folder }: ProviderRequest): string => environment["PULUMI_HOME"] ?? folder;

/** The certificate of the local tenant can be given to the official plugin on Linux only, so elsewhere it is no use unasked. */
async function usual(request: ProviderRequest): Promise<Provider> {
  const noted = await readNote(request.folder);
  if (noted !== undefined) return { kind: noted };
  if (process.platform !== "linux") return { kind: "stand-in" };
  try {
    await putInPlace({ kind: "official" }, PLUGIN_VERSION, request);
    return { kind: "official" };
  } catch {
    request.say(
      `the official azuread plugin ${PLUGIN_VERSION} can't be downloaded here, so a stand-in takes its place; --official tries again`,
    );
    return { kind: "stand-in" };
  }
}

async function putInPlace(provider: Provider, version: string, request: ProviderRequest): Promise<void> {
  const home = homeOf(request);
  switch (provider.kind) {
    case "stand-in":
      return layOutStandIn(home, version);
    case "executable":
      return layOutExecutable(home, version, provider.path);
    case "official":
      if (await isOfficialThere(home, version)) return;
      request.say(`downloading the official azuread plugin ${version}`);
      return installOfficial(home, version, request.engine.executable, request.environment);
  }
}

type Noted = "official" | "stand-in";

const noteIn = (folder: string): string => join(folder, "choice");

const note = (folder: string, provider: Noted): Promise<void> =>
  atPath(noteIn(folder), () => writeFile(noteIn(folder), provider, { mode: 0o600 }));

async function readNote(folder: string): Promise<Noted | undefined> {
  const text = await readFile(noteIn(folder), "utf8").catch(() => "");
  return text === "official" || text === "stand-in" ? text : undefined;
}

/** A stand-in is one version; what others do otherwise it doesn't know. */
function explainVersion({ askedFor = PLUGIN_VERSION, say }: ProviderRequest): void {
  if (askedFor === PLUGIN_VERSION) return;
  say(
    `the program asks for azuread ${askedFor}; the stand-in answers as ${PLUGIN_VERSION} does (--official takes the plugin itself)`,
  );
}

/** The official plugin is a Go program: only on Linux can a certificate be given to it through the environment. */
function explainTrust(say: (line: string) => void): void {
  if (process.platform === "linux") return;
  say(
    `on ${process.platform} the official plugin trusts only what the system trusts: ` +
      "it will refuse the local tenant until its certificate is added to the system's store",
  );
}
