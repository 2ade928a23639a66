import { resolve } from "node:path";
import type { ProviderChoice } from "../provider";

export const OFFICIAL_FLAG = "--official";

/**
 * Which provider the user asks for.
 * @param official whether `--official` was given
 * @param environment `AZUREAD_PLUGIN` names the executable of an azuread plugin
 */
export function providerChoice(official: boolean, environment: NodeJS.ProcessEnv): ProviderChoice {
  const path = environment["AZUREAD_PLUGIN"];
  if (path !== undefined && path !== "") return { kind: "executable", path: resolve(path) };
  return official ? { kind: "official" } : { kind: "stand-in" };
}

/** The first line of a run: what in it is not the real thing. */
export function standInsOf(choice: ProviderChoice): string {
  const tenant = "a local Microsoft Graph";
  switch (choice.kind) {
    case "stand-in":
      return `sandbox: the tenant is a stand-in (${tenant}), and so is the azuread provider (for the official one: npm start -- ${OFFICIAL_FLAG})`;
    case "executable":
      return `sandbox: the tenant is a stand-in (${tenant}); the azuread provider is ${choice.path}`;
    case "official":
      return `sandbox: the tenant is a stand-in (${tenant}); the azuread provider is the official plugin`;
  }
}
