import assert from "node:assert/strict";
import { aRegister, entry, FIRST, registerOf, SECOND, TWO_BREAK_GLASS } from "../cli/a-tenant";
import { temporaryFolder } from "../temporary-folder";
import { GROUP } from "./program-builders";
import { everybodyLives, runProgram } from "./run-program";

type Given = { readonly settings?: Readonly<Record<string, string>>; readonly register?: string };

const strength = (id: string) => ({
  operator: "OR",
  authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${id}`,
});

describe("the policy", () => {
  const folder = temporaryFolder();

  /** What `index.ts` declares, as the engine receives it, for the stack `dev` with these settings and this register. */
  async function argumentsOf({ settings, register = TWO_BREAK_GLASS }: Given) {
    const exclusions = folder.write("register.yaml", register);
    const { resources } = await runProgram({ asOf: "2026-09-01", exclusions, ...settings }, everybodyLives);
    return resources[0]?.inputs ?? assert.fail("a policy");
  }

  it("asks everyone for MFA on every client, in report-only mode by default", async () => {
    assert.deepEqual(await argumentsOf({}), {
      displayName: "Require MFA for Azure management",
      state: "enabledForReportingButNotEnforced",
      conditions: {
        clientAppTypes: ["all"],
        users: { includedUsers: ["All"], excludedUsers: [FIRST, SECOND] },
        applications: { includedApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] },
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    });
  });

  it("is on when enforced, and excludes no one if the register is empty", async () => {
    assert.equal((await argumentsOf({ settings: { enforcement: "enforced" } }))["state"], "enabled");
    const { conditions } = await argumentsOf({ register: "exclusions: []" });
    assert.deepEqual(conditions.users, { includedUsers: ["All"] });
  });

  it("excludes users and groups in the order of their ids, overdue ones too", async () => {
    const register = registerOf(
      entry(`user: ${SECOND.toUpperCase()}`),
      entry(`group: ${GROUP}`),
      entry(`user: ${FIRST}`, { reviewBy: "2020-01-01" }),
    );
    const { conditions } = await argumentsOf({ register });
    const users = { includedUsers: ["All"], excludedUsers: [FIRST, SECOND], excludedGroups: [GROUP] };
    assert.deepEqual(conditions.users, users);
  });

  const custom = "12345678-ABCD-4000-8000-000000000009";
  for (const [grant, expected] of Object.entries({
    mfa: { operator: "OR", builtInControls: ["mfa"] },
    "mfa-strength": strength("00000000-0000-0000-0000-000000000002"),
    passwordless: strength("00000000-0000-0000-0000-000000000003"),
    "phishing-resistant": strength("00000000-0000-0000-0000-000000000004"),
    [custom]: strength(custom.toLowerCase()),
  }))
    it(`grants ${grant}`, async () =>
      assert.deepEqual((await argumentsOf({ settings: { grant } }))["grantControls"], expected));

  for (const [hours, value, period] of [
    ["1", 1, "hours"],
    ["23", 23, "hours"],
    ["24", 1, "days"],
    ["8760", 365, "days"],
  ] as const)
    it(`asks again after ${hours} hours`, async () => {
      const { sessionControls } = await argumentsOf({ settings: { signInFrequencyHours: hours } });
      const frequency = { signInFrequency: value, signInFrequencyPeriod: period };
      assert.deepEqual(sessionControls, { ...frequency, signInFrequencyInterval: "timeBased" });
    });

  it("has the display name and the register that the stack names", async () => {
    const register = aRegister([`user: ${SECOND}`]);
    const { displayName, conditions } = await argumentsOf({ settings: { displayName: "MFA" }, register });
    assert.deepEqual([displayName, conditions.users.excludedUsers], ["MFA", [SECOND]]);
  });
});
