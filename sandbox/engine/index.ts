import type { Engine, Say } from "./engine";
import { engineInstallation } from "./engine-installation";
import { engineOnPath } from "./engine-on-path";
import { cacheFolder } from "./installation";

export type { Engine, Say } from "./engine";
export { prepareYamlLanguage } from "./yaml-language";

/**
 * Finds a Pulumi engine for this machine: the one on PATH if it is suitable, or else the one in the cache. A missing one is
 * installed with the SDK's installer, or built from Go modules.
 * @param say receives the choices and the progress of a build
 * @throws Error that says what to install if no engine is available
 */
export async function findEngine({ say }: { readonly say: Say }): Promise<Engine> {
  const onPath = await engineOnPath(process.env["PATH"] ?? "");
  if (onPath.kind === "found") return onPath.engine;
  if (onPath.kind === "unfit") say(`the engine on PATH is not used: ${onPath.because}`);
  return engineInstallation(cacheFolder(process.env), say);
}
