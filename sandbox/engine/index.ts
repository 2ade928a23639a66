import type { Engine, Say } from "./engine";
import { engineInstallation } from "./engine-installation";
import { engineOnPath } from "./engine-on-path";
import { cacheFolder } from "./installation";

export type { Engine, Say } from "./engine";
export { prepareYamlLanguage } from "./yaml-language";

/**
 * A Pulumi engine for this machine: the user's own on PATH where it fits, else one from the cache, which is filled by the
 * SDK's installer or by a build from Go modules.
 * @param say told each choice, and how a build goes on
 * @throws Error that says exactly what to install when there is no way to one
 */
export async function findEngine({ say }: { readonly say: Say }): Promise<Engine> {
  const onPath = await engineOnPath(process.env["PATH"] ?? "");
  if (onPath.kind === "found") return onPath.engine;
  if (onPath.kind === "unfit") say(`the engine on PATH is not used: ${onPath.because}`);
  return engineInstallation(cacheFolder(process.env), say);
}
