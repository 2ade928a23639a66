import assert from "node:assert/strict";
import { aPolicy, aTenant, userId } from "../../cli/a-tenant";
import { recordedRun } from "../../cli/recorded-run";
import { writtenFiles } from "../../cli/written-files";

describe("the step about excluded users", () => {
  const files = writtenFiles();

  /** What it says of one user whom the policy excludes and whose entry is due for review on that day. */
  async function reasonFor(reviewBy: string): Promise<string> {
    const users = [{ id: userId(1), displayName: "svc-backup", userPrincipalName: "svc-backup@contoso.example" }];
    const tenant = aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })], { users });
    const register = `exclusions:
  - user: ${userId(1)}
    kind: service-account
    reason: Backup
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: ${reviewBy}
`;
    const paths = [files.write("tenant.json", tenant), "--exclusions", files.write("register.yaml", register)];
    const { out } = await recordedRun(["audit", ...paths, "--format", "json", "--on", "2026-10-01"]);
    return JSON.parse(out).steps[7].because;
  }

  it("says that a review is overdue", async () => {
    assert.match(await reasonFor("2026-09-30"), /leaves out svc-backup \(its review was due by 2026-09-30\)/);
  });

  it("says that a review is too far off", async () => {
    assert.match(
      await reasonFor("2029-01-31"),
      /leaves out svc-backup \(its review is due by 2029-01-31, more than a year off\)/,
    );
  });
});
