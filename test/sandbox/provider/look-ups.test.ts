import assert from "node:assert/strict";
import type { Fields, Value } from "../../../sandbox/provider/plugin/values";
import { FakeGraph } from "./fake-graph";
import { PluginUnderTest } from "./plugin-under-test";
import { BREAK_GLASS, TYPE } from "./recorded-program";

const [FIRST = "", SECOND = ""] = BREAK_GLASS;

describe("a look-up by the stand-in", () => {
  let graph: FakeGraph;
  let plugin: PluginUnderTest;

  beforeEach(async () => {
    graph = new FakeGraph();
    plugin = await PluginUnderTest.start(graph);
    await plugin.configure();
    const add = (path: string, object: Record<string, Value>) => graph.objects.set(path, object);
    add(`users/${FIRST}`, {
      id: FIRST,
      displayName: "bg1",
      userPrincipalName: "bg1@contoso.example",
      accountEnabled: true,
    });
    add(`users/${SECOND}`, { id: SECOND, displayName: "bg2", userPrincipalName: "o'bg2@contoso.example" });
  });

  afterEach(() => plugin.stop());

  const ask = (name: string, args: Fields): Promise<Fields> => plugin.invoke(`azuread:index/${name}:${name}`, args);

  it("finds a user by id or name, a name with a quote in it included", async () => {
    assert.equal((await ask("getUser", { objectId: FIRST }))["userPrincipalName"], "bg1@contoso.example");
    graph.intercept = ({ method, url }) =>
      method === "GET" && url.includes("$filter=userPrincipalName+eq+'o''bg2@contoso.example'")
        ? { status: 200, body: { value: [{ id: SECOND }] } }
        : undefined;
    assert.equal((await ask("getUser", { userPrincipalName: "o'bg2@contoso.example" }))["objectId"], SECOND);
  });

  it("gives each field of a user, and an empty text for what Graph leaves out", async () => {
    const user = await ask("getUser", { objectId: FIRST });
    assert.deepEqual(
      [user["id"], user["accountEnabled"], user["mail"], user["managerId"]],
      [`/users/${FIRST}`, true, "", ""],
    );
    assert.deepEqual([user["businessPhones"], user["onpremisesSyncEnabled"]], [[], false]);
  });

  it("needs to be told whom to look for", async () => {
    await assert.rejects(ask("getUser", {}), /One of `object_id`/);
  });

  it("finds a group with its members, by id or name, and no group of another kind", async () => {
    const inputs = { displayName: "Admins", securityEnabled: true, members: [FIRST] };
    const { id } = await plugin.create(TYPE.group, inputs);
    const objectId = id.split("/").at(-1) ?? "";
    for (const args of [{ objectId }, { displayName: "Admins" }]) {
      const group = await ask("getGroup", args);
      assert.deepEqual([group["id"], group["members"], group["securityEnabled"]], [id, [FIRST], true]);
    }
    await assert.rejects(ask("getGroup", { objectId, mailEnabled: true }), /does not have mailEnabled true/);
    await assert.rejects(ask("getGroup", { displayName: "Nobody" }), /no group found with displayName "Nobody"/);
  });

  it("asks for the members of nested groups when it is told to", async () => {
    const { id } = await plugin.create(TYPE.group, { displayName: "Admins", securityEnabled: true });
    graph.intercept = ({ url }) =>
      url.endsWith("/transitiveMembers") ? { status: 200, body: { value: [{ id: SECOND }] } } : undefined;
    const group = await ask("getGroup", { objectId: id.split("/").at(-1), includeTransitiveMembers: true });
    assert.deepEqual(group["members"], [SECOND]);
  });
});
