import assert from "node:assert/strict";
import { reducedSnapshot } from "../../../scripts/pack/reduced-snapshot";
import { snapshotContent } from "../../../scripts/pack/snapshot-content";
import { isObject } from "../../../src/law/json/json-object";
import { prove } from "../../../src/verifier/prove";
import { LABELLED_CASES } from "../../cases/labelled-cases";
import { aTenant } from "../../policies/support/tenants";
import { read } from "../../verifier/generated/read";

/** Every text under a key of names, at any depth, that isn't an id. */
function namesIn(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string")
    return /displayName|userPrincipalName|description|mail|givenName/i.test(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, key));
  return isObject(value) ? Object.entries(value).flatMap(([inner, item]) => namesIn(item, inner)) : [];
}

const verdictOf = (json: unknown) => {
  const { kind, ...verdict } = prove(read(json, "take"));
  return { kind, uncovered: "uncovered" in verdict ? verdict.uncovered : undefined };
};

describe("a snapshot that goes into a pack", () => {
  for (const { name, tenant } of LABELLED_CASES)
    it(`gives the same verdict without names, and contains none: ${name}`, () => {
      const reduced = reducedSnapshot(tenant);
      assert.deepEqual(verdictOf(reduced), verdictOf(tenant));
      assert.deepEqual(reducedSnapshot(reduced), reduced, "and there is nothing left to leave out");
      for (const one of namesIn(tenant))
        if (one !== "" && !/^[0-9a-f-]{36}$/i.test(one))
          assert.ok(!JSON.stringify(reduced).includes(JSON.stringify(one)), one);
    });

  const [user] = aTenant().users;

  it("names a person by id, and still says whether the person is external, a guest or disabled", () => {
    const disabled = { id: "aaaaaaaa-0000-4000-8000-00000000000f", accountEnabled: false };
    const agent = { "@odata.type": "#microsoft.graph.agentUser", id: "aaaaaaaa-0000-4000-8000-0000000000aa" };
    const id = "aaaaaaaa-0000-4000-8000-00000000000e";
    const of = {
      userPrincipalName: "eve_fabrikam.example#EXT#@contoso",
      mail: "eve@fabrikam.example",
      jobTitle: "Auditor",
    };
    const guest = { id, userType: "Guest", ...of };
    const users = [user, guest, disabled, { ...agent, identityParentId: "b" }];
    assert.deepEqual(reducedSnapshot({ policies: [], users }), {
      policies: [],
      users: [
        { id: user?.id, userType: "Member", userPrincipalName: user?.id },
        { id, userType: "Guest", userPrincipalName: `${id}#EXT#`, displayName: id },
        disabled,
        { ...agent, identityParentId: agent.id },
      ],
    });
  });

  it("keeps the mark of an incomplete list without the address of its next page", () => {
    const marked = (users: string, members: string) => ({
      policies: [],
      users: { value: [], "@odata.nextLink": users },
      groups: [{ id: "c", members: [], "members@odata.nextLink": members }],
    });
    const written = marked("https://graph.example/users", "https://graph.example/members?$skiptoken=x");
    assert.deepEqual(reducedSnapshot(written), marked("more", "more"));
  });

  it("keeps the people who can activate a role, and when that ends", () => {
    const eligible = { id: "x", principalId: "a", roleDefinitionId: "b", directoryScopeId: "/", status: "Revoked" };
    const { id: _, ...kept } = eligible;
    assert.deepEqual(reducedSnapshot({ policies: [], roleEligibilitySchedules: [eligible] }), {
      policies: [],
      roleEligibilitySchedules: [kept],
    });
  });

  it("keeps the mark of a list that could not be read in part, without the reason", () => {
    const notRead = [
      { key: "users", why: "the connection to contoso broke off", role: "User.Read.All" },
      { key: "groups", part: "owners", why: "Graph answered 403" },
      { key: "subscribedSkus", why: "Graph answered 403" },
      { key: "roleAssignments", why: "Graph answered 403" },
    ];
    const lists = { policies: [], users: [], groups: [] };
    const kept = [{ key: "users" }, { key: "groups", part: "owners" }];
    assert.deepEqual(reducedSnapshot({ ...lists, notRead }), { ...lists, notRead: kept });
  });

  it("keeps unknown content with the names in it, because the rest would look complete without it", () => {
    const odd = { id: "e", state: "enabled", conditions: { novel: { displayName: "x" } }, displayName: 7 };
    assert.deepEqual(reducedSnapshot([odd]), [odd]);
  });

  it("leaves out what only an audit reads", () => {
    const registrations = { userRegistrationDetails: [{ userPrincipalName: "a@b" }] };
    const evidence = { organization: { displayName: "Contoso" }, ...registrations };
    assert.deepEqual(reducedSnapshot({ policies: [], ...evidence }), { policies: [] });
    const source = { tenant: "aaaaaaaa-0000-4000-8000-0000000000aa", whole: ["users"], denied: [] };
    const named = { ...source, account: "a@contoso.example" };
    assert.deepEqual(reducedSnapshot({ source: named, policies: [] }), { policies: [], source });
  });

  it("is described by counts of each kind, and by whether it has names", () => {
    const { words } = snapshotContent(aTenant(), false);
    const objects = "1 policy, 1 named location, 1 authentication strength, 3 users, 3 groups, 3 memberships";
    assert.equal(words, `${objects}, 1 membership rule and 0 role assignments; by id, without names`);
    const whole = snapshotContent(aTenant(), true);
    assert.match(whole.words, /; with all names/);
    assert.deepEqual(whole.json, aTenant());
  });
});
