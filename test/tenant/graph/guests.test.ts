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
  ["flags in one text", "internalGuest,serviceProvider", guests(["internalGuest", "serviceProvider"])],
  [
    "any letter case, with spaces",
    "INTERNALGUEST, b2bcollaborationguest",
    guests(["internalGuest", "b2bCollaborationGuest"]),
  ],
  [
    "a list of types",
    ["otherExternalUser", "b2bDirectConnectUser"],
    guests(["otherExternalUser", "b2bDirectConnectUser"]),
  ],
  ["none is nobody", "none", guests([])],
  ["no text at all isn't configured", "", { kind: "none" }],
  [
    "a type that isn't known, beside one that is",
    "internalGuest,friend",
    guests(["internalGuest"], {
      notUnderstood: [
        { field: "f.guestOrExternalUserTypes", why: "`friend` is not a known guest or external user type" },
      ],
    }),
  ],
  [
    "a number",
    63,
    guests([], { notUnderstood: [{ field: "f.guestOrExternalUserTypes", why: "a number where a list is due" }] }),
  ],
  [
    "known later",
    [LATER],
    guests([], { notUnderstood: [{ field: "f.guestOrExternalUserTypes", why: "known only after deployment" }] }),
  ],
] as const;

const home = (externalTenants: unknown): unknown => {
  const read = readGuests({ guestOrExternalUserTypes: "internalGuest", externalTenants }, "f");
  return read.kind === "guests" ? read.guests.homes : read;
};
const unclear = (field: string, why: string) => ({ kind: "notUnderstood", field: `f.externalTenants${field}`, why });
const enumerated = (...tenants: readonly string[]) => ({
  kind: "enumerated",
  tenants: new Set(tenants.map(homeTenantId)),
});

const homeTable: readonly (readonly [name: string, value: unknown, is: unknown])[] = [
  ["missing is not known", null, { kind: "notKnown" }],
  ["all", { membershipKind: "all" }, { kind: "all" }],
  ["all with an empty list", { membershipKind: "ALL", members: [] }, { kind: "all" }],
  ["enumerated, ids in any case", { membershipKind: "Enumerated", members: ["T1", "t1"] }, enumerated("t1")],
  ["an empty list is known to be empty", { membershipKind: "enumerated", members: [] }, enumerated()],
  ["all by its type", { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants" }, { kind: "all" }],
  [
    "enumerated by its type",
    { "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants", members: ["t"] },
    enumerated("t"),
  ],
  ["enumerated without a list", { membershipKind: "enumerated" }, unclear(".members", "nothing where a list is due")],
  [
    "a member that is no text",
    { membershipKind: "enumerated", members: [LATER] },
    unclear(".members", "known only after deployment"),
  ],
  [
    "all with a list",
    { membershipKind: "all", members: ["t"] },
    unclear(".members", "all tenants and a list of tenants at once"),
  ],
  ["another kind", { membershipKind: "some" }, unclear(".membershipKind", "`some` is not a known membership kind")],
  [
    "another type",
    { "@odata.type": "#microsoft.graph.later" },
    unclear(".membershipKind", "nothing where text is due"),
  ],
  ["no object", "all", unclear("", "text where an object is due")],
  [
    "a key that isn't known",
    { membershipKind: "all", except: ["t"] },
    unclear(".except", "a key that isn't known here, so what it means isn't either"),
  ],
];

describe("guests and external users of a policy", () => {
  for (const value of [null, undefined, {}, { guestOrExternalUserTypes: null, externalTenants: null }])
    it(`${JSON.stringify(value)} aren't configured`, () => assert.deepEqual(readGuests(value, "f"), { kind: "none" }));

  for (const [name, value, is] of typeTable) it(`types: ${name}`, () => assert.deepEqual(types(value), is));

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

  for (const [name, value, is] of homeTable) it(`tenants: ${name}`, () => assert.deepEqual(home(value), is));
});
