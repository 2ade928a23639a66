import type { ProviderChoice } from "./choice";
import { installOfficial } from "./official";
import { ownExecutableContent } from "./own-executable";
import { layOut } from "./plugin-folder";
import { standInContent } from "./stand-in";
import { PLUGIN_VERSION } from "./version";

export type { ProviderChoice } from "./choice";

/** What it takes to put an azuread plugin in place. */
export type ProviderRequest = {
  /** Where the sandbox keeps its state; the engine's home when the environment doesn't name one. */
  readonly folder: string;
  readonly engine: { readonly executable: string };
  /** The engine's environment; its PULUMI_HOME is where the plugin goes. */
  readonly environment: NodeJS.ProcessEnv;
  readonly choice: ProviderChoice;
  readonly say: (line: string) => void;
};

/**
 * Makes the azuread plugin that a run is to use the one that the engine finds. What another run chose is replaced.
 * @throws when the plugin can't be had, with what to do about it
 */
export async function prepareProvider(request: ProviderRequest): Promise<void> {
  const home = request.environment["PULUMI_HOME"] ?? request.folder;
  switch (request.choice.kind) {
    case "stand-in":
      await layOut(home, await standInContent());
      return;
    case "executable":
      await layOut(home, await ownExecutableContent(request.choice.path));
      explainTrust(request.say);
      return;
    case "official":
      request.say(`looking for the official azuread plugin ${PLUGIN_VERSION}; the first time it is downloaded`);
      await installOfficial(home, request.engine.executable, request.environment);
      explainTrust(request.say);
      return;
  }
}

/** The official plugin is a Go program: only on Linux can a certificate be given to it through the environment. */
function explainTrust(say: (line: string) => void): void {
  if (process.platform === "linux") return;
  say(
    `on ${process.platform} the official plugin trusts only what the system trusts: ` +
      "it will refuse the local tenant until its certificate is added to the system's store",
  );
}
