import assert from "node:assert/strict";
import { UNKNOWN } from "../../../sandbox/provider/plugin/values";
import { pluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";
import { refused } from "./recordings";
import { tried, triedLookUps } from "./refused-inputs";

describe("the stand-in, asked for a preview", () => {
  const plugin = pluginUnderTest();

  it("is tried with every input that was recorded", () => {
    const all = [...Object.keys(tried), ...Object.keys(triedLookUps)].sort();
    assert.deepEqual(all, refused.map(({ input }) => input).sort());
  });

  for (const { input, refused: isRefused, message } of refused)
    it(`${isRefused ? "refuses" : "accepts"} as recorded: ${input}`, async () => {
      const lookUp = triedLookUps[input];
      if (lookUp !== undefined) {
        const words = /invoking azuread:index\/get(User|Group):get(User|Group): 1 error occurred/;
        await assert.rejects(plugin.invoke(lookUp.token, { objectId: lookUp.objectId }), words);
        return;
      }
      const { type, inputs } = tried[input] ?? assert.fail(`${input} is not tried`);
      const { failures } = await plugin.check(type, inputs);
      assert.equal(failures.length > 0, isRefused, failures.join("\n"));
      if (isRefused) assert.equal(failures[0]?.slice(0, message.length), message);
      else await plugin.create(type, inputs, true);
    });

  it("accepts whatever isn't known yet, wherever it stands", async () => {
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

  it("says so of arguments that only the official plugin can set", async () => {
    const { failures } = await plugin.check(TYPE.group, { displayName: "x", securityEnabled: true, theme: "Teal" });
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? "", /stand-in .* can't set "theme"; use the official plugin: npm start -- --official/);
  });

  it("says so of a look-up by another name than the object id", async () => {
    const words = /looks up by the object id alone; use the official plugin: npm start -- --official/;
    await assert.rejects(plugin.invoke("azuread:index/getUser:getUser", { mail: "x" }), words);
    await assert.rejects(plugin.invoke("azuread:index/getGroup:getGroup", { displayName: "x" }), words);
  });

  it("says how to get the official plugin for a type or function that it doesn't know", async () => {
    const words = /doesn't know .*npm start -- --official.*AZUREAD_PLUGIN=/;
    await assert.rejects(plugin.check("azuread:index/application:Application", {}), words);
    await assert.rejects(plugin.invoke("azuread:index/getApplication:getApplication", {}), words);
  });
});
