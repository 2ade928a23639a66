import { delimiter, dirname } from "node:path";
import type { Engine } from "../engine";
import type { Provider } from "../provider";
import type { Tenant } from "../tenant";
import type { Folders } from "./folders";

/** The passphrase for the salt in Pulumi.dev.yaml. It isn't secret: nothing in the sandbox is. */
const PASSPHRASE = "sandbox";

/** Variables that could lead to a real tenant, to the user's own Pulumi, or to a token of the machine. */
const NOT_FOR_THE_SANDBOX = /^(ARM|AZURE|AZUREAD|PULUMI|MSI|IDENTITY|IMDS|ACTIONS_ID_TOKEN|SYSTEM_OIDC)_/;

/** Variables of Pulumi that stay: this one changes how the engine prints its events, which `azmfa findings` reads. */
const HARMLESS = ["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"];

/** The user's environment without the variables that could lead out of the sandbox. The engine's folders come first on PATH. */
export function engineEnvironment(user: NodeJS.ProcessEnv, folders: Folders, engine: Engine): NodeJS.ProcessEnv {
  const kept = Object.entries(user).filter(([name]) => !NOT_FOR_THE_SANDBOX.test(name) || HARMLESS.includes(name));
  const path = [...engine.pathFolders, dirname(process.execPath), user["PATH"] ?? ""].join(delimiter);
  return {
    ...Object.fromEntries(kept),
    PATH: path,
    PULUMI_HOME: folders.home,
    // The state is replaced at once. Files of attributes beside it are not: an engine that is killed can leave them empty.
    PULUMI_BACKEND_URL: `file://${folders.backend}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Plugins on PATH would replace those in the sandbox's home. Only a language host may come from PATH.
    PULUMI_IGNORE_AMBIENT_PLUGINS: String(engine.pathFolders.length === 1),
    // The sandbox installs the provider itself. If the engine downloaded another one, the first line of a run would be wrong.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * Has the engine run this project's program without a type check, which takes longer than the rest of a preview. The
 * project's tests check the types.
 */
export const TYPES_ALREADY_CHECKED: NodeJS.ProcessEnv = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

/** The engine's environment with the address and credentials of the local tenant, for the engine, its provider and this project's tools. */
export function tenantEnvironment(engine: NodeJS.ProcessEnv, tenant: Tenant, provider: Provider): NodeJS.ProcessEnv {
  return {
    ...engine,
    ...credentials(tenant),
    NODE_EXTRA_CA_CERTS: tenant.certificateFile,
    // Only for the official plugin on Linux: a program that reads this variable trusts no other certificate.
    ...(provider.kind === "stand-in" ? {} : { SSL_CERT_FILE: tenant.certificateFile }),
    NO_PROXY: withLoopback(engine["NO_PROXY"]),
    no_proxy: withLoopback(engine["no_proxy"]),
  };
}

/** The tenant's credentials, under the names that the provider reads and those that Microsoft's login library reads. */
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
