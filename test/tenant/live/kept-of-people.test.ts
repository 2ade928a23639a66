import assert from "node:assert/strict";
import * as fc from "fast-check";
import { keepingRegistrations, keptOfUser } from "../../../src/tenant/live/parts";

const METHODS = ["fido2SecurityKey", "microsoftAuthenticatorPush", "softwareOneTimePasscode"];

const details = fc.record(
  {
    id: fc.uuid(),
    isMfaRegistered: fc.boolean(),
    isMfaCapable: fc.boolean(),
    methodsRegistered: fc.oneof(fc.subarray(METHODS), fc.constant(null), fc.array(fc.jsonValue(), { maxLength: 2 })),
  },
  { requiredKeys: ["id"] },
);

describe("what is kept of people while their pages arrive", () => {
  it("is written as Graph said it, of everybody's registration, whatever stands in it", () =>
    fc.assert(
      fc.property(fc.array(details, { maxLength: 20 }), (people) => {
        const read = people.map(keepingRegistrations());
        assert.equal(JSON.stringify(read), JSON.stringify(people));
      }),
    ));

  it("is one list of methods for all who have the same in the same order", () => {
    const [push, key, again, reversed] = [["push", "code"], ["key"], ["push", "code"], ["code", "push"]]
      .map((methodsRegistered, index) => ({ id: String(index), methodsRegistered }))
      .map(keepingRegistrations())
      .map(({ methodsRegistered }) => methodsRegistered);
    assert.equal(again, push);
    assert.notEqual(key, push);
    assert.deepEqual(reversed, ["code", "push"]);
  });

  it("is nothing of a registration that no audit asks for", () => {
    const keep = keepingRegistrations();
    assert.deepEqual(keep({ id: "a", userDisplayName: "Ada", isMfaRegistered: true }), {
      id: "a",
      isMfaRegistered: true,
    });
  });

  it("is the agent behind an account, where there is one, and everything else of a user", () => {
    const user = { id: "a", displayName: null, "@odata.type": "#microsoft.graph.agentUser", userType: "Member" };
    assert.deepEqual(keptOfUser({ ...user, identityParentId: "b" }), { ...user, identityParentId: "b" });
    assert.deepEqual(keptOfUser({ ...user, identityParentId: null }), user);
    assert.deepEqual(keptOfUser(user), user);
  });
});
