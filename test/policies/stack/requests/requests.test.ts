import assert from "node:assert/strict";
import { UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { requestsOf } from "../../../../policies/stack/requests/requests";
import { ACTION, made } from "../../support/requests";
import { aResource } from "../../support/stacks";

const addressOf = (url: unknown) => requestsOf(made(url, {}))[0]?.address;

describe("a request to Microsoft Graph", () => {
  for (const url of [
    "groups/one/members",
    "/groups/one/members/",
    "v1.0/groups/one/members",
    "/beta/groups//one/members?$top=1",
    "HTTPS://graph.microsoft.com/v1.0/groups/one/members#x",
  ])
    it(`is about the members of a group at \`${url}\``, () => assert.equal(addressOf(url), "groups/one/members"));

  it("has no address while it isn't known, or if servers may read it in different ways", () => {
    for (const url of [
      UNRESOLVED,
      "groups/%6Fne",
      "groups/../users",
      "groups\\one",
      "x/y/https://graph.microsoft.com/v1.0/groups",
    ])
      assert.equal(addressOf(url), undefined);
  });

  it("may be any if it is a batch", () => {
    const [batch] = requestsOf(aResource(ACTION, { resourceUrl: "/$batch", body: { requests: [] } }));
    assert.equal(batch?.isUnderstood, false);
  });
});
