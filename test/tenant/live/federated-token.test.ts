import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { federatedTokenIn } from "../../../src/tenant/live/credential";
import { TenantError } from "../../../src/tenant/live/tenant-problem";
import { FakeGraph } from "./fake-graph";

const tokenIn = (environment: Record<string, string>) => federatedTokenIn(environment)?.read();

describe("a federated token", () => {
  const pipeline = new FakeGraph();
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "federated-token-"));
    await pipeline.start();
  });
  after(async () => {
    await pipeline.stop();
    rmSync(folder, { recursive: true });
  });

  const request = () => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: `${pipeline.address}token?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "permit",
  });

  it("may stand in a variable", async () => assert.equal(await tokenIn({ ARM_OIDC_TOKEN: "abc" }), "abc"));

  it("may stand in a file, which is read anew each time", async () => {
    const file = join(folder, "token");
    const token = federatedTokenIn({ ARM_OIDC_TOKEN_FILE_PATH: file });
    for (const text of ["first", "second"]) {
      writeFileSync(file, `${text}\n`);
      assert.equal(await token?.read(), text);
    }
  });

  it("says which file can't be read", () =>
    assert.rejects(
      async () => tokenIn({ AZURE_FEDERATED_TOKEN_FILE: join(folder, "none") }),
      (error) => error instanceof TenantError && error.message.includes(join(folder, "none")),
    ));

  it("is asked for in a pipeline, for Entra and with the job's permit", async () => {
    pipeline.answerWith({ status: 200, body: { value: "abc" } });
    assert.equal(await tokenIn(request()), "abc");
    assert.equal(pipeline.asked[0]?.url, "/token?api-version=2&audience=api%3A%2F%2FAzureADTokenExchange");
    assert.equal(pipeline.asked[0]?.headers.authorization, "Bearer permit");
  });

  it("says what the job lacks when the pipeline gives none", async () => {
    pipeline.answerWith({ status: 403 });
    await assert.rejects(
      async () => tokenIn(request()),
      (error) => error instanceof TenantError && /id-token: write/.test(error.problem.help),
    );
  });
});
