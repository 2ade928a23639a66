import assert from "node:assert/strict";
import { BREAK_GLASS, ORDINARY_USER, SECOND_BREAK_GLASS } from "../../policies/support/ids";
import { policyArguments } from "../../policies/support/policies";
import { carrier } from "./support/program-text";
import { assertSilent, workbench } from "./support/workbench";

const excluding = (...users: readonly string[]) => policyArguments({ users: { excludedUsers: users } });

describe("the pack with this repository's own configuration", () => {
  const bench = workbench();

  it("accepts the policy with its approved exclusions without a message", async () => {
    bench.declare(carrier(excluding(BREAK_GLASS, SECOND_BREAK_GLASS)));
    assertSilent(await bench.preview());
  });

  it("stops a weakened one before the provider is called, and says who gets in and how, once", async () => {
    bench.declare(carrier(policyArguments({ conditions: { clientAppTypes: ["browser"] } })));
    const { status, output, changes } = await bench.up({}, "--skip-preview");
    assert.notEqual(status, 0);
    assert.deepEqual(changes, []);
    assert.match(output, /\[mandatory\]/);
    assert.equal(output.match(/can reach Azure management without MFA/g)?.length, 1, output);
    assert.match(output, /help: apply it to all client app types/);
    assert.match(output, /docs\/rules\/no-mfa-bypass\.md/);
  });

  it("names a person who is excluded without approval in a preview, once", async () => {
    bench.declare(carrier(excluding(BREAK_GLASS, ORDINARY_USER)));
    const { status, output } = await bench.preview();
    assert.equal(status, 1);
    assert.deepEqual(output.match(/user \S+ can reach Azure management without MFA/g), [
      `user ${ORDINARY_USER} can reach Azure management without MFA`,
    ]);
  });
});
