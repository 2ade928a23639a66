import assert from "node:assert/strict";
import { join } from "node:path";
import { connect } from "../../../src/tenant/live/entra-tenant";
import { chooseCredential, cloudOf, federatedTokenIn } from "../../../src/tenant/live/environment";
import { TenantError } from "../../../src/tenant/live/tenant-problem";
import { suiteFolder } from "../../temporary-folder";
import { FakeGraph } from "./fake-graph";

const CLOUD = cloudOf({});
const APPLICATION = { ARM_TENANT_ID: "0a0a0a0a-0000-4000-8000-000000000001", ARM_CLIENT_ID: "1234" };
const WITH_SECRET = { ...APPLICATION, ARM_CLIENT_SECRET: "s" };
const OIDC = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example/token", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" };

const CASES: readonly (readonly [name: string, environment: Record<string, string>, proof: string])[] = [
  ["a secret", { ARM_CLIENT_SECRET: "s" }, "a secret"],
  ["the provider's names before the library's", { ARM_CLIENT_SECRET: "s", AZURE_CLIENT_ID: "56" }, "a secret"],
  ["a certificate", { ARM_CLIENT_CERTIFICATE_PATH: "c.pem", ARM_CLIENT_SECRET: "s" }, "a certificate"],
  ["a token", { ARM_OIDC_TOKEN: "t" }, "the token in ARM_OIDC_TOKEN"],
  ["a token in a file", { ARM_OIDC_TOKEN_FILE_PATH: "/run/token" }, "the token in /run/token"],
  ["a workload identity", { AZURE_FEDERATED_TOKEN_FILE: "/run/wi" }, "the token in /run/wi"],
  ["a pipeline's token", OIDC, "the pipeline's token"],
  ["a secret and a pipeline's token", { ...OIDC, ARM_CLIENT_SECRET: "s" }, "a secret"],
  ["one that is asked for", { ...OIDC, ARM_CLIENT_SECRET: "s", ARM_USE_OIDC: "true" }, "the pipeline's token"],
];

const helps = (how: RegExp) => (error: unknown) => error instanceof TenantError && how.test(error.problem.help);

describe("signing in", () => {
  for (const [name, environment, proof] of CASES)
    it(`as an application with ${name}`, () => {
      const { account } = chooseCredential({ ...APPLICATION, ...environment }, CLOUD);
      assert.equal(account, `application 1234 with ${proof}`);
    });

  for (const [environment, account] of [
    [{ AZURE_TENANT_ID: "t", AZURE_CLIENT_ID: "56", AZURE_CLIENT_SECRET: "s" }, "application 56 with a secret"],
    [{ ARM_USE_MSI: "true" }, "a managed identity"],
    [{}, "az login"],
    [APPLICATION, "az login"],
    [{ ARM_TENANT_ID: "t", ARM_CLIENT_ID: "", ARM_CLIENT_SECRET: " " }, "az login"],
  ] as const)
    it(`with ${JSON.stringify(environment)}: ${account}`, () =>
      assert.equal(chooseCredential(environment, CLOUD).account, account));

  it("needs something where the Azure CLI is ruled out", () =>
    assert.throws(() => chooseCredential({ ...APPLICATION, ARM_USE_CLI: "false" }, CLOUD), helps(/ARM_CLIENT_SECRET/)));
});

const tokenIn = (environment: Record<string, string>) => federatedTokenIn(environment)?.read();

describe("a federated token", () => {
  const pipeline = new FakeGraph();
  const folder = suiteFolder();
  before(() => pipeline.start());
  after(() => pipeline.stop());

  const asking = "token?api-version=2";
  const request = () => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: pipeline.address + asking,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "permit",
  });

  it("may stand in a variable", async () => assert.equal(await tokenIn({ ARM_OIDC_TOKEN: "abc" }), "abc"));

  it("may stand in a file, which is read anew each time", async () => {
    const token = federatedTokenIn({ ARM_OIDC_TOKEN_FILE_PATH: join(folder.path, "token") });
    for (const text of ["first", "second"]) {
      folder.write("token", `${text}\n`);
      assert.equal(await token?.read(), text);
    }
  });

  it("says which file can't be read", () =>
    assert.rejects(
      async () => tokenIn({ AZURE_FEDERATED_TOKEN_FILE: join(folder.path, "none") }),
      (error) => error instanceof Error && error.message.includes(join(folder.path, "none")),
    ));

  it("is asked for in a pipeline, for Entra and with the job's permit", async () => {
    pipeline.answerWith({ status: 200, body: { value: "abc" } });
    assert.equal(await tokenIn(request()), "abc");
    assert.equal(pipeline.asked[0]?.url, `/${asking}&audience=api%3A%2F%2FAzureADTokenExchange`);
    assert.equal(pipeline.asked[0]?.headers.authorization, "Bearer permit");
  });

  it("says what the job lacks when the pipeline gives none", async () => {
    pipeline.answerWith({ status: 403 });
    await assert.rejects(async () => tokenIn(request()), helps(/id-token: write/));
  });
});

describe("the cloud", () => {
  for (const environment of [{}, { ARM_ENVIRONMENT: "public" }, { ARM_ENVIRONMENT: " Public " }])
    it(`is the public one for ${JSON.stringify(environment)}`, () =>
      assert.equal(cloudOf(environment).graph, "https://graph.microsoft.com/"));

  for (const host of ["localhost:8443", "127.0.0.1:1", "[::1]:9"])
    it(`is the local tenant at ${host}`, () =>
      assert.deepEqual(Object.values(cloudOf({ ARM_METADATA_HOSTNAME: host })), Array(2).fill(`https://${host}/`)));

  const refused = (variable: string) => (error: unknown) =>
    error instanceof TenantError &&
    error.message.startsWith(
      `${variable} names another cloud than public: Azure management has another application id`,
    ) &&
    /public.*no other cloud can be judged/.test(error.problem.help);

  for (const name of ["usgovernment", "USGovernmentL4", "usgovernmentl5", "dod", "china", "moon"])
    it(`is refused for ${name}: the API has another application id there`, () =>
      assert.rejects(connect({ ARM_ENVIRONMENT: name, ...WITH_SECRET }), refused("ARM_ENVIRONMENT")));

  for (const host of [
    "management.usgovcloudapi.net",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost/@evil",
  ])
    it(`is refused at ${host}`, () =>
      assert.rejects(connect({ ARM_METADATA_HOSTNAME: host, ...WITH_SECRET }), refused("ARM_METADATA_HOSTNAME")));
});
