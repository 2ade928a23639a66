import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import { gatherAll, gatherOne } from "../../../src/tenant/exports/gathering";
import { readTenant } from "../../../src/tenant/graph/tenant";
import { prove } from "../../../src/verifier/prove";

/*
 * Facts that make a tenant safe, each in every shape that people have: where one is left out, cut, misspelt or marked as a part, nothing is
 * proved.
 */

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const ROLE = "62e90394-69f5-4237-9190-012177145e10";
const id = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-00000000000${number}`;
const [ANN, BEN] = [id("a", 1), id("a", 2)];
const [GROUP, NESTED] = [id("c", 1), id("c", 2)];
const [OFFICE, STRENGTH] = [id("d", 1), id("d", 2)];
const METADATA = "https://graph.microsoft.com/v1.0/$metadata#";

type Lists = { readonly [list: string]: readonly JsonObject[] };

const policy = (users: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: id("e", 1),
  displayName: "Require MFA",
  state: "enabled",
  conditions: {
    users: { includeUsers: ["All"], ...users },
    applications: { includeApplications: [API] },
    clientAppTypes: ["all"],
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
  ...more,
});
const person = (user: string, name: string, more: JsonObject = {}): JsonObject => ({
  id: user,
  displayName: name,
  userPrincipalName: `${name}@contoso.example`,
  userType: "Member",
  accountEnabled: true,
  ...more,
});
const OUTSIDERS = policy(
  {
    includeUsers: ["None"],
    includeGuestsOrExternalUsers: {
      guestOrExternalUserTypes: "b2bDirectConnectUser,otherExternalUser,serviceProvider",
      externalTenants: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" },
    },
  },
  { id: id("e", 2) },
);
const group = (members: readonly unknown[], more: JsonObject = {}): JsonObject => ({
  id: GROUP,
  displayName: "Some",
  securityEnabled: true,
  members,
  ...more,
});
const holder = (more: JsonObject = {}): JsonObject => ({
  id: "r1",
  principalId: ANN,
  roleDefinitionId: ROLE,
  directoryScopeId: "/",
  ...more,
});

/** A tenant that is proved, and what becomes of it where a fact isn't there, or isn't told as Graph tells it. */
interface Fact {
  readonly safe: Lists;
  readonly unsafe: Readonly<Record<string, Lists>>;
}

const EVERYBODY = [person(ANN, "ann"), person(BEN, "ben")];
const INCLUDING = { policies: [policy({ includeUsers: [], includeGroups: [GROUP] }), OUTSIDERS], users: EVERYBODY };
const EXCLUDING = { policies: [policy({ excludeGroups: [GROUP] })], users: EVERYBODY, groups: [group([])] };
const TYPED = (one: string, type = "user"): JsonObject => ({ "@odata.type": `#microsoft.graph.${type}`, id: one });
const members = (...all: readonly unknown[]): Lists => ({ ...INCLUDING, groups: [group(all)] });
const excluded = (...all: readonly unknown[]): Lists => ({ ...EXCLUDING, groups: [group(all)] });
const HOLDERS = {
  policies: [policy({ includeUsers: [], includeRoles: [ROLE] }), OUTSIDERS],
  users: [person(ANN, "ann")],
  groups: [],
};
const assigned = (more: JsonObject): Lists => ({ ...HOLDERS, roleAssignments: [holder(more)] });
const ranges = (ipRanges: unknown, more: JsonObject = {}): JsonObject => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  id: OFFICE,
  displayName: "Office",
  isTrusted: false,
  ipRanges,
  ...more,
});
const cidr = (cidrAddress: string, type = "iPv4CidrRange"): JsonObject => ({
  "@odata.type": `#microsoft.graph.${type}`,
  cidrAddress,
});
const at = (locations: JsonObject, more: JsonObject): JsonObject => {
  const { conditions, ...rest } = policy({}, more);
  return { ...rest, conditions: { ...(conditions as JsonObject), locations } };
};
const INSIDE = at({ includeLocations: [OFFICE] }, { id: id("e", 1) });
const OUTSIDE = at({ includeLocations: ["All"], excludeLocations: [id("d", 3)] }, { id: id("e", 2) });
const SMALL = ranges([cidr("203.0.113.0/24")], { id: id("d", 3), displayName: "Small" });
const places = (office: JsonObject): Lists => ({ policies: [INSIDE, OUTSIDE], namedLocations: [office, SMALL] });
const STRONG = policy({}, { grantControls: { operator: "OR", authenticationStrength: { id: STRENGTH } } });
const strength = (more: JsonObject): Lists => ({
  policies: [STRONG],
  authenticationStrengthPolicies: [
    { id: STRENGTH, displayName: "Strong", requirementsSatisfied: "mfa", allowedCombinations: ["fido2"], ...more },
  ],
});

const FACTS: Readonly<Record<string, Fact>> = {
  "everybody is a member of the group that the policy is about": {
    safe: members(TYPED(ANN), TYPED(BEN)),
    unsafe: {
      "a member is left out": members(TYPED(ANN)),
      "a member is misspelt": members(TYPED(ANN), TYPED(BEN.replace("2", "9"))),
      "a member is told by display name": members(TYPED(ANN), { displayName: "ben", id: "ben" }),
      "a person more is there": {
        ...members(TYPED(ANN), TYPED(BEN)),
        users: [...EVERYBODY, person(id("a", 3), "cem")],
      },
      "the group is gone": {
        ...INCLUDING,
        groups: [group([TYPED(ANN), TYPED(BEN)], { deletedDateTime: "2026-01-01T00:00:00Z" })],
      },
    },
  },
  "nobody is in the group that the policy excludes": {
    safe: excluded(),
    unsafe: {
      "somebody is": excluded(TYPED(ANN)),
      "a bare id is": excluded(ANN),
      "somebody is by user principal name": excluded({ userPrincipalName: "ann@contoso.example" }),
      "somebody is by address": excluded(`https://graph.microsoft.com/v1.0/users/${ANN}`),
      "somebody is in braces": excluded(`{${ANN}}`),
      "somebody is without dashes": excluded(ANN.replaceAll("-", "")),
      "somebody is by display name": excluded("ann"),
      "an object of no list is": excluded(NESTED),
      "a group that isn't listed is": excluded(TYPED(NESTED, "group")),
      "a user that isn't listed is": excluded(TYPED(id("a", 7))),
      "a device that is a listed group is": {
        ...EXCLUDING,
        groups: [
          group([TYPED(NESTED, "device")]),
          { id: NESTED, displayName: "Inner", securityEnabled: true, members: [TYPED(ANN)] },
        ],
      },
      "its members are hidden": { ...EXCLUDING, groups: [group([], { visibility: "HiddenMembership" })] },
      "its members go on": { ...EXCLUDING, groups: [group([], { "members@odata.nextLink": "x" })] },
      "its members are counted": { ...EXCLUDING, groups: [group([], { "members@odata.count": 3 })] },
      "its members are changes": { ...EXCLUDING, groups: [group([], { "members@delta": [] })] },
      "the group isn't there": { ...EXCLUDING, groups: [] },
      "the exclusion goes on": {
        ...EXCLUDING,
        policies: [policy({ excludeGroups: [GROUP], "excludeUsers@odata.nextLink": "x" })],
      },
    },
  },
  "whoever there is holds the role that the policy is about": {
    safe: assigned({}),
    unsafe: {
      "the holder is left out": { ...HOLDERS, roleAssignments: [] },
      "the holder is misspelt": assigned({ principalId: BEN }),
      "it is withdrawn": assigned({ status: "Revoked" }),
      "it is pending": assigned({ status: "PendingApproval" }),
      "it may be over": assigned({ endDateTime: "2026-01-01T00:00:00Z" }),
      "it may not have begun": assigned({ startDateTime: "2999-01-01T00:00:00Z" }),
      "it is of an administrative unit": assigned({ directoryScopeId: "/administrativeUnits/x" }),
      "it is of another scope": assigned({ directoryScopeId: null, resourceScope: "/x" }),
      "it is eligible": assigned({ assignmentType: "Eligible" }),
      "it is gone": assigned({ "@removed": { reason: "deleted" } }),
      "the role isn't built in": {
        ...assigned({}),
        roleDefinitions: [{ id: ROLE, templateId: ROLE, isBuiltIn: false, displayName: "Own" }],
      },
    },
  },
  "the office is everywhere else": {
    safe: places(ranges([cidr("0.0.0.0/0"), cidr("::/0", "iPv6CidrRange")])),
    unsafe: {
      "a range is left out": places(ranges([cidr("::/0", "iPv6CidrRange")])),
      "a range is cut": places(ranges([cidr("0.0.0.0/1"), cidr("::/0", "iPv6CidrRange")])),
      "a range is misspelt": places(ranges([cidr("0.0.0.0/0/0"), cidr("::/0", "iPv6CidrRange")])),
      "a range is of no known type": places(
        ranges([cidr("0.0.0.0/0", "iPv9CidrRange"), cidr("::/0", "iPv6CidrRange")]),
      ),
      "its ranges aren't there": places(ranges(undefined)),
      "its ranges go on": places(ranges([cidr("0.0.0.0/0")], { "ipRanges@odata.nextLink": "x" })),
    },
  },
  "the strength asks for MFA": {
    safe: strength({}),
    unsafe: {
      "it isn't there": { policies: [STRONG], authenticationStrengthPolicies: [] },
      "it allows one factor": strength({ requirementsSatisfied: "none", allowedCombinations: ["password"] }),
      "the policy says something else of it": {
        ...strength({}),
        policies: [
          {
            ...STRONG,
            grantControls: {
              operator: "OR",
              authenticationStrength: { id: STRENGTH, allowedCombinations: ["fido2", "password"] },
            },
          },
        ],
      },
    },
  },
};

const CONTEXTS: Readonly<Record<string, string>> = {
  policies: "identity/conditionalAccess/policies",
  namedLocations: "identity/conditionalAccess/namedLocations",
  authenticationStrengthPolicies: "policies/authenticationStrengthPolicies",
  users: "users",
  groups: "groups",
  roleAssignments: "roleManagement/directory/roleAssignments",
  roleDefinitions: "roleManagement/directory/roleDefinitions",
};

const pascal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const annotations = entries.filter(([key]) => key.includes("@"));
  const members = entries.filter(([key]) => !key.includes("@"));
  return {
    ...Object.fromEntries(
      members.map(([key, inner]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, pascal(inner)]),
    ),
    AdditionalProperties: Object.fromEntries(annotations),
  };
};

/** Files by their names, or one alone under no name. */
type Shape = (
  lists: Lists,
  mark?: (list: string, items: readonly unknown[]) => JsonObject,
) => readonly (readonly [string, unknown])[];

const SHAPES: Readonly<Record<string, Shape>> = {
  "a tenant file": (lists, mark) => [
    [
      "",
      Object.fromEntries(
        Object.entries(lists).map(([key, value]) => [key, mark === undefined ? value : { value, ...mark(key, value) }]),
      ),
    ],
  ],
  "a page for each list": (lists, mark) =>
    Object.entries(lists).map(([key, value]) => [
      `${key}.json`,
      { "@odata.context": METADATA + CONTEXTS[key], value, ...mark?.(key, value) },
    ]),
  "an object in each file": (lists, mark) =>
    Object.entries(lists).flatMap(([key, value]) => [
      ...value.map(
        (one, number) =>
          [`${key}/${number}.json`, { "@odata.context": `${METADATA}${CONTEXTS[key]}/$entity`, ...one }] as const,
      ),
      [`${key}.json`, { "@odata.context": METADATA + CONTEXTS[key], value: [], ...mark?.(key, []) }] as const,
    ]),
  "objects of the PowerShell SDK": (lists, mark) =>
    Object.entries(lists).map(([key, value]) => [
      `${key}.json`,
      { "@odata.context": METADATA + CONTEXTS[key], value: value.map(pascal), ...mark?.(key, value) },
    ]),
};

function verdictOf(files: readonly (readonly [string, unknown])[], isVouchedFor: boolean): string {
  const [first] = files;
  const { file, problems } =
    first?.[0] === "" ? gatherOne(first[1]) : gatherAll(files.map(([name, json]) => ({ name, json })));
  if (problems.length > 0) return "refused";
  const whole = Object.keys(file as JsonObject);
  const read = readTenant(
    isVouchedFor && first?.[0] !== "" ? { ...(file as JsonObject), source: { whole } } : file,
    "take",
  );
  return read.ok ? prove(read.tenant).kind : "refused";
}

/** Each sign of Graph's that a list is a part. */
const MARKS: Readonly<Record<string, (list: string, items: readonly unknown[]) => JsonObject>> = {
  "a next page": () => ({ "@odata.nextLink": "x" }),
  "a next page, of older metadata": () => ({ "odata.nextLink": "x" }),
  "a link to changes": () => ({ "@odata.deltaLink": "x" }),
  "a count above what is here": (_list, items) => ({ "@odata.count": items.length + 1 }),
  "a context with a cast": (list) => ({ "@odata.context": `${METADATA}${CONTEXTS[list]}/microsoft.graph.thing` }),
};

describe("a fact that makes a tenant safe", () => {
  for (const [fact, { safe, unsafe }] of Object.entries(FACTS))
    for (const [shape, files] of Object.entries(SHAPES)) {
      it(`proves it where it is told and vouched for: ${fact}, in ${shape}`, () =>
        assert.equal(verdictOf(files(safe), true), "proved"));
      for (const [how, lists] of Object.entries(unsafe))
        it(`proves nothing where ${how}: ${fact}, in ${shape}`, () =>
          assert.notEqual(verdictOf(files(lists), true), "proved"));
      for (const [sign, mark] of Object.entries(MARKS))
        for (const list of Object.keys(safe))
          it(`proves nothing where ${list} have ${sign}: ${fact}, in ${shape}`, () => {
            const marked = files(safe, (key, items) => (key === list ? mark(key, items) : {}));
            assert.notEqual(verdictOf(marked, true), "proved");
          });
    }

  for (const fact of [
    "everybody is a member of the group that the policy is about",
    "nobody is in the group that the policy excludes",
  ])
    for (const shape of ["a page for each list", "an object in each file", "objects of the PowerShell SDK"])
      it(`proves nothing that nobody vouches for: ${fact}, in ${shape}`, () => {
        const files = SHAPES[shape]?.(FACTS[fact]?.safe ?? {}) ?? [];
        assert.notEqual(verdictOf(files, false), "proved");
      });
});
