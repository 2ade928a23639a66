import { resolve } from "node:path";
import type { Engine } from "../engine";
import type { Provider, ProviderChoice } from "../provider";

/** A provider that you can choose with an option: `--official` or `--stand-in`. */
export type NamedProvider = "official" | "stand-in";

/** The provider that an argument chooses, or `undefined` if the argument isn't such an option. */
export function providerFlag(arg: string): NamedProvider | undefined {
  if (arg === "--official") return "official";
  return arg === "--stand-in" ? "stand-in" : undefined;
}

/**
 * The provider that the user chose.
 * @param environment `AZUREAD_PLUGIN` names the executable of an azuread plugin
 */
export function providerChoice(named: NamedProvider | undefined, environment: NodeJS.ProcessEnv): ProviderChoice {
  const path = environment["AZUREAD_PLUGIN"];
  if (path !== undefined && path !== "") return { kind: "executable", path: resolve(path) };
  return { kind: named ?? "usual" };
}

/** The first line of a run: it names the parts that are stand-ins. */
export function standInsOf(provider: Provider, engine: Engine): string {
  const hosts = engine.origin === "built" ? ["language host"] : [];
  return line(provider, hosts, `Pulumi ${engine.version}`);
}

/** The first line if the engine or the provider isn't known yet. To get them may take minutes the first time. */
export function standInsSoFar(choice: ProviderChoice): string {
  return choice.kind === "usual"
    ? "sandbox: stand-ins for tenant and, where the official azuread plugin can't be downloaded, provider"
    : line(choice, [], "preparing the engine");
}

function line(provider: Provider, others: readonly string[], engine: string): string {
  const parts = ["tenant", ...(provider.kind === "stand-in" ? ["provider"] : []), ...others];
  return `sandbox: stand-ins for ${listed(parts)}; ${providerIn(provider)}${engine}`;
}

function providerIn(provider: Provider): string {
  if (provider.kind === "stand-in") return "";
  return provider.kind === "official" ? "the official azuread plugin, " : `azuread provider ${provider.path}, `;
}

const listed = (parts: readonly string[]): string =>
  parts.length === 1 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** A line about the engine of a run. */
export function describeEngine({ origin, version, executable }: Engine): string {
  switch (origin) {
    case "path":
      return `engine: Pulumi ${version}, ${executable}`;
    case "installer":
      return `engine: Pulumi ${version}, installed by its SDK, ${executable}`;
    case "built":
      return `engine: Pulumi ${version}, built from its Go modules, ${executable}; its Node language host is a stand-in`;
  }
}
