import assert from "node:assert/strict";
import { type Fields, UNKNOWN } from "../../../sandbox/provider/plugin/values";
import { FakeGraph } from "./fake-graph";
import { PluginUnderTest } from "./plugin-under-test";
import { API, TYPE } from "./recorded-program";
import { refused } from "./recordings";
import { tried, triedLookUps } from "./refused-inputs";

describe("the stand-in, asked for a preview", () => {
  let plugin: PluginUnderTest;

  before(async () => {
    plugin = await PluginUnderTest.start(new FakeGraph());
    await plugin.configure();
  });

  after(() => plugin.stop());

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

  it("gives all failures at once", async () => {
    const wrong = {
      displayName: "",
      state: "on",
      conditions: { clientAppTypes: ["desktop", "pager"] },
      grantControls: {},
    };
    const { failures } = await plugin.check(TYPE.policy, wrong, "mfa");
    const places = failures.map((failure) => /Examine values at '(.*)'/.exec(failure)?.[1]);
    assert.deepEqual(places.sort(), [
      "mfa.conditions.applications",
      "mfa.conditions.clientAppTypes[0]",
      "mfa.conditions.clientAppTypes[1]",
      "mfa.conditions.users",
      "mfa.displayName",
      "mfa.grantControls.authenticationStrengthPolicyId",
      "mfa.grantControls.builtInControls",
      "mfa.grantControls.operator",
      "mfa.grantControls.termsOfUses",
      "mfa.state",
    ]);
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

  it("refuses arguments that don't exist, also one that Graph has and the plugin doesn't", async () => {
    const applications: Fields = { includedApplications: [API], filter: { mode: "include", rule: "x" } };
    const { failures } = await plugin.check(TYPE.policy, {
      ...tried["strengthPath"]?.inputs,
      colour: "blue",
      conditions: { clientAppTypes: ["all"], users: { includedUsers: ["All"] }, applications },
    });
    assert.deepEqual(failures, [
      "Invalid or unknown key. Examine values at 'x.colour'.",
      "Invalid or unknown key. Examine values at 'x.conditions.applications.filter'.",
    ]);
  });

  it("says so of arguments that only the official plugin can set", async () => {
    const { failures } = await plugin.check(TYPE.group, { displayName: "x", securityEnabled: true, theme: "Teal" });
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? "", /stand-in .* can't set "theme"; use the official plugin: npm start -- --official/);
  });

  it("refuses values of another type than is due", async () => {
    const { failures } = await plugin.check(TYPE.location, {
      displayName: 7,
      ip: { ipRanges: 10, trusted: "yes" },
    });
    assert.deepEqual(
      failures.map((failure) => failure.slice(failure.indexOf('"'), failure.indexOf(". Examine"))),
      ['"display_name" must be a text', '"ip.0.ip_ranges" must be a list', '"ip.0.trusted" must be true or false'],
    );
  });

  it("takes numbers, flags and single entries of lists that are written as texts", async () => {
    const policy = {
      ...tried["strengthPath"]?.inputs,
      sessionControls: { signInFrequency: "4", signInFrequencyPeriod: "hours" },
    };
    assert.deepEqual((await plugin.check(TYPE.policy, policy)).failures, []);
    const location = { displayName: "x", ip: { ipRanges: "10.0.0.0/8", trusted: "true" } };
    const { outputs } = await plugin.create(TYPE.location, location);
    assert.deepEqual(outputs["ip"], { ipRanges: ["10.0.0.0/8"], trusted: true });
  });

  const alsoRefused: readonly (readonly [what: string, type: string, inputs: Fields])[] = [
    ["an id of one's own", TYPE.location, { displayName: "x", id: "y", ip: { ipRanges: ["10.0.0.0/8"] } }],
    ["a range whose length begins with a zero", TYPE.location, { displayName: "x", ip: { ipRanges: ["10.0.0.0/08"] } }],
    ["a strength of QR codes", TYPE.strength, { displayName: "x", allowedCombinations: ["qrCodePin"] }],
    ["a mail nickname with a space", TYPE.group, { displayName: "x", securityEnabled: true, mailNickname: "a b" }],
  ];
  for (const [what, type, inputs] of alsoRefused)
    it(`refuses ${what}`, async () => assert.equal((await plugin.check(type, inputs)).failures.length, 1));

  it("refuses to hide the members of a group that isn't unified", async () => {
    const group = { displayName: "x", securityEnabled: true, visibility: "Hiddenmembership" };
    await assert.rejects(plugin.create(TYPE.group, group, true), /only be "Hiddenmembership" for unified groups/);
  });

  it("knows what a new object will have, and what only Graph can say", async () => {
    const { outputs } = await plugin.create(TYPE.policy, tried["strengthPath"]?.inputs ?? {}, true);
    const conditions = outputs["conditions"] as Fields;
    assert.deepEqual(
      [outputs["id"], outputs["objectId"], conditions["insiderRiskLevels"]],
      [UNKNOWN, UNKNOWN, UNKNOWN],
    );
    assert.deepEqual([outputs["state"], conditions["clientAppTypes"]], ["enabled", ["all"]]);
  });

  it("says how to get the official plugin for a type or function that it doesn't know", async () => {
    const words = /doesn't know .*npm start -- --official.*AZUREAD_PLUGIN=/;
    await assert.rejects(plugin.check("azuread:index/application:Application", {}), words);
    await assert.rejects(plugin.invoke("azuread:index/getApplication:getApplication", {}), words);
  });
});
