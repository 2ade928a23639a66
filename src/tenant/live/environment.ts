import { readFile } from "node:fs/promises";
import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { asObject, asText } from "../../law/json/json-object";
import { parsedJson } from "../../text/json-text";
import { AS_APPLICATION, AZ_LOGIN } from "./explain-failure";
import { cantSignIn } from "./tenant-problem";

/** The environment variables of the process. */
export type Environment = { readonly [name: string]: string | undefined };

/** The first of the variables that isn't blank. The names of the azuread provider (`ARM_…`) go first, because its tenant is the one to read. */
const firstOf = (environment: Environment, ...names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== "");

const isOn = (environment: Environment, name: string): boolean => /^(1|true)$/i.test(firstOf(environment, name) ?? "");

/** The addresses where to sign in, and of Microsoft Graph, each with a slash at the end. */
type Cloud = { readonly login: string; readonly graph: string };

const PUBLIC: Cloud = { login: "https://login.microsoftonline.com/", graph: "https://graph.microsoft.com/" };

const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/** The cloud, by the variables of the azuread provider: the public one, or a local tenant. In the others Azure management has another id. @throws TenantError */
export function cloudOf(environment: Environment): Cloud {
  const host = firstOf(environment, "ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST");
  if (host !== undefined && THIS_MACHINE.test(host)) return { login: `https://${host}/`, graph: `https://${host}/` };
  const isPublic = (firstOf(environment, "ARM_ENVIRONMENT") ?? "public").toLowerCase() === "public";
  if (host === undefined && isPublic) return PUBLIC;
  throw cantSignIn(
    `${host === undefined ? "ARM_ENVIRONMENT" : "ARM_METADATA_HOSTNAME"} names another cloud than public: Azure management has another application id there, which isn't known here`,
    "unset ARM_ENVIRONMENT and ARM_METADATA_HOSTNAME for a tenant of the public (commercial) cloud; no other cloud can be judged",
  );
}

/** A way to sign in. */
export type ChosenCredential = {
  readonly credential: TokenCredential;
  /** Who signs in, for messages: `az login`, or an application with its kind of proof. */
  readonly account: string;
};

/**
 * Chooses how to sign in, by the environment: as an application with a federated token, a certificate or a secret, as a managed
 * identity, or else as the user of `az login`. The order is that of the azuread provider.
 * @throws TenantError if the variables aren't enough for any of them
 */
export function chooseCredential(environment: Environment, cloud: Cloud): ChosenCredential {
  const tenantId = firstOf(environment, "ARM_TENANT_ID", "AZURE_TENANT_ID");
  const clientId = firstOf(environment, "ARM_CLIENT_ID", "AZURE_CLIENT_ID");
  const asApplication = tenantId && clientId && applicationCredential(tenantId, clientId, environment, cloud);
  if (asApplication) return asApplication;
  if (isOn(environment, "ARM_USE_MSI"))
    return { credential: new ManagedIdentityCredential(clientId ? { clientId } : {}), account: "a managed identity" };
  if (/^(0|false)$/i.test(firstOf(environment, "ARM_USE_CLI") ?? ""))
    throw cantSignIn("the environment doesn't say how to sign in, and ARM_USE_CLI is off", AS_APPLICATION);
  return { credential: new AzureCliCredential(tenantId ? { tenantId } : {}), account: AZ_LOGIN };
}

function applicationCredential(
  tenantId: string,
  clientId: string,
  environment: Environment,
  { login }: Cloud,
): ChosenCredential | undefined {
  const options = { authorityHost: login, disableInstanceDiscovery: login !== PUBLIC.login };
  const by = (proof: string, credential: TokenCredential): ChosenCredential => ({
    credential,
    account: `application ${clientId} with ${proof}`,
  });
  const federated = federatedTokenIn(environment);
  const certificatePath = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH");
  const secret = firstOf(environment, "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET");
  if (federated && (isOn(environment, "ARM_USE_OIDC") || !(certificatePath || secret)))
    return by(federated.source, new ClientAssertionCredential(tenantId, clientId, federated.read, options));
  if (certificatePath) {
    const password = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD");
    // A PEM file with its key: the login library accepts nothing else.
    const certificate = { certificatePath, ...(password && { certificatePassword: password }) };
    return by("a certificate", new ClientCertificateCredential(tenantId, clientId, certificate, options));
  }
  return secret ? by("a secret", new ClientSecretCredential(tenantId, clientId, secret, options)) : undefined;
}

/** A token of a pipeline or cluster that Entra accepts in place of a secret. It expires soon, so it is read each time. */
type FederatedToken = { readonly source: string; readonly read: () => Promise<string> };

/** The federated token that the environment names; `undefined` iff it names none. */
export function federatedTokenIn(environment: Environment): FederatedToken | undefined {
  const token = firstOf(environment, "ARM_OIDC_TOKEN");
  if (token !== undefined) return { source: "the token in ARM_OIDC_TOKEN", read: async () => token };
  const file = firstOf(environment, "ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE");
  if (file !== undefined)
    return { source: `the token in ${file}`, read: async () => (await readFile(file, "utf8")).trim() };
  const url = firstOf(environment, "ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL");
  const permit = firstOf(environment, "ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN");
  if (url === undefined || permit === undefined) return undefined;
  return { source: "the pipeline's token", read: () => fromPipeline(url, permit) };
}

async function fromPipeline(url: string, permit: string): Promise<string> {
  const address = new URL(url);
  address.searchParams.set("audience", "api://AzureADTokenExchange");
  const headers = { authorization: `Bearer ${permit}`, accept: "application/json" };
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(15_000) });
  const token = asText(asObject(parsedJson(await response.text()))?.["value"]);
  if (token !== undefined) return token;
  throw cantSignIn("the pipeline gave no token", "in GitHub Actions the job needs `permissions: { id-token: write }`");
}
