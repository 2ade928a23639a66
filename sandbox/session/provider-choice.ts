import { resolve } from "node:path";
import type { Engine } from "../engine";
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

/** What in a run is not the real thing, once that is known of the engine too: its first line. */
export function standInsOf(choice: ProviderChoice, engine: Engine): string {
  const hosts = engine.origin === "built" ? ["language host"] : [];
  const parts = ["tenant", ...(choice.kind === "stand-in" ? ["provider"] : []), ...hosts];
  return `sandbox: stand-ins for ${listed(parts)}; ${providerIn(choice)}Pulumi ${engine.version}`;
}

/** The same before the engine is there, which may take minutes the first time. */
export function standInsBeforeEngine(choice: ProviderChoice): string {
  const parts = ["tenant", ...(choice.kind === "stand-in" ? ["provider"] : [])];
  return `sandbox: stand-ins for ${listed(parts)}; ${providerIn(choice)}the engine comes first`;
}

function providerIn(choice: ProviderChoice): string {
  if (choice.kind === "stand-in") return "";
  return choice.kind === "official" ? "the official azuread plugin, " : `azuread provider ${choice.path}, `;
}

const listed = (parts: readonly string[]): string =>
  parts.length === 1 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
