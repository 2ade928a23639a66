import assert from "node:assert/strict";
import { ignoreChanges } from "../../../policies/rules/ignore-changes";
import { type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP } from "../support/ids";
import { aPolicy, IN_STACK } from "../support/policies";
import { aResource, aStack, askedFor, settingsOf } from "../support/stacks";

const reported = (...paths: readonly string[]) =>
  ignoreChanges.onResource?.(
    aPolicy({}, { options: { protect: true, ignoreChanges: paths } }),
    settingsOf(IN_STACK),
    askedFor(),
  ) ?? [];

describe("ignore-changes", () => {
  for (const [path, decisive] of [
    ["state", "state"],
    ["conditions", "conditions"],
    ["conditions.users.excludedUsers", "conditions"],
    ['["conditions"].users', "conditions"],
    ["grantControls", "grantControls"],
    ["grantControls.operator", "grantControls"],
    ["*", "state, conditions, grantControls"],
  ] as const)
    it(`rejects \`${path}\` on a carrier`, () => {
      const [{ primary, message } = assert.fail(), ...others] = reported(path);
      assert.deepEqual([primary?.urn, others], [aPolicy().urn, []]);
      assert.match(message, new RegExp(`^changes to ${decisive} are ignored: `));
    });
  for (const path of ["displayName", "sessionControls"])
    it(`lets \`${path}\` pass`, () => assert.deepEqual(reported(path), []));

  describe("on an object of the stack", () => {
    const ignoring = (type: string, path: string, name: string) =>
      aResource(type, {}, { name, options: { protect: true, ignoreChanges: [path] } });
    const group = ignoring("Group", "members", "excluded");
    const referringTo = ({ urn }: Resource) =>
      aPolicy({ users: { excludedGroups: [UNRESOLVED] } }, { sources: { conditions: [urn] } });
    const reportedOf = (...resources: readonly Resource[]) =>
      (ignoreChanges.onStack?.(aStack(resources), settingsOf(IN_STACK)) ?? []).map(
        ({ primary, message }) => `${message.split(":")[0]}, of ${primary?.urn.split("::").at(-1)}`,
      );

    for (const [type, path] of [
      ["Group", "members"],
      ["Group", "dynamicMembership"],
      ["GroupWithoutMembers", "dynamicMembership"],
      ["NamedLocation", "ip"],
      ["NamedLocation", "country"],
      ["AuthenticationStrengthPolicy", "allowedCombinations"],
    ] as const)
      it(`rejects \`${path}\` of a ${type} that a carrier refers to`, () => {
        const object = ignoring(type, path, "ours");
        assert.deepEqual(reportedOf(referringTo(object), object), [`changes to ${path} are ignored, of ours`]);
      });

    it("lets pass what doesn't decide about a sign-in, and what no carrier refers to", () => {
      for (const type of ["Group", "GroupWithoutMembers", "NamedLocation", "AuthenticationStrengthPolicy"]) {
        const object = ignoring(type, "displayName", "ours");
        assert.deepEqual(reportedOf(referringTo(object), object), []);
      }
      assert.deepEqual(reportedOf(aPolicy(), group, ignoring("NamedLocation", "ip", "office")), []);
    });

    it("rejects it on a group within such a group", () => {
      const outer = aResource("Group", {}, { name: "outer", sources: { members: [group.urn] } });
      const policy = aPolicy({}, { sources: { conditions: [outer.urn] } });
      assert.deepEqual(reportedOf(policy, outer, group), ["changes to members are ignored, of excluded"]);
    });

    it("finds the object by the id that it has got", () => {
      const policy = aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } });
      const deployed = { ...group, properties: { objectId: EXCLUDED_GROUP } };
      assert.deepEqual(reportedOf(policy, deployed), ["changes to members are ignored, of excluded"]);
    });
  });
});
