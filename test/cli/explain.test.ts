import assert from "node:assert/strict";
import { aPolicy, aRegister, aTenant, groupId, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const PERSON = "person-1@contoso.example";
const ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

describe("azmfa explain", () => {
  const files = writtenFiles();

  async function explaining(tenant: object, ...args: readonly string[]) {
    return recordedRun(["explain", files.write("tenant.json", tenant), ...args]);
  }

  async function outcomeOf(tenant: object, ...args: readonly string[]) {
    const { status, out, err } = await explaining(tenant, "--user", PERSON, "--format", "json", ...args);
    assert.equal(status, 0, err);
    return JSON.parse(out);
  }

  const only = (conditions: object, id = "e-1") => aPolicy({ id, displayName: id, conditions });

  it("tells two policies of one name apart by their ids", async () => {
    const named = (id: string, state: string) => aPolicy({ id, displayName: "Require MFA", state });
    const tenant = aTenant([
      named("e-1", "enabled"),
      named("e-2", "disabled"),
      aPolicy({ id: "e-3", displayName: "A" }),
    ]);
    const { out } = await explaining(tenant, "--user", PERSON);
    assert.match(out, /"Require MFA" \(e-1\)/);
    assert.match(out, /"Require MFA" \(e-2\)/);
    assert.match(out, /"A" by/);
  });

  describe("says what comes of a sign-in", () => {
    it("that is stopped whatever else it is like", async () => {
      const told = await outcomeOf(aTenant([aPolicy()]));
      assert.deepEqual([told.outcome, told.blocked, told.policies[0].applies], ["stopped", false, "yes"]);
    });

    it("that is blocked", async () => {
      const block = aPolicy({ grantControls: { operator: "OR", builtInControls: ["block"] } });
      const told = await outcomeOf(aTenant([block]));
      assert.deepEqual([told.outcome, told.blocked], ["stopped", true]);
    });

    it("that nothing stops", async () => {
      const told = await outcomeOf(aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]));
      assert.deepEqual([told.outcome, told.policies[0].because], ["getsIn", "users"]);
      assert.deepEqual(told.policies[0].excludedBy, [{ kind: "id" }]);
    });

    it("that two policies stop only together", async () => {
      const tenant = aTenant([
        only({ clientAppTypes: ["browser"] }),
        only({ clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] }, "e-2"),
      ]);
      const told = await outcomeOf(tenant);
      assert.equal(told.outcome, "stopped");
      assert.deepEqual(
        told.policies.map((policy: { applies: string }) => policy.applies),
        ["depends", "depends"],
      );
    });

    it("that depends on what isn't told, with one sign-in each way", async () => {
      const told = await outcomeOf(aTenant([only({ signInRiskLevels: ["high", "medium"] })]));
      assert.equal(told.outcome, "depends");
      assert.deepEqual(told.dependsOn, [{ kind: "condition", id: "signInRisk" }]);
      assert.equal(told.getsIn.signInRisk, "none");
      assert.equal(told.stopped.signInRisk, "medium");
    });

    it("that depends on whether somebody is in a group whose members aren't known", async () => {
      const tenant = aTenant([aPolicy({ users: { excludeGroups: [groupId(1)] } })], {
        groups: [{ id: groupId(1), displayName: "Exceptions" }],
      });
      const told = await outcomeOf(tenant);
      assert.equal(told.outcome, "depends");
      assert.deepEqual(told.dependsOn, [{ kind: "group", id: groupId(1) }]);
    });

    it("that depends on content that isn't understood", async () => {
      const told = await outcomeOf(aTenant([only({ later: ["x"] })]));
      assert.equal(told.outcome, "depends");
      assert.deepEqual(told.dependsOn, [{ kind: "content", policy: "e-1", field: "conditions.later" }]);
    });

    it("by a policy that is report-only, which stops nobody", async () => {
      const told = await outcomeOf(aTenant([aPolicy({ state: "enabledForReportingButNotEnforced" })]));
      assert.deepEqual([told.outcome, told.policies[0].applies], ["getsIn", "yes"]);
    });
  });

  const LOCATION = "dddddddd-0000-4000-8000-000000000001";
  const office = {
    namedLocations: [
      {
        "@odata.type": "#microsoft.graph.ipNamedLocation",
        id: LOCATION,
        displayName: "HQ",
        isTrusted: true,
        ipRanges: [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "203.0.113.0/24" }],
      },
    ],
  };
  const country = (lookup: string) => ({
    namedLocations: [
      {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        id: LOCATION,
        countriesAndRegions: ["DE"],
        countryLookupMethod: lookup,
      },
    ],
  });
  const outside = { locations: { includeLocations: ["All"], excludeLocations: [LOCATION] } };
  const untrusted = { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } };
  const managed = { devices: { deviceFilter: { mode: "exclude", rule: 'device.trustType -eq "AzureAD"' } } };

  describe("is told", () => {
    const told: readonly (readonly [string, object, object, readonly string[], string])[] = [
      ["a client", { clientAppTypes: ["browser"] }, {}, ["--client", "other"], "getsIn"],
      ["another client", { clientAppTypes: ["browser"] }, {}, ["--client", "browser"], "stopped"],
      ["a platform", { platforms: { includePlatforms: ["windows"] } }, {}, ["--platform", "linux"], "getsIn"],
      ["a sign-in risk", { signInRiskLevels: ["high"] }, {}, ["--sign-in-risk", "high"], "stopped"],
      ["a user risk", { userRiskLevels: ["high"] }, {}, ["--user-risk", "none"], "getsIn"],
      ["an insider risk", { insiderRiskLevels: "elevated" }, {}, ["--insider-risk", "none"], "getsIn"],
      [
        "a flow",
        { authenticationFlows: { transferMethods: "deviceCodeFlow" } },
        {},
        ["--flow", "deviceCodeFlow"],
        "stopped",
      ],
      ["an address inside a location", outside, office, ["--ip", "203.0.113.9"], "getsIn"],
      ["an address outside of it", outside, office, ["--ip", "198.51.100.1"], "stopped"],
      ["a trusted address", untrusted, office, ["--ip", "203.0.113.9"], "getsIn"],
      ["an address that hidden lists may trust", untrusted, office, ["--ip", "198.51.100.1"], "depends"],
      [
        "an address that no list trusts",
        untrusted,
        office,
        ["--ip", "198.51.100.1", "--hidden-trust", "no"],
        "stopped",
      ],
      ["a country", outside, country("clientIpAddress"), ["--country", "de"], "getsIn"],
      ["another country", outside, country("clientIpAddress"), ["--country", "FR"], "stopped"],
      ["that there is no country", outside, country("clientIpAddress"), ["--country", "none"], "stopped"],
      [
        "a country that isn't the one looked up",
        outside,
        country("authenticatorAppGps"),
        ["--country", "DE"],
        "depends",
      ],
      ["a country by GPS", outside, country("authenticatorAppGps"), ["--gps-country", "DE"], "getsIn"],
      ["an unregistered device", managed, {}, ["--device", "unregistered"], "stopped"],
      ["a device", managed, {}, ["--device", "trustType=AzureAD,isCompliant=true"], "getsIn"],
    ];
    for (const [what, conditions, known, args, outcome] of told)
      it(what, async () =>
        assert.equal((await outcomeOf(aTenant([only(conditions)], known), ...args)).outcome, outcome),
      );
  });

  describe("looks people up", () => {
    const tenant = aTenant([aPolicy()]);

    it("by id, by user principal name in any letter case, and by display name", async () => {
      const named = aTenant([aPolicy()], {
        users: [{ id: userId(1), userPrincipalName: "a@x.example", displayName: "Anne" }],
      });
      for (const who of [userId(1).toUpperCase(), "A@X.EXAMPLE", "anne"]) {
        const { out } = await explaining(named, "--user", who, "--format", "json");
        assert.equal(JSON.parse(out).user.id, userId(1));
      }
    });

    it("and names those who may be meant where there is nobody of that name", async () => {
      const { status, out, err } = await explaining(tenant, "--user", "persom-1@contoso.example");
      assert.deepEqual([status, out], [2, ""]);
      assert.equal(
        err,
        "azmfa: there is nobody `persom-1@contoso.example` among the users; did you mean `person-1@contoso.example`?\n",
      );
    });

    it("by id alone where the users aren't known, as whatever they may be", async () => {
      const policies = { policies: [aPolicy({ users: { includeUsers: ["GuestsOrExternalUsers"] } })] };
      const { out } = await explaining(policies, "--user", userId(9), "--format", "json");
      assert.deepEqual(JSON.parse(out).dependsOn, [{ kind: "identity" }]);
      assert.match(
        (await explaining(policies, "--user", PERSON)).err,
        /the file has no users.*give the person's object id/,
      );
    });
  });

  it("takes anybody of a type whom nothing names, outsiders included", async () => {
    const guests = only({ users: { includeUsers: ["All"], excludeUsers: ["GuestsOrExternalUsers"] } });
    const tenant = aTenant([guests]);
    for (const [type, outcome] of [
      ["member", "stopped"],
      ["ServiceProvider", "getsIn"],
      ["b2bCollaborationGuest", "getsIn"],
    ] as const) {
      const { out } = await explaining(tenant, "--user", type, "--format", "json");
      const { user, outcome: told } = JSON.parse(out);
      assert.deepEqual(
        [user.id, user.types.map((one: string) => one.toLowerCase()), told],
        [null, [type.toLowerCase()], outcome],
      );
    }
    assert.match((await explaining(tenant, "--user", "serviceProvider")).out, /Who +.*service provider/i);
  });

  it("refuses what it can't read, each with what to write", async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [["--ip", "203.0.113"], /--ip `203\.0\.113` is no IPv4 or IPv6 address/],
      [["--country", "Germany"], /--country `Germany` is no country; write its code of two letters/],
      [["--platform", "windos"], /did you mean windows\?/],
      [["--device", "trustTyp=AzureAD"], /no attribute `trustTyp`; did you mean trustType\?/],
      [["--device", "isCompliant=yes"], /isCompliant is true or false, not `yes`/],
      [["--device", "unregisterd"], /did you mean unregistered\?/],
    ];
    for (const [args, problem] of wrong) {
      const { status, out, err } = await explaining(aTenant([aPolicy()]), "--user", PERSON, ...args);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, problem);
    }
    assert.match((await explaining(aTenant([]))).err, /--user is missing/);
  });

  it("says through which groups a policy names somebody", async () => {
    const nested = { "@odata.type": "#microsoft.graph.group", id: groupId(1) };
    const tenant = aTenant(
      [
        aPolicy({ displayName: "For everybody else", users: { excludeGroups: [groupId(2)] } }),
        aPolicy({
          id: "e-2",
          displayName: "For administrators",
          users: { includeUsers: [], includeRoles: [ADMINISTRATOR] },
        }),
        aPolicy({ id: "e-3", displayName: "For others", users: { includeUsers: [userId(2)] } }),
      ],
      {
        users: people(2),
        groups: [
          { id: groupId(1), displayName: "Inner", members: [{ id: userId(1) }] },
          { id: groupId(2), displayName: "Outer", members: [nested] },
        ],
        roleAssignments: [{ principalId: groupId(1), roleDefinitionId: ADMINISTRATOR }],
      },
    );
    const { policies } = await outcomeOf(tenant);
    assert.deepEqual(policies[0].excludedBy, [
      { kind: "group", id: groupId(2), certain: true, through: [groupId(1), groupId(2)] },
    ]);
    const { out } = await explaining(tenant, "--user", PERSON);
    assert.match(out, /"For administrators" by the role Global Administrator \(through "Inner"\)/);
    assert.match(out, /"For everybody else" excludes them by the group "Outer" \(through "Inner"\)/);
  });

  for (const users of [{ includeUsers: [], includeRoles: [ADMINISTRATOR] }, { excludeRoles: [ADMINISTRATOR] }])
    it(`depends on a role that they hold in a part of the tenant: ${Object.keys(users).at(-1)}`, async () => {
      const assignment = { principalId: userId(1), roleDefinitionId: ADMINISTRATOR, directoryScopeId: "/units/1" };
      const tenant = aTenant([aPolicy({ users })], { users: people(2), roleAssignments: [assignment] });
      const { out } = await explaining(tenant, "--user", PERSON);
      assert.match(out, /depends on whether they hold the role\s+Global Administrator\./);
      assert.match(out, /Depends\n[\s\S]*the role\s+Global\s+Administrator\s+\(in a\s+part\s+of the tenant/);
    });

  it("depends on what a filter for applications finds", async () => {
    const applications = { includeApplications: ["All"], applicationFilter: { mode: "exclude", rule: "x" } };
    const { out } = await explaining(aTenant([aPolicy({ conditions: { applications } })]), "--user", PERSON);
    assert.match(out.replaceAll(/\s+/g, " "), /depends on whether the application filter of "Require MFA .*" covers/);
    assert.match(out, /Depends\n {2}- "Require MFA for Azure management" on whether its application filter/);
  });

  it("tells somebody whom the register declares", async () => {
    const register = files.write("register.yaml", aRegister([`user: ${userId(1)}`]));
    const { out } = await explaining(aTenant([aPolicy()]), "--user", PERSON, "--exclusions", register);
    assert.match(out, /the register exempts this person/);
  });
});
