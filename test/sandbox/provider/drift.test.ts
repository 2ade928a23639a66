import assert from "node:assert/strict";
import { type Fields, isFields, isList, isUnset, type Value } from "../../../sandbox/provider/plugin/values";
import { RECORDED_CHANGES } from "../../drift/recorded-changes";
import { type FakeGraph, merged } from "./fake-graph";
import { type Kept, type PluginUnderTest, pluginUnderTest } from "./plugin-under-test";
import { API, BREAK_GLASS, TYPE } from "./recorded-program";
import { drift } from "./recordings";

const DECLARED: Fields = {
  displayName: "Require MFA for Azure management",
  state: "enabled",
  conditions: {
    clientAppTypes: ["all"],
    users: { includedUsers: ["All"], excludedUsers: BREAK_GLASS },
    applications: { includedApplications: [API] },
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
};

describe("the stand-in after a change outside Pulumi", () => {
  const plugin = pluginUnderTest();
  let kept: Kept;

  beforeEach(async () => {
    kept = await plugin.create(TYPE.policy, DECLARED);
  });

  for (const row of drift.rows)
    it(`answers and repairs as recorded: ${row.change}`, async () => {
      const before = structuredClone(policyIn(plugin.graph));
      change(plugin.graph, changesOf(row.change));
      const read = await plugin.read(TYPE.policy, kept);
      const found = read.id === "" ? {} : await plugin.diff(TYPE.policy, read, DECLARED);
      assert.deepEqual(previewOf(read, found), row.preview);
      assert.deepEqual(Object.keys(found).sort(), row.fields);

      const sent = plugin.graph.graphRequests.length;
      await repair(plugin, read, found);
      const repairs = plugin.graph.graphRequests.slice(sent).filter(({ method }) => method !== "GET");
      assert.deepEqual(
        repairs.map(({ method }) => method),
        row.repair,
      );
      for (const { request } of repairs) assert.deepEqual(request, drift.body);
      assert.deepEqual(leftOf(before, policyIn(plugin.graph)), row.left);
    });

  it("shows the same difference again if the repair doesn't contain it", async () => {
    for (const name of ["client_applications", "grant_strength"]) {
      change(plugin.graph, changesOf(name));
      const read = await plugin.read(TYPE.policy, kept);
      const repaired = await plugin.update(TYPE.policy, read, DECLARED);
      const again = await plugin.read(TYPE.policy, repaired);
      assert.notDeepEqual(await plugin.diff(TYPE.policy, again, DECLARED), {}, name);
    }
  });

  it("keeps an insider risk in the tenant when it changes something else", async () => {
    change(plugin.graph, changesOf("insider_risk"));
    const read = await plugin.read(TYPE.policy, kept);
    await plugin.update(TYPE.policy, read, { ...DECLARED, state: "disabled" });
    assert.equal((plugin.graph.lastBody["conditions"] as Fields)["insiderRiskLevels"], "elevated");
  });
});

function policyIn(graph: FakeGraph): Record<string, Value> | undefined {
  return [...graph.objects].find(([path]) => path.startsWith("identity/conditionalAccess/policies/"))?.[1];
}

/** What was recorded under this name, as Graph merges it into the policy; `undefined` deletes the policy. */
function changesOf(name: string): Fields | undefined {
  if (name === "deleted") return undefined;
  const recorded = RECORDED_CHANGES[name];
  assert.ok(recorded, name);
  return recorded.changes;
}

function change(graph: FakeGraph, wanted: Fields | undefined): void {
  const policy = policyIn(graph);
  assert.ok(policy);
  if (wanted === undefined) graph.objects.clear();
  else Object.assign(policy, merged(policy, wanted));
}

/** What a preview shows, as the engine decides it from what the plugin answers. */
function previewOf(read: Kept, found: Record<string, string>): string[] {
  if (read.id === "") return ["create"];
  const kinds = Object.values(found);
  if (kinds.some((kind) => kind.endsWith("REPLACE"))) return ["replace"];
  return kinds.length > 0 ? ["update"] : [];
}

async function repair(plugin: PluginUnderTest, read: Kept, found: Record<string, string>): Promise<void> {
  if (read.id === "") await plugin.create(TYPE.policy, DECLARED);
  else if (Object.keys(found).length > 0) await plugin.update(TYPE.policy, read, DECLARED);
}

/** The top-level fields in which a policy still differs from what it was; an id is new after a deletion. */
function leftOf(before: Fields | undefined, after: Fields | undefined): string[] {
  const names = Object.keys(after ?? {}).filter((name) => name !== "id");
  return names.filter((name) => !sameContent(before?.[name], after?.[name]));
}

/** Equal but for what is empty: null, missing and `[]` are one. */
function sameContent(one: Value | undefined, other: Value | undefined): boolean {
  const isEmpty = (value: Value | undefined) => isUnset(value) || (isList(value) && value.length === 0);
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other);
  if (!isFields(one) || !isFields(other)) return JSON.stringify(one) === JSON.stringify(other);
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => sameContent(one[name], other[name]));
}
