import assert from "node:assert/strict";
import { adviceOn } from "../../../../policies/rules/support/reasons";
import { EXCLUDED_ROLE } from "../../support/ids";
import { policyArguments } from "../../support/policies";

describe("what to do about a policy that lets somebody in", () => {
  it("names the role that is left out, in whatever letters", () => {
    const excludedRoles = [EXCLUDED_ROLE, "88D8E3E3-8F55-4A1E-953A-9B9898B8876B"];
    assert.equal(
      adviceOn("users", policyArguments({ users: { excludedRoles } })),
      `take the role Directory Synchronization Accounts (${EXCLUDED_ROLE}), the role Directory Readers (${excludedRoles[1]}) out of excludedRoles: the register approves people, not roles`,
    );
  });

  it("names the control that is enough without MFA, and prints none that isn't one", () => {
    const adviceWith = (...builtInControls: readonly string[]) =>
      adviceOn("grant", policyArguments({ grantControls: { operator: "OR", builtInControls } }));
    const says = "take compliantDevice out of builtInControls: with the operator OR, that is enough without MFA";
    assert.equal(adviceWith("mfa", "compliantDevice"), says);
    assert.doesNotMatch(adviceWith("mfa", "planted"), /planted/);
  });
});
