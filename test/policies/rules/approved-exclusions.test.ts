import assert from "node:assert/strict";
import { approvedExclusions } from "../../../policies/rules/approved-exclusions";
import { noMfaBypass } from "../../../policies/rules/no-mfa-bypass";
import { plannedId } from "../../../policies/stack/objects/entra-objects";
import { UNRESOLVED } from "../../../policies/stack/objects/resource";
import { assertFound } from "../support/assert-found";
import {
  BREAK_GLASS,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  NEWER,
  ORDINARY_USER,
  OTHER_GROUP,
  SECOND_BREAK_GLASS,
} from "../support/ids";
import { aPolicy, IN_STACK, leavingOut } from "../support/policies";
import { anEntry } from "../support/register";
import { made, RESOURCE, UPDATE, update } from "../support/requests";
import { aResource, aStack, askedFor, referring, settingsOf } from "../support/stacks";
import { aTenant } from "../support/tenants";

const UNRELATED = { id: OTHER_GROUP, members: [{ id: ORDINARY_USER }] };

const entry = (who: object, reviewBy = "2027-01-31") => anEntry(who, { reviewBy });

const withRegister = (exclusions: readonly object[]) =>
  settingsOf({ ...IN_STACK, "approved-exclusions": { register: { exclusions }, asOf: "2026-09-01" } });

const ALL_CARRY = { "no-mfa-bypass": { baseline: "in-stack" } };
const NOBODY_APPROVED = { "approved-exclusions": { register: { exclusions: [] } } };

const excluding = (...users: readonly string[]) => aPolicy({ users: { excludedUsers: users } });

const judged = (policy: ReturnType<typeof aPolicy>, settings: ReturnType<typeof settingsOf>) => {
  const before = approvedExclusions.onResource?.(policy, settings, askedFor(policy)) ?? [];
  const after = approvedExclusions.onStack?.(aStack([policy]), settings) ?? [];
  const keysOf = (findings: typeof before) => new Set(findings.map(({ dedupeKey }) => dedupeKey));
  assert.deepEqual(keysOf(after), keysOf(before));
  return before;
};

/** The message about people whose exclusion nobody approved. */
const unapproved = (who: string): string =>
  `${who} can reach Azure management without MFA, and no entry of the register approves this`;
const inGroup = (group: string): string => unapproved(`the members of group ${group}`);

const OTHERS =
  /others can put people into the group, or may be in it without being listed, or this stack sets the expiry of groups/;

describe("approved-exclusions", () => {
  for (const [which, who, reviewBy] of [
    ["that is approved", BREAK_GLASS, "2027-01-31"],
    ["in upper case", BREAK_GLASS.toUpperCase(), "2027-01-31"],
    ["on the day of its review", BREAK_GLASS, "2026-09-01"],
    ["whose review is due within a year", BREAK_GLASS, "2027-09-01"],
  ] as const)
    it(`lets an exclusion pass ${which}`, () =>
      assert.deepEqual(judged(excluding(who), withRegister([entry({ user: BREAK_GLASS }, reviewBy)])), []));

  it("names an exclusion even if everybody gets in anyway, and not if another policy stops the person", () => {
    const users = { excludedUsers: [ORDINARY_USER] };
    const reported = (policy: ReturnType<typeof aPolicy>, ...others: readonly ReturnType<typeof aPolicy>[]) =>
      approvedExclusions.onStack?.(aStack([policy, ...others]), settingsOf({ ...ALL_CARRY, ...NOBODY_APPROVED }));
    for (const policy of [
      aPolicy({ users, state: "disabled" }),
      aPolicy({ users, state: "enabledForReportingButNotEnforced" }),
      aPolicy({ users: { includedUsers: [], ...users } }),
      aPolicy({ users, conditions: { clientAppTypes: ["browser"] } }),
      aPolicy({ users, grantControls: { operator: "OR", builtInControls: ["mfa", "compliantDevice"] } }),
    ])
      assertFound(reported(policy), [policy, unapproved(`user ${ORDINARY_USER}`)]);
    const isOff = aPolicy({ state: "disabled" }, { name: "off" });
    assert.deepEqual(reported(aPolicy({ users, applications: { includedApplications: [NEWER] } }), isOff), []);
    const covering = aPolicy({}, { name: "covering" });
    assert.deepEqual(reported(aPolicy({ users, state: "disabled" }), covering), []);
  });

  it("names groups whose members get in through one another", () => {
    const within = aResource("Group", { objectId: NEWER, members: [ORDINARY_USER] }, { name: "within" });
    const outer = aResource("Group", { objectId: OTHER_GROUP, members: [NEWER] }, { name: "outer" });
    const policy = aPolicy({ users: { excludedGroups: [OTHER_GROUP, NEWER] } });
    const found = approvedExclusions.onStack?.(aStack([within, outer, policy]), withRegister([])) ?? [];
    assertFound(found, [policy, inGroup(OTHER_GROUP)], [policy, inGroup(NEWER)]);
  });

  it("names only people who aren't in the register", () => {
    const policy = excluding(BREAK_GLASS, ORDINARY_USER);
    const found = judged(policy, withRegister([entry({ user: BREAK_GLASS })]));
    assertFound(found, [policy, unapproved(`user ${ORDINARY_USER}`)]);
  });

  it("rejects an exclusion whose review is overdue, of a break-glass account or group too, and says since when", () => {
    const inGroups = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
    for (const [policy, who] of [
      [excluding(BREAK_GLASS), { user: BREAK_GLASS }],
      [inGroups, { group: EXCLUDED_GROUP }],
      [inGroups, { group: EXCLUDED_GROUP, members: [BREAK_GLASS] }],
    ] as const) {
      const found = judged(policy, withRegister([entry(who, "2026-08-31")]));
      assertFound(found, [
        policy,
        "is due by 2026-08-31, which isn't within a year from the day in question, 2026-09-01",
      ]);
    }
  });

  it("takes no approval from the stack itself, and requires a review within a year", () => {
    const policy = excluding(BREAK_GLASS);
    assertFound(judged(policy, settingsOf(IN_STACK)), [policy, "no entry of the register approves this"]);
    const found = judged(policy, withRegister([entry({ user: BREAK_GLASS }, "2027-09-02")]));
    assertFound(found, [
      policy,
      "is due by 2027-09-02, which isn't within a year from the day in question, 2026-09-01",
    ]);
  });

  it("lets a group of the same stack pass whose members are all approved, in its list or by other resources", () => {
    const groupOf = (...members: readonly string[]) => aResource("Group", { members }, { name: "excluded" });
    const policy = leavingOut(groupOf());
    const member = (memberObjectId: string) =>
      referring("GroupMember", "m", "groupObjectId", groupOf(), { memberObjectId });
    for (const held of [(who: string) => [groupOf(BREAK_GLASS, who)], (who: string) => [groupOf(), member(who)]]) {
      const reported = (who: string) =>
        approvedExclusions.onStack?.(aStack([policy, ...held(who)]), withRegister([entry({ user: BREAK_GLASS })]));
      assert.deepEqual(reported(BREAK_GLASS), []);
      assertFound(reported(ORDINARY_USER), [policy, inGroup(plannedId(groupOf()))]);
    }
  });

  describe("a group of the same stack that others can come into", () => {
    const tenant = {
      policies: [],
      users: [BREAK_GLASS, ORDINARY_USER].map((id) => ({ id, displayName: id, userPrincipalName: `${id}@c.example` })),
      groups: [{ id: OTHER_GROUP, displayName: "empty", members: [] }],
    };
    const by = (...more: readonly object[]) =>
      settingsOf({
        ...IN_STACK,
        "approved-exclusions": { register: { exclusions: [entry({ user: BREAK_GLASS }), ...more] } },
        "tenant-stays-closed": { tenant },
      });
    const groupOf = (properties: object) =>
      aResource("Group", { members: [BREAK_GLASS], ...properties }, { name: "excluded" });
    const policy = leavingOut(groupOf({}));
    const said = (properties: object, settings = by()) =>
      (approvedExclusions.onStack?.(aStack([policy, groupOf(properties)]), settings) ?? []).flatMap(({ related }) =>
        related.map(({ text }) => text),
      );

    it("is rejected, and the message says so", () => {
      for (const properties of [
        { types: ["Unified"] },
        { types: ["Unified"], visibility: "Public" },
        { types: ["unified"], visibility: "PUBLIC" },
        { types: ["Unified"], visibility: UNRESOLVED },
        { types: [UNRESOLVED], visibility: "Public" },
        { types: UNRESOLVED },
        { administrativeUnitIds: [OTHER_GROUP] },
        { administrativeUnitIds: UNRESOLVED },
        { administrativeUnitIds: [UNRESOLVED] },
        { owners: [UNRESOLVED] },
        { owners: [ORDINARY_USER] },
        { owners: [SECOND_BREAK_GLASS] },
        { members: [BREAK_GLASS, OTHER_GROUP] },
      ])
        assert.match(said(properties).join("\n"), OTHERS, JSON.stringify(properties));
    });

    it("passes if others can't come in: a private group, a group that the deploying application owns, an approved group within", () => {
      for (const properties of [
        {},
        { types: ["Unified"], visibility: "Private" },
        { types: UNRESOLVED, visibility: "private" },
        { owners: UNRESOLVED },
      ])
        assert.deepEqual(said(properties), []);
      assert.deepEqual(said({ members: [OTHER_GROUP] }, by(entry({ group: OTHER_GROUP }))), []);
    });
  });

  describe("a group of the same stack that something else may put people into", () => {
    const settings = withRegister([entry({ user: BREAK_GLASS })]);
    const group = aResource("Group", { members: [BREAK_GLASS] }, { name: "excluded" });
    const policy = leavingOut(group);
    const unknown = { groupObjectId: UNRESOLVED, memberObjectId: ORDINARY_USER };
    const catalog = referring("AccessPackageResourceCatalogAssociation", "c", "resourceOriginId", group);
    for (const [what, writer] of Object.entries({
      "a membership of a group that isn't known": aResource("GroupMember", unknown, { name: "m" }),
      "a generic resource": referring(RESOURCE, "g", "url", group),
      "a generic update that makes it public": referring(UPDATE, "p", "url", group, { body: { visibility: "Public" } }),
      "an access package catalog": catalog,
      "the expiry of all groups": made("groupLifecyclePolicies", { managedGroupTypes: "All" }, { name: "e" }),
    }))
      it(`is rejected with ${what}`, () => {
        const [finding] = approvedExclusions.onStack?.(aStack([policy, group, writer]), settings) ?? [];
        assert.ok(finding?.message.startsWith(`the members of group ${plannedId(group)} can reach`));
        assert.match(finding?.related.map(({ text }) => text).join("\n") ?? "", OTHERS);
      });

    it("passes next to an unresolved member of a unit, which puts nobody into the group, and to an unrelated resource", () => {
      const unit = aResource("AdministrativeUnitMember", { memberObjectId: UNRESOLVED }, { name: "u" });
      for (const other of [unit, made("applications", { displayName: "x" }, { name: "g" })])
        assert.deepEqual(approvedExclusions.onStack?.(aStack([policy, group, other]), settings), []);
    });
  });

  describe("a deployed group of the same stack", () => {
    const settings = withRegister([entry({ user: BREAK_GLASS })]);
    const policy = aPolicy({ users: { excludedGroups: [OTHER_GROUP] } });
    const asked = (members?: readonly string[]) =>
      aResource("Group", members === undefined ? {} : { members }, { name: "excluded" });
    const held = (...members: readonly string[]) =>
      aResource("Group", { objectId: OTHER_GROUP, members }, { name: "excluded" });
    const reported = (group: ReturnType<typeof asked>, state: ReturnType<typeof held>) => [
      ...(approvedExclusions.onResource?.(policy, settings, askedFor(group, policy)) ?? []),
      ...(approvedExclusions.onStack?.(aStack([state, policy], [group, policy]), settings) ?? []),
    ];

    it("has the members in the state if the program lists none", () => {
      assert.deepEqual(reported(asked(), held(BREAK_GLASS)), []);
      assertFound(reported(asked(), held(BREAK_GLASS, ORDINARY_USER)), [policy, inGroup(OTHER_GROUP)]);
    });

    it("may hold anybody if its members aren't listed", () => {
      const open = aResource("GroupWithoutMembers", { objectId: OTHER_GROUP }, { name: "excluded" });
      assertFound(approvedExclusions.onStack?.(aStack([open, policy]), settings), [policy, inGroup(OTHER_GROUP)]);
    });
  });

  describe("a group that only the tenant has", () => {
    const ruledBy = (membershipRule?: string) => {
      const excluded = { id: EXCLUDED_GROUP, members: [{ id: BREAK_GLASS }], membershipRule };
      return settingsOf({
        ...ALL_CARRY,
        "approved-exclusions": { register: { exclusions: [entry({ user: BREAK_GLASS })] }, asOf: "2026-09-01" },
        "tenant-stays-closed": { tenant: { ...aTenant(), groups: [excluded, { ...UNRELATED, membershipRule }] } },
      });
    };
    const settings = ruledBy();
    const policy = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP], excludedRoles: [EXCLUDED_ROLE] } });
    const reported = (...resources: readonly ReturnType<typeof aResource>[]) => {
      const stack = aStack([policy, ...resources]);
      return [approvedExclusions, noMfaBypass].flatMap((rule) => rule.onStack?.(stack, settings) ?? []);
    };

    it("passes with the members that the snapshot has", () => {
      assert.deepEqual(reported(), []);
      assert.deepEqual(reported(aResource("GroupWithoutMembers", { objectId: EXCLUDED_GROUP }, { name: "g" })), []);
    });

    it("rejects an excluded person who is newer than the snapshot", () => {
      const newer = excluding(NEWER);
      const found = approvedExclusions.onStack?.(aStack([newer]), settings);
      assertFound(found, [newer, unapproved(`user ${NEWER}`)]);
    });

    it("may hold a person whom a rule may take in, and who may then be in no other group", () => {
      const one = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
      const other = aPolicy(
        { users: { includedUsers: [BREAK_GLASS], includedGroups: [OTHER_GROUP] } },
        { name: "other" },
      );
      for (const rule of ["unread", 'user.displayName -match "x"'])
        for (const who of [ORDINARY_USER, NEWER]) {
          const stack = aStack([one, other, update(`users/${who}`, { displayName: "x" }, { name: "u" })]);
          assertFound(approvedExclusions.onStack?.(stack, ruledBy(rule)), [one, inGroup(EXCLUDED_GROUP)]);
        }
    });
  });

  it("rejects an excluded group without an approval, and says what is missing if only some members have one", () => {
    const policy = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
    assertFound(judged(policy, withRegister([])), [policy, inGroup(EXCLUDED_GROUP)]);
    assert.deepEqual(judged(policy, withRegister([entry({ group: EXCLUDED_GROUP })])), []);
    const [finding] = judged(policy, withRegister([entry({ group: EXCLUDED_GROUP, members: [BREAK_GLASS] })]));
    assert.match(finding?.message ?? "", /approves only some of them/);
    assert.match(finding?.help ?? "", /no snapshot that shows the group/);
  });

  it("prints only texts that are ids", () => {
    const found = judged(aPolicy({ users: { excludedGroups: ["planted"] } }), withRegister([]));
    assertFound(found, [aPolicy(), inGroup("(not shown)")]);
    assert.doesNotMatch(JSON.stringify(found.map(({ message, related }) => [message, related])), /planted/);
  });
});
