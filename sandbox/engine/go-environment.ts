import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Go's settings for a build that leaves nothing behind: modules, build cache and Go's own notes go into `work`, unless
 * the user has named folders for them. Settings for proxies and private networks stay.
 */
export function goEnvironment(environment: NodeJS.ProcessEnv, work: string): NodeJS.ProcessEnv {
  return {
    GOMODCACHE: join(work, "modules"),
    GOCACHE: join(work, "build-cache"),
    ...environment,
    ...userSettings(environment),
    HOME: work,
    XDG_CONFIG_HOME: join(work, "config"),
    GOPATH: join(work, "go"),
    GOTMPDIR: "",
    GOFLAGS: "",
    GOWORK: "off",
    GOTOOLCHAIN: "local",
    CGO_ENABLED: "0", // no C compiler is asked for, and the result depends on no system library
  };
}

/** Go reads these from the home folder, which the build doesn't see. */
function userSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const home = environment["HOME"] ?? homedir();
  const config =
    environment["XDG_CONFIG_HOME"] ??
    join(home, process.platform === "darwin" ? "Library/Application Support" : ".config");
  const goEnv = environment["GOENV"] ?? join(config, "go", "env");
  const netrc = environment["NETRC"] ?? join(home, ".netrc");
  return { ...(existsSync(goEnv) ? { GOENV: goEnv } : {}), ...(existsSync(netrc) ? { NETRC: netrc } : {}) };
}
