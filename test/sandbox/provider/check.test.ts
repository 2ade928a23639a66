import assert from "node:assert/strict";
import { UNKNOWN } from "../../../sandbox/provider/plugin/values";
import { pluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";
import { refused } from "./recordings";
import { tried, triedLookUps } from "./refused-inputs";

describe("the stand-in in a preview", () => {
  const plugin = pluginUnderTest();

  it("is tested with every recorded input", () => {
    const all = [...Object.keys(tried), ...Object.keys(triedLookUps)].sort();
    assert.deepEqual(all, refused.map(({ input }) => input).sort());
  });

  for (const { input, refused: isRefused } of refused)
    it(`${isRefused ? "refuses" : "accepts"} as recorded: ${input}`, async () => {
      const { token, objectId } = triedLookUps[input] ?? {};
      if (token !== undefined && objectId !== undefined)
        return assert.rejects(plugin.invoke(token, { objectId }), /invoking \S+:get(User|Group): 1 error occurred/);
      const { type, inputs } = tried[input] ?? assert.fail(`${input} is not tried`);
      const { failures } = await plugin.check(type, inputs);
      assert.equal(failures.length > 0, isRefused, failures.join("\n"));
      if (!isRefused) await plugin.create(type, inputs, true);
    });

  it("accepts values that aren't known yet, in any place", async () => {
    const inputs = {
      displayName: UNKNOWN,
      state: UNKNOWN,
      conditions: { clientAppTypes: [UNKNOWN], users: UNKNOWN, applications: { includedApplications: UNKNOWN } },
      grantControls: { operator: UNKNOWN, builtInControls: UNKNOWN, authenticationStrengthPolicyId: UNKNOWN },
    };
    assert.deepEqual((await plugin.check(TYPE.policy, inputs)).failures, []);
    const member = { groupObjectId: UNKNOWN, memberObjectId: UNKNOWN };
    assert.deepEqual((await plugin.check(TYPE.member, member)).failures, []);
  });

  it("refuses arguments that only the official plugin can set, and says so", async () => {
    const { failures } = await plugin.check(TYPE.group, { displayName: "x", securityEnabled: true, theme: "Teal" });
    assert.equal(failures.length, 1);
    assert.match(
      failures[0] ?? "",
      /stand-in .* use the official plugin: npm start -- --official. Examine values at .*theme/,
    );
  });

  it("refuses a look-up by another property than the object id, and says so", async () => {
    const words = /stand-in .* use the official plugin: npm start -- --official/;
    await assert.rejects(plugin.invoke("azuread:index/getUser:getUser", { mail: "x" }), words);
    await assert.rejects(plugin.invoke("azuread:index/getGroup:getGroup", { displayName: "x" }), words);
  });

  it("says how to get the official plugin for a type or function that it doesn't know", async () => {
    const words = /doesn't know .*npm start -- --official.*AZUREAD_PLUGIN=/;
    await assert.rejects(plugin.check("azuread:index/application:Application", {}), words);
    await assert.rejects(plugin.invoke("azuread:index/getApplication:getApplication", {}), words);
  });
});
