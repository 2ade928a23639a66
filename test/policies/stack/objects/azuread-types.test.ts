import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { protectedBaseline } from "../../../../policies/rules/protected-baseline";
import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import { AZUREAD_TYPES, isNewerAzuread } from "../../../../policies/stack/objects/entra-objects";
import { assertFound } from "../../support/assert-found";
import { EXCLUDED_GROUP, ORDINARY_USER } from "../../support/ids";
import { aPolicy, IN_STACK } from "../../support/policies";
import { aResource, aStack, settingsOf } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

const PACKAGE = dirname(require.resolve("@pulumi/azuread/package.json"));
const TYPE = /__pulumiType = '(azuread:index\/[^']+)'/;

describe("types of the azuread package", () => {
  it("are those of the version that the pack is made for", () => {
    const files = readdirSync(PACKAGE).filter((file) => file.endsWith(".js"));
    const types = files.flatMap((file) => TYPE.exec(readFileSync(join(PACKAGE, file), "utf8"))?.[1] ?? []);
    assert.deepEqual([...AZUREAD_TYPES].toSorted(), types.toSorted());
  });

  it("differ from newer ones, and from types of other packages", () => {
    assert.deepEqual(
      [
        "azuread:index/group:Group",
        "azuread:index/groupMembers:GroupMembers",
        "azuread:Group",
        "pulumi:providers:azuread",
      ].map(isNewerAzuread),
      [false, true, true, false],
    );
  });

  const newer = aResource("azuread:index/groupMembers:GroupMembers", {
    groupObjectId: EXCLUDED_GROUP,
    memberObjectIds: [ORDINARY_USER],
  });

  it("are rejected where they are newer and something is protected", () => {
    const settings = settingsOf({ "protected-baseline": { protected: { groups: [EXCLUDED_GROUP] } } });
    assertFound(protectedBaseline.onStack?.(aStack([newer]), settings), [
      newer,
      "this writes, by a type that this pack doesn't know, to an object that isn't known before deployment",
    ]);
  });

  it("are rejected where they are newer and there is a snapshot", () => {
    const settings = settingsOf({ "tenant-stays-closed": { tenant: aTenant() } });
    assertFound(tenantStaysClosed.onStack?.(aStack([newer]), settings), [
      newer,
      "the pack can't decide whether this lets somebody in: it writes, by a type that this pack doesn't know, to",
    ]);
  });

  it("are rejected if they are newer, in the stack that owns the guarantee", () => {
    const beside = { ...newer, name: "newer", urn: `${newer.urn}-newer` };
    assertFound(protectedBaseline.onStack?.(aStack([aPolicy(), beside]), settingsOf(IN_STACK)), [
      beside,
      "an object that isn't known before deployment and may carry the guarantee",
    ]);
  });
});
