import assert from "node:assert/strict";
import { asSecret, isSecret } from "../../../sandbox/provider/plugin/secrets";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { FakeGraph } from "./fake-graph";
import { PluginUnderTest } from "./plugin-under-test";
import { TYPE } from "./recorded-program";

const PASSWORD = "correct horse battery staple";
const USER: Fields = {
  displayName: "Break glass",
  userPrincipalName: "bg@contoso.example",
  password: asSecret(PASSWORD),
};

describe("a user, kept by the stand-in", () => {
  let graph: FakeGraph;
  let plugin: PluginUnderTest;

  beforeEach(async () => {
    graph = new FakeGraph();
    plugin = await PluginUnderTest.start(graph);
    await plugin.configure();
  });

  afterEach(() => plugin.stop());

  it("is made with its password, which the state holds as a secret only", async () => {
    const kept = await plugin.create(TYPE.user, USER);
    const sent = graph.changes[0]?.request as Fields;
    assert.deepEqual(sent["passwordProfile"], { forceChangePasswordNextSignIn: false, password: PASSWORD });
    assert.deepEqual([kept.inputs["password"], kept.outputs["password"]], [asSecret(PASSWORD), asSecret(PASSWORD)]);
    assert.ok(!JSON.stringify({ ...kept.outputs, password: null }).includes(PASSWORD));
  });

  it("gets a password that is marked as a secret even when the program doesn't", async () => {
    const kept = await plugin.create(TYPE.user, { ...USER, password: PASSWORD });
    assert.ok(isSecret(kept.outputs["password"]));
  });

  it("keeps a secret a secret whatever field it is in", async () => {
    const kept = await plugin.create(TYPE.user, { ...USER, jobTitle: asSecret("agent") });
    assert.deepEqual(kept.outputs["jobTitle"], asSecret("agent"));
    const read = await plugin.read(TYPE.user, kept);
    assert.deepEqual([read.outputs["jobTitle"], read.inputs["jobTitle"]], [asSecret("agent"), asSecret("agent")]);
  });

  it("is the same after a refresh, password included", async () => {
    const kept = await plugin.create(TYPE.user, USER);
    const read = await plugin.read(TYPE.user, kept);
    assert.deepEqual(read.inputs, kept.inputs);
    assert.deepEqual(read.outputs["password"], kept.outputs["password"]);
    assert.deepEqual(await plugin.diff(TYPE.user, read, USER), {});
  });

  it("is sent a password again only when it changes", async () => {
    const kept = await plugin.create(TYPE.user, USER);
    const renamed = await plugin.update(TYPE.user, kept, { ...USER, displayName: "Emergency" });
    assert.equal(graph.lastBody["passwordProfile"], undefined);
    await plugin.update(TYPE.user, renamed, { ...USER, displayName: "Emergency", password: asSecret("another one") });
    assert.deepEqual(graph.lastBody["passwordProfile"], {
      forceChangePasswordNextSignIn: false,
      password: "another one",
    });
  });

  it("isn't made without a password, nor with one that is too long, which isn't repeated", async () => {
    await assert.rejects(plugin.create(TYPE.user, { ...USER, password: undefined }), /`password` is required/);
    const long = "x".repeat(257);
    const { failures } = await plugin.check(TYPE.user, { ...USER, password: asSecret(long) });
    assert.equal(failures.length, 1);
    assert.ok(!failures[0]?.includes(long));
  });

  it("can be disabled, moved and removed", async () => {
    const kept = await plugin.create(TYPE.user, { ...USER, department: "Sales", managerId: "m" });
    const changed = { ...USER, accountEnabled: false, showInAddressList: false };
    assert.deepEqual(Object.keys(await plugin.diff(TYPE.user, kept, changed)).sort(), [
      "accountEnabled",
      "department",
      "managerId",
      "showInAddressList",
    ]);
    const updated = await plugin.update(TYPE.user, kept, changed);
    assert.deepEqual([updated.outputs["accountEnabled"], updated.outputs["department"]], [false, ""]);
    assert.deepEqual([kept.outputs["managerId"], updated.outputs["managerId"]], ["m", ""]);
    await plugin.remove(TYPE.user, updated);
    assert.equal((await plugin.read(TYPE.user, updated)).id, "");
  });
});
