import assert from "node:assert/strict";
import { UNKNOWN } from "../../../policies/model/unknown";
import { approvedExclusions } from "../../../policies/rules/approved-exclusions";
import { BREAK_GLASS, EXCLUDED_GROUP, ORDINARY_USER, SECOND_BREAK_GLASS } from "../support/ids";
import { aPolicy, IN_STACK } from "../support/policies";
import { aResource, aStack, settingsOf } from "../support/stacks";

const entry = (who: object, reviewBy = "2027-01-31") => ({
  ...who,
  kind: "break-glass",
  reason: "Emergency access",
  owner: "identity-team@contoso.example",
  approvedBy: "ciso@contoso.example",
  reviewBy,
});

const withRegister = (exclusions: readonly object[], rest: object = {}) =>
  settingsOf({ ...IN_STACK, "approved-exclusions": { register: { exclusions }, asOf: "2026-09-01", ...rest } });

const excluding = (...users: readonly string[]) => aPolicy({ users: { excludedUsers: users } });

const judged = (policy: ReturnType<typeof aPolicy>, settings: ReturnType<typeof settingsOf>) => {
  const before = approvedExclusions.onResource?.(policy, settings, []) ?? [];
  const after = approvedExclusions.onStack?.(aStack([policy]), settings) ?? [];
  assert.deepEqual(new Set(after.map(({ hole }) => hole)), new Set(before.map(({ hole }) => hole)));
  return before;
};

describe("approved-exclusions", () => {
  it("lets an approved exclusion pass", () => {
    assert.deepEqual(judged(excluding(BREAK_GLASS), withRegister([entry({ user: BREAK_GLASS })])), []);
  });

  it("lets it pass in upper case", () => {
    assert.deepEqual(judged(excluding(BREAK_GLASS.toUpperCase()), withRegister([entry({ user: BREAK_GLASS })])), []);
  });

  it("names whoever isn't in the register, and nobody else", () => {
    const found = judged(excluding(BREAK_GLASS, ORDINARY_USER), withRegister([entry({ user: BREAK_GLASS })]));
    assert.deepEqual(
      found.map(({ message }) => message),
      [`user ${ORDINARY_USER} can reach Azure management without MFA, and no entry of the register approves it`],
    );
  });

  it("rejects an exclusion whose review is overdue, and says since when", () => {
    const [finding] = judged(excluding(BREAK_GLASS), withRegister([entry({ user: BREAK_GLASS }, "2026-08-31")]));
    assert.match(finding?.message ?? "", /was due by 2026-08-31; it is judged on 2026-09-01/);
  });

  it("lets it pass on the day of the review", () => {
    assert.deepEqual(judged(excluding(BREAK_GLASS), withRegister([entry({ user: BREAK_GLASS }, "2026-09-01")])), []);
  });

  it("takes no approval from the stack itself", () => {
    const [finding] = judged(excluding(BREAK_GLASS), settingsOf(IN_STACK));
    assert.match(finding?.message ?? "", /was given no register/);
  });

  it("counts exclusions", () => {
    const both = [entry({ user: BREAK_GLASS }), entry({ user: SECOND_BREAK_GLASS })];
    const policy = excluding(BREAK_GLASS, SECOND_BREAK_GLASS);
    assert.deepEqual(judged(policy, withRegister(both, { maxExclusions: 2 })), []);
    assert.equal(judged(policy, withRegister(both, { maxExclusions: 1 })).length, 1);
  });

  it("wants reviews within the interval", () => {
    const register = [entry({ user: BREAK_GLASS })];
    assert.equal(judged(excluding(BREAK_GLASS), withRegister(register, { reviewIntervalDays: 30 })).length, 1);
    assert.deepEqual(judged(excluding(BREAK_GLASS), withRegister(register, { reviewIntervalDays: 365 })), []);
  });

  it("shows every error of a register that can't be read", () => {
    const [finding] = judged(excluding(BREAK_GLASS), withRegister([{ user: BREAK_GLASS, kind: "friend" }]));
    assert.match(finding?.message ?? "", /can't be read/);
    assert.ok((finding?.evidence.length ?? 0) > 3);
  });

  it("rejects an excluded group that nobody approved", () => {
    const policy = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
    assert.equal(judged(policy, withRegister([])).length, 1);
    assert.deepEqual(judged(policy, withRegister([entry({ group: EXCLUDED_GROUP })])), []);
  });

  it("lets a group of the same stack pass whose members are all approved", () => {
    const settings = withRegister([entry({ user: BREAK_GLASS })]);
    const groupOf = (...members: readonly string[]) => aResource("Group", { members }, { name: "excluded" });
    const policy = aPolicy({ users: { excludedGroups: [UNKNOWN] } }, { sources: { conditions: [groupOf().urn] } });
    const told = (...members: readonly string[]) =>
      approvedExclusions.onStack?.(aStack([policy, groupOf(...members)]), settings);
    assert.deepEqual(told(BREAK_GLASS), []);
    assert.equal(told(BREAK_GLASS, ORDINARY_USER)?.length, 1);
  });

  describe("a group of the same stack that something else may put people into", () => {
    const settings = withRegister([entry({ user: BREAK_GLASS })]);
    const group = aResource("Group", { members: [BREAK_GLASS] }, { name: "excluded" });
    const policy = aPolicy({ users: { excludedGroups: [UNKNOWN] } }, { sources: { conditions: [group.urn] } });
    const generic = "msgraph:index/resource:Resource";
    const writers: readonly (readonly [string, ReturnType<typeof aResource>])[] = [
      [
        "a membership of a group that can't be told",
        aResource("GroupMember", { groupObjectId: UNKNOWN, memberObjectId: ORDINARY_USER }, { name: "m" }),
      ],
      ["a generic resource", aResource(generic, { url: UNKNOWN }, { name: "g", sources: { url: [group.urn] } })],
      [
        "an access package catalog",
        aResource(
          "AccessPackageResourceCatalogAssociation",
          { resourceOriginId: UNKNOWN },
          { name: "c", sources: { resourceOriginId: [group.urn] } },
        ),
      ],
    ];
    for (const [what, writer] of writers)
      it(`is rejected with ${what}, and is named`, () => {
        const [finding] = approvedExclusions.onStack?.(aStack([policy, group, writer]), settings) ?? [];
        assert.match(finding?.message ?? "", /^whoever is in group `excluded` of this stack can reach/);
      });

    it("passes beside an unrelated generic resource", () => {
      const unrelated = aResource(generic, { url: "applications", body: { displayName: "x" } }, { name: "g" });
      assert.deepEqual(approvedExclusions.onStack?.(aStack([policy, group, unrelated]), settings), []);
    });
  });

  it("sees whom a resource puts into a group of the same stack", () => {
    const settings = withRegister([entry({ user: BREAK_GLASS })]);
    const group = aResource("Group", {}, { name: "excluded" });
    const policy = aPolicy({ users: { excludedGroups: [UNKNOWN] } }, { sources: { conditions: [group.urn] } });
    const member = (memberObjectId: string) =>
      aResource(
        "GroupMember",
        { groupObjectId: UNKNOWN, memberObjectId },
        { name: "m", sources: { groupObjectId: [group.urn] } },
      );
    assert.deepEqual(approvedExclusions.onStack?.(aStack([policy, group, member(BREAK_GLASS)]), settings), []);
    assert.equal(approvedExclusions.onStack?.(aStack([policy, group, member(ORDINARY_USER)]), settings).length, 1);
  });
});
