import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aTenant, groupId, outside, people, userId } from "./a-tenant";
import { wholeAzmfa } from "./azmfa-process";
import { wholeRun } from "./recorded-run";
import { readVerdicts } from "./verdict-schema";

const LOCATION = "dddddddd-0000-4000-8000-000000000001";
const STRENGTH = "2b56a58a-f187-4bf8-85d0-3c1e058a21aa";
const NEXT = { "@odata.nextLink": "https://graph.example/next" };

/** A policy as `ConvertTo-Json` writes the Graph PowerShell SDK's objects: what isn't there is an object of nulls. */
const OF_POWERSHELL = {
  Conditions: {
    Applications: {
      ApplicationFilter: { Mode: null, Rule: null },
      ExcludeApplications: [],
      IncludeUserActions: [],
      IncludeApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"],
    },
    ClientAppTypes: ["all"],
    ClientApplications: { ExcludeServicePrincipals: null, IncludeServicePrincipals: null },
    Devices: { DeviceFilter: { Mode: null, Rule: null } },
    Locations: { ExcludeLocations: null, IncludeLocations: null },
    Platforms: { ExcludePlatforms: null, IncludePlatforms: null },
    SignInRiskLevels: [],
    Users: {
      ExcludeGuestsOrExternalUsers: { ExternalTenants: { MembershipKind: null }, GuestOrExternalUserTypes: null },
      ExcludeUsers: [userId(1)],
      IncludeUsers: ["All"],
    },
  },
  CreatedDateTime: { value: "/Date(1700000000000)/", DateTime: "Tuesday" },
  GrantControls: {
    AuthenticationStrength: { AllowedCombinations: null, Id: null },
    BuiltInControls: ["mfa"],
    Operator: "OR",
  },
  Id: "eeeeeeee-0000-4000-8000-000000000001",
  DisplayName: "Require MFA",
  State: "enabled",
  AdditionalProperties: {},
};
const CUT = { ...OF_POWERSHELL, Conditions: { Users: "Microsoft.Graph.PowerShell.Models.X" } };

describe("what azmfa takes for a tenant", () => {
  const files = suiteFolder();

  /** @returns the path of a new folder with these files */
  function folder(name: string, contents: { readonly [file: string]: unknown }): string {
    for (const [file, content] of Object.entries(contents)) files.write(join(name, file), content);
    return join(files.path, name);
  }

  async function judged(path: string, ...options: readonly string[]) {
    const { status, out, err } = await wholeRun(["prove", "--format", "json", ...options, path]);
    return { status, verdict: readVerdicts(out)[0], err };
  }

  const forms: readonly (readonly [title: string, content: unknown])[] = [
    ["a policy by itself", aPolicy()],
    ["a list of policies", [aPolicy()]],
    ["a page of policies", { value: [aPolicy()] }],
    ["a tenant file", aTenant([aPolicy()])],
    ["a list of several kinds", [aPolicy(), { id: LOCATION, ipRanges: [] }, { id: groupId(1), groupTypes: [] }]],
    ["UTF-8 with a mark", `\ufeff${JSON.stringify([aPolicy()])}`],
    ["UTF-16 with a mark", Buffer.from(`\ufeff${JSON.stringify([aPolicy()])}`, "utf16le")],
  ];
  for (const [title, content] of forms)
    it(`may be ${title}`, async () => {
      const { status, verdict, err } = await judged(files.write("form.json", content));
      assert.deepEqual([status, verdict?.verdict, verdict?.incomplete], [0, "proved", false], err);
      assert.match(err, /form\.json: read 1 policy/);
    });

  it("says once how many policies have no state", async () => {
    const policies = [1, 2, 3, 4, 5].map((at) => ({ ...aPolicy({ id: `${at}`, displayName: `P${at}` }), state: null }));
    const { out, err } = await wholeRun(["prove", files.write("stateless.json", policies)]);
    assert.match(err, /stateless\.json: read 5 policies\n/);
    assert.match(out, /Not understood\n {2}- "P1", "P2", "P3" and 2 more, state: missing, so .*\n\n/);
  });

  it("may be standard input", async () => {
    const { status, err } = await wholeAzmfa(["prove", "-"], { input: JSON.stringify([aPolicy()]) });
    assert.deepEqual([status, err], [0, "azmfa: standard input: read 1 policy\n"]);
  });

  it("may be a folder, which recognizes each object by its content, in separate folders or mixed", async () => {
    const excluding = aPolicy({ users: { excludeGroups: [groupId(1)] }, conditions: outside(LOCATION) });
    const grantControls = { operator: "OR", authenticationStrength: { id: STRENGTH } };
    const strong = aPolicy({ id: "strong", grantControls });
    const path = folder("export", {
      "ConditionalAccess/CA001.json": excluding,
      "ConditionalAccess/CA002.json": strong,
      "NamedLocations/HQ.json": { id: LOCATION, displayName: "HQ", ipRanges: [{ cidrAddress: "203.0.113.0/24" }] },
      "Groups/break-glass.json": { id: groupId(1), displayName: "Break glass", groupTypes: [] },
      "strength.json": { id: STRENGTH, allowedCombinations: ["fido2"], requirementsSatisfied: "mfa" },
      "users.json": { value: people(2) },
      "notes/readme.json": { hello: "world" },
      "notes/readme.txt": "hello",
    });
    const { status, verdict, err } = await judged(path);
    assert.deepEqual([status, verdict?.verdict], [0, "proved"], err);
    assert.match(
      err,
      /export: read 2 policies, 1 named location, 1 authentication strength, 2 users and 1 group \(1 without members\) from a folder of exports\n.*export: left out: notes\/readme\.json \(its content doesn't show what it is\); 1 entry that isn't a \.json file\n/,
    );
  });

  it("isn't a list of all people where some are files of their own", async () => {
    const path = folder("single-users", { "policy.json": aPolicy(), "anne.json": people(1)[0] });
    const { verdict, err } = await judged(path);
    assert.equal(verdict?.verdict, "proved");
    assert.match(err, /may have more than is listed: users\. If the export has all of them, add --whole users\n/);
    const onlyAnne = aPolicy({ users: { includeUsers: [userId(1)] } });
    const forAnne = folder("for-anne", { "p.json": onlyAnne, "u.json": people(1)[0] });
    assert.notEqual((await judged(forAnne)).verdict?.verdict, "proved");
  });

  it("explains for each of two policies with one id why it stops nobody, wherever they are in the file", async () => {
    const same = (state: string, users: object) => aPolicy({ id: "b", state, users });
    const other = aPolicy({ id: "a", conditions: outside("somewhere") });
    const tenant = aTenant([same("disabled", {}), other, same("enabled", { includeUsers: [userId(1)] })]);
    const { verdict } = await judged(files.write("twice.json", tenant));
    assert.equal(verdict?.bypasses[0]?.because.map(({ reason }) => reason).join(), "state,locations,users");
    assert.match((await wholeRun(["prove", files.write("twice.json", tenant)])).out, /\(a\) excludes "somewhere"/);
  });

  for (const [title, tenant] of [
    ["beside the key", { policies: [aPolicy()], users: [], Users: people(1) }],
    ["in another list", { policies: [aPolicy()], groups: [{ id: "g", members: [], VISIBILITY: "HiddenMembership" }] }],
    ["of the file", { policies: [aPolicy()], NotRead: ["policies"] }],
  ] as const)
    it(`refuses a tenant file with a key in other letters than Graph's, and says how to spell it: ${title}`, async () => {
      const { status, err } = await judged(files.write("letters.json", tenant));
      assert.equal(status, 2);
      assert.match(err, /letters\.json: Graph spells the key `(Users|VISIBILITY|NotRead)` as `\w+`; spell it so\n/);
    });

  it("spells out what a terminal might obey in a file's name, wherever it is named", async () => {
    const named = (content: object) => ({ "\u001b[31ma.json": aPolicy(), "\u001b[31mb.json": content });
    for (const [name, content] of [
      ["other", aPolicy({ state: "disabled" })],
      ["unknown", { hello: "world" }],
    ] as const) {
      const { err } = await judged(folder(`escapes-${name}`, named(content)));
      assert.ok(/\\u\{1b\}\[31mb\.json/.test(err) && !err.includes("\u001b"), err);
    }
    const none = folder("escapes-none", { "\u001b[31ma.json": { hello: "world" } });
    assert.equal((await judged(none)).err.includes("\u001b"), false);
  });

  it("names the file of a folder that isn't JSON, and proves nothing without it", async () => {
    const named = { [`${"b".repeat(70)}.json`]: "{" };
    const { status, verdict, err } = await judged(folder("broken", { "a.json": aPolicy(), ...named }));
    assert.deepEqual([status, verdict?.verdict, verdict?.incomplete], [1, "unknown", true]);
    assert.match(err, /incomplete: policies\n.*left out: b{70}\.json \(can't be read: the JSON ends in the middle/);
    assert.match(verdict?.unknowns[0]?.why ?? "", /\(b{70}\.json can't be read/);
    symlinkSync("circle.json", join(folder("circle", { "a.json": aPolicy() }), "circle.json"));
    const inCircle = (await judged(join(files.path, "circle"))).err;
    assert.match(inCircle, /incomplete: policies\n.*left out: circle\.json \(can't be read: the system says ELOOP/);
  });

  it("says that a folder has no file, or no policy", async () => {
    assert.match(
      (await judged(folder("empty", { "a.txt": "x" }))).err,
      /empty: there is no \.json file in it; azmfa reads JSON/,
    );
    const { status, err } = await judged(folder("locations", { "a.json": { id: LOCATION, ipRanges: [] } }));
    assert.equal(status, 2);
    assert.match(err, /locations: .*policies/);
  });

  for (const [title, content] of [
    ["a page", { value: [aPolicy()], ...NEXT }],
    ["a tenant file", { policies: { value: [aPolicy()], ...NEXT } }],
    ["a list of users", aTenant([aPolicy()], { users: { value: people(2), ...NEXT } })],
  ] as const)
    it(`proves nothing of ${title} that goes on elsewhere, and says so`, async () => {
      const { status, verdict, err } = await judged(files.write("page.json", content));
      assert.deepEqual([status, verdict?.verdict, verdict?.incomplete], [1, "unknown", true]);
      assert.match(err, /; incomplete: (policies|users)\n/);
    });

  for (const [title, content, says] of [
    ["Graph's error", { error: { code: "Forbidden", message: "no scopes" } }, /`Forbidden`: `no scopes`; export it/],
    ["Terraform's state", { version: 4, terraform_version: "1.9", resources: [] }, /state file .*\n.*azmfa snapshot/],
    ["a sign-in log", [{ id: "x", appliedConditionalAccessPolicies: [] }], /looks like a record of the sign-in log/],
    ["a verdict", { verdict: "proved", bypasses: [] }, /its content doesn't show what it is/],
    ["YAML", "exclusions:\n  - user: x\n", /azmfa reads JSON: .*azmfa snapshot/],
    ["Terraform's language", 'resource "azuread_group" "x" {\n}\n', /azmfa reads JSON: .*`terraform show -json`/],
    ["PowerShell", "@{\n  DisplayName = 'x'\n}\n", /azmfa reads JSON: .*`ConvertTo-Json -Depth 20`/],
    ["what PowerShell cut off", [CUT], /is cut off at the depth of ConvertTo-Json.*-Depth 20/],
  ] as const)
    it(`says what it has in hand: ${title}`, async () => {
      const { status, err } = await judged(files.write("foreign.json", content));
      assert.equal(status, 2);
      assert.match(err, says);
    });

  it("reads what PowerShell made of the objects of Graph's SDK, where all of it is of that make", async () => {
    for (const content of [OF_POWERSHELL, [OF_POWERSHELL], { policies: [OF_POWERSHELL] }, { value: [OF_POWERSHELL] }]) {
      const { verdict } = await judged(files.write("sdk.json", content));
      assert.deepEqual([verdict?.verdict, verdict?.unknowns], ["bypass", []]);
      assert.equal(verdict?.bypasses[0]?.because[0]?.reason, "users");
    }
    const Conditions = { ...OF_POWERSHELL.Conditions, Users: { IncludeUsers: ["All"] } };
    const everybody = { ...OF_POWERSHELL, Conditions };
    assert.equal((await judged(files.write("sdk.json", everybody))).verdict?.verdict, "proved");
  });

  it("audits and proves a preview whose names aren't known yet", async () => {
    const inputs = {
      displayName: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      state: "enabled",
      conditions: {
        applications: { includedApplications: ["All"] },
        clientAppTypes: ["all"],
        users: { includedUsers: ["All"] },
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    };
    const type = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy";
    const newState = { urn: `urn:pulumi:dev::ca::${type}::mfa`, type, custom: true, inputs };
    const preview = {
      config: {},
      changeSummary: { create: 1 },
      steps: [{ op: "create", urn: newState.urn, newState }],
    };
    const path = files.write("preview.json", preview);
    const audit = await wholeRun(["audit", "--format", "json", path]);
    assert.equal(audit.status, 1, audit.err);
    const { status, err } = await judged(path, "--certificate", join(files.path, "preview.certificate"));
    assert.equal(status, 0, err);
  });
});
