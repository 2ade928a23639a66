import { readFile } from "node:fs/promises";
import { asObject, asText } from "../../law/json/json-object";
import { type Environment, fetchJson, firstOf } from "./environment";
import { misconfigured, TenantError, tenantProblem } from "./tenant-problem";

/**
 * A token of a pipeline or cluster that Entra takes in place of a secret. It soon expires, so it is read anew each
 * time.
 */
export type FederatedToken = { readonly source: string; readonly read: () => Promise<string> };

const AUDIENCE = "api://AzureADTokenExchange";

/**
 * Where the environment says that such a token comes from; `undefined` iff it names nothing. Reading it throws a
 * TenantError.
 */
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
    throw misconfigured(
      `the federated token in ${file} can't be read`,
      "ARM_OIDC_TOKEN_FILE_PATH or AZURE_FEDERATED_TOKEN_FILE must name a readable file",
    );
  }
}

async function fromPipeline(url: string, permit: string): Promise<string> {
  const address = new URL(url);
  address.searchParams.set("audience", AUDIENCE);
  const headers = { authorization: `Bearer ${permit}`, accept: "application/json" };
  const answer = await fetchJson(address, headers, "the pipeline's identity token could not be had");
  const token = asText(asObject(answer)?.["value"]);
  if (token !== undefined) return token;
  throw new TenantError(
    tenantProblem("notSignedIn", {
      message: "the pipeline gave no identity token",
      help: "in GitHub Actions the job needs `permissions: { id-token: write }`",
    }),
  );
}
