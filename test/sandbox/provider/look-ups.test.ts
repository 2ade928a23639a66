import assert from "node:assert/strict";
import type { Fields, Value } from "../../../sandbox/provider/plugin/values";
import { FakeGraph } from "./fake-graph";
import { PluginUnderTest } from "./plugin-under-test";
import { API, BREAK_GLASS, TYPE } from "./recorded-program";

const [FIRST = "", SECOND = ""] = BREAK_GLASS;
const PRINCIPAL = "cccccccc-1111-4000-8000-000000000001";

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
    add(`servicePrincipals/${PRINCIPAL}`, {
      id: PRINCIPAL,
      appId: API,
      displayName: "Azure Service Management",
      servicePrincipalNames: [API, "https://management.core.windows.net/"],
      oauth2PermissionScopes: [{ id: "s", value: "user_impersonation", isEnabled: true }],
      tags: ["HideApp"],
    });
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

  it("finds several users, or says who is missing", async () => {
    const missing = "aaaaaaaa-0000-4000-8000-0000000000ff";
    const objectIds = [FIRST, missing];
    await assert.rejects(ask("getUsers", { objectIds }), new RegExp(`User not found with object ID: "${missing}"`));
    const found = await ask("getUsers", { objectIds, ignoreMissing: true });
    assert.deepEqual([found["objectIds"], found["userPrincipalNames"]], [[FIRST], ["bg1@contoso.example"]]);
    const all = await ask("getUsers", { returnAll: true });
    assert.deepEqual(all["objectIds"], [FIRST, SECOND]);
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

  it("finds several groups by name and by its beginning", async () => {
    for (const displayName of ["Azure admins", "Azure readers", "Others"])
      await plugin.create(TYPE.group, { displayName, securityEnabled: true });
    const byPrefix = await ask("getGroups", { displayNamePrefix: "Azure" });
    assert.deepEqual(byPrefix["displayNames"], ["Azure admins", "Azure readers"]);
    assert.deepEqual((await ask("getGroups", { displayNames: ["Others"] }))["displayNames"], ["Others"]);
    await assert.rejects(ask("getGroups", { displayNames: ["None"] }), /No group found with name: "None"/);
  });

  it("finds an application by client id, own id or name", async () => {
    for (const args of [
      { clientId: API.toUpperCase() },
      { objectId: PRINCIPAL },
      { displayName: "Azure Service Management" },
    ]) {
      graph.intercept = ({ url }) =>
        url.includes("$filter=appId")
          ? { status: 200, body: { value: [graph.objects.get(`servicePrincipals/${PRINCIPAL}`) ?? null] } }
          : undefined;
      const found = await ask("getServicePrincipal", args);
      assert.deepEqual([found["id"], found["clientId"]], [`/servicePrincipals/${PRINCIPAL}`, API]);
      assert.deepEqual(found["servicePrincipalNames"], ["https://management.core.windows.net/"]);
      assert.deepEqual(found["oauth2PermissionScopeIds"], { user_impersonation: "s" });
      assert.deepEqual((found["features"] as Fields[])[0]?.["visibleToUsers"], false);
    }
  });

  it("finds a named location of either kind by its name", async () => {
    await plugin.create(TYPE.location, { displayName: "Finland", country: { countriesAndRegions: ["FI"] } });
    await plugin.create(TYPE.location, { displayName: "HQ", ip: { ipRanges: ["203.0.113.0/24"] } });
    const country = await ask("getNamedLocation", { displayName: "Finland" });
    assert.deepEqual([(country["countries"] as Fields[])[0]?.["countriesAndRegions"], country["ips"]], [["FI"], []]);
    const ip = await ask("getNamedLocation", { displayName: "HQ" });
    assert.deepEqual(ip["ips"], [{ ipRanges: ["203.0.113.0/24"], trusted: false }]);
    await assert.rejects(ask("getNamedLocation", { displayName: "Nowhere" }), /no Named Location was found/);
  });
});
