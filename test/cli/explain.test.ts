import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import {
  addresses,
  aGroup,
  aPolicy,
  aRegister,
  aRoleOf,
  aTenant,
  countries,
  filtered,
  GLOBAL_ADMINISTRATOR,
  groupId,
  oneOf,
  outside,
  people,
  userId,
} from "./a-tenant";
import { recordedRun } from "./recorded-run";

const PERSON = "person-1@contoso.example";

describe("azmfa explain", () => {
  const files = suiteFolder();

  const explaining = (tenant: object, ...args: readonly string[]) =>
    recordedRun(["explain", files.write("tenant.json", tenant), ...args]);

  async function outcomeOf(tenant: object, ...args: readonly string[]) {
    const { status, out, err } = await explaining(tenant, "--user", PERSON, "--format", "json", ...args);
    assert.equal(status, 0, err);
    return JSON.parse(out);
  }

  const only = (conditions: object, id = "e-1") => aPolicy({ id, displayName: id, conditions });

  const BROWSERS = only({ clientAppTypes: ["browser"] });
  const OTHERS = only({ clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] }, "e-2");
  const AT_RISK = only({ signInRiskLevels: ["high", "medium"] });
  const excluding = (users: object) => aPolicy({ users });
  const group = { kind: "users" };
  const odd = { kind: "content" };

  const expected: readonly (readonly [what: string, outcome: string, more: object, ...policies: readonly object[]])[] =
    [
      ["is stopped whatever else it is like", "stopped", { blocked: false, dependsOn: [] }, aPolicy()],
      ["is blocked", "stopped", { blocked: true }, aPolicy({ grantControls: oneOf(["block"]) })],
      ["nothing stops", "getsIn", {}, excluding({ excludeUsers: [userId(1)] })],
      ["a report-only policy doesn't stop", "getsIn", {}, aPolicy({ state: "enabledForReportingButNotEnforced" })],
      ["two policies stop only together", "stopped", {}, BROWSERS, OTHERS],
      ["depends on a condition", "depends", { dependsOn: [{ kind: "condition", id: "signInRisk" }] }, AT_RISK],
      ["depends on who is in a group", "depends", { dependsOn: [group] }, excluding({ excludeGroups: [groupId(1)] })],
      ["depends on content that isn't understood", "depends", { dependsOn: [odd] }, only({ later: ["x"] })],
    ];
  for (const [what, outcome, more, ...policies] of expected)
    it(`explains a sign-in that ${what}`, async () => {
      const told = await outcomeOf(aTenant(policies, { groups: [{ id: groupId(1) }] }));
      assert.equal(told.outcome, outcome);
      for (const [key, value] of Object.entries(more)) assert.deepEqual(told[key], value);
    });

  it("says once that the person's account is disabled", async () => {
    const users = [{ ...people(1)[0], displayName: "Person", accountEnabled: false }];
    const { out } = await explaining(aTenant([aPolicy()], { users }), "--user", PERSON);
    assert.match(out, /Who +Person \(disabled\) \(person-1@contoso\.example\)$/m);
  });

  it("says who a policy covers if it isn't about the person, and not which groups it excludes", async () => {
    const forGroup = aPolicy({ users: { includeUsers: [], includeGroups: [groupId(1)], excludeGroups: [groupId(2)] } });
    const forAgents = aPolicy({ id: "e-2", displayName: "Agents", users: { includeUsers: ["AllAgentIdUsers"] } });
    const tenant = aTenant([forGroup, forAgents], { groups: [aGroup(1, [])] });
    const { out } = await explaining(tenant, "--user", PERSON);
    const said = out.replaceAll(/\s+/g, " ");
    assert.match(said, /Azure management" covers only the group "group 1" -/);
    assert.match(said, /"Agents" covers only the user accounts of all agents/);
  });

  it("shows one sign-in each way where it depends, and by what a policy excludes somebody", async () => {
    const depends = await outcomeOf(aTenant([AT_RISK]));
    assert.deepEqual([depends.getsIn.signInRisk, depends.stopped.signInRisk], ["none", "medium"]);
    const excluded = await outcomeOf(aTenant([excluding({ excludeUsers: [userId(1)] })]));
    assert.equal(excluded.policies[0].because, "users");
    assert.deepEqual(excluded.policies[0].excludedBy, [{ kind: "id" }]);
  });

  const LOCATION = "dddddddd-0000-4000-8000-000000000001";
  const office = { namedLocations: [addresses(LOCATION, ["203.0.113.0/24"], { displayName: "HQ", isTrusted: true })] };
  const country = (countryLookupMethod: string) => ({
    namedLocations: [countries(LOCATION, ["DE"], { countryLookupMethod })],
  });
  const untrusted = outside("AllTrusted");
  const managed = filtered("exclude", 'device.trustType -eq "AzureAD"');
  const flows = { authenticationFlows: { transferMethods: "deviceCodeFlow" } };

  /** What the oracle doesn't hold of an option. */
  for (const [args, conditions, known, outcome] of [
    ["--client other", { clientAppTypes: ["browser"] }, {}, "getsIn"],
    ["--platform linux", { platforms: { includePlatforms: ["windows"] } }, {}, "getsIn"],
    ["--insider-risk none", { insiderRiskLevels: "elevated" }, {}, "getsIn"],
    ["--flow deviceCodeFlow", flows, {}, "stopped"],
    ["--ip 203.0.113.9", outside(LOCATION), office, "getsIn"],
    ["--ip 203.0.113.9", untrusted, office, "getsIn"],
    ["--ip 198.51.100.1", untrusted, office, "depends"],
    ["--ip 198.51.100.1 --hidden-trust no", untrusted, office, "stopped"],
    ["--country de", outside(LOCATION), country("clientIpAddress"), "getsIn"],
    ["--country none", outside(LOCATION), country("clientIpAddress"), "stopped"],
    ["--country DE", outside(LOCATION), country("authenticatorAppGps"), "depends"],
    ["--gps-country DE", outside(LOCATION), country("authenticatorAppGps"), "getsIn"],
    ["--device unregistered", managed, {}, "stopped"],
    ["--device trustType=AzureAD,isCompliant=true", managed, {}, "getsIn"],
  ] as const)
    it(`with ${args}: ${outcome}`, async () => {
      const told = await outcomeOf(aTenant([only(conditions)], known), ...args.split(" "));
      assert.equal(told.outcome, outcome);
    });

  describe("looks people up", () => {
    const tenant = aTenant([aPolicy()]);

    it("and says what to use where there is nobody of that name", async () => {
      const { status, out, err } = await explaining(tenant, "--user", "persom-1@contoso.example");
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, /^azmfa: `persom-1\S+` isn't one user; use a user principal name, an object id or a type such/);
    });

    it("by id alone where the users aren't known, as whatever they may be", async () => {
      const policies = { policies: [aPolicy({ users: { includeUsers: ["GuestsOrExternalUsers"] } })] };
      const { out } = await explaining(policies, "--user", userId(9), "--format", "json");
      assert.deepEqual(JSON.parse(out).dependsOn, [{ kind: "users" }]);
      const again = await explaining(policies, "--user", `{${userId(9).toUpperCase()}}`, "--format", "json");
      assert.equal(again.out, out);
      const { err } = await explaining(policies, "--user", PERSON);
      assert.match(err, /isn't one user; use an object id or a type such as member/);
    });
  });

  it("takes anyone of a type that nothing names, also people without an object in the directory", async () => {
    const tenant = aTenant([excluding({ excludeUsers: ["GuestsOrExternalUsers"] })]);
    for (const [type, outcome] of [
      ["member", "stopped"],
      ["ServiceProvider", "getsIn"],
      ["b2bCollaborationGuest", "getsIn"],
    ] as const) {
      const { out } = await explaining(tenant, "--user", type, "--format", "json");
      const { user, outcome: told } = JSON.parse(out);
      assert.deepEqual([user.id, `${user.types}`.toLowerCase(), told], [null, type.toLowerCase(), outcome]);
    }
    assert.match((await explaining(tenant, "--user", "serviceProvider")).out, /Who +.*service provider/i);
  });

  it("refuses what it can't read, each with what to write", async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [["--ip", "203.0.113"], /'203\.0\.113' is invalid\. Use an IPv4 or IPv6 address/],
      [["--country", "Germany"], /'Germany' is invalid\. Use a code of two letters/],
      [["--platform", "windos"], /'windos' is invalid\. Allowed choices are windows, macOS/],
      [["--device", "trustTyp=AzureAD"], /'trustTyp=AzureAD' is invalid\. Use unregistered, or NAME=VALUE/],
      [["--device", "unregistered,isCompliant=true"], /is invalid\. Use unregistered, or NAME=VALUE/],
      [["--device", "isCompliant=yes"], /'isCompliant=yes' is invalid/],
    ];
    for (const [args, problem] of wrong) {
      const { status, out, err } = await explaining(aTenant([aPolicy()]), "--user", PERSON, ...args);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, problem);
    }
    assert.match((await explaining(aTenant([]))).err, /option '--user <UPN\|ID\|TYPE>' not specified/);
  });

  it("says by which group or role a policy names somebody who is in it by another group", async () => {
    const nested = { "@odata.type": "#microsoft.graph.group", id: groupId(1) };
    const administrators = { includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] };
    const policies = [
      aPolicy({ displayName: "For everybody else", users: { excludeGroups: [groupId(2)] } }),
      aPolicy({ id: "e-2", displayName: "For administrators", users: administrators }),
      aPolicy({ id: "e-3", displayName: "For others", users: { includeUsers: [userId(2)] } }),
    ];
    const inner = aGroup(1, [{ id: userId(1) }], { displayName: "Inner" });
    const groups = [inner, aGroup(2, [nested], { displayName: "Outer" })];
    const tenant = aTenant(policies, { groups, roleAssignments: [aRoleOf(groupId(1))] });
    const { policies: told } = await outcomeOf(tenant);
    assert.deepEqual(told[0].excludedBy, [{ kind: "group", id: groupId(2), certain: true }]);
    const { out } = await explaining(tenant, "--user", PERSON);
    assert.match(out, /"For administrators" includes the role "Global Administrator": requires MFA/);
    assert.match(out, /"For everybody else" excludes the group "Outer"/);
  });

  const ROLES = [GLOBAL_ADMINISTRATOR];
  for (const users of [{ includeUsers: [], includeRoles: ROLES }, { excludeRoles: ROLES }])
    it(`depends on a role that they hold in a part of the tenant: ${Object.keys(users).at(-1)}`, async () => {
      const roleAssignments = [aRoleOf(userId(1), { directoryScopeId: "/units/1" })];
      const tenant = aTenant([aPolicy({ users })], { users: people(2), roleAssignments });
      const { out } = await explaining(tenant, "--user", PERSON);
      assert.match(out, /depends on their groups, roles or guest type\./);
      assert.match(out.replaceAll(/\s+/g, " "), /requires MFA: it may (in|ex)clude the role "Global Administrator"/);
    });

  it("depends on what a filter for applications finds", async () => {
    const applications = { includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } };
    const { out } = await explaining(aTenant([aPolicy({ conditions: { applications } })]), "--user", PERSON);
    assert.match(out.replaceAll(/\s+/g, " "), /depends on application filters\./);
    assert.match(out, /Depends\n {2}- "Require MFA for Azure management" requires MFA\n/);
  });

  it("says that the register declares the person", async () => {
    const register = files.write("register.yaml", aRegister([`user: ${userId(1)}`]));
    const { out } = await explaining(aTenant([aPolicy()]), "--user", PERSON, "--exclusions", register);
    assert.match(out, /the register exempts this person/);
  });
});
