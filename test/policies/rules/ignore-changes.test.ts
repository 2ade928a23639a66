import assert from "node:assert/strict";
import { UNRESOLVED } from "../../../policies/model/resource";
import { ignoreChanges } from "../../../policies/rules/ignore-changes";
import { EXCLUDED_GROUP } from "../support/ids";
import { aPolicy, IN_STACK } from "../support/policies";
import { aResource, aStack, askedFor, settingsOf } from "../support/stacks";

const told = (...paths: readonly string[]) =>
  ignoreChanges.onResource?.(
    aPolicy({}, { options: { protect: true, ignoreChanges: paths } }),
    settingsOf(IN_STACK),
    askedFor(),
  ) ?? [];

describe("ignore-changes", () => {
  for (const path of [
    "state",
    "conditions",
    "conditions.users.excludedUsers",
    '["conditions"].users',
    "grantControls.operator",
    "*",
  ])
    it(`rejects \`${path}\` on a carrier`, () => assert.equal(told(path).length, 1));
  for (const path of ["displayName", "sessionControls"])
    it(`lets \`${path}\` pass`, () => assert.deepEqual(told(path), []));

  describe("on an object of the stack", () => {
    const ignoring = (type: string, path: string, name: string) =>
      aResource(type, {}, { name, options: { protect: true, ignoreChanges: [path] } });
    const group = ignoring("Group", "members", "excluded");
    const referring = aPolicy({ users: { excludedGroups: [UNRESOLVED] } }, { sources: { conditions: [group.urn] } });
    const toldOf = (...resources: readonly ReturnType<typeof aResource>[]) =>
      ignoreChanges.onStack?.(aStack(resources), settingsOf(IN_STACK)) ?? [];

    it("rejects it where a carrier refers to the object", () => assert.equal(toldOf(referring, group).length, 1));

    it("rejects it on a group within such a group", () => {
      const outer = aResource("Group", {}, { name: "outer", sources: { members: [group.urn] } });
      const policy = aPolicy({}, { sources: { conditions: [outer.urn] } });
      assert.equal(toldOf(policy, outer, group).length, 1);
    });

    it("finds the object by the id that it has got", () => {
      const deployed = { ...group, properties: { objectId: EXCLUDED_GROUP } };
      assert.equal(toldOf(aPolicy({ users: { excludedGroups: [EXCLUDED_GROUP] } }), deployed).length, 1);
    });

    it("lets it pass where no carrier does", () => {
      assert.deepEqual(toldOf(aPolicy(), group, ignoring("NamedLocation", "ip", "office")), []);
    });
  });
});
