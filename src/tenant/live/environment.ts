import { readFile } from "node:fs/promises";
import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { asObject, asText, at } from "../../law/json/json-object";
import { explainTransportFailure } from "./explain-failure";
import { type Asker, misconfigured, TenantError, tenantProblem } from "./tenant-problem";

/** The environment variables of the process. */
export type Environment = { readonly [name: string]: string | undefined };

/** The first of the variables that isn't blank. The names of the azuread provider (`ARM_…`) go first, because its tenant is the one to read. */
const firstOf = (environment: Environment, ...names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== "");

/** Whether a variable is on. */
const isOn = (environment: Environment, name: string): boolean => /^(1|true)$/i.test(firstOf(environment, name) ?? "");

/** The addresses of a cloud. */
type Cloud = {
  /** Where to sign in, such as `https://login.microsoftonline.com/`. */
  readonly login: string;
  /** Microsoft Graph, such as `https://graph.microsoft.com/`. */
  readonly graph: string;
  /** Whether Microsoft's directory of clouds lists the login. */
  readonly isListed: boolean;
};

/** The commercial cloud. It is the only one whose application id for Azure management is known here. */
const PUBLIC: Cloud = {
  login: "https://login.microsoftonline.com/",
  graph: "https://graph.microsoft.com/",
  isListed: true,
};

const TIMEOUT_MS = 15_000;

/** Finds the cloud as the azuread provider does. Only the public cloud is accepted: Azure management has another id in the others. @throws TenantError */
export async function findCloud(environment: Environment): Promise<Cloud> {
  const host = firstOf(environment, "ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST");
  if (host !== undefined) return askForCloud(host);
  const name = firstOf(environment, "ARM_ENVIRONMENT") ?? "public";
  if (name.toLowerCase() === "public") return PUBLIC;
  throw anotherCloud("ARM_ENVIRONMENT names another cloud than public");
}

const anotherCloud = (why: string): TenantError =>
  misconfigured(
    `${why}: Azure management has another application id there, which isn't known here`,
    "unset ARM_ENVIRONMENT and ARM_METADATA_HOSTNAME for a tenant of the public (commercial) cloud; no other cloud can be judged",
  );

async function askForCloud(host: string): Promise<Cloud> {
  const address = `https://${host}/metadata/endpoints?api-version=2022-09-01`;
  const described = asObject(await fetchJson(address, {}, `the cloud's description at ${host} could not be read`));
  const login = asText(at(described, ["authentication", "loginEndpoint"])) ?? "";
  const graph = asText(described?.["microsoftGraphResourceId"]) ?? "";
  // A loopback address is on this machine, such as the local tenant.
  const isKnown = /^https:\/\/(graph\.microsoft\.com|(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)\/?$/.test(graph);
  if (!isKnown || !login.startsWith("https://"))
    throw anotherCloud(`${host} (ARM_METADATA_HOSTNAME) describes a cloud with Graph at ${graph || "no address"}`);
  return { login: withSlash(login), graph: withSlash(graph), isListed: false };
}

/** The JSON at an address other than Graph's; `undefined` if the answer is an error. @param what starts the message of an error @throws TenantError */
async function fetchJson(address: string | URL, headers: Record<string, string>, what: string): Promise<unknown> {
  try {
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.json() : undefined;
  } catch (error) {
    throw new TenantError(explainTransportFailure(error, what));
  }
}

const withSlash = (address: string): string => (address.endsWith("/") ? address : `${address}/`);

/** A way to sign in, and its name for messages. */
export type ChosenCredential = Asker & { readonly credential: TokenCredential };

/**
 * Chooses how to sign in, by the environment: as an application with a federated token, a certificate or a secret, as a managed
 * identity, or else as the user of `az login`. The order is that of the azuread provider.
 * @throws TenantError if the variables aren't enough for any of them
 */
export function chooseCredential(environment: Environment, cloud: Cloud): ChosenCredential {
  const tenantId = firstOf(environment, "ARM_TENANT_ID", "AZURE_TENANT_ID");
  const clientId = firstOf(environment, "ARM_CLIENT_ID", "AZURE_CLIENT_ID");
  const application = tenantId !== undefined && clientId !== undefined ? { tenantId, clientId } : undefined;
  const asApplication = application && applicationCredential(application, environment, cloud);
  if (asApplication !== undefined) return asApplication;
  if (isOn(environment, "ARM_USE_MSI")) {
    const credential = application
      ? new ManagedIdentityCredential(application.clientId)
      : new ManagedIdentityCredential();
    return { credential, via: "a managed identity", isUser: false };
  }
  if (/^(0|false)$/i.test(firstOf(environment, "ARM_USE_CLI") ?? ""))
    throw misconfigured(
      "the environment doesn't say how to sign in, and ARM_USE_CLI turns the Azure CLI off",
      "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token",
    );
  const credential = new AzureCliCredential(tenantId === undefined ? {} : { tenantId });
  return { credential, via: "az login", isUser: true };
}

function applicationCredential(
  { tenantId, clientId }: { readonly tenantId: string; readonly clientId: string },
  environment: Environment,
  { login, isListed }: Cloud,
): ChosenCredential | undefined {
  const options = { authorityHost: login, disableInstanceDiscovery: !isListed };
  const by = (proof: string, credential: TokenCredential): ChosenCredential => ({
    credential,
    via: `application ${clientId} with ${proof}`,
    isUser: false,
  });
  const federated = federatedTokenIn(environment);
  const certificatePath = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH");
  const secret = firstOf(environment, "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET");
  const isOther = certificatePath !== undefined || secret !== undefined;
  if (federated !== undefined && (!isOther || isOn(environment, "ARM_USE_OIDC")))
    return by(federated.source, new ClientAssertionCredential(tenantId, clientId, federated.read, options));
  if (certificatePath !== undefined) {
    const password = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD");
    // A PEM file with its key: the login library accepts nothing else.
    const certificate = { certificatePath, ...(password !== undefined && { certificatePassword: password }) };
    return by("a certificate", new ClientCertificateCredential(tenantId, clientId, certificate, options));
  }
  return secret === undefined
    ? undefined
    : by("a secret", new ClientSecretCredential(tenantId, clientId, secret, options));
}

/** A token of a pipeline or cluster that Entra accepts in place of a secret. It expires soon, so it is read each time. */
type FederatedToken = { readonly source: string; readonly read: () => Promise<string> };

/** The federated token that the environment names; `undefined` iff it names none. Reading it may throw a TenantError. */
export function federatedTokenIn(environment: Environment): FederatedToken | undefined {
  const token = firstOf(environment, "ARM_OIDC_TOKEN");
  if (token !== undefined) return { source: "the token in ARM_OIDC_TOKEN", read: async () => token };
  const file = firstOf(environment, "ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE");
  if (file !== undefined) return { source: `the token in ${file}`, read: () => fromFile(file) };
  const url = firstOf(environment, "ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL");
  const permit = firstOf(environment, "ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN");
  if (url === undefined || permit === undefined) return undefined;
  return { source: "the pipeline's token", read: () => fromPipeline(url, permit) };
}

async function fromFile(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch {
    const help = "ARM_OIDC_TOKEN_FILE_PATH or AZURE_FEDERATED_TOKEN_FILE must name a readable file";
    throw misconfigured(`the federated token in ${file} can't be read`, help);
  }
}

async function fromPipeline(url: string, permit: string): Promise<string> {
  const address = new URL(url);
  address.searchParams.set("audience", "api://AzureADTokenExchange");
  const headers = { authorization: `Bearer ${permit}`, accept: "application/json" };
  const answer = await fetchJson(address, headers, "the pipeline's identity token could not be read");
  const token = asText(asObject(answer)?.["value"]);
  if (token !== undefined) return token;
  const help = "in GitHub Actions the job needs `permissions: { id-token: write }`";
  throw new TenantError(tenantProblem("notSignedIn", { message: "the pipeline gave no identity token", help }));
}
