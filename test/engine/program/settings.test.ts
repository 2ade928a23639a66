import assert from "node:assert/strict";
import type { GraphPolicy } from "../session/graph";
import { entry, FIRST, register, SECOND } from "../session/program";
import { ProjectUnderTest } from "../session/project-under-test";

const CUSTOM_STRENGTH = "5ca1ab1e-0000-4000-8000-000000000001";
const THIRD = "aaaaaaaa-0000-4000-8000-000000000003";

/** What of a policy the settings decide. */
const seenIn = ({ displayName, state, conditions, grantControls, sessionControls }: GraphPolicy) => ({
  displayName,
  state,
  excluded: conditions.users.excludeUsers,
  controls: grantControls.builtInControls,
  strength: grantControls.authenticationStrength?.id,
  frequency: sessionControls && frequencyIn(sessionControls.signInFrequency),
});

const frequencyIn = ({ isEnabled, value, type, frequencyInterval }: GraphPolicy) =>
  isEnabled && frequencyInterval === "timeBased" ? `${value} ${type}` : "none";

type Case = {
  readonly name: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly expected: Partial<ReturnType<typeof seenIn>>;
};

const REPORT_ONLY = "enabledForReportingButNotEnforced";

const CASES: readonly Case[] = [
  {
    name: "reports only where the stack doesn't say, and asks for MFA",
    settings: {},
    expected: { state: REPORT_ONLY, controls: ["mfa"], strength: undefined },
  },
  {
    name: "enforces MFA",
    settings: { enforcement: "enforced", grant: "mfa" },
    expected: { state: "enabled", controls: ["mfa"], strength: undefined },
  },
  {
    name: "goes back to report-only, and asks for Entra's MFA strength",
    settings: { enforcement: "report-only", grant: "mfa-strength" },
    expected: { state: REPORT_ONLY, controls: [], strength: "00000000-0000-0000-0000-000000000002" },
  },
  {
    name: "asks for a passwordless method, and limits a sign-in to hours",
    settings: { grant: "passwordless", signInFrequencyHours: 12 },
    expected: { controls: [], strength: "00000000-0000-0000-0000-000000000003", frequency: "12 hours" },
  },
  {
    name: "asks for a phishing-resistant method, and limits a sign-in to days",
    settings: { grant: "phishing-resistant", signInFrequencyHours: 48 },
    expected: { controls: [], strength: "00000000-0000-0000-0000-000000000004", frequency: "2 days" },
  },
  {
    name: "asks for a strength of the tenant's own, names the policy, and takes the register that the stack names",
    settings: { grant: CUSTOM_STRENGTH, displayName: "MFA für Azure – alle", exclusions: "config/other.yaml" },
    expected: {
      controls: [],
      strength: CUSTOM_STRENGTH,
      displayName: "MFA für Azure – alle",
      excluded: [THIRD, FIRST, SECOND],
    },
  },
];

describe("each setting of the stack", () => {
  let project: ProjectUnderTest;

  before(async () => {
    project = await ProjectUnderTest.open();
    await project.directory.put("authenticationStrengthPolicies", CUSTOM_STRENGTH, {
      displayName: "Keys only",
      policyType: "custom",
      requirementsSatisfied: "mfa",
      allowedCombinations: ["fido2"],
    });
    const third = entry(`user: ${THIRD}`, { kind: "exception" });
    project.write("config/other.yaml", register(entry(`user: ${SECOND}`), entry(`user: ${FIRST}`), third));
  });

  after(() => project.close());

  for (const { name, settings, expected } of CASES) {
    it(name, async () => {
      project.configure(settings);
      await project.succeed("up", "--yes", "--skip-preview");
      const seen = seenIn(await project.madePolicy());
      assert.deepEqual(seen, { ...seen, ...expected });
    });
  }

  it("finds nothing left to do after the last of them", async () => {
    await project.succeed("preview", "--expect-no-changes");
  });

  // The plugin leaves an unset strength out of its PATCH, and a Graph that merges keeps it: either control then lets in.
  it("back from a strength to MFA, what the tenant keeps is not passed over", async () => {
    project.configure({ grant: "mfa" });
    await project.succeed("up", "--yes", "--skip-preview");
    const { controls, strength } = seenIn(await project.madePolicy());
    assert.deepEqual([controls, strength], [["mfa"], CUSTOM_STRENGTH]);
    assert.match(await project.refuse("preview", "--expect-no-changes"), /~grantControls/);
  });
});
