import assert from "node:assert/strict";
import { CATALOGUE } from "../../../policies/catalogue";
import { Run } from "../../../policies/crossguard/run";
import type { Settings } from "../../../policies/settings/settings";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  INNER_GROUP,
  ORDINARY_USER,
  OTHER_GROUP,
  TRUSTED_LOCATION,
} from "../support/ids";
import { aPolicy, IN_STACK, policyArguments } from "../support/policies";
import { anEntry } from "../support/register";
import { update } from "../support/requests";
import { aResource, settingsOf } from "../support/stacks";
import { aTenant } from "../support/tenants";

/** What an engine runs: a preview, in which a value of a program may be another one, and then the update. */
interface Planned {
  readonly preview: Resource;
  readonly update: Properties;
  /** What the state has in the preview, beside the inputs. */
  readonly held?: Properties;
}

/** The resource before whose deployment the update is stopped; the whole stack where nothing before it is rejected. */
function stoppedBefore(plan: readonly Planned[], settings: Settings): string | undefined {
  const run = new Run();
  for (const { preview } of plan) run.add(preview);
  const held = plan.map(({ preview, held: more }) => ({ ...preview, properties: { ...preview.properties, ...more } }));
  run.stackFor("a-rule", () => ({ state: held, elsewhere: [] }));
  for (const { preview, update } of plan) {
    const resource = run.add({ ...preview, properties: update, sources: {} });
    if (run.wasJudged(resource)) continue;
    const found = CATALOGUE.flatMap((rule) =>
      rule.level === "advisory" ? [] : (rule.onResource?.(resource, settings, run.progress()) ?? []),
    );
    if (found.length > 0) return resource.name;
  }
  return undefined;
}

const NEW = "99999999-0000-4000-8000-000000000001";
const named = (name: string, type: string, properties: Properties, sources: Resource["sources"] = {}) =>
  aResource(type, properties, { name, sources });
type Value = Properties[string];
const joining = (name: string, groupObjectId: Value, memberObjectId: Value, sources: Resource["sources"]) =>
  named(name, "GroupMember", { groupObjectId, memberObjectId }, sources);
const same = (preview: Resource, held: Properties = {}): Planned => ({ preview, update: preview.properties, held });

describe("a value that is another one in the update than in the preview", () => {
  describe("where the stack owns the guarantee", () => {
    const settings = settingsOf(IN_STACK);
    const approving = settingsOf({
      ...IN_STACK,
      "approved-exclusions": { register: { exclusions: [anEntry({ user: BREAK_GLASS })] } },
    });
    const policy = same(aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } }), { objectId: NEW });
    const group = (members: readonly string[]): Planned => ({
      preview: named("excluded", "Group", { members: [] }),
      update: { members },
      held: { objectId: EXCLUDED_GROUP },
    });

    it("stops the excluded group before it is changed, though its policy comes after it", () => {
      assert.equal(stoppedBefore([group([ORDINARY_USER]), policy], settings), "excluded");
      assert.equal(stoppedBefore([group([BREAK_GLASS]), policy], approving), undefined);
    });

    it("stops a group within it, with several carriers too", () => {
      const outer = same(named("outer", "Group", { members: [INNER_GROUP] }), { objectId: EXCLUDED_GROUP });
      const inner = {
        preview: named("inner", "Group", { members: [] }),
        update: { members: [ORDINARY_USER] },
        held: { objectId: INNER_GROUP },
      };
      assert.equal(stoppedBefore([inner, outer, policy], settings), "inner");
      const all = settingsOf({ "no-mfa-bypass": { baseline: "in-stack" } });
      const guests = same(named("more", "ConditionalAccessPolicy", policyArguments({ state: "disabled" })), {
        objectId: OTHER_GROUP,
      });
      assert.equal(stoppedBefore([inner, outer, guests, policy], all), "inner");
    });

    it("stops a location and a strength that the policy refers to, before it and after", () => {
      const changed = (type: string, objectId: string, preview: Properties, update: Properties): Planned => ({
        preview: named("changed", type, preview),
        update,
        held: { objectId },
      });
      const everywhere = { ip: { ipRanges: ["0.0.0.0/0", "::/0"] } };
      const office = (update: Properties) => changed("NamedLocation", TRUSTED_LOCATION, everywhere, update);
      const [key, password] = [{ allowedCombinations: ["fido2"] }, { allowedCombinations: ["password"] }];
      const strength = (update: Properties) => changed("AuthenticationStrengthPolicy", CUSTOM_STRENGTH, key, update);
      const there = (parts: Properties) => same(aPolicy(parts), { objectId: BASELINE_POLICY });
      const grantControls = {
        operator: "OR",
        authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}`,
      };
      const from = there({ conditions: { locations: { includedLocations: [TRUSTED_LOCATION] } } });
      const cases = [
        [from, office({ ip: { ipRanges: ["10.0.0.0/8"] } }), office(everywhere)],
        [there({ grantControls }), strength(password), strength(key)],
      ] as const;
      for (const [policy, weaker, alike] of cases)
        for (const plan of [(one: Planned) => [one, policy], (one: Planned) => [policy, one]]) {
          assert.equal(stoppedBefore(plan(weaker), settings), "changed");
          assert.equal(stoppedBefore(plan(alike), settings), undefined);
        }
    });

    it("stops a generic write that turns out to be about the policy", () => {
      const carrier = same(aPolicy(), { objectId: BASELINE_POLICY });
      const writing = (policy: string): Planned => ({
        preview: update("applications", { state: "disabled" }, { name: "writing" }),
        update: { url: `identity/conditionalAccess/policies/${policy}`, body: { state: "disabled" } },
      });
      assert.equal(stoppedBefore([carrier, writing(BASELINE_POLICY)], settings), "writing");
      assert.equal(stoppedBefore([carrier, writing(NEW)], settings), undefined);
    });

    it("stops a member of a new group whose id others tell", () => {
      const made = same(named("made", "Group", { displayName: "made" }));
      const late = joining("late", UNRESOLVED, BREAK_GLASS, { groupObjectId: [made.preview.urn] });
      const carrier = aPolicy(
        { users: { excludedGroups: [UNRESOLVED] } },
        { sources: { conditions: [made.preview.urn] } },
      );
      const plan = (memberObjectId: string): readonly Planned[] => [
        made,
        { preview: carrier, update: policyArguments({ users: { excludedGroups: [NEW] } }) },
        { preview: late, update: { groupObjectId: NEW, memberObjectId } },
      ];
      assert.equal(stoppedBefore(plan(ORDINARY_USER), approving), "late");
      assert.equal(stoppedBefore(plan(BREAK_GLASS), approving), undefined);
    });
  });

  describe("where the guarantee is elsewhere", () => {
    const settings = settingsOf({ "tenant-stays-closed": { tenant: aTenant() } });

    it("stops a group that the stack manages within the excluded one", () => {
      const inner = { preview: named("inner", "GroupWithoutMembers", {}), update: {}, held: { objectId: INNER_GROUP } };
      const member = (who: string): Planned => ({
        preview: joining("m", UNRESOLVED, UNRESOLVED, { groupObjectId: [inner.preview.urn] }),
        update: { groupObjectId: INNER_GROUP, memberObjectId: who },
      });
      assert.equal(stoppedBefore([member(ORDINARY_USER)], settings), "m");
      assert.equal(stoppedBefore([member(BREAK_GLASS)], settings), undefined);
    });

    it("stops somebody who joins an own new group after that has joined the excluded one", () => {
      const made = same(named("made", "Group", { displayName: "made" }));
      const joins = joining("joins", EXCLUDED_GROUP, UNRESOLVED, { memberObjectId: [made.preview.urn] });
      const late = joining("late", UNRESOLVED, BREAK_GLASS, { groupObjectId: [made.preview.urn] });
      const plan = (memberObjectId: string): readonly Planned[] => [
        made,
        { preview: joins, update: { groupObjectId: EXCLUDED_GROUP, memberObjectId: NEW } },
        { preview: late, update: { groupObjectId: NEW, memberObjectId } },
      ];
      assert.equal(stoppedBefore(plan(ORDINARY_USER), settings), "late");
      assert.equal(stoppedBefore(plan(BREAK_GLASS), settings), undefined);
    });

    it("stops an account that becomes what a rule takes in", () => {
      const tenant = aTenant();
      const membershipRule = 'user.department -eq "Sales"';
      const groups = tenant.groups.map((one) => (one.id === EXCLUDED_GROUP ? { ...one, membershipRule } : one));
      const ruled = settingsOf({ "tenant-stays-closed": { tenant: { ...tenant, groups } } });
      const account = (department: string): Planned => ({
        preview: named("account", "User", { department: "Platform" }),
        update: { department },
        held: { objectId: ORDINARY_USER },
      });
      assert.equal(stoppedBefore([account("Sales")], ruled), "account");
      assert.equal(stoppedBefore([account("Marketing")], ruled), undefined);
    });
  });
});
