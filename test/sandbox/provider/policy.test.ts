import assert from "node:assert/strict";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { FakeGraph } from "./fake-graph";
import { PluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";
import { tried } from "./refused-inputs";

const POLICY = tried["strengthPath"]?.inputs ?? {};
const CONDITIONS = POLICY["conditions"] as Fields;

describe("a policy, kept by the stand-in", () => {
  let graph: FakeGraph;
  let plugin: PluginUnderTest;

  beforeEach(async () => {
    graph = new FakeGraph();
    plugin = await PluginUnderTest.start(graph);
    await plugin.configure();
  });

  afterEach(() => plugin.stop());

  it("is refused at preview when it asks every time and after some hours, also where the former was there before", async () => {
    const hours = { signInFrequency: 4, signInFrequencyPeriod: "hours" };
    const everyTime = { signInFrequencyInterval: "everyTime" };
    const words = /is set to `everyTime`, .* are not valid/;
    const both = { ...POLICY, sessionControls: { ...hours, ...everyTime } };
    await assert.rejects(plugin.create(TYPE.policy, both, true), words);
    const kept = await plugin.create(TYPE.policy, { ...POLICY, sessionControls: everyTime });
    await assert.rejects(plugin.diff(TYPE.policy, kept, { ...POLICY, sessionControls: hours }), words);
  });

  /** What a preview shows after each deployment: the official plugin never gets it done. */
  const neverDone: readonly (readonly [what: string, change: Fields, path: string, kind: string])[] = [
    ["an empty platforms block", { platforms: { includedPlatforms: [] } }, "conditions.platforms", "ADD"],
    ["an empty locations block", { locations: { includedLocations: [] } }, "conditions.locations", "ADD"],
    ["an empty devices block", { devices: {} }, "conditions.devices", "ADD"],
    ["an empty block of workloads", { clientApplications: {} }, "conditions.clientApplications", "ADD"],
    [
      "guests of no type",
      { users: { includedUsers: ["All"], excludedGuestsOrExternalUsers: [{ guestOrExternalUserTypes: [] }] } },
      "conditions.users.excludedGuestsOrExternalUsers",
      "ADD",
    ],
    [
      "guests without tenants",
      {
        users: {
          includedUsers: ["All"],
          excludedGuestsOrExternalUsers: [{ guestOrExternalUserTypes: ["internalGuest"] }],
        },
      },
      "conditions.users.excludedGuestsOrExternalUsers[0].externalTenants",
      "DELETE",
    ],
  ];
  for (const [what, change, path, kind] of neverDone)
    it(`with ${what} is shown as changed at each preview`, async () => {
      const inputs = { ...POLICY, conditions: { ...CONDITIONS, ...change } };
      const kept = await plugin.read(TYPE.policy, await plugin.create(TYPE.policy, inputs));
      assert.deepEqual(await plugin.diff(TYPE.policy, kept, inputs), { [path]: kind });
      const updated = await plugin.read(TYPE.policy, await plugin.update(TYPE.policy, kept, inputs));
      assert.deepEqual(await plugin.diff(TYPE.policy, updated, inputs), { [path]: kind });
    });

  it("has guests of every tenant as an entry without anything", async () => {
    const guests = [{ guestOrExternalUserTypes: ["internalGuest"] }];
    const users = { includedUsers: ["All"], excludedGuestsOrExternalUsers: guests };
    const made = await plugin.create(TYPE.policy, { ...POLICY, conditions: { ...CONDITIONS, users } });
    const { outputs } = await plugin.read(TYPE.policy, made);
    const [kept] = ((outputs["conditions"] as Fields)["users"] as Fields)["excludedGuestsOrExternalUsers"] as Fields[];
    assert.deepEqual(kept?.["externalTenants"], [{ membershipKind: "", members: [] }]);
  });
});
