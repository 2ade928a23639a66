import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { POLICY_ID } from "../../drift/declared-policy";
import { CheckedStack, proposing, QUIET, same, update } from "./checked-stack";

const DEFAULTS = "/policies/identitySecurityDefaultsEnforcementPolicy";

describe("the drift check, if security defaults keep a policy from being enforced", () => {
  let stack: CheckedStack;

  before(async () => {
    stack = await CheckedStack.open();
  });

  beforeEach(async () => {
    await stack.reset();
    await stack.directory.setSecurityDefaults(false);
  });

  after(() => stack.close());

  const off = () => stack.directory.patch("policies", POLICY_ID, { state: "disabled" });
  const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

  it("says first to turn them off, with the request, and doesn't promise that pulumi up is enough", async () => {
    await off();
    await stack.directory.setSecurityDefaults(true);
    const { status, stdout } = await stack.check(proposing(update("state")));
    assert.equal(status, 1, stdout);
    const text = inOneLine(stdout);
    assert.match(
      text,
      /Undo this change first - turn security defaults off, then continue right away\. .* - `pulumi up`: it fixes state/,
    );
    assert.match(
      text,
      /Security defaults are on While security defaults are on, Entra enforces no Conditional Access policy/,
    );
    assert.match(
      text,
      /PATCH https:\S+\/v1\.0\/policies\/identitySecurityDefaultsEnforcementPolicy \{ "isEnabled": false \}/,
    );
    assert.match(text, /state: weakens .* repair `pulumi up` fixes it once security defaults are off/);
    assert.doesNotMatch(text, /`pulumi up` fixes it (?!once)/);
  });

  it("says the same in JSON", async () => {
    await off();
    await stack.directory.setSecurityDefaults(true);
    const { stdout } = await stack.check(proposing(update("state")), {}, ["--format", "json"]);
    const { securityDefaults, policies, meaning } = JSON.parse(stdout);
    assert.equal(securityDefaults, "on");
    assert.equal(policies[0].differences[0].repair, "refused");
    assert.deepEqual(
      meaning.undo.acts.map(({ kind }: { kind: string }) => kind),
      ["pulumiUp", "securityDefaultsOff"],
    );
  });

  it("says that pulumi up recreates a deleted policy only after they are off", async () => {
    await stack.directory.remove("policies", POLICY_ID);
    await stack.directory.setSecurityDefaults(true);
    const { stdout } = await stack.check(proposing({ ...same, op: "create" }));
    assert.match(inOneLine(stdout), /recreates it with a new id once security defaults are off/);
    assert.match(inOneLine(stdout), /first - turn security defaults off.* - `pulumi up`: it recreates/);
  });

  it("doesn't mention them if they are off, or if no policy has to be enforced", async () => {
    await off();
    const { stdout } = await stack.check(proposing(update("state")));
    assert.doesNotMatch(stdout, /security defaults/);
    assert.match(stdout, /`pulumi up` fixes it\n/);
    await stack.reset();
    await stack.directory.setSecurityDefaults(true);
    const quiet = await stack.check();
    assert.deepEqual([quiet.status, /security defaults/.test(quiet.stdout)], [0, false]);
  });

  it("can't tell whether pulumi up is enough if they can't be read", async () => {
    await off();
    const effect = { kind: "refuse", status: 403, code: "Forbidden", message: "no" } as const;
    await stack.directory.addFault({ path: DEFAULTS, effect });
    const { status, stdout } = await stack.check(proposing(update("state")));
    assert.equal(status, 1, stdout);
    assert.match(inOneLine(stdout), /Could not tell - the security defaults could not be read/);
  });

  it("finds them and a setting of Conditional Access changed since a snapshot, which opens nothing", async () => {
    const file = join(stack.folder, "then.json");
    const data = await stack.directory.read();
    const { policies, namedLocations, users } = data;
    const then = { policies, namedLocations, users, securityDefaults: { isEnabled: false, id: "then" } };
    writeFileSync(file, JSON.stringify({ ...then, conditionalAccessSettings: { exclusions: null } }));
    await stack.directory.setSecurityDefaults(true);
    const { status, stdout } = await stack.check(QUIET, {}, ["--since", file, "--format", "json"]);
    assert.equal(status, 1, stdout);
    const { since, meaning } = JSON.parse(stdout);
    const told = since.changes.map(({ list, kind, effect, fields }: Record<string, unknown>) => [
      ...[list, kind, effect],
      (fields as { field: string; before: unknown; now: unknown }[]).map((one) => [one.field, one.before, one.now]),
    ]);
    assert.deepEqual(told[0], ["securityDefaults", "changed", "neutral", [["isEnabled", false, true]]]);
    assert.equal(meaning.effect, "neutral");
    const human = await stack.check(QUIET, {}, ["--since", file]);
    assert.match(human.stdout, /\n {2}- security defaults: changed: neutral\n {4}isEnabled\n/);
    const onlyOpen = await stack.check(QUIET, {}, ["--since", file, "--fail-on", "weakened"]);
    assert.equal(onlyOpen.status, 0);
  });
});
