import assert from "node:assert/strict";
import type { GraphPolicy } from "../session/graph";
import { entry, FIRST, register, SECOND } from "../session/program";
import { ProjectUnderTest } from "../session/project-under-test";

const CUSTOM_STRENGTH = "5ca1ab1e-0000-4000-8000-000000000001";
const THIRD = "aaaaaaaa-0000-4000-8000-000000000003";

type Case = {
  readonly name: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly of: (policy: GraphPolicy) => unknown;
  readonly expected: unknown;
};

const strengthOf = ({ grantControls }: GraphPolicy) => [
  grantControls.builtInControls,
  grantControls.authenticationStrength?.id,
];
const frequencyOf = ({ sessionControls }: GraphPolicy) => {
  const { isEnabled, value, type, frequencyInterval } = sessionControls.signInFrequency;
  return { isEnabled, value, type, frequencyInterval };
};
const timeBased = { isEnabled: true, frequencyInterval: "timeBased" };

const CASES: readonly Case[] = [
  {
    name: "reports only where the stack doesn't say",
    settings: {},
    of: ({ state }) => state,
    expected: "enabledForReportingButNotEnforced",
  },
  { name: "enforces", settings: { enforcement: "enforced" }, of: ({ state }) => state, expected: "enabled" },
  {
    name: "goes back to report-only",
    settings: { enforcement: "report-only" },
    of: ({ state }) => state,
    expected: "enabledForReportingButNotEnforced",
  },
  { name: "asks for MFA", settings: { grant: "mfa" }, of: strengthOf, expected: [["mfa"], undefined] },
  {
    name: "asks for Entra's MFA strength",
    settings: { grant: "mfa-strength" },
    of: strengthOf,
    expected: [[], "00000000-0000-0000-0000-000000000002"],
  },
  {
    name: "asks for a passwordless method",
    settings: { grant: "passwordless" },
    of: strengthOf,
    expected: [[], "00000000-0000-0000-0000-000000000003"],
  },
  {
    name: "asks for a phishing-resistant method",
    settings: { grant: "phishing-resistant" },
    of: strengthOf,
    expected: [[], "00000000-0000-0000-0000-000000000004"],
  },
  {
    name: "asks for a strength of the tenant's own",
    settings: { grant: CUSTOM_STRENGTH },
    of: strengthOf,
    expected: [[], CUSTOM_STRENGTH],
  },
  {
    name: "names the policy",
    settings: { grant: CUSTOM_STRENGTH, displayName: "MFA für Azure – alle" },
    of: ({ displayName }) => displayName,
    expected: "MFA für Azure – alle",
  },
  {
    name: "limits a sign-in to hours",
    settings: { grant: CUSTOM_STRENGTH, signInFrequencyHours: 12 },
    of: frequencyOf,
    expected: { ...timeBased, value: 12, type: "hours" },
  },
  {
    name: "limits a sign-in to days",
    settings: { grant: CUSTOM_STRENGTH, signInFrequencyHours: 48 },
    of: frequencyOf,
    expected: { ...timeBased, value: 2, type: "days" },
  },
  {
    name: "takes the register that the stack names",
    settings: { grant: CUSTOM_STRENGTH, exclusions: "config/other.yaml" },
    of: ({ conditions }) => conditions.users.excludeUsers,
    expected: [THIRD, FIRST, SECOND],
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

  for (const { name, settings, of, expected } of CASES) {
    it(name, async () => {
      project.configure(settings);
      await project.succeed("up", "--yes", "--skip-preview");
      assert.deepEqual(of(await project.madePolicy()), expected);
    });
  }

  it("finds nothing left to do after the last of them", async () => {
    await project.succeed("preview", "--expect-no-changes");
  });

  // The plugin leaves an unset strength out of its PATCH, and a Graph that merges keeps it: either control then lets in.
  it("back from a strength to MFA, what the tenant keeps is not passed over", async () => {
    project.configure({ grant: "mfa" });
    await project.succeed("up", "--yes", "--skip-preview");
    assert.deepEqual(strengthOf(await project.madePolicy()), [["mfa"], CUSTOM_STRENGTH]);
    assert.match(await project.refuse("preview", "--expect-no-changes"), /~grantControls/);
  });
});
