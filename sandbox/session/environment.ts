import { delimiter, dirname } from "node:path";
import type { Engine } from "../engine";
import type { Provider } from "../provider";
import type { Tenant } from "../tenant";
import type { Folders } from "./folders";

/** Nothing in the sandbox is secret. The salt in Pulumi.dev.yaml belongs to this passphrase. */
const PASSPHRASE = "sandbox";

/** Whatever could lead to a real tenant, to the user's own Pulumi, or to a token of the machine. */
const NOT_FOR_THE_SANDBOX = /^(ARM|AZURE|AZUREAD|PULUMI|MSI|IDENTITY|IMDS|ACTIONS_ID_TOKEN|SYSTEM_OIDC)_/;

/** How the engine prints what it does: `azmfa findings` reads that. */
const HARMLESS = ["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"];

/** The user's environment without anything that could lead out of the sandbox, with the engine's own folders first on PATH. */
export function engineEnvironment(user: NodeJS.ProcessEnv, folders: Folders, engine: Engine): NodeJS.ProcessEnv {
  const kept = Object.entries(user).filter(([name]) => !NOT_FOR_THE_SANDBOX.test(name) || HARMLESS.includes(name));
  const path = [...engine.pathFolders, dirname(process.execPath), user["PATH"] ?? ""].join(delimiter);
  return {
    ...Object.fromEntries(kept),
    PATH: path,
    PULUMI_HOME: folders.home,
    PULUMI_BACKEND_URL: `file://${folders.backend}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // What PATH has would take the place of the plugins in the sandbox's own home. Only a language host may come from there.
    PULUMI_IGNORE_AMBIENT_PLUGINS: String(engine.pathFolders.length === 1),
    // The provider is put in place beforehand; fetching another one unasked would make the first line of a run a lie.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * For this project's own program, whose types its tests check: the engine then doesn't check them again at each start,
 * which takes longer than all the rest of a preview.
 */
export const TYPES_ALREADY_CHECKED: NodeJS.ProcessEnv = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

/** The engine's environment, led to the local tenant: for the engine, its provider, and the tools of this project. */
export function tenantEnvironment(engine: NodeJS.ProcessEnv, tenant: Tenant, provider: Provider): NodeJS.ProcessEnv {
  return {
    ...engine,
    ...credentials(tenant),
    NODE_EXTRA_CA_CERTS: tenant.certificateFile,
    // For the official plugin, on Linux. Whoever reads it trusts nothing else any more, so only where it is needed.
    ...(provider.kind === "stand-in" ? {} : { SSL_CERT_FILE: tenant.certificateFile }),
    NO_PROXY: withLoopback(engine["NO_PROXY"]),
    no_proxy: withLoopback(engine["no_proxy"]),
  };
}

/** By the provider's names and by those of Microsoft's login library. */
function credentials(tenant: Tenant): NodeJS.ProcessEnv {
  return {
    ARM_METADATA_HOSTNAME: tenant.host,
    ARM_TENANT_ID: tenant.tenantId,
    ARM_CLIENT_ID: tenant.clientId,
    ARM_CLIENT_SECRET: tenant.clientSecret,
    ARM_USE_CLI: "false",
    ARM_USE_MSI: "false",
    ARM_USE_OIDC: "false",
    AZURE_AUTHORITY_HOST: tenant.url,
    AZURE_TENANT_ID: tenant.tenantId,
    AZURE_CLIENT_ID: tenant.clientId,
    AZURE_CLIENT_SECRET: tenant.clientSecret,
  };
}

const withLoopback = (names: string | undefined): string =>
  [...(names === undefined || names === "" ? [] : [names]), "localhost", "127.0.0.1"].join(",");
