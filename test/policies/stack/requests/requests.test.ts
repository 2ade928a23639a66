import assert from "node:assert/strict";
import { UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { requestsOf } from "../../../../policies/stack/requests/requests";
import { aResource } from "../../support/stacks";

const addressOf = (url: unknown) => requestsOf(aResource("msgraph:index/resource:Resource", { url }))[0]?.address;

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

  it("keeps an address that isn't encoded", () => assert.equal(addressOf("groups/100%"), "groups/100%"));
  it("has no address while that isn't known", () => assert.equal(addressOf(UNRESOLVED), undefined));

  it("reads a body that is written as text", () => {
    const [request] = requestsOf(aResource("msgraph:index/resource:Resource", { url: "x", body: '{"a":1}' }));
    assert.deepEqual(request?.body, { a: 1 });
  });

  it("is each request of a batch", () => {
    const body = { requests: [{ method: "patch", url: "/users/one", body: { a: 1 } }, { url: "/groups" }] };
    const requests = requestsOf(
      aResource("msgraph:index/resourceAction:ResourceAction", { resourceUrl: "/$batch", body }),
    );
    assert.deepEqual(
      requests.map(({ address, method }) => [address, method]),
      [
        ["users/one", "PATCH"],
        ["groups", UNRESOLVED],
      ],
    );
  });

  it("may be any where a batch has another one in it", () => {
    const body = { requests: [{ method: "POST", url: "/$batch", body: { requests: [] } }] };
    const [request] = requestsOf(
      aResource("msgraph:index/resourceAction:ResourceAction", { resourceUrl: "$batch", body }),
    );
    assert.equal(request?.isUnderstood, false);
  });
});
