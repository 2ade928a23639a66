import assert from "node:assert/strict";
import { aPolicy, aTenant, people, userId } from "../../cli/a-tenant";
import { recordedRun } from "../../cli/recorded-run";
import { suiteFolder } from "../../temporary-folder";

const ALL_RESOURCES = { applications: { includeApplications: ["All"] } };
const EITHER = { operator: "OR", builtInControls: ["mfa", "compliantDevice"] };
const id = (number: number): string => `eeeeeeee-0000-4000-8000-${String(number).padStart(12, "0")}`;
const named = (number: number, displayName: string, more: Parameters<typeof aPolicy>[0] = {}): object =>
  aPolicy({ id: id(number), displayName, ...more });

const excluding = { users: { excludeUsers: [userId(1)] } };
const leftover = named(1, "Leftover", { state: "disabled" });
const control = named(2, "Control", excluding);
const either = named(2, "Control", { grantControls: EITHER });
const risky = named(3, "Risky", { conditions: { userRiskLevels: ["high"] } });
const everywhere = named(4, "Everywhere", { conditions: ALL_RESOURCES, ...excluding });
const few = named(5, "Few", { users: { includeUsers: [userId(2)] } });
const waiting = named(6, "Waiting", { state: "enabledForReportingButNotEnforced" });
const theirs = named(7, "Their own", { state: "disabled", users: { includeUsers: [userId(1)] } });

/** Tenants, with the policies that each failed step must name, as an auditor would decide it. */
type Named = readonly [step: number, ...policies: readonly string[]];
const cases: readonly (readonly [name: string, policies: readonly object[], ...expected: readonly Named[]])[] = [
  ["blames an exclusion, not a leftover that is off", [leftover, control], [8, "Control"]],
  [
    "blames the grant of the policy that is for it, not the condition of one about risk",
    [risky, either],
    [15, "Control"],
  ],
  [
    ...(["prefers the policy that names the API to one for all resources", [everywhere, control]] as const),
    [8, "Control", "Everywhere"],
  ],
  ["prefers a policy for everybody that waits in report-only to one for a few", [few, waiting], [12, "Waiting"]],
  [
    ...(["names an exclusion and the policy that would cover it, where either will do", [control, theirs]] as const),
    ...([
      [8, "Control"],
      [12, "Their own"],
    ] as const),
  ],
];

describe("the policy that comes closest to the control", () => {
  const files = suiteFolder();

  for (const [name, policies, ...expected] of cases)
    it(name, async () => {
      const path = files.write("tenant.json", aTenant(policies, { users: people(3) }));
      const { out } = await recordedRun(["audit", path, "--format", "json", "--on", "2026-10-01"]);
      const steps: readonly { number: number; answer: string; because: string }[] = JSON.parse(out).steps;
      const names = policies.map((policy) => (policy as { readonly displayName: string }).displayName).toSorted();
      const failed = steps.flatMap(({ number, answer, because }) =>
        answer === "failed" ? [[number, ...names.filter((one) => because.includes(`"${one}"`))]] : [],
      );
      assert.deepEqual(failed, expected);
    });
});
