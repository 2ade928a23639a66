import assert from "node:assert/strict";
import type { Properties } from "../../../policies/model/resource";
import { UNKNOWN } from "../../../policies/model/unknown";
import { tenantStaysClosed } from "../../../policies/rules/tenant-stays-closed";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  INNER_GROUP,
  ORDINARY_USER,
  OTHER_GROUP,
  TRUSTED_LOCATION,
} from "../support/ids";
import { policyArguments } from "../support/policies";
import { aResource, aStack, settingsOf } from "../support/stacks";
import { aTenant } from "../support/tenants";

const settings = settingsOf({ "tenant-stays-closed": { tenant: aTenant() } });
const asked = (type: string, properties: Properties) =>
  tenantStaysClosed.onResource?.(aResource(type, properties), settings) ?? [];
const held = (...resources: readonly ReturnType<typeof aResource>[]) =>
  tenantStaysClosed.onStack?.(aStack(resources), settings) ?? [];
const strengthId = `/policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}`;
const same = policyArguments({
  users: { excludedGroups: [EXCLUDED_GROUP], excludedRoles: [EXCLUDED_ROLE] },
  grantControls: { operator: "OR", authenticationStrengthPolicyId: strengthId },
});

describe("tenant-stays-closed", () => {
  it("names the person whom a membership lets in", () => {
    const [finding] = asked("GroupMember", { groupObjectId: EXCLUDED_GROUP, memberObjectId: ORDINARY_USER });
    assert.match(finding?.message ?? "", new RegExp(`^user ${ORDINARY_USER} can reach Azure management without MFA`));
  });

  const opening: readonly (readonly [string, string, Properties])[] = [
    [
      "joining a group within the excluded one",
      "GroupMember",
      { groupObjectId: INNER_GROUP, memberObjectId: ORDINARY_USER },
    ],
    ["putting a whole group into it", "GroupMember", { groupObjectId: EXCLUDED_GROUP, memberObjectId: OTHER_GROUP }],
    [
      "an assignment of the excluded role",
      "DirectoryRoleAssignment",
      { roleId: EXCLUDED_ROLE, principalObjectId: ORDINARY_USER },
    ],
    ["owning the group with other members", "Group", { objectId: EXCLUDED_GROUP, members: [ORDINARY_USER] }],
    [
      "a rule that decides who is in the group",
      "Group",
      { objectId: EXCLUDED_GROUP, dynamicMembership: { enabled: true, rule: "all" } },
    ],
    [
      "the location with addresses",
      "NamedLocation",
      { objectId: TRUSTED_LOCATION, ip: { ipRanges: ["203.0.113.0/24"] } },
    ],
    [
      "the strength with one factor",
      "AuthenticationStrengthPolicy",
      { objectId: CUSTOM_STRENGTH, allowedCombinations: ["password"] },
    ],
    ["the policy switched off", "ConditionalAccessPolicy", { ...same, state: "disabled", objectId: BASELINE_POLICY }],
    [
      "a generic update of it",
      "msgraph:index/updateResource:UpdateResource",
      { url: `identity/conditionalAccess/policies/${BASELINE_POLICY}`, body: { state: "disabled" } },
    ],
  ];
  for (const [what, type, properties] of opening)
    it(`rejects ${what}`, () => assert.equal(held(aResource(type, properties)).length, 1));

  const closed: readonly (readonly [string, string, Properties])[] = [
    [
      "somebody who is in the group already",
      "GroupMember",
      { groupObjectId: EXCLUDED_GROUP, memberObjectId: BREAK_GLASS },
    ],
    ["a member of an unrelated group", "GroupMember", { groupObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER }],
    ["the policy as it is", "ConditionalAccessPolicy", { ...same, objectId: BASELINE_POLICY }],
    [
      "another name for the policy",
      "msgraph:index/updateResource:UpdateResource",
      { url: `identity/conditionalAccess/policies/${BASELINE_POLICY}`, body: { displayName: "x" } },
    ],
    ["a new, weak policy", "ConditionalAccessPolicy", policyArguments({ state: "disabled" })],
    [
      "an approved person's role in another scope",
      "DirectoryRoleAssignment",
      { roleId: OTHER_GROUP, principalObjectId: ORDINARY_USER },
    ],
  ];
  for (const [what, type, properties] of closed)
    it(`has nothing to say about ${what}`, () => {
      assert.deepEqual(asked(type, properties), []);
      assert.deepEqual(held(aResource(type, properties)), []);
    });

  it("finds two changes that open only together", () => {
    const inner = aResource(
      "GroupMember",
      { groupObjectId: OTHER_GROUP, memberObjectId: ORDINARY_USER },
      { name: "a" },
    );
    const outer = aResource("GroupMember", { groupObjectId: INNER_GROUP, memberObjectId: OTHER_GROUP }, { name: "b" });
    assert.equal(held(inner, outer).length, 1);
  });

  it("takes somebody who isn't known yet for anybody", () => {
    assert.equal(held(aResource("GroupMember", { groupObjectId: EXCLUDED_GROUP, memberObjectId: UNKNOWN })).length, 1);
  });

  it("lets an approved person in", () => {
    const approval = {
      user: ORDINARY_USER,
      kind: "exception",
      reason: "r",
      owner: "o@contoso.example",
      approvedBy: "a@contoso.example",
      reviewBy: "2027-01-31",
    };
    const approved = settingsOf({
      "tenant-stays-closed": { tenant: aTenant() },
      "approved-exclusions": { register: { exclusions: [approval] } },
    });
    const member = aResource("GroupMember", { groupObjectId: EXCLUDED_GROUP, memberObjectId: ORDINARY_USER });
    assert.deepEqual(tenantStaysClosed.onResource?.(member, approved), []);
  });
});
