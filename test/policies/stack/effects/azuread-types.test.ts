import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { protectedBaseline } from "../../../../policies/rules/protected-baseline";
import type { Rule } from "../../../../policies/rules/support/rule";
import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import type { Settings } from "../../../../policies/settings/settings";
import { RESOURCES } from "../../../../policies/stack/effects/operations";
import type { Resource } from "../../../../policies/stack/objects/resource";
import { assertFound } from "../../support/assert-found";
import { EXCLUDED_GROUP, ORDINARY_USER } from "../../support/ids";
import { aPolicy, IN_STACK } from "../../support/policies";
import { aResource, aStack, settingsOf, snapshotWith } from "../../support/stacks";

const PACKAGE = dirname(require.resolve("@pulumi/azuread/package.json"));
const TYPE = /__pulumiType = '(azuread:index\/[^']+)'/;

describe("types of the azuread package", () => {
  it("are those of the version that the pack is made for", () => {
    const files = readdirSync(PACKAGE).filter((file) => file.endsWith(".js"));
    const types = files.flatMap((file) => TYPE.exec(readFileSync(join(PACKAGE, file), "utf8"))?.[1] ?? []);
    assert.deepEqual([...new Set(RESOURCES.map(({ type }) => type))].toSorted(), types.toSorted());
  });

  const newer = aResource(
    "azuread:index/groupMembers:GroupMembers",
    { groupObjectId: EXCLUDED_GROUP, memberObjectIds: [ORDINARY_USER] },
    { name: "newer" },
  );
  const PROTECTING = settingsOf({ "protected-baseline": { protected: { groups: [EXCLUDED_GROUP] } } });

  const UNKNOWN = "by a type that this pack doesn't know, to";
  const rejected = (where: string, rule: Rule, settings: Settings, says: string, ...beside: readonly Resource[]) =>
    it(`are rejected if they are newer and ${where}`, () =>
      assertFound(rule.onStack?.(aStack([...beside, newer]), settings), [newer, says]));

  const touches = `this writes, ${UNKNOWN} an unknown object`;
  rejected("something is protected", protectedBaseline, PROTECTING, touches);
  const undecided = `the pack can't decide whether this lets somebody in: it writes, ${UNKNOWN}`;
  rejected("there is a snapshot", tenantStaysClosed, snapshotWith(), undecided);
  const carries = "an unknown object, and the MFA guarantee may rest on it";
  rejected("the stack owns the guarantee", protectedBaseline, settingsOf(IN_STACK), carries, aPolicy());
});
