import assert from "node:assert/strict";
import { homeTenantId } from "../../../src/law/model/ids";
import type { Guests } from "../../../src/law/model/policy";
import type { GuestType } from "../../../src/law/model/sign-in";
import { readGuests } from "../../../src/tenant/graph/users";
import { LATER } from "./a-policy";

const types = (value: unknown) => readGuests({ guestOrExternalUserTypes: value }, "f");
const guests = (names: readonly GuestType[], changes: Partial<Guests> = {}) => ({
  kind: "guests",
  guests: { types: new Set(names), homes: { kind: "notKnown" }, notUnderstood: [], ...changes },
});

const typeTable = [
  {
    name: "flags in one text",
    value: "internalGuest,serviceProvider",
    is: guests(["internalGuest", "serviceProvider"]),
  },
  {
    name: "any letter case, with spaces",
    value: "INTERNALGUEST, b2bcollaborationguest",
    is: guests(["internalGuest", "b2bCollaborationGuest"]),
  },
  {
    name: "a list of types",
    value: ["otherExternalUser", "b2bDirectConnectUser"],
    is: guests(["otherExternalUser", "b2bDirectConnectUser"]),
  },
  { name: "none is nobody", value: "none", is: guests([]) },
  { name: "no text at all isn't configured", value: "", is: { kind: "none" } },
  {
    name: "a type that isn't known, beside one that is",
    value: "internalGuest,friend",
    is: guests(["internalGuest"], {
      notUnderstood: [
        { field: "f.guestOrExternalUserTypes", why: "`friend` is not a known guest or external user type" },
      ],
    }),
  },
  {
    name: "a number",
    value: 63,
    is: guests([], { notUnderstood: [{ field: "f.guestOrExternalUserTypes", why: "a number where a list is due" }] }),
  },
  {
    name: "known later",
    value: [LATER],
    is: guests([], { notUnderstood: [{ field: "f.guestOrExternalUserTypes", why: "known only after deployment" }] }),
  },
];

const home = (externalTenants: unknown): unknown => {
  const read = readGuests({ guestOrExternalUserTypes: "internalGuest", externalTenants }, "f");
  return read.kind === "guests" ? read.guests.homes : read;
};
const unclear = (field: string, why: string) => ({ kind: "notUnderstood", field: `f.externalTenants${field}`, why });
const enumerated = (...tenants: readonly string[]) => ({
  kind: "enumerated",
  tenants: new Set(tenants.map(homeTenantId)),
});

const homeTable: readonly { name: string; value: unknown; is: unknown }[] = [
  { name: "missing is not known", value: null, is: { kind: "notKnown" } },
  { name: "all", value: { membershipKind: "all" }, is: { kind: "all" } },
  { name: "all with an empty list", value: { membershipKind: "ALL", members: [] }, is: { kind: "all" } },
  {
    name: "enumerated, ids in any case",
    value: { membershipKind: "Enumerated", members: ["T1", "t1"] },
    is: enumerated("t1"),
  },
  {
    name: "an empty list is known to be empty",
    value: { membershipKind: "enumerated", members: [] },
    is: enumerated(),
  },
  {
    name: "all by its type",
    value: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants" },
    is: { kind: "all" },
  },
  {
    name: "enumerated by its type",
    value: { "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants", members: ["t"] },
    is: enumerated("t"),
  },
  {
    name: "enumerated without a list",
    value: { membershipKind: "enumerated" },
    is: unclear(".members", "nothing where a list is due"),
  },
  {
    name: "a member that is no text",
    value: { membershipKind: "enumerated", members: [LATER] },
    is: unclear(".members", "known only after deployment"),
  },
  {
    name: "all with a list",
    value: { membershipKind: "all", members: ["t"] },
    is: unclear(".members", "all tenants and a list of tenants at once"),
  },
  {
    name: "another kind",
    value: { membershipKind: "some" },
    is: unclear(".membershipKind", "`some` is not a known membership kind"),
  },
  {
    name: "another type",
    value: { "@odata.type": "#microsoft.graph.later" },
    is: unclear(".membershipKind", "nothing where text is due"),
  },
  { name: "no object", value: "all", is: unclear("", "text where an object is due") },
  {
    name: "a key that isn't known",
    value: { membershipKind: "all", except: ["t"] },
    is: unclear(".except", "a key that isn't known here, so what it means isn't either"),
  },
];

describe("guests and external users of a policy", () => {
  for (const value of [null, undefined, {}, { guestOrExternalUserTypes: null, externalTenants: null }])
    it(`${JSON.stringify(value)} aren't configured`, () => assert.deepEqual(readGuests(value, "f"), { kind: "none" }));

  for (const { name, value, is } of typeTable) it(`types: ${name}`, () => assert.deepEqual(types(value), is));

  it("tenants without types aren't understood", () =>
    assert.deepEqual(readGuests({ externalTenants: { membershipKind: "all" } }, "f"), {
      kind: "guests",
      guests: {
        types: new Set(),
        homes: { kind: "all" },
        notUnderstood: [{ field: "f.guestOrExternalUserTypes", why: "nothing where text is due" }],
      },
    }));

  it("keys that aren't known leave nobody certain", () =>
    assert.deepEqual(readGuests({ guestOrExternalUserTypes: "internalGuest", since: 1, until: 2 }, "f"), {
      kind: "notUnderstood",
      notes: ["f.since", "f.until"].map((field) => ({
        field,
        why: "a key that isn't known here, so what it means isn't either",
      })),
    }));

  for (const { name, value, is } of homeTable) it(`tenants: ${name}`, () => assert.deepEqual(home(value), is));
});
