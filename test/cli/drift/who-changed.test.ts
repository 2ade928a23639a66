import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackPolicy } from "../../../sandbox/break/portal";
import { SCENARIOS } from "../../../sandbox/break/scenarios";
import { POLICY_ID } from "../../drift/declared-policy";
import { CheckedStack, QUIET } from "./checked-stack";

const AUDIT_LOG = "/auditLogs/directoryAudits";

describe("a change outside Pulumi", () => {
  let stack: CheckedStack;

  before(async () => {
    stack = await CheckedStack.open();
  });

  beforeEach(() => stack.reset());
  after(() => stack.close());

  it("is reported with who made it, when, and how", async () => {
    await stack.directory.patch("policies", POLICY_ID, { conditions: { moonPhase: "full" } });
    const { stdout } = await stack.check();
    assert.match(
      stdout.replaceAll(/\s+/g, " "),
      /Who changed it - ".*": platform-engineer-2@contoso\.example, 20\S+Z \(Update conditional access policy\)/,
    );
    const { whoChanged } = JSON.parse((await stack.check(QUIET, {}, ["--format", "json"])).stdout);
    assert.deepEqual(
      whoChanged.map(({ id, by }: { readonly id: string; readonly by: string }) => [id, by]),
      [[POLICY_ID, "platform-engineer-2@contoso.example"]],
    );
  });

  it("has no author without the permission, and nothing else fails", async () => {
    await stack.directory.patch("policies", POLICY_ID, { conditions: { moonPhase: "full" } });
    await stack.directory.addFault({ path: AUDIT_LOG, effect: { kind: "withoutRole", role: "AuditLog.Read.All" } });
    const { status, stdout } = await stack.check();
    assert.equal(status, 1);
    assert.match(stdout, /Who changed it\n\s+- Not known: .*AuditLog\.Read\.All/s);
  });

  const since = async (name: string, ...more: readonly string[]) => {
    const before = join(stack.folder, "before.json");
    const data = await stack.directory.read();
    const { users, policies, namedLocations, roleAssignments } = data;
    writeFileSync(before, JSON.stringify({ users, policies, namedLocations, roleAssignments }));
    await SCENARIOS.get(name)?.play({ directory: stack.directory, data, policy: stackPolicy(data.policies) });
    return stack.check(QUIET, {}, ["--since", before, ...more]);
  };

  it("counts as weakening if a wider trusted location opens the registration of methods", async () => {
    const { status, stdout } = await since("widen-location", "--fail-on", "weakened");
    assert.equal(status, 1, stdout);
    assert.match(stdout, /With a stolen password, someone can register MFA for its owner/);
    assert.match(stdout.replaceAll(/\s+/g, " "), /"Headquarters": platform-engineer-2@contoso\.example/);
  });

  it("may block everyone, and the report says so", async () => {
    const { stdout } = await since("block-policy");
    assert.match(stdout, /The tenant blocks everybody, break-glass accounts too\./);
  });
});
