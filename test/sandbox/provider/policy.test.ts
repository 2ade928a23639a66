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

  const sentFor = async (inputs: Fields): Promise<Fields> => {
    const kept = await plugin.create(TYPE.policy, inputs);
    assert.deepEqual(await plugin.diff(TYPE.policy, await plugin.read(TYPE.policy, kept), inputs), {});
    return graph.lastBody;
  };
  const sessionFor = async (sessionControls: Fields) =>
    (await sentFor({ ...POLICY, sessionControls }))["sessionControls"] as Fields;

  it("is about applications' own identities when the program says so", async () => {
    const filter = { mode: "include", rule: 'CustomSecurityAttribute.a_b -eq "c"' };
    const clientApplications = { includedServicePrincipals: ["ServicePrincipalsInMyTenant"], filter };
    const sent = await sentFor({ ...POLICY, conditions: { ...CONDITIONS, clientApplications } });
    assert.deepEqual((sent["conditions"] as Fields)["clientApplications"], {
      includeServicePrincipals: ["ServicePrincipalsInMyTenant"],
      excludeServicePrincipals: [],
      servicePrincipalFilter: filter,
    });
  });

  it("covers all tenants that guests come from, or some", async () => {
    for (const tenants of [{ membershipKind: "all" }, { membershipKind: "enumerated", members: ["t"] }]) {
      const guests = [{ guestOrExternalUserTypes: ["internalGuest"], externalTenants: [tenants] }];
      const users = { includedGuestsOrExternalUsers: guests };
      const sent = await sentFor({ ...POLICY, conditions: { ...CONDITIONS, users } });
      const { "@odata.type": type, ...rest } = ((sent["conditions"] as Fields)["users"] as Fields)[
        "includeGuestsOrExternalUsers"
      ] as Fields;
      assert.equal(type, undefined);
      const { "@odata.type": kind, ...sentTenants } = rest["externalTenants"] as Fields;
      assert.equal(
        kind,
        tenants.membershipKind === "all" ? undefined : "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
      );
      assert.deepEqual(sentTenants, tenants);
    }
  });

  it("asks again after some hours, by the way that Graph has when none is named", async () => {
    assert.deepEqual((await sessionFor({ signInFrequency: 4, signInFrequencyPeriod: "hours" }))["signInFrequency"], {
      "@odata.type": "#microsoft.graph.signInFrequencySessionControl",
      authenticationType: "primaryAndSecondaryAuthentication",
      frequencyInterval: "timeBased",
      isEnabled: true,
      type: "hours",
      value: 4,
    });
  });

  it("asks every time, without what Graph doesn't accept beside that", async () => {
    const session = await sessionFor({ signInFrequencyInterval: "everyTime" });
    assert.deepEqual(
      [session["applicationEnforcedRestrictions"], session["disableResilienceDefaults"]],
      [null, undefined],
    );
    assert.equal((session["signInFrequency"] as Fields)["frequencyInterval"], "everyTime");
  });

  it("has session controls of every kind", async () => {
    const session = await sessionFor({
      applicationEnforcedRestrictionsEnabled: true,
      cloudAppSecurityPolicy: "monitorOnly",
      disableResilienceDefaults: true,
      persistentBrowserMode: "always",
    });
    const part = (name: string) => session[name] as Fields;
    assert.deepEqual(
      [part("applicationEnforcedRestrictions")["isEnabled"], part("cloudAppSecurity")["cloudAppSecurityType"]],
      [true, "monitorOnly"],
    );
    assert.deepEqual([session["disableResilienceDefaults"], part("persistentBrowser")["mode"]], [true, "always"]);
    assert.equal(session["signInFrequency"], null);
  });

  it("sends no session controls that would change nothing", async () => {
    const sessionControls = { disableResilienceDefaults: false, applicationEnforcedRestrictionsEnabled: false };
    assert.equal((await sentFor({ ...POLICY, sessionControls }))["sessionControls"], null);
  });

  it("is refused at preview when it asks every time and after some hours, also where the former was there before", async () => {
    const hours = { signInFrequency: 4, signInFrequencyPeriod: "hours" };
    const everyTime = { signInFrequencyInterval: "everyTime" };
    const words = /is set to `everyTime`, .* are not valid/;
    const both = { ...POLICY, sessionControls: { ...hours, ...everyTime } };
    await assert.rejects(plugin.create(TYPE.policy, both, true), words);
    const kept = await plugin.create(TYPE.policy, { ...POLICY, sessionControls: everyTime });
    await assert.rejects(plugin.diff(TYPE.policy, kept, { ...POLICY, sessionControls: hours }), words);
  });

  it("names the way of asking again alone where nothing else is said of it", async () => {
    const session = await sessionFor({ signInFrequencyAuthenticationType: "secondaryAuthentication" });
    assert.deepEqual(session["signInFrequency"], {
      "@odata.type": "#microsoft.graph.signInFrequencySessionControl",
      authenticationType: "secondaryAuthentication",
    });
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

  it("needs the period of a frequency", async () => {
    const { failures } = await plugin.check(TYPE.policy, { ...POLICY, sessionControls: { signInFrequency: 4 } });
    assert.deepEqual(failures, [
      "Missing required argument. \"session_controls.0.sign_in_frequency\": all of `session_controls.0.sign_in_frequency,session_controls.0.sign_in_frequency_period` must be specified. Examine values at 'x.sessionControls.signInFrequency'.",
    ]);
  });
});
