import assert from "node:assert/strict";
import type { JsonObject } from "../../src/law/json/json-object";
import type { OwnPolicies } from "../../src/program/stack-policy";
import { aPolicy, FIRST } from "../cli/a-tenant";
import { aDirectory, deployedWith, failed, read, refusalOf } from "./program-builders";

const ORPHAN = "0fff0017-c02c-4e10-89f5-1869758c2d03";
const OTHER = "0fff0017-c02c-4e10-89f5-1869758c2d04";
const OWN_ID = "94211f8c-ffcf-4ac5-808b-4b0325a682c2";
const NOTHING_YET: OwnPolicies = { kind: "read", value: [] };

const aNamesake = ({ id = ORPHAN, state = "enabled" } = {}): JsonObject =>
  aPolicy({ id, state, users: { excludeUsers: [FIRST] } }) as JsonObject;

const tenantWith = (...policies: readonly JsonObject[]) => ({
  ...aDirectory(),
  policies: async () => read(policies),
});

const closedTenant = { ...aDirectory(), policies: async () => failed("Graph answered 403", "a role") };

describe("a policy of the same name that isn't the stack's own", () => {
  for (const enforcement of ["enforced", "report-only"])
    it(`stops a stack without a policy that is ${enforcement}, with the commands to paste`, async () => {
      const given = { settings: { enforcement }, own: NOTHING_YET };
      const { message } = await refusalOf({ ...given, directory: tenantWith(aNamesake()) });
      assert.equal(
        message,
        `this would create a second policy with the same name, so nothing was changed:

${ORPHAN} error[unmanaged-policy] the tenant has a policy called \`Require MFA for Azure management\` (on) that isn't this stack's
  help: take it over with \`pulumi import azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy azure-management-mfa /identity/conditionalAccess/policies/${ORPHAN} --stack dev\`, which changes nothing in the tenant, and run this again; if the stack's own policy was deleted, run \`pulumi refresh --stack dev\` first. If you want both: \`pulumi config set azure-management-mfa:acceptedNamesakes ${ORPHAN} --stack dev\``,
      );
    });

  it("doesn't stop it if the settings accept the policy, but a second one does", async () => {
    const settings = { acceptedNamesakes: ORPHAN.toUpperCase() };
    const { warnings, notes } = await deployedWith({ settings, own: NOTHING_YET, directory: tenantWith(aNamesake()) });
    assert.deepEqual([warnings, notes], [[], []]);
    const directory = tenantWith(aNamesake(), aNamesake({ id: OTHER }));
    const { message } = await refusalOf({ settings, own: NOTHING_YET, directory });
    assert.ok(message.includes(`acceptedNamesakes ${ORPHAN},${OTHER} --stack dev`), message);
    assert.doesNotMatch(message, new RegExp(`policies/${ORPHAN}`));
  });

  it("is reported together with the risk of a lock-out", async () => {
    const directory = { ...tenantWith(aNamesake()), user: async () => read({ kind: "gone" } as const) };
    const { message } = await refusalOf({ settings: { enforcement: "enforced" }, own: NOTHING_YET, directory });
    assert.match(message, /^enforcing this policy could lock you out[\s\S]*error\[unmanaged-policy\]/);
  });

  it("is left to the drift check if the stack has its own policy", async () => {
    const directory = tenantWith(aNamesake({ id: OWN_ID }), aNamesake());
    const { warnings, notes } = await deployedWith({ settings: { enforcement: "enforced" }, directory });
    assert.deepEqual([warnings, notes], [[], []]);
    const { approved, warnings: onTheWayBack } = await deployedWith({ directory });
    assert.deepEqual([approved.settings.enforcement, onTheWayBack], ["report-only", []]);
  });

  for (const enforcement of ["enforced", "report-only"])
    it(`stops a stack whose own policy was deleted in the tenant and that is ${enforcement}`, async () => {
      const { message } = await refusalOf({ settings: { enforcement }, directory: tenantWith(aNamesake()) });
      const says = `policies/${ORPHAN} --stack dev\`.*policy was deleted, run \`pulumi refresh --stack dev\` first\\.`;
      assert.match(message, new RegExp(says));
    });

  it("is a warning if the stack's state can't be read, because it may be the stack's own", async () => {
    const own: OwnPolicies = { kind: "failed", problem: "no backend\nclient" };
    const { warnings } = await deployedWith({ own, directory: tenantWith(aNamesake()) });
    assert.match(warnings.join("\n"), /warning\[own-policy-not-known\] .*can't tell whether .*: no backend client\n/);
    assert.deepEqual((await deployedWith({ own, directory: tenantWith() })).warnings, []);
  });

  it("is a warning if the policies can't be read and the stack has none yet, and else a note", async () => {
    const first = await deployedWith({ own: NOTHING_YET, directory: closedTenant });
    const says = /^warning\[policies-unreadable\] could not check whether .*: Graph answered 403\n {2}help: a role\./;
    assert.match(first.warnings.join("\n"), says);
    const { warnings, notes } = await deployedWith({ settings: { enforcement: "enforced" }, directory: closedTenant });
    assert.deepEqual(warnings, []);
    assert.match(notes.join("\n"), /^note\[policies-unreadable\]/);
  });
});
