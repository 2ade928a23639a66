import assert from "node:assert/strict";
import { CALLER, type FakeGraph, type Seen } from "./fake-graph";
import { type Kept, pluginUnderTest } from "./plugin-under-test";
import { BREAK_GLASS, MEMBER, program, TYPE } from "./recorded-program";
import { requests, state, withoutChance, withoutRepetition } from "./recordings";

/** A membership asks about its group first, as the official plugin does; the recording counts that to the group. */
const ABOUT_THE_GROUP = /^\/beta\/groups\/\{excl\}(\/members)?$/;

describe("the stand-in with the recorded program", () => {
  const plugin = pluginUnderTest();
  let ids: Record<string, string>;
  let kept: Record<string, Kept>;

  beforeEach(() => {
    [ids, kept] = [{}, {}];
  });

  /** Does something, and gives the requests that it took in the recordings' form. */
  async function requestsOf(name: string, work: () => Promise<unknown>): Promise<Seen[]> {
    const before = plugin.graph.graphRequests.length;
    await work();
    const sent = withoutChance(withoutRepetition(plugin.graph.graphRequests.slice(before)), ids);
    return name === "m1" ? sent.filter(({ method, url }) => method !== "GET" || !ABOUT_THE_GROUP.test(url)) : sent;
  }

  async function createAll(): Promise<Record<string, Seen[]>> {
    const sent: Record<string, Seen[]> = {};
    for (const { name, type, inputs } of program(1)) {
      sent[name] = await requestsOf(name, async () => {
        const made = await plugin.create(type, inputs(ids));
        kept[name] = made;
        if (name !== "m1") ids[name] = made.id.split("/").at(-1) ?? "";
      });
    }
    return sent;
  }

  const keptOf = (name: string): Kept => kept[name] ?? assert.fail(`${name} was not created`);

  it("signs in with the recorded requests", () => {
    assert.deepEqual(withoutChance(plugin.graph.seen, {}), requests.signIn);
  });

  it("creates each resource with the recorded requests", async () => {
    assert.deepEqual(await createAll(), requests.create);
  });

  it("leaves the recorded inputs and outputs in the state", async () => {
    await createAll();
    const left = program(1).map(({ name, type }) => [name, { type, ...keptOf(name) }]);
    assert.deepEqual(withoutChance(Object.fromEntries(left) as typeof state, ids), state);
  });

  it("refreshes each resource, and imports a policy, with the recorded requests and without a difference", async () => {
    await createAll();
    for (const { name, type, inputs } of program(1)) {
      const sent = await requestsOf(name, async () => {
        const read = await plugin.read(type, keptOf(name));
        assert.deepEqual(read.inputs, keptOf(name).inputs);
        assert.deepEqual(await plugin.diff(type, read, inputs(ids)), {});
      });
      assert.deepEqual(sent, requests.refresh[name]);
      if (type !== TYPE.policy) continue;
      const imported = await plugin.read(type, { id: keptOf(name).id });
      assert.deepEqual(await plugin.diff(type, imported, inputs(ids)), {});
      assert.deepEqual(await plugin.diff(type, keptOf(name), imported.inputs), {});
    }
  });

  it("updates only the changes of step 2, with the recorded requests", async () => {
    await createAll();
    const sent: Record<string, Seen[]> = {};
    for (const { name, type, inputs } of program(2)) {
      const wanted = inputs(ids);
      if (Object.keys(await plugin.diff(type, keptOf(name), wanted)).length === 0) continue;
      sent[name] = await requestsOf(name, () => plugin.update(type, keptOf(name), wanted));
    }
    assert.deepEqual(sent, requests.update);
  });

  it("destroys each resource with the recorded requests", async () => {
    await createAll();
    const sent: Record<string, Seen[]> = {};
    for (const { name, type } of program(1).toReversed())
      sent[name] = await requestsOf(name, () => plugin.remove(type, keptOf(name)));
    assert.deepEqual(sent, requests.destroy);
    assert.equal(plugin.graph.objects.size, 0);
  });

  it("answers the look-ups of this project's program", async () => {
    addPeople(plugin.graph);
    const user = await plugin.invoke(functionToken("getUser"), { objectId: BREAK_GLASS[0] ?? "" });
    const me = await plugin.invoke(functionToken("getClientConfig"), {});
    assert.deepEqual([user["displayName"], me["objectId"]], ["bg1", CALLER]);
  });
});

const functionToken = (name: string): string => `azuread:index/${name}:${name}`;

function addPeople(graph: FakeGraph): void {
  for (const [displayName, id = ""] of Object.entries({ bg1: BREAK_GLASS[0], bg2: BREAK_GLASS[1], member: MEMBER }))
    graph.objects.set(`users/${id}`, { id, displayName, userPrincipalName: `${displayName}@contoso.example` });
}
