import assert from "node:assert/strict";
import { stackPolicy } from "../../../sandbox/break/portal";
import { SCENARIOS } from "../../../sandbox/break/scenarios";
import { POLICY_ID } from "../../drift/declared-policy";
import { QUIET, suiteStack } from "./checked-stack";

describe("a change outside Pulumi", () => {
  const opened = suiteStack();

  it("is reported with who made it, when, and how", async () => {
    await opened().directory.patch("policies", POLICY_ID, { conditions: { moonPhase: "full" } });
    const says = / author platform-engineer-2@contoso\.example, 20\S+ \S+ UTC \(Update conditional access policy\)/;
    assert.match((await opened().check()).said, says);
    const { stdout } = await opened().check(QUIET, {}, ["--format", "json"]);
    const [{ id, lastChange }, ...others] = JSON.parse(stdout).changes;
    assert.deepEqual([id, lastChange.by, others], [POLICY_ID, "platform-engineer-2@contoso.example", []]);
  });

  it("has no author without the permission, and nothing else fails", async () => {
    await opened().directory.patch("policies", POLICY_ID, { conditions: { moonPhase: "full" } });
    await opened().directory.addFault({
      path: "/auditLogs/directoryAudits",
      effect: { kind: "withoutRole", role: "AuditLog.Read.All" },
    });
    const { status, stdout } = await opened().check();
    assert.equal(status, 1);
    assert.match(stdout, /who made the changes isn't known: .*AuditLog\.Read\.All/s);
  });

  it("of the tenant's settings is found since a snapshot, and opens nothing", async () => {
    await opened().directory.setSecurityDefaults(true);
    const { policies } = await opened().directory.read();
    const then = opened().write("then.json", { policies, securityDefaults: { isEnabled: false, id: "then" } });
    const { status, said } = await opened().check(QUIET, {}, ["--since", then]);
    assert.equal(status, 1, said);
    assert.match(said, /- security defaults: changed, neutral isEnabled tenant true snapshot false/);
    const onlyOpen = await opened().check(QUIET, {}, ["--since", then, "--fail-on", "weakened"]);
    assert.equal(onlyOpen.status, 0);
  });

  const since = async (name: string, ...more: readonly string[]) => {
    const data = await opened().directory.read();
    const { users, policies, namedLocations, roleAssignments } = data;
    const before = opened().write("before.json", { users, policies, namedLocations, roleAssignments });
    await SCENARIOS.get(name)?.play({ directory: opened().directory, data, policy: stackPolicy(data.policies) });
    return opened().check(QUIET, {}, ["--since", before, ...more]);
  };

  it("counts as weakening if a wider trusted location opens the registration of methods", async () => {
    const { status, said } = await since("widen-location", "--fail-on", "weakened");
    assert.equal(status, 1, said);
    assert.match(said, /With a stolen password, someone can register MFA for its owner/);
    assert.match(said, /location "Headquarters": changed, .* author platform-engineer-2@contoso\.example/);
  });
});
