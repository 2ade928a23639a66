import assert from "node:assert/strict";
import type { DeviceFilter, LocationCondition } from "../../src/law/model/dimensions";
import { groupId, type UserId, userId } from "../../src/law/model/ids";
import type { Enforcement, Grant } from "../../src/law/model/policy";
import type { Principal, SignIn } from "../../src/law/model/sign-in";

const takesUser = (id: UserId): UserId => id;

describe("the model", () => {
  it("has no room for states that can't be: they don't compile", () => {
    // @ts-expect-error - an id of a group is no id of a user
    takesUser(groupId("c"));
    // @ts-expect-error - text isn't an id before it is read as one
    takesUser("aaaaaaaa-0000-4000-8000-000000000001");
    // @ts-expect-error - a policy isn't off and enforced at once, nor anything but the four
    const enforcement: Enforcement = { kind: "on" };
    // @ts-expect-error - what isn't understood says where and why
    const unclear: Enforcement = { kind: "notUnderstood" };
    // @ts-expect-error - a grant with controls says how they are joined
    const grant: Grant = { kind: "controls", controls: [] };
    // @ts-expect-error - a device filter without a rule isn't one
    const filter: DeviceFilter = { kind: "filter", mode: "include" };
    // @ts-expect-error - a condition that is anywhere lists no places
    const locations: LocationCondition = { kind: "any", include: { all: true, allTrusted: false, ids: new Set() } };
    const facet = { type: "serviceProvider", home: "unnamed" } as const;
    // @ts-expect-error - an outsider has no object, and so no id
    const outsider: Principal = { kind: "outsider", id: userId("a"), identity: facet };
    // @ts-expect-error - risk has five levels, and "unknown" is none of them
    const risk: SignIn["signInRisk"] = "unknown";
    assert.ok([enforcement, unclear, grant, filter, locations, outsider, risk]);
  });
});
