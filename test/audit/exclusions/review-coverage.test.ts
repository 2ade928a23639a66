import assert from "node:assert/strict";
import { exclusionsOf } from "../../../src/audit/exclusions/exclusions";
import {
  aGroup,
  aPolicy,
  aRegister,
  aRoleOf,
  aTenant,
  GLOBAL_ADMINISTRATOR,
  groupId,
  userId,
} from "../../cli/a-tenant";
import { contextOn } from "../printed";

const ID = groupId(1);
const ALL = `/groups/${ID}/transitiveMembers`;
const EVERY_QUARTER = {
  pattern: { type: "absoluteMonthly", interval: 3 },
  range: { type: "noEnd", startDate: "2026-01-05" },
};

const query = (text: string, more: object = {}) => ({
  "@odata.type": "#microsoft.graph.accessReviewQueryScope",
  query: text,
  queryType: "MicrosoftGraph",
  ...more,
});
const inactive = { "@odata.type": "#microsoft.graph.accessReviewInactiveUsersQueryScope", inactiveDuration: "P30D" };
const across = (principals: readonly object[], resources: readonly object[]) => ({
  "@odata.type": "#microsoft.graph.principalResourceMembershipsScope",
  principalScopes: principals,
  resourceScopes: resources,
});
const review = (scope: unknown, more: object = {}) => ({
  id: "r-1",
  displayName: "Quarterly",
  status: "InProgress",
  scope,
  settings: { recurrence: EVERY_QUARTER },
  ...more,
});

/** What an audit says of the review of an exclusion. */
function reviewed(accessReviews: readonly object[], known: object = {}, users: object = {}, register?: string) {
  const tenant = aTenant([aPolicy({ users: { excludeGroups: [ID], ...users } })], {
    groups: [aGroup(1, [{ id: userId(1) }])],
    accessReviews,
    ...known,
  });
  const [exclusion = assert.fail("nothing is excluded")] = exclusionsOf(contextOn({ tenant, register }));
  return exclusion.review;
}

const each = (groups: string) => ({ instanceEnumerationScope: query(groups) });
const UNIFIED = each("/groups?$filter=(groupTypes/any(c:c eq 'Unified'))");
const GUESTS = "?$filter=(userType eq 'Guest')";
const USERS = query("/users");
const CHANNELS = query(`/teams/${ID}/channels?$filter=(membershipType eq 'shared')`);
const IN_A_PACKAGE = `/identityGovernance/entitlementManagement/accessPackageAssignments?$filter=(accessPackageId eq '${ID}')`;
const ELIGIBLE = `/beta/roleManagement/directory/roleEligibilitySchedules?$filter=(principalId eq '${ID}')`;
const PRIVILEGED = `/identityGovernance/privilegedAccess/group/assignmentScheduleInstances?$filter=groupId eq '${ID}'`;
type Kind = "covered" | "not covered" | "not known";
type Scopes = { readonly [name: string]: readonly [scope: unknown, more?: object] };

/** The scopes that the documentation has, and some that it hasn't, each with what comes of it and why. */
const SCOPES: readonly (readonly [kind: Kind, why: RegExp, scopes: Scopes])[] = [
  [
    "covered",
    /^$/,
    {
      "all of its users": [query(`${ALL}/microsoft.graph.user`)],
      "all of its members": [query(ALL)],
      "all of them by an address with a version": [query(`/v1.0${ALL}`)],
      "all of them by a whole address": [query(`https://graph.microsoft.com/v1.0${ALL}/?$count=true`)],
      "all of them without a type of scope": [{ query: ALL }],
      "its direct members, where no group is in it": [query(`/groups/${ID}/members`)],
      "all of them in another letter case": [query(`/Groups/${ID.toUpperCase()}/TransitiveMembers`)],
    },
  ],
  [
    "not covered",
    /may leave out some of its members/,
    {
      "all members of each of one group": [query("./transitiveMembers"), each(`/groups/${ID}`)],
      "all users of it and its channels": [across([USERS], [query(`${ALL}/microsoft.graph.user`), CHANNELS])],
      "inactive ones alone": [query(`${ALL}/microsoft.graph.user`, inactive)],
      "guests alone": [query(`${ALL}/microsoft.graph.user/${GUESTS}`)],
      "a filtered part": [query(`${ALL}?$filter=startswith(displayName,'x')`)],
      "a searched part": [query(`${ALL}?$search="displayName:x"`)],
      "its owners": [query(`/groups/${ID}/owners`)],
      "its applications": [query(`${ALL}/microsoft.graph.servicePrincipal`)],
      "guests of it": [across([query(`/users${GUESTS}`)], [query(ALL)])],
    },
  ],
  [
    "not covered",
    /^$/,
    {
      "another group": [query(`/groups/${groupId(2)}/transitiveMembers`)],
      "eligibility for a role": [query(ELIGIBLE)],
      "an access package": [query(IN_A_PACKAGE)],
      "guests of all Microsoft 365 groups": [query(`./members/microsoft.graph.user/${GUESTS}`), UNIFIED],
      "inactive guests of all groups": [across([query(`/users${GUESTS}`, inactive)], [query("/groups")])],
      "all users of a role": [across([USERS], [query("/roleManagement/directory/roleDefinitions/x")])],
    },
  ],
  [
    "not known",
    /isn't understood/,
    {
      "all users of all Microsoft 365 groups": [query("./members/microsoft.graph.user"), UNIFIED],
      "what is no list of members": [query(`./${ID}`), each("/groups")],
      "members of nothing that is said": [query("./members")],
      "all users of all groups": [across([USERS], [query("/groups")])],
      "people of nothing": [across([USERS], [])],
      "no scope": [null],
      "a query that nobody has heard of": [query(`/governance/circles/${ID}`)],
      "privileged access to it": [query(PRIVILEGED)],
    },
  ],
];

const between = (startDate: string, endDate: string) => ({ type: "endDate", startDate, endDate });
const since = (startDate: string, type: string) => ({ type, startDate });
const recurring = (range: object, pattern: object | null = EVERY_QUARTER.pattern) => ({
  settings: { instanceDurationInDays: 14, recurrence: { pattern, range } },
});
const RUNS: readonly (readonly [name: string, more: object, kind: Kind])[] = [
  ["one that goes on", {}, "covered"],
  ["one that ends on the day", recurring(between("2026-01-05", "2026-10-01")), "covered"],
  ["one that begins on the day", recurring(between("2026-10-01", "2027-01-01")), "covered"],
  ["one that ended the day before", recurring(between("2024-01-05", "2026-09-30")), "not covered"],
  ["one that begins the day after", recurring(since("2026-10-02", "noEnd")), "not covered"],
  ["one that ends nobody knows when", recurring(since("2026-01-05", "endDate")), "not covered"],
  ["one whose range nobody has heard of", recurring(since("2026-01-05", "lunar")), "not covered"],
  ["one that is held so many times", recurring(since("2026-01-05", "numbered")), "not covered"],
  ["a single one that is held", { settings: { recurrence: null } }, "covered"],
  ["a single one between two days", recurring(between("2026-09-20", "2026-10-04"), null), "covered"],
  ["a single one that is over", { settings: {}, status: "Completed" }, "not covered"],
  ["one whose decisions are applied", { status: "AutoReviewed" }, "not covered"],
  ["one that is being concluded", { status: "Completing" }, "covered"],
  ["one that hasn't begun", { status: "NotStarted" }, "not covered"],
  ["one in a state that nobody has heard of", { status: "Paused" }, "not covered"],
  ["one that doesn't say its state", { status: undefined }, "not covered"],
];

describe("whether an access review covers an excluded group", () => {
  const assertReviewed = (reviews: readonly object[], kind: Kind, why: RegExp): void => {
    const said = reviewed(reviews);
    assert.equal(said.kind, kind, JSON.stringify(said));
    assert.match("why" in said ? (said.why ?? "") : "", why);
  };

  for (const [kind, why, scopes] of SCOPES)
    for (const [name, [scope, more = {}]] of Object.entries(scopes))
      it(`that reviews ${name}: ${kind}`, () => assertReviewed([review(scope, more)], kind, why));

  for (const [name, more, kind] of RUNS)
    it(`by ${name}: ${kind}`, () =>
      assertReviewed([review(query(ALL), more)], kind, kind === "covered" ? /^$/ : /may not be held on 2026-10-01$/));

  it("says whether it comes again, and rather names one of several that does", () => {
    const once = review(query(ALL), { id: "r-2", displayName: "Once", settings: { recurrence: null } });
    const again = { kind: "covered", by: '"Quarterly"', isRecurring: true };
    assert.deepEqual(reviewed([once]), { kind: "covered", by: '"Once"', isRecurring: false });
    assert.deepEqual(reviewed([review(query(`/groups/${ID}/owners`)), once, review(query(ALL))]), again);
  });

  it("by its direct members isn't where there are groups in it, or may be", () => {
    const directly = [review(query(`/groups/${ID}/members`))];
    const nested = [
      { id: ID, members: [{ id: groupId(2) }] },
      { id: groupId(2), members: [{ id: userId(1) }] },
    ];
    const lost = [{ id: ID, members: [{ "@odata.type": "#microsoft.graph.group", id: groupId(3) }] }];
    assert.equal(reviewed([review(across([USERS], [query(`/groups/${ID}`)]))], { groups: nested }).kind, "not covered");
    for (const groups of [nested, [{ id: ID }], lost]) assert.equal(reviewed(directly, { groups }).kind, "not covered");
  });

  it("isn't known where not all reviews are, and isn't covered where there is none", () => {
    assert.deepEqual(reviewed([]), { kind: "not covered" });
    assert.equal(reviewed([7 as never]).kind, "not known");
    assert.equal(reviewed([], { accessReviews: undefined }).kind, "not known");
    assert.equal(reviewed([], { notRead: [{ key: "accessReviews", why: "a page broke off" }] }).kind, "not known");
  });
});

describe("whether an access review covers a person", () => {
  const PERSON = aRegister([`user: ${userId(1)}`]);
  const roleAssignments = [aRoleOf(userId(1))];
  const two = [ID, groupId(2)].map((id) => ({ id, members: [{ id: userId(1) }] }));
  const rows: readonly (readonly [how: string, kind: Kind, why: RegExp, users: object])[] = [
    ["by groups that are all reviewed", "covered", /^$/, { excludeGroups: [ID] }],
    ["by groups that aren't all reviewed", "not covered", /^$/, { excludeGroups: [ID, groupId(2)] }],
    ["by id, which none can end", "not covered", /by id/, { excludeUsers: [userId(1)], excludeGroups: [ID] }],
    ["by a role beside a reviewed group", "not covered", /by a role/, { excludeRoles: [GLOBAL_ADMINISTRATOR] }],
    ["by nothing", "not covered", /^$/, { excludeGroups: [groupId(3)] }],
  ];
  for (const [how, kind, why, users] of rows)
    it(`who is excluded ${how}: ${kind}`, () => {
      const said = reviewed([review(query(ALL))], { groups: two, roleAssignments }, users, PERSON);
      assert.equal(said.kind, kind, JSON.stringify(said));
      assert.match("why" in said ? (said.why ?? "") : "", why);
    });
});
