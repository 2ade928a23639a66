import assert from "node:assert/strict";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { pluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";
import { tried } from "./refused-inputs";

const PATH = "/identity/conditionalAccess/policies";
const POLICY = tried["strengthPath"]?.inputs ?? {};

describe("a resource of the stand-in", () => {
  const plugin = pluginUnderTest();

  it("is gone if Graph doesn't have it, and can't be read if Graph doesn't answer", async () => {
    const kept = await plugin.create(TYPE.policy, POLICY);
    plugin.graph.intercept = ({ method }) => (method === "GET" ? { status: 403 } : undefined);
    await assert.rejects(plugin.read(TYPE.policy, kept), /unexpected status 403/);
    plugin.graph.intercept = () => undefined;
    plugin.graph.objects.clear();
    assert.equal((await plugin.read(TYPE.policy, kept)).id, "");
    await plugin.remove(TYPE.policy, kept);
  });

  // As with the official plugin: the engine keeps an object only where the plugin has read it once after it was made.
  const refusals: readonly (readonly [type: string, inputs: Fields, path: string, after: number, isKept: boolean])[] = [
    [TYPE.policy, POLICY, PATH, 0, false],
    [TYPE.location, { displayName: "HQ", ip: { ipRanges: ["203.0.113.0/24"] } }, "/namedLocations/", 0, false],
    [TYPE.strength, { displayName: "Keys", allowedCombinations: ["fido2"] }, "/authenticationStrengthP", 0, false],
    [TYPE.policy, POLICY, PATH, 1, true],
    [TYPE.group, { displayName: "Admins", securityEnabled: true }, "/groups/", 0, true],
  ];
  for (const [type, inputs, path, after, isKept] of refusals)
    it(`is ${isKept ? "" : "not "}known to the engine when it was read ${after} times and then refused: ${type}`, async () => {
      let asked = 0;
      plugin.graph.intercept = ({ method, url }) =>
        method === "GET" && url.includes(path) && asked++ >= after
          ? { status: 400, body: { error: { code: "BadRequest" } } }
          : undefined;
      type Refusal = { metadata?: { get(name: string): Buffer[] } };
      await assert.rejects(plugin.create(type, inputs), ({ metadata }: Refusal) => {
        const note = metadata?.get("grpc-status-details-bin")[0]?.toString("latin1") ?? "";
        const id = [...plugin.graph.objects.keys()][0] ?? "nothing";
        return note.includes("ErrorResourceInitFailed") === isKept && note.includes(id) === isKept;
      });
      assert.equal(plugin.graph.objects.size, 1);
    });

  it("isn't reported as changed or deleted only because Graph says so", async () => {
    const kept = await plugin.create(TYPE.policy, POLICY);
    plugin.graph.intercept = ({ method }) => (method === "PATCH" || method === "DELETE" ? { status: 204 } : undefined);
    await assert.rejects(
      plugin.update(TYPE.policy, kept, { ...POLICY, state: "disabled" }),
      /took the change of .*, but its state is still `enabled`/,
    );
    await assert.rejects(plugin.remove(TYPE.policy, kept), /took the deletion, but .* is still there/);
  });

  it("is neither created nor changed in a preview", async () => {
    assert.equal((await plugin.create(TYPE.policy, POLICY, true)).id, "");
    assert.deepEqual(plugin.graph.changes, []);
    const kept = await plugin.create(TYPE.policy, POLICY);
    const before = plugin.graph.changes.length;
    const planned = await plugin.update(TYPE.policy, kept, { ...POLICY, state: "disabled" }, true);
    assert.deepEqual([planned.outputs["state"], planned.outputs["objectId"]], ["disabled", kept.outputs["objectId"]]);
    assert.equal(plugin.graph.changes.length, before);
  });

  it("is replaced if only a new one can have what the program wants", async () => {
    const seen = { groupObjectId: "g", memberObjectId: "one" };
    const kept = { id: "x", inputs: seen, outputs: seen };
    const found = await plugin.diff(TYPE.member, kept, { ...seen, memberObjectId: "two" });
    assert.deepEqual(found, { memberObjectId: "UPDATE_REPLACE" });
  });

  const guests = [{ guestOrExternalUserTypes: ["internalGuest"] }];
  for (const [path, change] of Object.entries<Fields>({
    "conditions.platforms ADD": { platforms: { includedPlatforms: [] } },
    "conditions.devices ADD": { devices: {} },
    "conditions.users.excludedGuestsOrExternalUsers[0].externalTenants DELETE": {
      users: { includedUsers: ["All"], excludedGuestsOrExternalUsers: guests },
    },
  }))
    it(`is shown as changed at each preview, which the official plugin never gets done: ${path}`, async () => {
      const inputs = { ...POLICY, conditions: { ...(POLICY["conditions"] as Fields), ...change } };
      const made = await plugin.create(TYPE.policy, inputs);
      const updated = await plugin.update(TYPE.policy, made, inputs);
      for (const kept of [made, updated]) {
        const found = await plugin.diff(TYPE.policy, await plugin.read(TYPE.policy, kept), inputs);
        assert.equal(Object.entries(found).join().replace(",", " "), path);
      }
    });
});
