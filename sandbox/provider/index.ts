import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atPath } from "../processes/system-error";
import { installOfficial } from "./official";
import { isOfficialThere, layOutExecutable, layOutStandIn } from "./plugin-folder";
import { PLUGIN_VERSION } from "./version";

/** An azuread plugin that a run can use. */
export type Provider =
  | { readonly kind: "stand-in" }
  | { readonly kind: "official" }
  | { readonly kind: "executable"; readonly path: string };

/** The user's choice. `usual`: the provider that this sandbox used before, or else the official plugin if it can be downloaded. */
export type ProviderChoice = Provider | { readonly kind: "usual" };

/** What it takes to prepare an azuread plugin. */
export type ProviderRequest = {
  /** The folder in which the sandbox notes its provider. */
  readonly folder: string;
  readonly engine: { readonly executable: string };
  /** The engine's environment. The plugin goes into its PULUMI_HOME. */
  readonly environment: NodeJS.ProcessEnv;
  readonly choice: ProviderChoice;
  /** The version that the program asks for; this project's by default. */
  readonly askedFor?: string;
  readonly say: (line: string) => void;
};

/**
 * Puts the azuread plugin of a run where the engine looks for it, under each version that the engine will ask for. It replaces the
 * plugin of an earlier run.
 * @returns the plugin that the run uses
 * @throws Error that says what to do if the plugin isn't available
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

/** The provider without a choice of the user. Only on Linux can the official plugin trust the local tenant's certificate. */
async function usual(request: ProviderRequest): Promise<Provider> {
  const noted = await readNote(request.folder);
  if (noted !== undefined) return { kind: noted };
  if (process.platform !== "linux") return { kind: "stand-in" };
  try {
    await putInPlace({ kind: "official" }, PLUGIN_VERSION, request);
    return { kind: "official" };
  } catch {
    request.say(
      `the official azuread plugin ${PLUGIN_VERSION} can't be downloaded here, so the sandbox uses its stand-in; --official tries again`,
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

/** Says so if the program asks for another version than the one that the stand-in imitates. */
function explainVersion({ askedFor = PLUGIN_VERSION, say }: ProviderRequest): void {
  if (askedFor === PLUGIN_VERSION) return;
  say(
    `the program asks for azuread ${askedFor}; the stand-in behaves like ${PLUGIN_VERSION} (--official uses the plugin itself)`,
  );
}

/** Warns that the official plugin can't be told to trust the tenant's certificate. Go reads SSL_CERT_FILE only on Linux. */
function explainTrust(say: (line: string) => void): void {
  if (process.platform === "linux") return;
  say(
    `on ${process.platform} the official plugin trusts only the system's certificates: ` +
      "add the local tenant's certificate to the system's store, or the plugin will refuse the tenant",
  );
}
