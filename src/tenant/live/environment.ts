import { asObject, asText } from "../../law/json/json-object";
import { explainTransportFailure } from "./explain-failure";
import { misconfigured, TenantError } from "./tenant-problem";

/** Variables of the process, as Node has them. */
export type Environment = { readonly [name: string]: string | undefined };

/** The first variable that isn't blank. Names of the azuread provider (`ARM_…`) go first: its tenant is the one that is asked. */
export function firstOf(environment: Environment, ...names: readonly string[]): string | undefined {
  return names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== "");
}

/** Whether a variable is switched on (`1`, `true`) or off (`0`, `false`); `undefined` where it isn't set, or is something else. */
export function switchIn(environment: Environment, name: string): boolean | undefined {
  const value = firstOf(environment, name) ?? "";
  if (/^(1|true)$/i.test(value)) return true;
  return /^(0|false)$/i.test(value) ? false : undefined;
}

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

const TIMEOUT_MS = 15_000;

/** The cloud as the azuread provider finds it. Any other than the public one is refused: there nobody signs in to this API. @throws TenantError */
export async function findCloud(environment: Environment): Promise<Cloud> {
  const host = firstOf(environment, "ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST");
  if (host !== undefined) return askForCloud(host);
  const name = firstOf(environment, "ARM_ENVIRONMENT") ?? "public";
  if (name.toLowerCase() === "public") return PUBLIC;
  throw anotherCloud("ARM_ENVIRONMENT names another cloud than public", "ARM_ENVIRONMENT");
}

const anotherCloud = (which: string, variable: string): TenantError =>
  misconfigured(
    `${which}: Azure management has another application id there, which isn't known here`,
    `leave ${variable} out for a tenant of the public (commercial) cloud; no other can be judged`,
  );

async function askForCloud(host: string): Promise<Cloud> {
  const address = `https://${host}/metadata/endpoints?api-version=2022-09-01`;
  const described = asObject(await fetchJson(address, {}, `the cloud's description at ${host} could not be read`));
  const login = asText(asObject(described?.["authentication"])?.["loginEndpoint"]);
  const graph = asText(described?.["microsoftGraphResourceId"]);
  if (login === undefined || graph === undefined || !isHttps(login) || !isHttps(graph))
    throw misconfigured(
      `${host} (ARM_METADATA_HOSTNAME) doesn't describe a cloud with HTTPS addresses for login and Graph`,
      "leave ARM_METADATA_HOSTNAME out for Microsoft's own clouds, or name a host that describes yours",
    );
  const { origin, hostname } = new URL(graph);
  // Only something that runs on this machine, such as the local tenant, can be at a loopback address.
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  if (origin !== new URL(PUBLIC.graph).origin && !isHere)
    throw anotherCloud(
      `${host} (ARM_METADATA_HOSTNAME) describes a cloud with Graph at ${origin}`,
      "ARM_METADATA_HOSTNAME",
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

const isHttps = (address: string): boolean => address.startsWith("https://") && URL.canParse(address);
const withSlash = (address: string): string => (address.endsWith("/") ? address : `${address}/`);
