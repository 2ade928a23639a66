import assert from "node:assert/strict";
import { findCloud } from "../../src/entra/environment";
import { TenantError } from "../../src/entra/tenant-problem";

const graphOf = async (environment: Record<string, string>) => (await findCloud(environment)).graph;

describe("the cloud", () => {
  it("is the public one without a word", async () => assert.equal(await graphOf({}), "https://graph.microsoft.com/"));

  for (const [name, graph] of [
    ["public", "https://graph.microsoft.com/"],
    ["usgovernment", "https://graph.microsoft.us/"],
    ["USGovernmentL5", "https://dod-graph.microsoft.us/"],
    ["china", "https://microsoftgraph.chinacloudapi.cn/"],
  ] as const)
    it(`is ${graph} for ${name}`, async () => assert.equal(await graphOf({ ARM_ENVIRONMENT: name }), graph));

  it("isn't guessed from a name that nobody knows", () =>
    assert.rejects(
      graphOf({ ARM_ENVIRONMENT: "moon" }),
      (error) => error instanceof TenantError && /china/.test(error.problem.help),
    ));

  it("can't be had from a host that doesn't answer", () =>
    assert.rejects(
      graphOf({ ARM_METADATA_HOSTNAME: "127.0.0.1:1" }),
      (error) =>
        error instanceof TenantError && /127\.0\.0\.1:1 could not be read: the connection failed/.test(error.message),
    ));
});
