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
import { type Cloud, type Environment, fetchJson, firstOf, switchIn } from "./environment";
import { type Asker, misconfigured, TenantError, tenantProblem } from "./tenant-problem";

/** A way to sign in, and who asks with it. */
export type ChosenCredential = Asker & { readonly credential: TokenCredential };

/**
 * Chooses how to sign in from the environment: as an application with a federated token, a certificate or a secret, as a
 * managed identity, or else as whoever `az login` has signed in. The order is the azuread provider's.
 * @throws TenantError when what is set doesn't suffice for any
 */
export function chooseCredential(environment: Environment, cloud: Cloud): ChosenCredential {
  const tenantId = firstOf(environment, "ARM_TENANT_ID", "AZURE_TENANT_ID");
  const clientId = firstOf(environment, "ARM_CLIENT_ID", "AZURE_CLIENT_ID");
  const application = tenantId !== undefined && clientId !== undefined ? { tenantId, clientId } : undefined;
  const asApplication = application && applicationCredential(application, environment, cloud);
  if (asApplication !== undefined) return asApplication;
  if (switchIn(environment, "ARM_USE_MSI") === true) {
    const credential = application
      ? new ManagedIdentityCredential(application.clientId)
      : new ManagedIdentityCredential();
    return { credential, via: "a managed identity", isUser: false };
  }
  if (switchIn(environment, "ARM_USE_CLI") === false)
    throw misconfigured(
      "the environment doesn't say how to sign in, and ARM_USE_CLI rules the Azure CLI out",
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
    ...{ credential, via: `application ${clientId} with ${proof}`, isUser: false },
  });
  const federated = federatedTokenIn(environment);
  const certificatePath = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH");
  const secret = firstOf(environment, "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET");
  const isOther = certificatePath !== undefined || secret !== undefined;
  if (federated !== undefined && (!isOther || switchIn(environment, "ARM_USE_OIDC") === true))
    return by(federated.source, new ClientAssertionCredential(tenantId, clientId, federated.read, options));
  if (certificatePath !== undefined) {
    const password = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD");
    // In PEM with its key: the login library takes nothing else.
    const certificate = { certificatePath, ...(password !== undefined && { certificatePassword: password }) };
    return by("a certificate", new ClientCertificateCredential(tenantId, clientId, certificate, options));
  }
  return secret === undefined
    ? undefined
    : by("a secret", new ClientSecretCredential(tenantId, clientId, secret, options));
}

/** A token of a pipeline or cluster that Entra takes in place of a secret. It soon expires, so it is read anew each time. */
type FederatedToken = { readonly source: string; readonly read: () => Promise<string> };

/** Where the environment says that such a token comes from; `undefined` iff it names nothing. Reading it throws a TenantError. */
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
  const answer = await fetchJson(address, headers, "the pipeline's identity token could not be had");
  const token = asText(asObject(answer)?.["value"]);
  if (token !== undefined) return token;
  const help = "in GitHub Actions the job needs `permissions: { id-token: write }`";
  throw new TenantError(tenantProblem("notSignedIn", { message: "the pipeline gave no identity token", help }));
}
