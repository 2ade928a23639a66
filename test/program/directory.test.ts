import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { azureadDirectory } from "../../src/program/directory";
import { PROJECT } from "./program-builders";

const ID = "CCCCCCCC-0000-4000-8000-000000000001";

/** What the program makes of this answer to a look-up. */
async function statusBy(kind: "user" | "group", answer: Record<string, unknown>) {
  const mocks = { newResource: () => ({ id: "", state: {} }), call: () => answer };
  await pulumi.runtime.setMocks(mocks, PROJECT, "dev", false);
  return azureadDirectory({ environment: {}, config: {} })[kind](ID);
}

describe("what the tenant says of an excluded id", () => {
  it("has a group's members in lower case, whatever the plugin's spelling", async () => {
    const members = ["AAAAAAAA-0000-4000-8000-00000000000A", "aaaaaaaa-0000-4000-8000-00000000000b"];
    assert.deepEqual(await statusBy("group", { members }), {
      kind: "group",
      members: members.map((id) => id.toLowerCase()),
    });
  });

  for (const [what, kind, answer, status] of [
    ["an account that is enabled", "user", { accountEnabled: true }, "live-user"],
    ["an account that is disabled", "user", { accountEnabled: false }, "disabled-user"],
    ["an account without a word about that", "user", {}, "unreadable"],
    ["a group without its members", "group", {}, "unreadable"],
  ] as const)
    it(`is ${status} for ${what}`, async () => assert.equal((await statusBy(kind, answer)).kind, status));
});
