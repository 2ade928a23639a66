import assert from "node:assert/strict";
import { connect } from "../../../src/tenant/live/entra-tenant";
import { findCloud } from "../../../src/tenant/live/environment";
import { TenantError } from "../../../src/tenant/live/tenant-problem";

const problemOf = async (environment: Record<string, string>) => {
  const error = await connect(environment).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TenantError, String(error));
  return error.problem;
};

const APPLICATION = { ARM_TENANT_ID: "t", ARM_CLIENT_ID: "c", ARM_CLIENT_SECRET: "s" };

describe("the cloud", () => {
  const realFetch = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  const described = (graph: string, login = "https://login.example/") => {
    globalThis.fetch = async () =>
      Response.json({ microsoftGraphResourceId: graph, authentication: { loginEndpoint: login } });
  };

  for (const environment of [{}, { ARM_ENVIRONMENT: "public" }, { ARM_ENVIRONMENT: " Public " }])
    it(`is the public one for ${JSON.stringify(environment)}`, async () =>
      assert.equal((await findCloud(environment)).graph, "https://graph.microsoft.com/"));

  for (const name of ["USGovernmentL4", "china", "moon"])
    it(`is refused for ${name}: the API has another application id there`, async () => {
      const { code, message, help } = await problemOf({ ARM_ENVIRONMENT: name, ...APPLICATION });
      assert.equal(code, "misconfigured");
      assert.match(message, /^ARM_ENVIRONMENT names another cloud than public: .*another application id/);
      assert.match(help, /public.*no other cloud can be judged/);
    });

  for (const graph of [
    "https://graph.microsoft.us/",
    "https://graph.microsoft.com.evil.example/",
    "https://localhost.evil.example/",
  ])
    it(`is refused where a host describes one with Graph at ${graph}`, async () => {
      described(graph);
      const { code, message } = await problemOf({ ARM_METADATA_HOSTNAME: "metadata.example", ...APPLICATION });
      assert.equal(code, "misconfigured");
      assert.match(message, /^metadata\.example \(ARM_METADATA_HOSTNAME\) describes a cloud with Graph at https/);
    });

  for (const graph of ["https://graph.microsoft.com", "https://localhost:8443/", "https://127.0.0.1:1/"])
    it(`is taken where a host describes one with Graph at ${graph}`, async () => {
      described(graph);
      const cloud = await findCloud({ ARM_METADATA_HOSTNAME: "metadata.example" });
      assert.equal(new URL(cloud.graph).origin, new URL(graph).origin);
    });

  it("isn't guessed from a description without addresses, or without HTTPS", async () => {
    for (const graph of ["http://graph.microsoft.com/", ""]) {
      described(graph);
      const { message } = await problemOf({ ARM_METADATA_HOSTNAME: "metadata.example", ...APPLICATION });
      assert.match(message, /doesn't describe a cloud/);
    }
  });

  it("can't be had from a host that doesn't answer", async () =>
    assert.match(
      (await problemOf({ ARM_METADATA_HOSTNAME: "127.0.0.1:1" })).message,
      /127\.0\.0\.1:1 could not be read: the connection failed/,
    ));
});
