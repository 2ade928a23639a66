import assert from "node:assert/strict";
import { entry, FIRST, registerOf, SECOND } from "../../cli/a-tenant";
import { projectUnderTest } from "../session/project-under-test";

const CUSTOM_STRENGTH = "5ca1ab1e-0000-4000-8000-000000000001";
const THIRD = "aaaaaaaa-0000-4000-8000-000000000003";

describe("the settings of the stack", () => {
  const project = projectUnderTest();

  before(async () => {
    await project.directory.put("authenticationStrengthPolicies", CUSTOM_STRENGTH, {
      displayName: "Keys only",
      policyType: "custom",
      requirementsSatisfied: "mfa",
      allowedCombinations: ["fido2"],
    });
    const third = entry(`user: ${THIRD}`, { kind: "exception" });
    project.write("config/other.yaml", registerOf(entry(`user: ${SECOND}`), entry(`user: ${FIRST}`), third));
  });

  /** What of the policy the settings decide, after a deployment with these. */
  async function deployedWith(settings: Readonly<Record<string, string | number>>) {
    project.configure(settings);
    await project.succeed("up", "--yes", "--skip-preview");
    const { displayName, state, conditions, grantControls, sessionControls } = await project.madePolicy();
    const { value, type } = sessionControls?.signInFrequency ?? {};
    return {
      displayName,
      state,
      excluded: conditions.users.excludeUsers,
      controls: grantControls.builtInControls,
      strength: grantControls.authenticationStrength?.id,
      frequency: value === undefined ? undefined : `${value} ${type}`,
    };
  }

  it("can enforce a custom strength, limit a sign-in to some days, name the policy, and name the register", async () => {
    const named = { displayName: "MFA für Azure – alle", exclusions: "config/other.yaml" };
    const asked = { enforcement: "enforced", grant: CUSTOM_STRENGTH, signInFrequencyHours: 48, ...named };
    assert.deepEqual(await deployedWith(asked), {
      displayName: named.displayName,
      state: "enabled",
      excluded: [THIRD, FIRST, SECOND],
      controls: [],
      strength: CUSTOM_STRENGTH,
      frequency: "2 days",
    });
    await project.succeed("preview", "--expect-no-changes");
  });

  // The plugin leaves an unset strength out of its PATCH, and a Graph that merges keeps it: either control then lets in.
  it("can go back from a strength to MFA, and report what the tenant keeps", async () => {
    const { controls, strength } = await deployedWith({ grant: "mfa" });
    assert.deepEqual([controls, strength], [["mfa"], CUSTOM_STRENGTH]);
    assert.match(await project.refuse("preview", "--expect-no-changes"), /~grantControls/);
  });
});
