import { asObject, asText } from "../../law/json/json-object";
import { explainTransportFailure } from "./explain-failure";
import { misconfigured, TenantError } from "./tenant-problem";

/** Variables of the process, as Node has them. */
export type Environment = { readonly [name: string]: string | undefined };

/**
 * The first of the variables that has more than white space in it, trimmed. Names of the azuread provider (`ARM_…`) go
 * first: then the drift check asks the tenant that the provider changes.
 */
export function firstOf(environment: Environment, ...names: readonly string[]): string | undefined {
  return names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== "");
}

/** True iff the variable is `1` or `true`. */
export const isSwitchedOn = (environment: Environment, name: string): boolean =>
  /^(1|true)$/i.test(firstOf(environment, name) ?? "");

/** True iff the variable is `0` or `false`; one that isn't set is neither on nor off. */
export const isSwitchedOff = (environment: Environment, name: string): boolean =>
  /^(0|false)$/i.test(firstOf(environment, name) ?? "");

/** Where to sign in and where Graph is. */
export type Cloud = {
  /** e.g. `https://login.microsoftonline.com/` */
  readonly login: string;
  /** e.g. `https://graph.microsoft.com/` */
  readonly graph: string;
  /** False for a cloud whose login Microsoft's own directory of clouds doesn't list. */
  readonly isListed: boolean;
};

/** The commercial cloud: the only one in which the application id of Azure management is known here. */
const PUBLIC: Cloud = {
  login: "https://login.microsoftonline.com/",
  graph: "https://graph.microsoft.com/",
  isListed: true,
};

/**
 * National clouds by the names that the azuread provider takes. Azure management has another application id there.
 * @see Microsoft Graph, "National cloud deployments" (read 2026-11)
 */
const NATIONAL: ReadonlySet<string> = new Set(["usgovernment", "usgovernmentl4", "usgovernmentl5", "dod", "china"]);

const METADATA_VERSION = "2022-09-01";
const TIMEOUT_MS = 15_000;

/**
 * Finds the cloud the way the azuread provider does: `ARM_METADATA_HOSTNAME` names a host that describes it, else
 * `ARM_ENVIRONMENT` names a known one, else it is the public one. Any other than the public one is refused: whatever was said of
 * the commercial cloud's API would be said of one that nobody there signs in to.
 * @throws TenantError when it is another cloud, the name isn't known, or the host doesn't describe a cloud
 */
export async function findCloud(environment: Environment): Promise<Cloud> {
  const host = firstOf(environment, "ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST");
  return host === undefined ? knownCloud(firstOf(environment, "ARM_ENVIRONMENT") ?? "public") : askForCloud(host);
}

function knownCloud(written: string): Cloud {
  const name = written.toLowerCase();
  if (name === "public") return PUBLIC;
  if (NATIONAL.has(name))
    throw anotherCloud(
      `ARM_ENVIRONMENT is ${name}, a national cloud`,
      "leave ARM_ENVIRONMENT out, or set it to public, for a tenant of the commercial cloud",
    );
  throw misconfigured(
    "ARM_ENVIRONMENT names no cloud that is known",
    "set it to public for a tenant of the commercial cloud, or leave it out; no other can be judged",
  );
}

const anotherCloud = (which: string, help: string): TenantError =>
  misconfigured(
    `${which}: Azure management has another application id there, which isn't known here`,
    `${help}; no other can be judged`,
  );

async function askForCloud(host: string): Promise<Cloud> {
  const address = `https://${host}/metadata/endpoints?api-version=${METADATA_VERSION}`;
  const described = asObject(await fetchJson(address, {}, `the cloud's description at ${host} could not be read`));
  const login = asText(asObject(described?.["authentication"])?.["loginEndpoint"]);
  const graph = asText(described?.["microsoftGraphResourceId"]);
  if (login === undefined || graph === undefined || !isHttps(login) || !isHttps(graph))
    throw misconfigured(
      `${host} (ARM_METADATA_HOSTNAME) doesn't describe a cloud with HTTPS addresses for login and Graph`,
      "leave ARM_METADATA_HOSTNAME out for Microsoft's own clouds, or name a host that describes yours",
    );
  const { origin } = new URL(graph);
  if (origin !== new URL(PUBLIC.graph).origin && !isLoopback(graph))
    throw anotherCloud(
      `${host} (ARM_METADATA_HOSTNAME) describes a cloud with Graph at ${origin}`,
      "leave ARM_METADATA_HOSTNAME out for a tenant of the commercial cloud",
    );
  return { login: withSlash(login), graph: withSlash(graph), isListed: false };
}

/** The JSON at an address other than Graph's; `undefined` where it isn't given. @throws TenantError that says `what` it was */
export async function fetchJson(
  address: string | URL,
  headers: Record<string, string>,
  what: string,
): Promise<unknown> {
  try {
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.json() : undefined;
  } catch (error) {
    throw new TenantError(explainTransportFailure(error, what));
  }
}

/** Only something that runs on this machine, such as the local tenant, can be there. */
const isLoopback = (address: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);

const isHttps = (address: string): boolean => address.startsWith("https://") && URL.canParse(address);
const withSlash = (address: string): string => (address.endsWith("/") ? address : `${address}/`);
