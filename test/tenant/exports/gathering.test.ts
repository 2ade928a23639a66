import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import { groupId } from "../../../src/law/model/ids";
import { gatherAll } from "../../../src/tenant/exports/gathering";
import { readEvidence, readTenant } from "../../../src/tenant/graph/tenant";
import { aPolicy } from "../azuread/stack/a-stack";

const METADATA = "https://graph.microsoft.com/v1.0/$metadata#";
const DEFAULTS = `${METADATA}policies/identitySecurityDefaultsEnforcementPolicy/$entity`;

const sku = (name: string) => ({ id: name, skuPartNumber: name, capabilityStatus: "Enabled", servicePlans: [] });

/** @param documents the content of each file by its name */
function gathered(documents: { readonly [name: string]: unknown }) {
  const { file, ...rest } = gatherAll(Object.entries(documents).map(([name, json]) => ({ name, json })));
  const { source: _manifest, ...lists } = file as JsonObject;
  return { file: lists, ...rest };
}

describe("the files of an export as one tenant file", () => {
  const one = (context: string, ...value: readonly unknown[]) => ({ "@odata.context": METADATA + context, value });
  const [day, NEXT] = ["2026-11-26T08:00:00Z", { "@odata.nextLink": "n" }];
  for (const [key, documents, [first, second]] of [
    [
      "securityDefaults",
      { a: { "@odata.context": DEFAULTS, isEnabled: true }, b: { securityDefaults: { isEnabled: false } } },
      ["a", "b"],
    ],
    ["organization", { all: one("organization", { id: "1" }, { id: "2" }) }, ["all[0]", "all[1]"]],
    ["plannedBy", { a: { plannedBy: "x" }, b: { plannedBy: "y" } }, ["a", "b"]],
  ] as const)
    it(`believes neither of two that differ in what a tenant has one of, and names both: ${key}`, () => {
      const { file, leftOut } = gathered(documents);
      assert.deepEqual(leftOut, [{ name: second, why: `${first} has another \`${key}\`, so neither is used` }]);
      assert.equal(file[key], undefined);
    });

  const byAzmfa = (tenant: string, time = day) => ({ source: { tool: "azmfa", tenant, time }, policies: [] });
  const stack = (...resources: readonly object[]) => ({ version: 3, deployment: { manifest: {}, resources } });
  const provider = { urn: "urn:pulumi:a::b::x::c", type: "pulumi:providers:azuread", inputs: { tenantId: "t" } };
  const ofStack = (id: string) => aPolicy(undefined, { id, provider: `${provider.urn}::c` });
  for (const [other, one, second] of [
    ["tenant", byAzmfa("t"), byAzmfa("u")],
    ["time", byAzmfa("t"), byAzmfa("T", "2026-11-27T08:00:00Z")],
    ["tenant", stack(), stack()],
    ["tenant", byAzmfa("t"), stack()],
  ] as const)
    it(`leaves out a file of another ${other} and says so, so the policies are incomplete`, () => {
      const { file, leftOut } = gathered({ "a.json": one, "b.json": second, "c.json": { users: [] } });
      assert.match(
        leftOut.map(({ name, why }) => `${name} ${why}`).join(),
        new RegExp(`^b\\.json .*another ${other} than a\\.json`),
      );
      const read = readTenant({ users: [], ...file }, "take");
      assert.deepEqual(read.ok && read.tenant.partlyKnown?.map(({ field }) => field), ["policies"]);
    });

  it("takes the same twice for one, however it was written down, and says so", () => {
    const { file, leftOut, problems } = gathered({
      "a.json": { "@odata.context": DEFAULTS, isEnabled: true },
      "b.json": { securityDefaults: { isEnabled: true }, subscribedSkus: [sku("A")] },
      "c.json": [sku("A")],
      "d.json": { readAt: day, organization: null },
      "e.json": { readAt: day },
    });
    assert.deepEqual(problems, []);
    const securityDefaults = { "@odata.context": DEFAULTS, isEnabled: true };
    assert.deepEqual(file, { securityDefaults, subscribedSkus: [sku("A")], readAt: day });
    assert.deepEqual(leftOut, [{ name: "c.json", why: "the same object is in the export twice" }]);
  });

  it("takes a list for incomplete if two lists share objects or are of policies, and aren't equal, unless a page follows", () => {
    const [mfa, other] = ["1", "2"].map((id) => ({ id, state: "enabled", conditions: {}, grantControls: null }));
    const part = (jan: object, feb: object): unknown =>
      gathered({ "jan.json": jan, "feb.json": feb }).file["policies@azmfa.part"];
    const why = "jan.json and feb.json aren't equal, so one may be older or of another tenant; keep one of them";
    assert.equal(part({ value: [mfa, other] }, { value: [other] }), why);
    assert.equal(part({ policies: [other] }, { policies: [mfa, other] }), why);
    assert.equal(part([mfa, other], { policies: [other] }), why);
    assert.equal(part({ value: [mfa, other] }, { value: [other, mfa] }), undefined);
    for (const second of [{ policies: [other] }, { policies: [] }, { value: [other] }])
      for (const first of [{ policies: [mfa] }, { value: [mfa] }]) assert.equal(part(first, second), why);
    assert.equal(part(stack(provider, ofStack("1")), stack(provider, ofStack("2"))), undefined); // each has its own
    assert.equal(part({ value: [mfa, other] }, [other]), undefined);
    const pages = (...lists: readonly object[]): unknown =>
      gathered({ jan: { value: [mfa], ...NEXT }, ...lists }).file["policies@azmfa.part"];
    const files = gathered({ a: { policies: [mfa, other] }, b: [mfa], c: { ...mfa, id: "3" } }).file;
    assert.match(`${files["policies@azmfa.part"]}`, /^a and files of one policy aren't equal/);
    for (const second of [{ value: [other] }, { policies: [other] }, { value: [mfa] }])
      assert.equal(pages({ value: [other] }, second), "jan: the next page is missing");
    assert.equal(pages({ value: [mfa], ...NEXT }, { value: [other] }, { value: [other] }), undefined);
  });

  it("credits nothing that only one of two unequal lists has, and lets it exclude", () => {
    const group = (id: string) => ({ id, groupTypes: [], members: [] });
    const holder = (id: string) => ({ id, principalId: id, roleDefinitionId: "r", directoryScopeId: "/" });
    const policy = (id: string) => ({ id, state: "enabled", conditions: {}, grantControls: null });
    const lists: Record<string, (id: string) => object> = { groups: group, roleAssignments: holder, policies: policy };
    const files = ["1", "12", "123"].map((ids) => {
      const entries = Object.entries(lists).map(([list, one]) => [list, [...ids].map(one)]);
      return [`${ids}.json`, Object.fromEntries(entries)] as const;
    });
    const read = readTenant(gathered(Object.fromEntries(files)).file, "take");
    assert.ok(read.ok);
    const { groups, roleAssignments: holders = [], policies } = read.tenant;
    assert.deepEqual(
      [...(groups?.values() ?? [])].map(({ members }) => members),
      [[], undefined, undefined],
    );
    assert.deepEqual(
      holders.map(({ tenantWide }) => tenantWide),
      [true, false, false],
    );
    const states = policies.map(({ enforcement }) => enforcement.kind);
    assert.deepEqual(states, ["enforced", "notUnderstood", "notUnderstood"]);
    const unknownKeys = policies.flatMap(({ notUnderstood }) => notUnderstood.filter(({ why }) => /key/.test(why)));
    assert.deepEqual(unknownKeys, []);
  });

  it("puts pages together, and credits nothing that one of two exports has", () => {
    const held = (...pages: readonly string[]) => {
      const holders = pages.map((ids) => [...ids].map((id) => ({ id, principalId: id, roleDefinitionId: "r" })));
      const [first, ...rest] = holders.map((list) => one("directory/roleAssignments", ...list));
      const read = readTenant({ policies: [], ...gathered({ ...rest, a: { ...first, ...NEXT } }).file }, "take");
      return read.ok && read.tenant.roleAssignments?.map(({ principal, tenantWide }) => (tenantWide ? principal : "?"));
    };
    assert.equal([held("a", "b"), held("a", "b", "c"), held("a", "b", "bc")].join("; "), "b,a; ?,?,?; b,?,?");
  });

  it("leaves aside a location, a group and a strength that nothing can refer to, and takes their lists for open", () => {
    const { file, leftOut, problems } = gathered({
      "location.json": { "@odata.type": "#microsoft.graph.ipNamedLocation", name: "HQ", ipRanges: [] },
      "groups.json": { groups: [{ groupTypes: [], members: [] }], source: { whole: ["groups"] } },
      "strength.json": { id: "", allowedCombinations: ["fido2"] },
      "user.json": [{ id: "u", userPrincipalName: "ann@contoso.example" }],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual([file["namedLocations"], file["groups"], file["authenticationStrengthPolicies"]], [[], [], []]);
    assert.equal(leftOut.map(({ name }) => name).join(), "location.json,groups.json: groups[0],strength.json");
    assert.match(leftOut[0]?.why ?? "", /no `id` and no `displayName`/);
    const odd = { Id: "p", Conditions: {}, State: "disabled", AdditionalProperties: { state: "enabled" } };
    assert.match(gathered({ "a.json": [odd] }).leftOut[0]?.why ?? "", /`state` with another value in Additional/);
    // What is no object stays, so that it is refused when the tenant is read.
    assert.deepEqual(gathered({ "a.json": { groups: ["g", null] } }).file["groups"], ["g", null]);
  });

  for (const [title, wrap] of [
    ["what a tool has read", (policies: unknown) => ({ date: day, conditional_access_policies: policies })],
    [
      "a tool's results",
      (policies: unknown) => ({ Results: {}, Raw: { conditional_access_policies: policies, cut: "@{a=b}" } }),
    ],
    [
      "a list of a tool's settings",
      (policies: unknown) => (policies as object[]).map((one) => ({ PolicyConfig: one })),
    ],
  ] as const)
    it(`reads the policies in ${title}, and nothing else of it`, () => {
      const policies = ["1", "2"].map((id) => ({ id, state: "enabled", conditions: {}, grantControls: null }));
      const { file, leftOut, problems } = gathered({ "a.json": wrap(policies) });
      assert.deepEqual({ file, leftOut, problems }, { file: { policies }, leftOut: [], problems: [] });
    });

  const typed = (id: string, type = "user") => ({ "@odata.type": `#microsoft.graph.${type}`, id });
  const [ann, ben, nested, role] = [typed("ann"), typed("ben"), typed("n", "group"), typed("r", "directoryRole")];
  const device = typed("x", "device");
  const MEMBERS = {
    "a.json": one("groups", { id: "g", groupTypes: [], members: [ann, nested, device] }, { id: "n", groupTypes: [] }),
    "g.json": one("groups('G')/members", nested, ann, device),
    "n.json": one("groups/n/members", ben),
  };
  const page = (...value: readonly unknown[]) => one("groups('g')/members", ...value);
  for (const [agree, answers] of [
    [true, {}],
    [true, { "t.json": one("groups('g')/transitiveMembers", ann, ben, device, nested) }],
    [false, { "t.json": one("groups('g')/transitiveMembers", ann, nested, device) }],
    [false, { "t.json": one("groups('g')/transitiveMembers", ann, ben, nested, typed("cem")) }],
    [false, { "g2.json": one("groups('g')/members", ann, ben) }],
    [false, { "g2.json": one("groups('g')/members", { ...ann, deletedDateTime: day }, nested, device) }],
    [false, { "old.json": one("groups", { id: "g", members: [ann, nested, device] }, { id: "n", groupTypes: [] }) }],
    [true, { "g.json": { ...page(ann), ...NEXT }, "g2.json": page(nested, device) }],
    [true, { "g.json": page(), "g2.json": { ...page(ann), ...NEXT }, "g3.json": { ...page(nested, device), ...NEXT } }],
    [false, { "g.json": { ...page(ann), ...NEXT }, "g2.json": { ...page(nested, device), ...NEXT } }],
    [false, { "g.json": { ...page(ann, nested), ...NEXT, "@odata.count": 4 }, "g2.json": page(device) }],
    [false, { "g.json": { ...page(ann, nested), ...NEXT }, "g2.json": page(nested, device) }],
    [false, { "g.json": { ...page(ann), ...NEXT }, "g2.json": page(nested, device), "g3.json": page(nested, device) }],
    [false, { "g.json": { ...page(ann), ...NEXT }, "g2.json": one("groups('g')/members/x.user", nested, device) }],
    [true, { b: { ...one("users('ben')/memberOf", nested), ...NEXT }, c: one("users('ben')/memberOf") }],
    [false, { "g2.json": one("groups('g')/members", ann), "g3.json": MEMBERS["g.json"] }],
    [true, { "ben.json": one("users('ben')/memberOf", nested, role) }],
    [false, { "cem.json": one("users('cem')/memberOf", typed("g", "group")) }],
    [false, { "ann.json": one("users('ann')/memberOf", role) }],
    [true, { "ben.json": one("users('ben')/transitiveMemberOf", nested, typed("g", "group")) }],
    [true, { "n.json": {}, "ben.json": one("users('ben')/transitiveMemberOf", typed("g", "group")) }],
    [false, { "ben.json": one("users('ben')/transitiveMemberOf", nested) }],
    [false, { "ben.json": one("users('ben')/memberOf", nested, typed("g", "group")) }],
    [false, { "cem.json": one("users('cem')/transitiveMemberOf", typed("g", "group")) }],
    [true, { "ann.json": { ...one("users('ann')/memberOf", role), "@odata.nextLink": "https://graph" } }],
  ] as const)
    it(`${agree ? "puts" : "doesn't put"} answers about members together: ${JSON.stringify(answers)}`, () => {
      const { file } = gathered({ ...MEMBERS, ...answers });
      const read = readTenant({ policies: [], ...file });
      const members = read.ok && [...(read.tenant.groups?.values() ?? [])].map((group) => group.members);
      const isUnknown = "old.json" in answers || "n.json" in answers;
      assert.deepEqual(members, [agree ? ["ann", "n"] : undefined, isUnknown ? undefined : ["ben"]]);
    });

  for (const [members, mayHoldOthers, g] of [
    [["ann", "n"], false, one("groups('g')/transitiveMembers", ann, nested, device)],
    [["ann", "n"], true, { ...one("groups('g')/transitiveMembers", ann, nested), ...NEXT }],
    [undefined, false, one("groups('g')/transitiveMembers", nested)],
    [undefined, false, { groups: [{ id: "g", transitiveMembers: [ann, nested] }] }],
  ] as const)
    it(`takes those at any level for a group's members if no list has the direct ones: ${JSON.stringify(g)}`, () => {
      const n = one("groups", { id: "n", groupTypes: [], members: [ann] });
      const read = readTenant(gathered({ p: { policies: [] }, n, g }).file);
      const { id: _, displayName, ...group } = (read.ok && read.tenant.groups?.get(groupId("g"))) || {};
      assert.deepEqual(group, { members, mayHoldOthers });
    });

  it("takes members for a part that are as many as Graph expands, in an answer and not in a tenant file", () => {
    const group = (count: number) => ({
      id: "g",
      groupTypes: [],
      members: Array.from({ length: count }, () => device),
    });
    const mayHoldOthers = (json: unknown) => {
      const read = readTenant({ policies: [], ...gathered({ "a.json": json }).file });
      return read.ok && read.tenant.groups?.get(groupId("g"))?.mayHoldOthers;
    };
    for (const json of [[group(20)], group(20), one("groups(id,members())", group(20))]) assert.ok(mayHoldOthers(json));
    for (const json of [[group(19)], { groups: [group(20)] }, [group(21)]]) assert.equal(mayHoldOthers(json), false);
  });

  it("takes role assignments for incomplete that lack a member of a directory role", () => {
    const given = { ...role, roleTemplateId: "t", members: [ann] };
    const page = [{ ...role, roleTemplateId: "t" }, one("directoryRoles('r')/members", ann)];
    const holds = (principalId: string) => ({ principalId, roleDefinitionId: "t", directoryScopeId: "/" });
    const notes = (principal: string, ...roles: readonly unknown[]) => {
      const { file } = gathered({ a: { roleAssignments: [holds(principal), holds("c")] }, c: holds("c"), ...roles });
      const read = readTenant({ policies: [], ...file });
      return read.ok && read.tenant.partlyKnown?.map(({ field }) => field).join();
    };
    for (const roles of [[given], [[given]], page])
      assert.deepEqual([notes("ann", ...roles), notes("ben", ...roles)], [undefined, "roleAssignments"]);
  });

  it("takes an object for the same whichever question it answers, and not where less of it is there", () => {
    const group = { id: "g", groupTypes: [], members: [] };
    const same = gathered({
      "a.json": [group],
      "b.json": { "@odata.context": `${METADATA}groups/$entity`, "@odata.etag": "W/1", ...group },
    });
    assert.deepEqual(same.file, { groups: [group] });
    const cut = gathered({ "a.json": [group], "b.json": { ...group, "members@odata.nextLink": "n" } });
    assert.deepEqual(cut.file, { groups: [{ id: "g", displayName: undefined }] });
    assert.match(cut.leftOut[0]?.why ?? "", /^\S+ has the same id with other content/);
    const place = (cidrAddress: string) => [{ id: "l", ipRanges: [{ "@odata.type": "iPv4CidrRange", cidrAddress }] }];
    assert.doesNotMatch(JSON.stringify(gathered({ a: place("192.0.2.0/24"), b: place("198.51.100.0/24") })), /cidr/);
  });

  for (const [title, documents] of [
    ["a page under its key", { "a.json": { subscribedSkus: { value: [sku("A")], ...NEXT } } }],
    ["an object of PowerShell that counts more", { "a.json": { value: [sku("A")], Count: 2 } }],
    ["files of their own", { "SubscribedSkus/a.json": sku("A") }],
  ] as const)
    it(`takes a list for incomplete that is ${title}`, () => {
      const { subscribedSkus: licences } = readEvidence(gathered(documents).file);
      assert.equal(licences.kind, "partly");
      assert.equal(licences.kind === "partly" && licences.value[0]?.sku, "A");
    });

  for (const [key, object] of [
    ["users", { UserPrincipalName: "u@contoso.example" }],
    ["roleAssignments", { PrincipalId: "p", RoleDefinitionId: "d" }],
    ["namedLocations", { IpRanges: [] }],
  ] as const)
    it(`takes exactly 100 objects of a cmdlet for a part: ${key}`, () => {
      const objects = (count: number) => Array.from({ length: count }, (_, at) => ({ ...object, Id: `${at}` }));
      const part = (json: unknown) => String(gathered({ "a.json": json }).file[`${key}@azmfa.part`]);
      for (const json of [objects(100), { [key]: objects(100) }]) assert.match(part(json), /^a\.json.*exactly 100/);
      assert.equal(part(objects(99)) + part(objects(101)), "undefinedundefined");
    });

  it("knows an empty page of a known kind as an empty list, and as nothing where a tenant has one", () => {
    const { file, leftOut } = gathered({ "a.json": one("subscribedSkus"), "b.json": one("organization") });
    assert.deepEqual(file, { subscribedSkus: [] });
    assert.deepEqual(leftOut, [{ name: "b.json", why: "an empty list of `organization`" }]);
  });
});
