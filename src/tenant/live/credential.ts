import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { type Cloud, type Environment, firstOf, isSwitchedOff, isSwitchedOn } from "./environment";
import { federatedTokenIn } from "./federated-token";
import { misconfigured } from "./tenant-problem";

/** A way to sign in, its name for messages (`via`), and whether a user signs in with it, not an application. */
export type ChosenCredential = { readonly credential: TokenCredential; readonly via: string; readonly isUser: boolean };

type Application = { readonly tenantId: string; readonly clientId: string };
type Options = { readonly authorityHost: string; readonly disableInstanceDiscovery: boolean };

/**
 * Chooses how to sign in from the environment: as an application with a federated token, a certificate or a secret, as a
 * managed identity, or else as whoever `az login` has signed in. The order is the azuread provider's.
 * @throws TenantError when what is set doesn't suffice for any
 */
export function chooseCredential(environment: Environment, cloud: Cloud): ChosenCredential {
  const options = { authorityHost: cloud.login, disableInstanceDiscovery: !cloud.isListed };
  const application = applicationIn(environment);
  const asApplication = application && applicationCredential(application, environment, options);
  if (asApplication !== undefined) return asApplication;
  if (isSwitchedOn(environment, "ARM_USE_MSI")) return managedIdentity(application?.clientId);
  return azureCli(environment);
}

function applicationIn(environment: Environment): Application | undefined {
  const tenantId = firstOf(environment, "ARM_TENANT_ID", "AZURE_TENANT_ID");
  const clientId = firstOf(environment, "ARM_CLIENT_ID", "AZURE_CLIENT_ID");
  return tenantId === undefined || clientId === undefined ? undefined : { tenantId, clientId };
}

function applicationCredential(
  { tenantId, clientId }: Application,
  environment: Environment,
  options: Options,
): ChosenCredential | undefined {
  const by = (proof: string, credential: TokenCredential): ChosenCredential => ({
    ...{ credential, via: `application ${clientId} with ${proof}`, isUser: false },
  });
  const federated = federatedTokenIn(environment);
  const certificatePath = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH");
  const secret = firstOf(environment, "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET");
  const isOther = certificatePath !== undefined || secret !== undefined;
  if (federated !== undefined && (!isOther || isSwitchedOn(environment, "ARM_USE_OIDC")))
    return by(federated.source, new ClientAssertionCredential(tenantId, clientId, federated.read, options));
  if (certificatePath !== undefined) {
    const password = firstOf(environment, "ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD");
    // In PEM with its key: the login library takes nothing else.
    const certificate = { certificatePath, ...(password === undefined ? {} : { certificatePassword: password }) };
    return by("a certificate", new ClientCertificateCredential(tenantId, clientId, certificate, options));
  }
  return secret === undefined
    ? undefined
    : by("a secret", new ClientSecretCredential(tenantId, clientId, secret, options));
}

function managedIdentity(clientId: string | undefined): ChosenCredential {
  const credential = clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential(clientId);
  return { credential, via: "a managed identity", isUser: false };
}

function azureCli(environment: Environment): ChosenCredential {
  if (isSwitchedOff(environment, "ARM_USE_CLI"))
    throw misconfigured(
      "the environment doesn't say how to sign in, and ARM_USE_CLI rules the Azure CLI out",
      "set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token",
    );
  const tenantId = firstOf(environment, "ARM_TENANT_ID", "AZURE_TENANT_ID");
  const credential = new AzureCliCredential(tenantId === undefined ? {} : { tenantId });
  return { credential, via: "az login", isUser: true };
}
