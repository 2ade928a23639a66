import assert from "node:assert/strict";
import { homeTenantId } from "../../../src/law/model/ids";
import type { Guests } from "../../../src/law/model/policy";
import type { GuestType } from "../../../src/law/model/sign-in";
import { readUsers } from "../../../src/tenant/graph/users";
import { LATER } from "./a-policy";

const F = "conditions.users.includeGuestsOrExternalUsers";

function readGuests(value: unknown) {
  const { guests, notUnderstood } = readUsers({ includeGuestsOrExternalUsers: value }, { name: "p" }).include;
  if (notUnderstood.length > 0) return { kind: "notUnderstood", notes: notUnderstood };
  return guests === undefined ? { kind: "none" } : { kind: "guests", guests };
}
const types = (value: unknown) => readGuests({ guestOrExternalUserTypes: value });
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
        { field: `${F}.guestOrExternalUserTypes`, why: "`friend` is not a known guest or external user type" },
      ],
    }),
  ],
  [
    "a number",
    63,
    guests([], { notUnderstood: [{ field: `${F}.guestOrExternalUserTypes`, why: "a number where a list is due" }] }),
  ],
  [
    "known later",
    [LATER],
    guests([], { notUnderstood: [{ field: `${F}.guestOrExternalUserTypes`, why: "known only after deployment" }] }),
  ],
] as const;

const home = (externalTenants: unknown): unknown => {
  const read = readGuests({ guestOrExternalUserTypes: "internalGuest", externalTenants });
  return "guests" in read ? read.guests?.homes : read;
};
const unclear = (field: string, why: string) => ({ kind: "notUnderstood", field: `${F}.externalTenants${field}`, why });
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
    it(`${JSON.stringify(value)} aren't configured`, () => assert.deepEqual(readGuests(value), { kind: "none" }));

  for (const [name, value, is] of typeTable) it(`types: ${name}`, () => assert.deepEqual(types(value), is));

  it("tenants without types aren't understood", () =>
    assert.deepEqual(readGuests({ externalTenants: { membershipKind: "all" } }), {
      kind: "guests",
      guests: {
        types: new Set(),
        homes: { kind: "all" },
        notUnderstood: [{ field: `${F}.guestOrExternalUserTypes`, why: "nothing where text is due" }],
      },
    }));

  it("keys that aren't known leave nobody certain", () =>
    assert.deepEqual(readGuests({ guestOrExternalUserTypes: "internalGuest", since: 1, until: 2 }), {
      kind: "notUnderstood",
      notes: [`${F}.since`, `${F}.until`].map((field) => ({
        field,
        why: "a key that isn't known here, so what it means isn't either",
      })),
    }));

  for (const [name, value, is] of homeTable) it(`tenants: ${name}`, () => assert.deepEqual(home(value), is));
});
