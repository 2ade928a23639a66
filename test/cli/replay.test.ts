import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { aRecord, decided, POLICY, recordId, withoutMfa } from "../replay/a-record";
import { aPolicy, aRegister, aTenant, groupId, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const OFFICE = { includeLocations: ["All"], excludeLocations: ["dddddddd-0000-4000-8000-000000000001"] };
const LOCATION = {
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  id: "dddddddd-0000-4000-8000-000000000001",
  displayName: "Office",
  ipRanges: [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress: "203.0.113.0/24" }],
};

describe("azmfa replay", () => {
  const files = writtenFiles();

  const replaying = async (tenant: object, log: unknown, ...args: readonly string[]) =>
    recordedRun(["replay", files.write("signins.json", log), "--tenant", files.write("tenant.json", tenant), ...args]);

  async function replayed(tenant: object, log: unknown, ...args: readonly string[]) {
    const { status, out, err } = await replaying(tenant, log, "--format", "json", ...args);
    assert.notEqual(out, "", err);
    return { status, ...JSON.parse(out) };
  }

  describe("of several logs", () => {
    const good = [aRecord()];
    const kinds = {
      good,
      "another good": [aRecord({ id: recordId(2) })],
      empty: "",
      broken: "{",
      missing: undefined,
    } as const;
    for (const [names, status] of [
      [["good", "another good"], 0],
      [["good", "empty"], 2],
      [["empty", "good"], 2],
      [["good", "broken"], 2],
      [["broken", "good"], 2],
      [["missing", "good"], 2],
      [["good", "empty", "another good"], 2],
      [["empty", "missing"], 2],
    ] as const)
      it(`${names.join(", ")}: ends with ${status}, and what could be read is reported`, async () => {
        const paths = names.map((name) => {
          const content = kinds[name];
          return content === undefined ? `${files.folder}/missing.json` : files.write(`${name}.json`, content);
        });
        const tenant = files.write("tenant.json", aTenant([aPolicy()]));
        const run = await recordedRun(["replay", ...paths, "--tenant", tenant, "--format", "json"]);
        assert.equal(run.status, status, run.err);
        const readable = names.filter((name) => name.endsWith("good")).length;
        assert.equal(run.out === "" ? 0 : JSON.parse(run.out).records.agree, readable);
        for (const name of names)
          if (name === "empty" || name === "missing")
            assert.match(run.err, new RegExp(`^azmfa: .*${name}\\.json: `, "m"));
      });
  });

  for (const days of ["0", "-1", "1.5", "3651", "", "many", "1e99", "NaN"])
    it(`takes no ${days === "" ? "empty number" : days} for days, and ends with 2`, async () => {
      const { status, out, err } = await recordedRun(["replay", "--live", `--days=${days}`]);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, /--days/);
    });

  describe("compares what Entra decided with what we say", () => {
    it("and says with status 0 that all of it agrees", async () => {
      const { status, records, decisions } = await replayed(aTenant([aPolicy()]), [aRecord()]);
      assert.deepEqual([status, records.agree, decisions.compared, decisions.agree], [0, 1, 1, 1]);
    });

    it("and tells a difference in full, with the command that explains the sign-in", async () => {
      const tenant = aTenant([aPolicy({ conditions: { locations: OFFICE } })], { namedLocations: [LOCATION] });
      const { status, differences } = await replayed(tenant, [aRecord()]);
      assert.equal(status, 1);
      const [{ kind, on, entra, ours, count, example }] = differences;
      assert.deepEqual([kind, on, entra, ours, count], ["law", "locations", "applied", "doesNotApply", 1]);
      assert.equal(example.user, userId(1));
      assert.match(
        example.explain,
        /^azmfa explain .*tenant\.json --user aaaaaaaa-\S+ --client browser .*--ip 203\.0\.113\.7/,
      );
    });

    it("and tells a change of membership from a mistake in the law", async () => {
      const byGroup = aPolicy({ users: { excludeGroups: [groupId(1)] } });
      const tenant = aTenant([byGroup], { groups: [{ id: groupId(1), members: [{ id: userId(1) }] }] });
      assert.equal((await replayed(tenant, [aRecord()])).differences[0].kind, "membership");
      const byId = aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]);
      assert.equal((await replayed(byId, [aRecord()])).differences[0].kind, "law");
    });

    it("and tells a policy that was switched since", async () => {
      const { differences } = await replayed(aTenant([aPolicy({ state: "disabled" })]), [aRecord()]);
      assert.deepEqual([differences[0].kind, differences[0].on, differences[0].ours], ["policy", "state", "off"]);
    });

    it("and finds a token without MFA that a policy which applies should have kept back", async () => {
      const { status, differences, withoutMfa: came } = await replayed(aTenant([aPolicy()]), [withoutMfa()]);
      assert.deepEqual([status, differences[0].on, differences[0].entra], [1, "grant", "letIn"]);
      assert.deepEqual([came.signIns[0].by.kind, came.signIns[0].by.policy], ["againstTheLaw", POLICY]);
    });

    it("and reads report-only policies the same way", async () => {
      const tenant = aTenant([aPolicy({ state: "enabledForReportingButNotEnforced" })]);
      const record = withoutMfa({ appliedConditionalAccessPolicies: [decided(POLICY, "reportOnlyInterrupted")] });
      const { records, differences } = await replayed(tenant, [record]);
      assert.deepEqual([records.agree, differences], [1, []]);
    });
  });

  describe("sets aside what can't be compared, and says why", () => {
    it("decisions that are older than the policy, or than a location that it names", async () => {
      const later = "2026-09-20T00:00:00Z";
      const policy = { ...aPolicy({ conditions: { locations: OFFICE } }) };
      const changed = aTenant([{ ...policy, modifiedDateTime: later }], { namedLocations: [LOCATION] });
      const moved = aTenant([policy], { namedLocations: [{ ...LOCATION, modifiedDateTime: later }] });
      for (const tenant of [changed, moved]) {
        const { records, decisions, differences } = await replayed(tenant, [aRecord()]);
        assert.deepEqual([records.older, decisions.newer, decisions.compared, differences], [1, 1, 0, []]);
      }
    });

    it("decisions that are older than the strength, or than any location where trusted ones count", async () => {
      const strength = {
        ...{ id: "5e000000-0000-4000-8000-000000000001", displayName: "Ours", modifiedDateTime: "2026-09-20T00:00:00" },
        allowedCombinations: ["fido2"],
      };
      const asks = { operator: "OR", builtInControls: [], authenticationStrength: { id: strength.id } };
      const trusted = { includeLocations: ["All"], excludeLocations: ["AllTrusted"] };
      for (const tenant of [
        aTenant([aPolicy({ grantControls: asks })], { authenticationStrengthPolicies: [strength] }),
        aTenant([aPolicy({ grantControls: { ...asks, authenticationStrength: strength } })]),
        aTenant([aPolicy({ conditions: { locations: trusted } })], {
          namedLocations: [{ ...LOCATION, modifiedDateTime: strength.modifiedDateTime }],
        }),
      ]) {
        const { decisions, differences } = await replayed(tenant, [aRecord()]);
        assert.deepEqual([decisions.newer, decisions.compared, differences], [1, 0, []]);
      }
    });

    it("conditions of which the record doesn't tell, by the condition", async () => {
      const tenant = aTenant([
        aPolicy({ conditions: { insiderRiskLevels: "elevated" } }),
        aPolicy({ id: "p-2", conditions: { platforms: { includePlatforms: ["linux"] } } }),
      ]);
      const record = aRecord({
        deviceDetail: {},
        appliedConditionalAccessPolicies: [decided(POLICY, "notApplied"), decided("p-2", "notApplied")],
      });
      const { notComparable, status } = await replayed(tenant, [record]);
      assert.deepEqual(notComparable.decisions, { insiderRisk: 1, platforms: 1 });
      assert.equal(status, 1);
    });

    it("people whom the tenant doesn't have, and records without a word about policies", async () => {
      const log = [aRecord({ userId: userId(9) }), aRecord({ appliedConditionalAccessPolicies: [] })];
      const { notComparable } = await replayed(aTenant([aPolicy()]), log);
      assert.deepEqual(notComparable.records, { notInTenant: 1, noDecisions: 1 });
    });

    it("groups whose members nobody knows, content that isn't understood, and policies that aren't listed", async () => {
      const tenant = aTenant([
        aPolicy({ users: { excludeGroups: [groupId(7)] } }),
        aPolicy({ id: "p-2", conditions: { clientAppTypes: ["telepathy"] } }),
        aPolicy({ id: "p-3" }),
      ]);
      const record = aRecord({
        appliedConditionalAccessPolicies: [decided(POLICY, "success"), decided("p-2", "success")],
      });
      const { notComparable } = await replayed(tenant, [record]);
      assert.deepEqual(notComparable.decisions, { users: 1, unsupported: 1, notTold: 1 });
    });

    it("sign-ins that Conditional Access never saw: a wrong password, an account that is locked or off, nobody's name", async () => {
      const notApplied = { appliedConditionalAccessPolicies: [decided(POLICY, "notApplied")] };
      const codes = [50126, "50126", 50034, 50053, 50056, 50057, 50064];
      const log = codes.map((errorCode, at) =>
        withoutMfa({
          ...notApplied,
          id: recordId(at),
          status: { errorCode },
          userId: errorCode === 50034 ? "" : userId(1),
        }),
      );
      const { status, records, differences } = await replayed(aTenant([aPolicy()]), [
        ...log,
        aRecord({ id: recordId(9) }),
      ]);
      assert.deepEqual([status, records.aside, differences], [0, { firstFactor: 7 }, []]);
      const asked = aRecord({ ...notApplied, status: { errorCode: 50074 } });
      assert.equal((await replayed(aTenant([aPolicy()]), [asked])).differences.length, 1);
    });

    it("sign-ins to something else, and those of services", async () => {
      const log = [
        aRecord({ resourceId: "00000003-0000-0000-c000-000000000000" }),
        aRecord({ signInEventTypes: ["servicePrincipal"] }),
        aRecord(),
      ];
      const { records } = await replayed(aTenant([aPolicy()]), log);
      assert.deepEqual([records.read, records.judged, records.aside], [3, 1, { resource: 1, service: 1 }]);
    });
  });

  describe("shows who came in without MFA", () => {
    const excluded = aPolicy({ users: { excludeUsers: [userId(1), userId(2)] } });
    const let1 = { appliedConditionalAccessPolicies: [decided(POLICY, "notApplied", "users")] };

    it("when, from where and with which client, against the ways in of the verdict", async () => {
      const later = { ...let1, id: recordId(2), createdDateTime: "2026-09-12T08:15:00Z" };
      const log = [withoutMfa(let1), withoutMfa(later)];
      const { status, withoutMfa: came, verdict } = await replayed(aTenant([excluded]), log);
      assert.deepEqual([status, verdict, came.count, came.undeclared], [1, "bypass", 2, 2]);
      const [{ by, count, first, last, example }] = came.signIns;
      assert.deepEqual([by, count], [{ kind: "wayIn", number: 1 }, 2]);
      assert.deepEqual([first, last], ["2026-09-10T08:15:00.000Z", "2026-09-12T08:15:00.000Z"]);
      assert.deepEqual(
        [example.told.ip, example.told.client, example.application.name],
        ["203.0.113.7", "browser", "Azure Portal"],
      );
    });

    it("by id, and by name only when asked for", async () => {
      const tenant = aTenant([excluded]);
      assert.doesNotMatch((await replaying(tenant, [withoutMfa(let1)])).out, /person-1@/);
      assert.match(
        (await replaying(tenant, [withoutMfa(let1)], "--with-names")).out,
        /person-1@contoso\.example \(aaaa/,
      );
    });

    it("and passes with those whom the register declares", async () => {
      const register = files.write("exclusions.yaml", aRegister([1, 2].map((number) => `user: ${userId(number)}`)));
      const { status, withoutMfa: came } = await replayed(
        aTenant([excluded]),
        [withoutMfa(let1)],
        "--exclusions",
        register,
      );
      assert.deepEqual([status, came.count, came.undeclared, came.signIns[0].by.kind], [0, 1, 0, "declared"]);
    });

    it("and whom a policy would stop that is newer than the sign-in", async () => {
      const tenant = aTenant([{ ...aPolicy(), createdDateTime: "2026-09-20T00:00:00Z" }]);
      const { withoutMfa: came } = await replayed(tenant, [withoutMfa({ appliedConditionalAccessPolicies: [] })]);
      assert.deepEqual([came.signIns[0].by.kind, came.signIns[0].by.policy], ["closedSince", POLICY]);
    });

    it("and counts sign-ins of which it isn't told, which aren't a pass", async () => {
      const tenant = aTenant([aPolicy({ state: "enabledForReportingButNotEnforced" })]);
      const decisions = { appliedConditionalAccessPolicies: [decided(POLICY, "reportOnlyInterrupted")] };
      for (const changes of [
        { authenticationRequirement: undefined },
        { authenticationRequirement: "somethingNew" },
        ...[undefined, null, {}, { errorCode: "abc" }, { errorCode: true }, { errorCode: "" }].map((status) => ({
          ...{ authenticationRequirement: "singleFactorAuthentication", status },
        })),
      ]) {
        const { status, records, withoutMfa: came } = await replayed(tenant, [aRecord({ ...decisions, ...changes })]);
        assert.deepEqual([status, records.agree, came.count, came.notTold], [1, 1, 0, 1], JSON.stringify(changes));
      }
    });

    it("and tells a second factor from one that is all there was", async () => {
      const step = (authenticationMethod: string, succeeded = true) => ({ authenticationMethod, succeeded });
      const met = {
        authenticationStepResultDetail: "MFA requirement satisfied by claim in the token",
        succeeded: true,
      };
      for (const [steps, count] of [
        [[], 1],
        [[step("Password")], 1],
        [[step("Text message")], 1],
        [[step("SMS"), step("SMS")], 1],
        [[step("Password", false), step("Phone call")], 1],
        [[step("Password"), step("Text message", false)], 1],
        [[step("Password"), step("Text message")], 0],
        [[step("FIDO2 security key")], 0],
        [[step("Microsoft Authenticator (phone sign-in)")], 0],
        [[met], 0],
      ] as const) {
        const record = withoutMfa({ authenticationDetails: steps, appliedConditionalAccessPolicies: [] });
        const { withoutMfa: came } = await replayed(aTenant([aPolicy()]), [record]);
        assert.deepEqual([came.count, came.notTold], [count, 0], JSON.stringify(steps));
      }
    });

    it("and doesn't take MFA that was asked for and skipped for done, nor a first factor alone for either", async () => {
      const step = (authenticationMethod: string, authenticationStepResultDetail: string) => ({
        ...{ authenticationMethod, authenticationStepResultDetail, succeeded: true },
      });
      const password = step("Password", "Correct password");
      for (const [steps, count, notTold] of [
        [[password, step("Trusted network", "MFA not required: request from trusted IP")], 1, 0],
        [[password, step("Previously satisfied", "MFA requirement skipped due to remembered device")], 1, 0],
        [[password, step("", "MFA requirement skipped due to location")], 1, 0],
        [[password], 0, 1],
        [[password, step("Previously satisfied", "MFA requirement satisfied by claim in the token")], 0, 0],
        [[password, step("Mobile app notification", "MFA completed in Azure AD")], 0, 0],
        [[], 0, 0],
      ] as const) {
        const record = aRecord({ authenticationDetails: steps, appliedConditionalAccessPolicies: [] });
        const { withoutMfa: came } = await replayed(aTenant([aPolicy()]), [record]);
        assert.deepEqual([came.count, came.notTold], [count, notTold], JSON.stringify(steps));
      }
    });

    it("and takes an enforced policy that was met for MFA, where nothing else is told", async () => {
      const record = aRecord({ authenticationRequirement: undefined });
      const { status, withoutMfa: came } = await replayed(aTenant([aPolicy()]), [record]);
      assert.deepEqual([status, came.count, came.notTold], [0, 0, 0]);
    });
  });

  describe("reads a log", () => {
    const tenant = aTenant([aPolicy()]);
    const twice = [aRecord(), aRecord({ id: recordId(2) })];
    const lines = (records: readonly object[]): string => `${records.map((one) => JSON.stringify(one)).join("\n")}\n`;

    it("in each form that it is exported in", async () => {
      const diagnostic = twice.map((properties) => ({
        time: "2026-09-10T08:15:00Z",
        resourceId: "/tenants/0a0a0a0a-0000-4000-8000-000000000001/providers/Microsoft.aadiam",
        category: "SignInLogs",
        properties,
      }));
      const forms: readonly (readonly [name: string, log: unknown])[] = [
        ["a list", twice],
        ["a page", { "@odata.context": "…", value: twice }],
        ["lines", lines(twice)],
        ["of a diagnostic setting", lines(diagnostic)],
        ["of an event hub", { records: diagnostic }],
        ["a table of Log Analytics", lines(twice.map(asRow))],
        ["of the Graph PowerShell SDK", twice.map(ofPowerShell)],
        ["of an event hub whose properties are text", { records: diagnostic.map(withText) }],
        ["compressed", gzipSync(lines(twice))],
        ["UTF-16 with a mark", Buffer.from(`\ufeff${JSON.stringify(twice)}`, "utf16le")],
      ];
      for (const [name, log] of forms) {
        const { status, records } = await replayed(tenant, log);
        assert.deepEqual([status, records.agree], [0, 2], name);
      }
    });

    it("and counts a sign-in once that is in it twice, or in two logs and two forms", async () => {
      const [list, table] = [
        files.write("list.json", [...twice, ...twice]),
        files.write("table.json", lines(twice.map(asRow))),
      ];
      const tenantFile = files.write("tenant.json", tenant);
      const args = ["replay", list, table, "--tenant", tenantFile];
      const { records } = JSON.parse((await recordedRun([...args, "--format", "json"])).out);
      assert.deepEqual([records.read, records.judged, records.aside], [6, 2, { repeated: 4 }]);
      const { status, out } = await recordedRun(args);
      assert.equal(status, 0);
      assert.match(out, /Left out\n {2}- 4 records of sign-ins that another record describes\n/);
    });

    it("and judges each of two records that don't say the same of one sign-in", async () => {
      const log = [aRecord(), withoutMfa()];
      const { status, records, withoutMfa: came } = await replayed(tenant, log);
      assert.deepEqual([status, records.judged, records.aside, came.count], [1, 2, {}, 1]);
    });

    it("whose times have no zone as UTC, wherever it runs", async () => {
      const { period } = await replayed(tenant, [aRecord({ createdDateTime: "2026-09-10T08:15:00" })]);
      assert.equal(period.from, "2026-09-10T08:15:00.000Z");
    });

    it("and says what it is that isn't a log", async () => {
      for (const [log, why] of [
        [{ ...tenant }, "it is a tenant file, which goes after --tenant"],
        [{ signIns: [aRecord()] }, "it doesn't say what was signed in to; records are read from a list by itself"],
        [
          { error: { code: "Forbidden", message: "no" } },
          "it is what Graph said instead of answering, `Forbidden`: `no`",
        ],
        [[{ verdict: "proved", bypasses: [] }], "it is a verdict of azmfa"],
        ["[1, 2]", "it is no object"],
        [[aRecord({ createdDateTime: "9/10/2026, 8:15 AM" })], "its time, `9/10/2026, 8:15 AM`, isn't written as"],
        [
          [ofPowerShell({ ...aRecord(), status: "Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignInStatus" })],
          "ConvertTo-Json cut it off; export it again with -Depth 20",
        ],
      ] as const) {
        const { status, unreadable } = await replayed(tenant, log);
        assert.deepEqual([status, unreadable[0].why.slice(0, why.length)], [2, why]);
      }
    });

    it("and names each record that can't be read by its place; none is dropped without a word", async () => {
      const log = `${lines([aRecord()])}{"id": oops}\n${lines([{ ...aRecord(), userId: "" }, aRecord({ id: recordId(2) })])}`;
      const { status, records, unreadable } = await replayed(tenant, log);
      assert.deepEqual([status, records.read, records.agree, records.unreadable], [2, 4, 2, 2]);
      assert.deepEqual(
        unreadable.map(({ line, record, why }: { line: number; record: number; why: string }) => [line, record, why]),
        [
          [2, 2, "unexpected `oops`"],
          [3, 3, "it doesn't say who signed in"],
        ],
      );
    });

    it("and says of a page that the next one isn't there, and refuses a document that is cut off", async () => {
      const page = await replayed(tenant, { value: twice, "@odata.nextLink": "https://graph.example/next" });
      assert.deepEqual([page.status, page.incomplete[0].why], [2, "page"]);
      const cut = await replaying(tenant, JSON.stringify(twice).slice(0, -20));
      assert.deepEqual([cut.status, cut.out], [2, ""]);
      assert.match(cut.err, /signins\.json: line 1, column \d+: the JSON ends in the middle/);
      const lastLine = await replayed(tenant, lines(twice).slice(0, -20));
      assert.deepEqual([lastLine.status, lastLine.records.agree, lastLine.unreadable.length], [2, 1, 1]);
    });

    it("and says in plain words that there is none", async () => {
      const missing = await recordedRun(["replay", "/no/such/log.json", "--tenant", files.write("t.json", tenant)]);
      assert.deepEqual([missing.status, missing.out], [2, ""]);
      assert.match(missing.err, /no such file/);
      assert.match((await replaying(tenant, "Date,User\n1,2\n")).err, /it isn't JSON; export the sign-ins as JSON/);
      assert.match((await replaying(tenant, "")).err, /the file is empty/);
    });
  });

  it("isn't led astray by names in a log", async () => {
    const hostile = withoutMfa({ userPrincipalName: "\u001b[2Jeve", appDisplayName: "\u202eportal" });
    const { out } = await replaying(aTenant([aPolicy({ state: "disabled" })]), [hostile], "--with-names");
    assert.deepEqual(
      ["\u001b", "\u202e"].filter((character) => out.includes(character)),
      [],
    );
  });

  it("passes nothing where nothing could be compared", async () => {
    const { status, out } = await replaying(aTenant([aPolicy()], { users: people(2) }), []);
    assert.equal(status, 1);
    assert.match(out, /^INCOMPLETE .*\n {2}No sign-in could be compared/);
  });
});

/** The record as a row of a table: columns with capitals, objects as the text of JSON. */
function asRow(record: object): object {
  const renamed: Readonly<Record<string, string>> = {
    createdDateTime: "TimeGenerated",
    resourceId: "ResourceIdentity",
    appliedConditionalAccessPolicies: "ConditionalAccessPolicies",
    ipAddress: "IPAddress",
    location: "LocationDetails",
  };
  const columns = Object.entries(record).map(([key, value]) => [
    renamed[key] ?? key.charAt(0).toUpperCase() + key.slice(1),
    typeof value === "object" ? JSON.stringify(value) : value,
  ]);
  return { ...Object.fromEntries(columns), ResultType: "0", Type: "SigninLogs", ResourceId: "/tenants/x" };
}

const withText = (record: { readonly properties: object }): object => ({
  ...record,
  properties: JSON.stringify(record.properties),
});

/** What ConvertTo-Json makes of the objects of the Graph PowerShell SDK. */
function ofPowerShell(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofPowerShell);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [
    key === "ipAddress" ? "IPAddress" : key.charAt(0).toUpperCase() + key.slice(1),
    ofPowerShell(member),
  ]);
  return { ...Object.fromEntries(members), AdditionalProperties: {} };
}
