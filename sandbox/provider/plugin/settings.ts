import { type Fields, isUnknown, textOf } from "./values";

/** Where the tenant is and who asks. */
export interface Settings {
  /** `host:port` of the service that names the endpoints. */
  readonly metadataHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const SOURCES = {
  metadataHost: "ARM_METADATA_HOSTNAME",
  tenantId: "ARM_TENANT_ID",
  clientId: "ARM_CLIENT_ID",
  clientSecret: "ARM_CLIENT_SECRET",
} as const satisfies Record<keyof Settings, string>;

/**
 * Reads the settings from the provider's configuration, and what it leaves out from the environment.
 * @returns `undefined` while a value isn't known yet, which happens at preview only
 * @throws naming every setting that is missing, and how to give it
 */
export function readSettings(config: Fields, environment: NodeJS.ProcessEnv): Settings | undefined {
  const names = Object.keys(SOURCES) as (keyof Settings)[];
  if (names.some((name) => isUnknown(config[name]))) return undefined;
  const read = (name: keyof Settings) => textOf(config, name) || environment[SOURCES[name]] || "";
  const missing = names.filter((name) => read(name) === "");
  if (missing.length > 0) throw new Error(missingMessage(missing));
  return {
    metadataHost: read("metadataHost"),
    tenantId: read("tenantId"),
    clientId: read("clientId"),
    clientSecret: read("clientSecret"),
  };
}

function missingMessage(missing: readonly (keyof Settings)[]): string {
  const lines = missing.map((name) => `  ${SOURCES[name]}, or \`pulumi config set azuread:${name} …\``);
  return [
    "the sandbox's stand-in for the azuread plugin doesn't know where the tenant is or who asks; set",
    ...lines,
    "`npm start` and `npm run sandbox` set them for the local tenant; for a real tenant use the official plugin",
  ].join("\n");
}
