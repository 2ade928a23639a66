import assert from "node:assert/strict";
import { POLICY_ID } from "../../drift/declared-policy";
import { refuse } from "../../tenant/live/azmfa-of-a-local-tenant";
import { proposing, QUIET, same, suiteStack, update } from "./checked-stack";

describe("the drift check, if security defaults keep a policy from being enforced", () => {
  const opened = suiteStack(({ directory }) => directory.setSecurityDefaults(false));
  const off = () => opened().directory.patch("policies", POLICY_ID, { state: "disabled" });
  const defaultsOn = () => opened().directory.setSecurityDefaults(true);

  it("says first to turn them off, with the request, and doesn't promise that pulumi up is enough", async () => {
    await off();
    await defaultsOn();
    const { status, said } = await opened().check(proposing(update("state")));
    assert.equal(status, 1, said);
    for (const says of [
      /Undo this change first - turn security defaults off, then continue right away\. .* - `pulumi up`: it fixes state/,
      /Security defaults are on While security defaults are on, Entra enforces no Conditional Access policy/,
      /PATCH https:\S+\/v1\.0\/policies\/identitySecurityDefaultsEnforcementPolicy \{ "isEnabled": false \}/,
      /state: weakens .* repair `pulumi up` fixes it once security defaults are off/,
    ])
      assert.match(said, says);
    assert.doesNotMatch(said, /`pulumi up` fixes it (?!once)/);
  });

  it("says the same in JSON", async () => {
    await off();
    await defaultsOn();
    const { stdout } = await opened().check(proposing(update("state")), {}, ["--format", "json"]);
    const { securityDefaults, policies, meaning } = JSON.parse(stdout);
    assert.deepEqual([securityDefaults, policies[0].differences[0].repair], ["on", "refused"]);
    const acts = meaning.undo.acts.map(({ kind }: { kind: string }) => kind);
    assert.deepEqual(acts, ["pulumiUp", "securityDefaultsOff"]);
  });

  it("says that pulumi up recreates a deleted policy only after they are off", async () => {
    await opened().directory.remove("policies", POLICY_ID);
    await defaultsOn();
    const { said } = await opened().check(proposing({ ...same, op: "create" }));
    assert.match(said, /recreates it with a new id once security defaults are off/);
    assert.match(said, /first - turn security defaults off.* - `pulumi up`: it recreates/);
  });

  it("doesn't mention them if they are off, or if no policy has to be enforced", async () => {
    await off();
    const { stdout } = await opened().check(proposing(update("state")));
    assert.doesNotMatch(stdout, /security defaults/);
    assert.match(stdout, /`pulumi up` fixes it\n/);
    await opened().reset();
    await defaultsOn();
    const quiet = await opened().check();
    assert.deepEqual([quiet.status, /security defaults/.test(quiet.stdout)], [0, false]);
  });

  it("can't tell whether pulumi up is enough if they can't be read", async () => {
    await off();
    await opened().directory.addFault(refuse("/policies/identitySecurityDefaultsEnforcementPolicy", 403));
    const { status, said } = await opened().check(proposing(update("state")));
    assert.equal(status, 1, said);
    assert.match(said, /Could not tell - the security defaults could not be read/);
  });

  it("finds them and a setting of Conditional Access changed since a snapshot, which opens nothing", async () => {
    const { policies, namedLocations, users } = await opened().directory.read();
    const then = { policies, namedLocations, users, securityDefaults: { isEnabled: false, id: "then" } };
    const file = opened().write("then.json", { ...then, conditionalAccessSettings: { exclusions: null } });
    await defaultsOn();
    const { status, stdout } = await opened().check(QUIET, {}, ["--since", file, "--format", "json"]);
    assert.equal(status, 1, stdout);
    const { since, meaning } = JSON.parse(stdout);
    const told = since.changes.map(({ list, kind, effect, fields }: Record<string, unknown>) => [
      ...[list, kind, effect],
      (fields as { field: string; before: unknown; now: unknown }[]).map((one) => [one.field, one.before, one.now]),
    ]);
    assert.deepEqual(told[0], ["securityDefaults", "changed", "neutral", [["isEnabled", false, true]]]);
    assert.equal(meaning.effect, "neutral");
    const human = await opened().check(QUIET, {}, ["--since", file]);
    assert.match(human.stdout, /changed: neutral\n {4}to undo restore the security defaults: isEnabled, below\n/);
    const onlyOpen = await opened().check(QUIET, {}, ["--since", file, "--fail-on", "weakened"]);
    assert.equal(onlyOpen.status, 0);
  });
});
