import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { FakeGraph } from "./fake-graph";
import { type Kept, PluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";
import { tried } from "./refused-inputs";

const PATH = "/identity/conditionalAccess/policies";
const POLICY = tried["strengthPath"]?.inputs ?? {};

describe("what the stand-in keeps", () => {
  let graph: FakeGraph;
  let plugin: PluginUnderTest;

  beforeEach(async () => {
    graph = new FakeGraph();
    plugin = await PluginUnderTest.start(graph);
    await plugin.configure();
  });

  afterEach(() => plugin.stop());

  it("reads back as it was made, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, async (inputs) => {
        const kept = await plugin.create(TYPE.policy, inputs);
        const read = await plugin.read(TYPE.policy, kept);
        assert.deepEqual(settled(read), settled(kept));
        assert.deepEqual(await plugin.diff(TYPE.policy, read, inputs), {});
        const imported = await plugin.read(TYPE.policy, { id: kept.id });
        assert.deepEqual(await plugin.diff(TYPE.policy, kept, imported.inputs), {});
        assert.deepEqual(await plugin.diff(TYPE.policy, imported, inputs), {});
      }),
      { numRuns: 15 },
    );
  });

  it("becomes what is asked for by one update, whatever it was", async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyPolicy, async (before, after) => {
        const kept = await plugin.create(TYPE.policy, before);
        const updated = await plugin.update(TYPE.policy, kept, after);
        assert.deepEqual(await plugin.diff(TYPE.policy, updated, after), {});
      }),
      { numRuns: 15 },
    );
  });

  it("is gone when Graph doesn't have it, and unreadable when Graph doesn't say", async () => {
    const kept = await plugin.create(TYPE.policy, POLICY);
    graph.intercept = ({ method }) => (method === "GET" ? { status: 403 } : undefined);
    await assert.rejects(plugin.read(TYPE.policy, kept), /unexpected status 403/);
    graph.intercept = () => undefined;
    graph.objects.clear();
    assert.equal((await plugin.read(TYPE.policy, kept)).id, "");
    await plugin.remove(TYPE.policy, kept);
  });

  type Refused = { readonly metadata: { get(name: string): Buffer[] } };
  /** What the engine is told beside the error: it keeps the object that stands there, and no other. */
  const noteIn = ({ metadata }: Refused) => metadata.get("grpc-status-details-bin")[0]?.toString("latin1") ?? "";
  const refuseGet = (path: string, after = 0) => {
    let asked = 0;
    graph.intercept = ({ method, url }) =>
      method === "GET" && url.includes(path) && asked++ >= after
        ? { status: 400, body: { error: { code: "BadRequest" } } }
        : undefined;
  };

  const seenFirst: readonly (readonly [type: string, inputs: Fields, path: string])[] = [
    [TYPE.policy, POLICY, PATH],
    [TYPE.location, { displayName: "HQ", ip: { ipRanges: ["203.0.113.0/24"] } }, "/namedLocations/"],
    [TYPE.strength, { displayName: "Keys", allowedCombinations: ["fido2"] }, "/authenticationStrengthPolicies/"],
  ];
  for (const [type, inputs, path] of seenFirst)
    it(`is not known to the engine when it can't be seen at once, as with the official plugin: ${type}`, async () => {
      refuseGet(path);
      await assert.rejects(plugin.create(type, inputs), (error: Refused) => {
        assert.equal(noteIn(error), "");
        return true;
      });
      assert.equal(graph.objects.size, 1);
    });

  const laterSteps: readonly (readonly [type: string, inputs: Fields, path: string, after: number])[] = [
    [TYPE.policy, POLICY, PATH, 1],
    [TYPE.group, { displayName: "Admins", securityEnabled: true }, "/groups/", 0],
  ];
  for (const [type, inputs, path, after] of laterSteps)
    it(`is known to the engine when a later step fails: ${type}`, async () => {
      refuseGet(path, after);
      await assert.rejects(plugin.create(type, inputs), (error: Refused) => {
        assert.match(noteIn(error), /ErrorResourceInitFailed/);
        assert.ok(noteIn(error).includes([...graph.objects.keys()][0] ?? "nothing"));
        return true;
      });
      assert.equal(graph.objects.size, 1);
    });

  it("is not said to be changed or deleted when Graph only says so", async () => {
    const kept = await plugin.create(TYPE.policy, POLICY);
    graph.intercept = ({ method }) => (method === "PATCH" || method === "DELETE" ? { status: 204 } : undefined);
    await assert.rejects(
      plugin.update(TYPE.policy, kept, { ...POLICY, state: "disabled" }),
      /took the change of .*, but its state is still `enabled`/,
    );
    await assert.rejects(plugin.remove(TYPE.policy, kept), /took the deletion, but .* is still there/);
  });

  it("changes nothing at preview", async () => {
    const kept = await plugin.create(TYPE.policy, POLICY);
    const before = graph.changes.length;
    const planned = await plugin.update(TYPE.policy, kept, { ...POLICY, state: "disabled" }, true);
    assert.deepEqual([planned.outputs["state"], planned.outputs["objectId"]], ["disabled", kept.outputs["objectId"]]);
    assert.equal(graph.changes.length, before);
  });
});

/** What is kept, with an unset list as null: the official plugin has it empty once it has read the object. */
function settled(kept: Kept): unknown {
  return JSON.parse(JSON.stringify(kept).replaceAll("[]", "null"));
}

const some = (...values: string[]) => fc.option(fc.subarray(values, { minLength: 0 }), { nil: undefined });
const ids = () => some("aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000001");

const anyGuests = fc.option(
  fc.tuple(
    fc.record({
      guestOrExternalUserTypes: fc.subarray(["internalGuest", "serviceProvider"], { minLength: 1 }),
      externalTenants: fc.tuple(
        fc.constantFrom({ membershipKind: "all" }, { membershipKind: "enumerated", members: ["t"] }),
      ),
    }),
  ),
  { nil: undefined },
);

/** Any policy that a program could write, as far as Graph in memory cares. */
const anyPolicy: fc.Arbitrary<Fields> = fc.record({
  displayName: fc.string({ minLength: 1 }),
  state: fc.constantFrom("disabled", "enabled", "enabledForReportingButNotEnforced"),
  conditions: fc.record({
    clientAppTypes: fc.subarray(["browser", "mobileAppsAndDesktopClients", "other"], { minLength: 1 }),
    users: fc.record({
      includedUsers: fc.constant(["All"]),
      excludedUsers: ids(),
      excludedGroups: ids(),
      excludedRoles: ids(),
      excludedGuestsOrExternalUsers: anyGuests,
    }),
    applications: fc.record({ includedApplications: fc.constant(["All"]), excludedApplications: some("Office365") }),
    signInRiskLevels: some("high", "medium"),
    authenticationFlowTransferMethods: some("deviceCodeFlow", "authenticationTransfer"),
    platforms: fc.option(
      fc.record({ includedPlatforms: fc.subarray(["all", "linux"], { minLength: 1 }), excludedPlatforms: some("iOS") }),
      { nil: undefined },
    ),
    devices: fc.option(fc.constant({ filter: { mode: "exclude", rule: "device.isCompliant -eq True" } }), {
      nil: undefined,
    }),
  }),
  grantControls: fc.record({
    operator: fc.constantFrom("AND", "OR"),
    builtInControls: fc.subarray(["mfa", "compliantDevice"], { minLength: 1 }),
    termsOfUses: ids(),
  }),
  sessionControls: fc.option(
    fc.record({
      persistentBrowserMode: fc.constantFrom("always", "never"),
      signInFrequency: fc.constant(4),
      signInFrequencyPeriod: fc.constantFrom("hours", "days"),
    }),
    { nil: undefined },
  ),
});
