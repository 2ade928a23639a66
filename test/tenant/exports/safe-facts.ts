import type { JsonObject } from "../../../src/law/json/json-object";
import { addresses, aPolicy, aRoleOf, guests, GLOBAL_ADMINISTRATOR as ROLE } from "../../cli/a-tenant";

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const id = (kind: string, number: number): string => `${kind.repeat(8)}-0000-4000-8000-00000000000${number}`;
const [ANN, BEN] = [id("a", 1), id("a", 2)];
const [GROUP, NESTED] = [id("c", 1), id("c", 2)];
const [OFFICE, STRENGTH] = [id("d", 1), id("d", 2)];
const GONE = { deletedDateTime: "2026-01-01T00:00:00Z" };

export type Lists = { readonly [list: string]: readonly JsonObject[] };

const policy = (users: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...aPolicy({ displayName: "Require MFA", id: id("e", 1), users }),
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
const OUTSIDE_TYPES = "b2bDirectConnectUser,otherExternalUser,serviceProvider";
const ALL_TENANTS = { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" };
const OUTSIDERS = policy(
  { includeUsers: ["None"], includeGuestsOrExternalUsers: guests(OUTSIDE_TYPES, ALL_TENANTS) },
  { id: id("e", 2) },
);
const group = (members: readonly unknown[], more: JsonObject = {}): JsonObject => ({
  id: GROUP,
  displayName: "Some",
  securityEnabled: true,
  members,
  ...more,
});
const inner = (more: JsonObject): JsonObject => ({ id: NESTED, displayName: "Inner", securityEnabled: true, ...more });
const holder = (more: JsonObject = {}): JsonObject => ({ id: "r1", ...aRoleOf(ANN, more) });

/** A tenant that is proved, and variants in which a fact is missing or written differently than Graph writes it. */
export interface Fact {
  readonly safe: Lists;
  /** The texts that the fact rests on. */
  readonly texts: readonly string[];
  /** Whether a change makes the tenant no less safe, by the file, the place and the change. */
  readonly isSafer?: (change: string) => boolean;
  /** Whether a stack can have the fact. */
  readonly isInStacks?: true;
  readonly unsafe: Readonly<Record<string, Lists>>;
}

const EVERYBODY = [person(ANN, "ann"), person(BEN, "ben")];
const INCLUDING = { policies: [policy({ includeUsers: [], includeGroups: [GROUP] }), OUTSIDERS], users: EVERYBODY };
const EXCLUDING = { policies: [policy({ excludeGroups: [GROUP] })], users: EVERYBODY, groups: [group([])] };
const TYPED = (one: string, type = "user"): JsonObject => ({ "@odata.type": `#microsoft.graph.${type}`, id: one });
const members = (...all: readonly unknown[]): Lists => ({ ...INCLUDING, groups: [group(all)] });
const nested = (more: JsonObject): Lists => ({
  ...INCLUDING,
  groups: [group([TYPED(ANN), TYPED(NESTED, "group")]), inner(more)],
});
const excludedAs = (more: JsonObject): Lists => ({ ...EXCLUDING, groups: [group([], more)] });
const excluded = (...all: readonly unknown[]): Lists => ({ ...EXCLUDING, groups: [group(all)] });
const HOLDERS = {
  policies: [policy({ includeUsers: [], includeRoles: [ROLE] }), OUTSIDERS],
  users: [person(ANN, "ann")],
  groups: [],
};
const NOBODY_HOLDS = {
  policies: [policy({ excludeRoles: [ROLE] })],
  users: EVERYBODY,
  groups: [],
  roleAssignments: [],
  roleEligibilitySchedules: [],
};
const { roleAssignments: _none, ...WITHOUT_HOLDERS } = NOBODY_HOLDS;
const heldBy = (more: JsonObject): Lists => ({ ...NOBODY_HOLDS, roleAssignments: [holder(more)] });
const assigned = (more: JsonObject): Lists => ({ ...HOLDERS, roleAssignments: [holder(more)] });
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
const SMALL = addresses(id("d", 3), ["203.0.113.0/24"], { displayName: "Small" });
/** The two halves of what the policy for everywhere leaves out. */
const HALVES = ["203.0.113.0/25", "203.0.113.128/25"];
const [, REST] = HALVES.map((half) => cidr(half));
const office = (changes: JsonObject): Lists => ({
  policies: [INSIDE, OUTSIDE],
  namedLocations: [addresses(OFFICE, HALVES, { displayName: "Office", ...changes }), SMALL],
});
const withFirst = (first: JsonObject): Lists => office({ ipRanges: [first, REST] });
const asking = (more: JsonObject): JsonObject =>
  policy({}, { grantControls: { operator: "OR", authenticationStrength: { id: STRENGTH, ...more } } });
const strength = (more: JsonObject): Lists => ({
  policies: [asking({})],
  authenticationStrengthPolicies: [
    { id: STRENGTH, displayName: "Strong", requirementsSatisfied: "mfa", allowedCombinations: ["fido2"], ...more },
  ],
});

/** The texts that every policy rests on. */
const POLICY = [API, "enabled", "mfa"];
/** A change of the list of users or of one user: fewer users are no danger. */
const ABOUT_USERS = /^users\b|^: (the key of )?users\b/;

export const FACTS: Readonly<Record<string, Fact>> = {
  "everybody is a member of the group that the policy is about": {
    safe: members(TYPED(ANN), TYPED(BEN)),
    texts: [...POLICY, GROUP, BEN, OUTSIDE_TYPES],
    isSafer: (change) => ABOUT_USERS.test(change),
    unsafe: {
      "a member is told by display name": members(TYPED(ANN), { displayName: "ben", id: "ben" }),
      "its transitive members are fewer": {
        ...INCLUDING,
        groups: [group([TYPED(ANN), TYPED(BEN)], { transitiveMembers: [TYPED(ANN)] })],
      },
      "a person more is there": {
        ...members(TYPED(ANN), TYPED(BEN)),
        users: [...EVERYBODY, person(id("a", 3), "cem")],
      },
      "the group is gone": { ...INCLUDING, groups: [group([TYPED(ANN), TYPED(BEN)], GONE)] },
    },
  },
  "everybody is a member, somebody through another group": {
    safe: nested({ members: [TYPED(BEN)] }),
    texts: [GROUP, NESTED, BEN],
    isSafer: (change) => ABOUT_USERS.test(change),
    unsafe: {
      "the inner group isn't there": members(TYPED(ANN), TYPED(NESTED, "group")),
      "nobody knows who is in the inner group": nested({}),
      "the inner group hides its members": nested({ members: [], visibility: "HiddenMembership" }),
      "the inner group goes on": nested({ members: [], "members@odata.nextLink": "x" }),
      "the inner group is gone": nested({ members: [TYPED(BEN)], ...GONE }),
    },
  },
  "nobody is in the group that the policy excludes": {
    safe: excluded(),
    texts: [...POLICY, GROUP],
    isSafer: (change) => /excludeGroups\S* is (left out|nothing)$/i.test(change),
    unsafe: {
      "somebody is": excluded(TYPED(ANN)),
      "a bare id is": excluded(ANN),
      "an object of no list is": excluded(NESTED),
      "a group that isn't listed is": excluded(TYPED(NESTED, "group")),
      "a user that isn't listed is": excluded(TYPED(id("a", 7))),
      "a device that is a listed group is": {
        ...EXCLUDING,
        groups: [group([TYPED(NESTED, "device")]), inner({ members: [TYPED(ANN)] })],
      },
      "its members are hidden": excludedAs({ visibility: "hiddenMEMBERSHIP" }),
      "its transitive members are somebody": excludedAs({ transitiveMembers: [TYPED(ANN)] }),
      "somebody is a member of it by their own telling": {
        ...EXCLUDING,
        users: [person(ANN, "ann", { memberOf: [TYPED(GROUP, "group")] })],
      },
      "its members go on": excludedAs({ "members@odata.nextLink": "x" }),
      "its members are counted": excludedAs({ "members@odata.count": 3 }),
      "its members are changes": excludedAs({ "members@delta": [] }),
      "the exclusion goes on": {
        ...EXCLUDING,
        policies: [policy({ excludeGroups: [GROUP], "excludeUsers@odata.nextLink": "x" })],
      },
    },
  },
  "whoever there is holds the role that the policy is about": {
    safe: assigned({}),
    texts: [...POLICY, ROLE, ANN],
    isSafer: (change) => ABOUT_USERS.test(change),
    unsafe: {
      "it is there again, in an administrative unit": {
        ...assigned({}),
        roleAssignments: [holder(), holder({ directoryScopeId: "/administrativeUnits/x" })],
      },
      "it is withdrawn": assigned({ status: "Revoked" }),
      "it is pending": assigned({ status: "PendingApproval" }),
      "it may be over": assigned({ endDateTime: "2026-01-01T00:00:00Z" }),
      "it may not have begun": assigned({ startDateTime: "2999-01-01T00:00:00Z" }),
      "it is of an administrative unit": assigned({ directoryScopeId: "/administrativeUnits/x" }),
      "it is of another scope": assigned({ directoryScopeId: null, resourceScope: "/x" }),
      "it is eligible": assigned({ assignmentType: "Eligible" }),
      "it is an activation, which ends": assigned({ assignmentType: "Activated" }),
      "it is a request to end it": assigned({ action: "adminRemove", status: "Provisioned" }),
      "it is gone": assigned({ "@removed": { reason: "deleted" } }),
      "the role isn't built in": {
        ...assigned({}),
        roleDefinitions: [{ id: ROLE, templateId: ROLE, isBuiltIn: "no", displayName: "Own" }],
      },
    },
  },
  "nobody holds the role that the policy excludes, or may make it active": {
    safe: NOBODY_HOLDS,
    texts: POLICY,
    unsafe: {
      "somebody holds it": heldBy({}),
      "somebody holds it in a unit": heldBy({ directoryScopeId: "/administrativeUnits/x" }),
      "a group that isn't listed holds it": heldBy({ principalId: GROUP, principal: TYPED(GROUP, "group") }),
      "somebody holds it by the name of its definition": {
        ...heldBy({ roleDefinitionId: NESTED }),
        roleDefinitions: [{ id: NESTED, templateId: ROLE, isBuiltIn: true, displayName: "Renamed" }],
      },
      "somebody holds it by their own telling": {
        ...NOBODY_HOLDS,
        users: [person(ANN, "ann", { memberOf: [{ ...TYPED("x", "directoryRole"), roleTemplateId: ROLE }] })],
      },
      "somebody may make it active": { ...NOBODY_HOLDS, roleEligibilitySchedules: [holder({ status: "Provisioned" })] },
      "who holds it isn't there": WITHOUT_HOLDERS,
      "one of its id is off": { policies: [policy({}), policy({}, { id: `{${id("e", 1)}}`, state: "disabled" })] },
    },
  },
  "the office is all that the policy for everywhere leaves out": {
    safe: office({}),
    texts: [...POLICY, OFFICE, ...HALVES],
    isSafer: (change) => /include\w*locations\S* is (left out|nothing)$|locations(\.0)? is left out$/i.test(change),
    isInStacks: true,
    unsafe: {
      "a range is cut": withFirst(cidr("203.0.113.0/26")),
      "a range is misspelt": withFirst(cidr("203.0.113.0/25/0")),
      "a range is of no known type": withFirst(cidr("203.0.113.0/25", "iPv9CidrRange")),
      "its ranges go on": office({ ipRanges: [REST], "ipRanges@odata.nextLink": "x" }),
      "it is deleted": office(GONE),
    },
  },
  "the strength asks for MFA": {
    safe: strength({}),
    texts: [API, "enabled", STRENGTH, "fido2"],
    isInStacks: true,
    unsafe: {
      "it allows one factor": strength({ requirementsSatisfied: "none", allowedCombinations: ["password"] }),
      "the policy says that it is deleted": { ...strength({}), policies: [asking(GONE)] },
      "the policy says something else of it": {
        ...strength({}),
        policies: [asking({ allowedCombinations: ["fido2", "password"] })],
      },
    },
  },
};
