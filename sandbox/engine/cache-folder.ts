import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where engines are kept between runs and between clones: outside the clone, and apart from the user's own `~/.pulumi`.
 * @param environment `AZMFA_CACHE` names another folder
 */
export function cacheFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const own = environment["AZMFA_CACHE"];
  if (own !== undefined && own !== "") return own;
  return join(systemCache(environment, platform), "azure-management-mfa");
}

function systemCache(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const xdg = environment["XDG_CACHE_HOME"];
  if (xdg !== undefined && xdg !== "") return xdg;
  const home = environment["HOME"] ?? homedir();
  return platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}
