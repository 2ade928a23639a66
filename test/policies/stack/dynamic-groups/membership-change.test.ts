import assert from "node:assert/strict";
import { membershipChangeBy } from "../../../../policies/stack/dynamic-groups/membership-change";
import { readMembershipRule } from "../../../../policies/stack/dynamic-groups/rule";
import { type Existence, userWritesOf } from "../../../../policies/stack/dynamic-groups/user-write";
import { ORDINARY_USER } from "../../support/ids";
import { update } from "../../support/requests";

const IN_SALES = 'user.department -eq "Sales"';
const NOT_IN_SALES = `-not (${IN_SALES})`;

describe("what a membership rule makes of a user whose department is set", () => {
  const turned = (rule: string, department: string, presence: Existence, isMember: boolean | undefined) => {
    const [write = assert.fail()] = userWritesOf(update(`users/${ORDINARY_USER}`, { department }), presence);
    return membershipChangeBy(readMembershipRule(rule), write, isMember)?.does ?? "nothing";
  };

  // Of a user who may be in the group and may not, the worse holds.
  for (const [who, isMember, toSales, elsewhere] of [
    ["is", true, "nothing", "removes"],
    ["isn't", false, "adds", "nothing"],
    ["may be", undefined, "adds", "removes"],
  ] as const)
    it(`of one who ${who} in the group`, () => {
      assert.equal(turned(IN_SALES, "sales", "there", isMember), toSales);
      assert.equal(turned(IN_SALES, "Platform", "there", isMember), elsewhere);
      assert.equal(turned(NOT_IN_SALES, "Platform", "there", isMember), toSales);
      assert.equal(turned(NOT_IN_SALES, "Sales", "there", isMember), elsewhere);
    });

  it("that another part of the rule keeps in the group, or out of it, and of a new one, who can leave none", () => {
    const elsewhere = `${IN_SALES} -and -not (user.country -eq "FI")`;
    assert.equal(turned(elsewhere, "Sales", "there", true), "nothing");
    assert.equal(turned(elsewhere, "Sales", "there", false), "adds");
    assert.equal(turned(IN_SALES, "Sales", "new", false), "adds");
    assert.equal(turned(IN_SALES, "Platform", "new", false), "nothing");
  });
});
