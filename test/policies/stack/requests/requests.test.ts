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
    "groups/%6Fne/members",
  ])
    it(`is about the members of a group at \`${url}\``, () => assert.equal(addressOf(url), "groups/one/members"));

  it("keeps an address that isn't encoded, and has none while it isn't known", () => {
    assert.deepEqual([addressOf("groups/100%"), addressOf(UNRESOLVED)], ["groups/100%", undefined]);
  });

  it("reads a body that is written as text", () =>
    assert.deepEqual(requestsOf(made("x", '{"a":1}'))[0]?.body, { a: 1 }));

  const batch = (...requests: readonly object[]) =>
    requestsOf(aResource(ACTION, { resourceUrl: "/$batch", body: { requests } }));

  it("is each request of a batch, and may be any where that has another one in it", () => {
    const requests = batch({ method: "patch", url: "/users/one", body: { a: 1 } }, { url: "/groups" });
    const [one, two] = requests.map(({ address, method }) => [address, method]);
    assert.deepEqual(
      [one, two],
      [
        ["users/one", "PATCH"],
        ["groups", UNRESOLVED],
      ],
    );
    const [inner] = batch({ method: "POST", url: "/$batch", body: { requests: [] } });
    assert.equal(inner?.isUnderstood, false);
  });
});
