import { ClientSecretCredential } from "@azure/identity";
import { Client, PageIterator } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials";

/** Counts policies and users with Microsoft's login library and Graph client, and prints the numbers. */
async function main([url = "", tenantId = "", clientId = "", clientSecret = ""]: readonly string[]): Promise<void> {
  const options = { authorityHost: url, disableInstanceDiscovery: true };
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, options);
  const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes: [`${url}/.default`] });
  const client = Client.initWithMiddleware({ baseUrl: url, customHosts: new Set(["localhost"]), authProvider });
  const policies = await client.api("/identity/conditionalAccess/policies").get();
  let users = 0;
  const count = (): boolean => {
    users += 1;
    return true;
  };
  await new PageIterator(client, await client.api("/users").get(), count).iterate();
  process.stdout.write(JSON.stringify({ policies: policies.value.length, users }));
}

void main(process.argv.slice(2));
