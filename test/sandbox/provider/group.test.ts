import assert from "node:assert/strict";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { CALLER, FakeGraph } from "./fake-graph";
import { PluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";

const [ANN, BOB, EVE] = ["a", "b", "e"].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000001`) as [
  string,
  string,
  string,
];
const GROUP: Fields = { displayName: "Admins", securityEnabled: true };

describe("a group, kept by the stand-in", () => {
  let graph: FakeGraph;
  let plugin: PluginUnderTest;

  beforeEach(async () => {
    graph = new FakeGraph();
    plugin = await PluginUnderTest.start(graph);
    await plugin.configure();
  });

  afterEach(() => plugin.stop());

  const membersOf = (id: string): string[] => graph.members.get(`${id.split("/").at(-1)}/members`) ?? [];

  it("gets the members that it lists, and loses those that it doesn't", async () => {
    const kept = await plugin.create(TYPE.group, { ...GROUP, members: [ANN, BOB] });
    assert.deepEqual(membersOf(kept.id), [ANN, BOB]);
    await plugin.update(TYPE.group, kept, { ...GROUP, members: [BOB, EVE] });
    assert.deepEqual(membersOf(kept.id).toSorted(), [BOB, EVE].toSorted());
  });

  const ownersOf = (id: string) => graph.members.get(`${id.split("/").at(-1)}/owners`);

  it("belongs to the application that deploys, unless it names its owners", async () => {
    const kept = await plugin.create(TYPE.group, GROUP);
    assert.deepEqual([ownersOf(kept.id), kept.outputs["owners"]], [[CALLER], [CALLER]]);
    assert.deepEqual(await plugin.diff(TYPE.group, kept, GROUP), {});
    const named = await plugin.create(TYPE.group, { ...GROUP, owners: [ANN] });
    assert.deepEqual(ownersOf(named.id), [ANN]);
  });

  it("is blind to members when it lists none", async () => {
    const kept = await plugin.create(TYPE.group, GROUP);
    graph.members.set(`${kept.id.split("/").at(-1)}/members`, [EVE]);
    const read = await plugin.read(TYPE.group, kept);
    assert.deepEqual(read.outputs["members"], [EVE]);
    assert.deepEqual(read.inputs, kept.inputs);
    assert.deepEqual(await plugin.diff(TYPE.group, read, GROUP), {});
    await plugin.update(TYPE.group, read, { ...GROUP, description: "new" });
    assert.deepEqual(membersOf(kept.id), [EVE]);
  });

  it("isn't made with a name that is taken, when names are to be unique", async () => {
    await plugin.create(TYPE.group, GROUP);
    const second = plugin.create(TYPE.group, { ...GROUP, preventDuplicateNames: true });
    await assert.rejects(second, /a group named `Admins` exists already/);
  });

  const impossible: readonly { inputs: Fields; words: RegExp }[] = [
    {
      inputs: { types: ["DynamicMembership"], securityEnabled: true },
      words: /`dynamic_membership` must be specified/,
    },
    { inputs: { mailEnabled: true }, words: /`types` must contain "Unified"/ },
    { inputs: { types: ["Unified"], securityEnabled: true }, words: /`mail_enabled` must be true/ },
    { inputs: { securityEnabled: false, assignableToRole: true }, words: /only be `true` for security-enabled groups/ },
  ];
  for (const { inputs, words } of impossible)
    it(`is refused at preview when it makes no sense: ${JSON.stringify(inputs)}`, async () => {
      await assert.rejects(plugin.create(TYPE.group, { displayName: "x", ...inputs }, true), words);
      assert.deepEqual(graph.changes, []);
    });

  it("takes one member once, and is asked about no group that isn't there", async () => {
    const kept = await plugin.create(TYPE.group, GROUP);
    const groupObjectId = kept.id.split("/").at(-1) ?? "";
    const member = await plugin.create(TYPE.member, { groupObjectId, memberObjectId: ANN });
    await assert.rejects(plugin.create(TYPE.member, { groupObjectId, memberObjectId: ANN }), /is in group .* already/);
    await assert.rejects(
      plugin.create(TYPE.member, { groupObjectId: EVE, memberObjectId: ANN }),
      /unexpected status 404/,
    );
    await plugin.remove(TYPE.member, member);
    assert.deepEqual(membersOf(kept.id), []);
    assert.equal((await plugin.read(TYPE.member, member)).id, "");
  });
});
