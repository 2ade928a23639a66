import assert from "node:assert/strict";
import { chooseCredential } from "../../../src/tenant/live/credential";
import { TenantError } from "../../../src/tenant/live/tenant-problem";

const CLOUD = { login: "https://login.microsoftonline.com/", graph: "https://graph.microsoft.com/", isListed: true };
const APPLICATION = { ARM_TENANT_ID: "0a0a0a0a-0000-4000-8000-000000000001", ARM_CLIENT_ID: "1234" };
const OIDC = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example/token", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" };

const CASES: readonly (readonly [name: string, environment: Record<string, string>, via: string])[] = [
  ["a secret", { ...APPLICATION, ARM_CLIENT_SECRET: "s" }, "application 1234 with a secret"],
  [
    "the login library's own names",
    { AZURE_TENANT_ID: "t", AZURE_CLIENT_ID: "56", AZURE_CLIENT_SECRET: "s" },
    "application 56 with a secret",
  ],
  [
    "the provider's names before the library's",
    { ...APPLICATION, ARM_CLIENT_SECRET: "s", AZURE_CLIENT_ID: "56" },
    "application 1234 with a secret",
  ],
  [
    "a certificate",
    { ...APPLICATION, ARM_CLIENT_CERTIFICATE_PATH: "c.pem", ARM_CLIENT_SECRET: "s" },
    "application 1234 with a certificate",
  ],
  ["a token", { ...APPLICATION, ARM_OIDC_TOKEN: "t" }, "application 1234 with the token in ARM_OIDC_TOKEN"],
  [
    "a token in a file",
    { ...APPLICATION, ARM_OIDC_TOKEN_FILE_PATH: "/run/token" },
    "application 1234 with the token in /run/token",
  ],
  [
    "a workload identity",
    { ...APPLICATION, AZURE_FEDERATED_TOKEN_FILE: "/run/wi" },
    "application 1234 with the token in /run/wi",
  ],
  ["a pipeline's token", { ...APPLICATION, ...OIDC }, "application 1234 with the pipeline's token"],
  [
    "a secret beside a pipeline's token",
    { ...APPLICATION, ...OIDC, ARM_CLIENT_SECRET: "s" },
    "application 1234 with a secret",
  ],
  [
    "a pipeline's token that is asked for",
    { ...APPLICATION, ...OIDC, ARM_CLIENT_SECRET: "s", ARM_USE_OIDC: "true" },
    "application 1234 with the pipeline's token",
  ],
  ["a managed identity", { ARM_USE_MSI: "true" }, "a managed identity"],
  ["nothing", {}, "az login"],
  ["an application without anything to prove it", APPLICATION, "az login"],
  ["empty texts", { ARM_TENANT_ID: "t", ARM_CLIENT_ID: "", ARM_CLIENT_SECRET: " " }, "az login"],
];

describe("signing in", () => {
  for (const [name, environment, via] of CASES)
    it(`with ${name}: ${via}`, () => {
      const chosen = chooseCredential(environment, CLOUD);
      assert.equal(chosen.via, via);
      assert.equal(chosen.isUser, via === "az login");
    });

  it("needs something where the Azure CLI is ruled out", () => {
    assert.throws(
      () => chooseCredential({ ...APPLICATION, ARM_USE_CLI: "false" }, CLOUD),
      (error) => error instanceof TenantError && /ARM_CLIENT_SECRET/.test(error.problem.help),
    );
  });
});
