import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import { groupId } from "../../../src/law/model/ids";
import { gatherAll } from "../../../src/tenant/exports/gathering";
import { readEvidence, readTenant } from "../../../src/tenant/graph/tenant";

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
  const differ = (list: string, name = "") =>
    name === "all"
      ? `has objects in \`${list}\` that contradict each other; export it again`
      : `differ in \`${list}\`: one may be older or of another tenant; keep one of them, or export all into one file`;
  for (const [key, documents, name] of [
    [
      "securityDefaults",
      { a: { "@odata.context": DEFAULTS, isEnabled: true }, b: { securityDefaults: { isEnabled: false } } },
      "a and b",
    ],
    ["organization", { all: one("organization", { id: "1" }, { id: "2" }) }, "all"],
    ["plannedBy", { a: { plannedBy: "x" }, b: { plannedBy: "y" } }, "a and b"],
  ] as const)
    it(`believes neither of two that differ in what a tenant has one of, and proves nothing: ${key}`, () => {
      const { file, leftOut } = gathered(documents);
      assert.deepEqual(leftOut, [{ name, why: differ(key, name) }]);
      assert.deepEqual(file, { [key]: undefined, notRead: [{ key: "policies", why: `${name} ${differ(key, name)}` }] });
    });

  const byAzmfa = (tenant: string, time = day) => ({ source: { tool: "azmfa", tenant, time }, policies: [] });
  const stack = { version: 3, deployment: { manifest: {}, resources: [] } };
  for (const [other, one, second] of [
    ["tenant", byAzmfa("t"), byAzmfa("u")],
    ["time", byAzmfa("t"), byAzmfa("t", "2026-11-27T08:00:00Z")],
    ["tenant", stack, stack],
    ["tenant", byAzmfa("t"), stack],
  ] as const)
    it(`leaves out a file of another ${other} and says so, so the policies are incomplete`, () => {
      const { file, leftOut } = gathered({ "a.json": one, "b.json": second, "c.json": { users: [] } });
      assert.match(
        leftOut.map(({ name, why }) => `${name} ${why}`).join(),
        /^b\.json .*another tenant or time than a\.json/,
      );
      const read = readTenant({ users: [], ...file }, "take");
      assert.deepEqual(read.ok && read.tenant.partlyKnown?.map(({ field }) => field), ["policies"]);
    });

  it("takes the same twice for one, however it was written down", () => {
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
    assert.deepEqual(leftOut, []);
    assert.deepEqual(gathered({ "a.json": byAzmfa("t"), "b.json": byAzmfa("t") }).leftOut, []);
  });

  it("uses none of two unequal lists of one kind and says which documents these are, unless they are the pages of one", () => {
    const all = ["1", "2", "3"].map((id) => ({ id, state: "enabled", conditions: {}, grantControls: null }));
    const [mfa, other] = all;
    const from = (...documents: readonly unknown[]) => {
      const named = ["jan", "feb", "mar"].map((month, at) => [month, documents[at]]);
      const { file, leftOut } = gathered(Object.fromEntries(named.filter(([, json]) => json !== undefined)));
      const part = file["policies@azmfa.part"];
      assert.equal(leftOut.length, /differ/.test(`${part}`) ? 1 : 0);
      return [(file["policies"] as object[]).length, part];
    };
    const why = differ("policies");
    for (const second of [{ policies: [other] }, { policies: [] }, { value: [other] }, { policies: [mfa, other] }])
      for (const first of [{ policies: [mfa] }, { value: [mfa] }])
        assert.deepEqual(from(first, second), [0, `jan and feb ${why}`]);
    assert.deepEqual(from({ policies: [mfa, other] }, [mfa], other), [2, undefined]);
    assert.deepEqual(from({ policies: [mfa] }, mfa), [1, undefined]);
    assert.deepEqual(from({ policies: [mfa] }, mfa, other), [0, `jan, feb and mar ${why}`]);
    assert.deepEqual(from({ value: [mfa, other] }, { value: [other, mfa] }), [2, undefined]);
    const page = { value: [mfa], ...NEXT };
    assert.deepEqual(from(page), [1, "jan: the next page is missing"]);
    for (const last of [{ policies: [other] }, { value: [mfa] }]) assert.deepEqual(from(page, last)[0], 0);
    assert.deepEqual(from(page, { value: [other] }), [2, undefined]);
    assert.deepEqual(from(page, { value: [other], ...NEXT }, { value: [all[2]] }), [3, undefined]);
    assert.deepEqual(from(page, { value: [other] }, { value: [other] })[0], 0);
  });

  it("adds up the lists of users, because more people are never safer, and knows if a page is missing", () => {
    const users = (...ids: readonly string[]) => ids.map((id) => ({ id, userPrincipalName: id }));
    const added = (a: unknown, b: unknown) => {
      const { users: all, "users@azmfa.part": part } = gathered({ a, b }).file;
      return [(all as object[]).length, part];
    };
    assert.deepEqual(added({ users: users("1", "2") }, { value: users("2", "3") }), [3, undefined]);
    assert.deepEqual(added(users("1", "2"), { users: [] }), [2, undefined]);
    assert.deepEqual(added({ value: users("1"), ...NEXT }, { value: users("2") }), [2, undefined]);
    assert.deepEqual(added({ value: users("1"), ...NEXT }, users("1", "2")), [2, "a and b: the next page is missing"]);
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
    assert.equal(leftOut.map(({ name }) => name).join(), "location.json,groups.json,strength.json");
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
  const [ann, device, role] = [typed("ann"), typed("x", "device"), typed("r", "directoryRole")];
  const groupIn = (documents: { readonly [name: string]: unknown }) => {
    const read = readTenant({ policies: [], ...gathered(documents).file });
    const { members, mayHoldOthers } = (read.ok && read.tenant.groups?.get(groupId("g"))) || {};
    return { members, mayHoldOthers, parts: read.ok && read.tenant.partlyKnown?.map(({ field }) => field).join() };
  };
  const answer = one("groups('G')/members", ann, device);
  const all = one("groups", { id: "g", groupTypes: [] }, { id: "n", groupTypes: [] });
  for (const [title, documents, due] of [
    ["all of them", { answer }, [["ann"], false]],
    ["a page", { answer: { ...answer, ...NEXT } }, [["ann"], true]],
    [
      "two pages",
      { next: one("groups('G')/members", typed("bob")), page: { ...answer, ...NEXT } },
      [["bob", "ann"], false],
    ],
    ["a page twice", { page: { ...answer, ...NEXT }, answer }, [[], true]],
    ["one type", { answer: one("groups/g/members/microsoft.graph.user", ann) }, [["ann"], true]],
    ["two answers", { answer, other: one("groups/g/members", ann) }, [[], true]],
    [
      "another list",
      { answer, other: one("groups", { id: "g", groupTypes: [], members: [] }) },
      [undefined, undefined],
    ],
    ["before a list of all groups", { answer, all }, [["ann"], false]],
    ["after a list of all groups", { all, answer }, [["ann"], false]],
    ["two lists", { all, answer, old: { ...all, value: [{ id: "g" }, { id: "n" }] } }, [undefined, undefined]],
    ["two answers and a list", { answer, other: one("groups/g/members", ann), all }, [[], true]],
  ] as const)
    it(`takes an answer about the members of a group for that group: ${title}`, () => {
      const { members, mayHoldOthers } = groupIn(documents);
      assert.deepEqual([members, mayHoldOthers], due);
    });

  const groups = one("groups", { id: "g", groupTypes: [], members: [ann] });
  const holders = { roleAssignments: [{ principalId: "ann", roleDefinitionId: "t", directoryScopeId: "/" }] };
  for (const [title, documents] of Object.entries({
    "members at any level": { t: one("groups('g')/transitiveMembers", ann) },
    "members at any level in a group": { groups: { groups: [{ id: "g", members: [ann], transitiveMembers: [] }] } },
    "no groups of a person": { o: one("users('ann')/memberOf") },
    "groups of people": { users: { users: [{ ...ann, transitiveMemberOf: [typed("g", "group")] }] } },
    "directory roles": { r: [{ ...role, roleTemplateId: "t", members: [ann] }] },
    "holders of a role": { r: one("directoryRoles('r')/members", ann) },
  }))
    it(`takes groups and holders for incomplete where a document also has ${title}`, () => {
      const { mayHoldOthers, parts } = groupIn({ groups, holders, ...documents });
      assert.deepEqual([mayHoldOthers, parts], [true, "roleAssignments,groups"]);
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

  it("takes an object for the same whichever question it answers, and not where less of it is there", () => {
    const group = { id: "g", groupTypes: [], members: [] };
    const same = gathered({
      "a.json": [group],
      "b.json": { "@odata.context": `${METADATA}groups/$entity`, "@odata.etag": "W/1", ...group },
    });
    assert.deepEqual(same.file, { groups: [group] });
    const cut = gathered({ "a.json": [group], "b.json": { ...group, "members@odata.nextLink": "n" } });
    assert.deepEqual(cut.file, { groups: [{ ...group, "members@odata.nextLink": "n" }] });
    const place = (cidrAddress: string) => [{ id: "l", ipRanges: [{ "@odata.type": "iPv4CidrRange", cidrAddress }] }];
    const { file, leftOut } = gathered({ a: place("192.0.2.0/24"), b: place("198.51.100.0/24") });
    assert.deepEqual([file, leftOut.map(({ name }) => name)], [{ namedLocations: [] }, ["a", "b"]]);
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
    assert.deepEqual([file, leftOut], [{ subscribedSkus: [], organization: undefined }, []]);
  });
});
