import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { aRecord, decided, POLICY, recordId, withoutMfa } from "../replay/a-record";
import { suiteFolder } from "../temporary-folder";
import {
  addresses,
  aPolicy,
  aRegister,
  aRoleOf,
  aTenant,
  countries,
  GLOBAL_ADMINISTRATOR,
  groupId,
  guests,
  outside,
  people,
  userId,
} from "./a-tenant";
import { recordedRun } from "./recorded-run";

const OFFICE = "dddddddd-0000-4000-8000-000000000001";
const LOCATION = addresses(OFFICE, ["203.0.113.0/24"], { displayName: "Office", isTrusted: undefined });
const LATER = "2026-09-20T00:00:00Z";
const STRENGTH = { id: "5e000000-0000-4000-8000-000000000001", displayName: "Ours", allowedCombinations: ["fido2"] };

const CHANGED_STRENGTH = { ...STRENGTH, modifiedDateTime: LATER };

/** Tenants with one policy: the usual one, and others. */
const GUARDED = aTenant([aPolicy()]);
const about = (users: object, known?: object): object => aTenant([aPolicy({ users })], known);
const under = (conditions: object, known?: object): object => aTenant([aPolicy({ conditions })], known);
const leavingOut = (place: string, ...namedLocations: readonly object[]): object =>
  under(outside(place), { namedLocations });
const FINLAND = countries(OFFICE, ["FI"], { displayName: "Finland" });
const inState = (state: string): object => aTenant([aPolicy({ state })]);
const asking = (authenticationStrength: object, known?: object): object =>
  aTenant([aPolicy({ grantControls: { operator: "OR", builtInControls: [], authenticationStrength } })], known);
const withMembers = (...members: readonly object[]) => ({ groups: [{ id: groupId(1), members }] });

const HELD_IN_PART = { roleAssignments: [aRoleOf(userId(1), { directoryScopeId: "/administrativeUnits/1" })] };

const EXCLUDED = about({ excludeUsers: [userId(1), userId(2)] });
const EXCLUDING_GROUP = about({ excludeGroups: [groupId(1)] }, withMembers());
const COVERING_GROUP = about({ includeGroups: [groupId(1)] }, withMembers());
const IN_EXCLUDED_GROUP = about({ excludeGroups: [groupId(1)] }, withMembers({ id: userId(1) }));
const IN_NO_GROUP = about({ includeUsers: [], includeGroups: [groupId(1)] }, withMembers());
const ON_LINUX = { platforms: { includePlatforms: ["linux"] } };
const LINUX = under(ON_LINUX);
const NOT_LINUX = { platforms: { includePlatforms: ["all"], excludePlatforms: ["linux"] } };
const TOGETHER = aTenant([aPolicy({ conditions: ON_LINUX }), aPolicy({ id: "p-2", conditions: NOT_LINUX })]);
const REPORT_ONLY = inState("enabledForReportingButNotEnforced");

const applied = (result: string, missed?: string): object => ({
  appliedConditionalAccessPolicies: [decided(POLICY, result, missed)],
});
const NOT_ABOUT_THEM = applied("notApplied", "users");
const NOT_ON_LINUX = applied("notApplied", "devicePlatform");
const NOTHING_LISTED = { appliedConditionalAccessPolicies: [] };
const ANOTHER_LISTED = { appliedConditionalAccessPolicies: [decided("p-9", "success")] };

const STOPS = "applies and stops sign-ins without MFA";
const LETS_THROUGH = "applies and lets sign-ins through without MFA";
const BY_USER = "doesn't apply, because of the user";

/** Tenants, a record, and how they differ: kind, Entra's decision and ours. */
const DIFFERENCES: readonly (readonly [tenant: object, record: object, kind: string, entra: string, ours: string])[] = [
  [leavingOut(OFFICE, LOCATION), aRecord(), "law", "applies", "doesn't apply, because of the network"],
  [EXCLUDED, aRecord(), "law", "applies", BY_USER],
  [IN_EXCLUDED_GROUP, aRecord(), "membership", "applies", BY_USER],
  [IN_NO_GROUP, aRecord(), "membership", "applies", BY_USER],
  [EXCLUDING_GROUP, aRecord(NOT_ABOUT_THEM), "membership", "doesn't apply (users)", "applies"],
  [COVERING_GROUP, aRecord(NOT_ABOUT_THEM), "law", "doesn't apply (users)", "applies"],
  [GUARDED, aRecord(NOT_ABOUT_THEM), "law", "doesn't apply (users)", "applies"],
  [GUARDED, aRecord(applied("notApplied")), "law", "doesn't apply", "applies"],
  [EXCLUDING_GROUP, aRecord(NOT_ON_LINUX), "law", "doesn't apply (devicePlatform)", "applies"],
  [GUARDED, withoutMfa(), "law", LETS_THROUGH, STOPS],
  [GUARDED, aRecord(applied("reportOnlySuccess")), "policy", "is report-only", "is on"],
  [GUARDED, aRecord(applied("notEnabled")), "policy", "is off", "is on"],
  [REPORT_ONLY, aRecord(), "policy", "is on", "is report-only"],
  [inState("disabled"), aRecord(applied("notApplied")), "policy", "doesn't apply", "is off"],
  [inState("disabled"), aRecord(), "policy", "is on", "is off"],
];

/** Tenants, and why a record's decision can't be compared. The last column changes the record. */
const NOT_COMPARABLE: readonly (readonly [what: string, why: object, tenant: object, record?: object])[] = [
  ["a condition that no record has", { insiderRisk: 1 }, under({ insiderRiskLevels: "elevated" })],
  ["a condition that this record doesn't have", { platforms: 1 }, LINUX, { deviceDetail: {} }],
  ["a location that isn't known", { locations: 1 }, leavingOut(OFFICE)],
  ["trust that isn't recorded", { locations: 1 }, leavingOut("AllTrusted"), { networkLocationDetails: null }],
  ["an address that isn't recorded", { locations: 1 }, leavingOut(OFFICE, LOCATION), { ipAddress: null }],
  ["a group with unknown members", { users: 1 }, about({ excludeGroups: [groupId(7)] })],
  [
    "a role held in a part of the tenant",
    { users: 1 },
    about({ includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] }, HELD_IN_PART),
  ],
  ["content that isn't understood", { unsupported: 1 }, under({ clientAppTypes: ["telepathy"] })],
  ["a state that isn't understood", { unsupported: 1 }, inState("sometimes")],
  ["a policy that isn't listed", { gone: 1, notTold: 1 }, GUARDED, ANOTHER_LISTED],
  ["a result without a meaning", { notTold: 1 }, GUARDED, applied("unknown")],
];

const EXPLAINED = ["wayIn", "closedSince"];
/** Tenants, a record of a sign-in without MFA, and how it was possible. */
const WAYS: readonly (readonly [what: string, tenant: object, record: object, by: string])[] = [
  ["a way in of the verdict", EXCLUDED, NOT_ABOUT_THEM, "wayIn"],
  ["a condition that the record lacks", LINUX, { ...NOT_ON_LINUX, deviceDetail: {} }, "wayIn"],
  ["a newer policy", aTenant([{ ...aPolicy(), createdDateTime: LATER }]), NOTHING_LISTED, "closedSince"],
  ["a group that the person left since", EXCLUDING_GROUP, NOT_ABOUT_THEM, "closedSince"],
  ["a policy that was report-only then", GUARDED, applied("reportOnlyInterrupted"), "closedSince"],
  ["a policy that was satisfied", GUARDED, applied("success"), "againstTheLaw"],
  ["a policy that covers all groups", COVERING_GROUP, NOT_ABOUT_THEM, "againstTheLaw"],
  ["a record without policies", GUARDED, NOTHING_LISTED, "againstTheLaw"],
  [
    "policies that together stop it, whatever the record lacks",
    TOGETHER,
    { ...NOT_ON_LINUX, deviceDetail: {} },
    "notNamed",
  ],
  ["a person that the tenant doesn't have", GUARDED, { userId: userId(9) }, "notInTenant"],
];

describe("azmfa replay", () => {
  const files = suiteFolder();

  const replaying = async (tenant: object, log: unknown, ...args: readonly string[]) =>
    recordedRun(["replay", files.write("signins.json", log), "--tenant", files.write("tenant.json", tenant), ...args]);

  async function replayed(tenant: object, log: unknown, ...args: readonly string[]) {
    const { status, out, err } = await replaying(tenant, log, "--format", "json", ...args);
    assert.notEqual(out, "", err);
    return { status, ...JSON.parse(out) };
  }

  describe("of several logs", () => {
    const kinds = { good: [aRecord()], "another good": [aRecord({ id: recordId(2) })], empty: "", broken: "{" };
    for (const [names, status] of [
      [["good", "another good"], 0],
      [["empty", "good"], 2],
      [["good", "broken"], 2],
      [["missing", "good"], 2],
    ] as const)
      it(`${names.join(", ")}: ends with ${status}, and names the log that can't be read`, async () => {
        const paths = names.map((name) =>
          name === "missing" ? `${files.path}/missing.json` : files.write(`${name}.json`, kinds[name]),
        );
        const tenant = files.write("tenant.json", GUARDED);
        const run = await recordedRun(["replay", ...paths, "--tenant", tenant, "--format", "json"]);
        assert.equal(run.status, status, run.err);
        if (status === 0) assert.equal(JSON.parse(run.out).signIns.agree, 2);
        else assert.equal(run.out, "");
        for (const name of names) if (!name.endsWith("good")) assert.match(run.err, new RegExp(`/${name}\\.json:`));
      });
  });

  for (const days of ["0", "-1", "1.5", "10000", "", "many"])
    it(`takes no ${days === "" ? "empty number" : days} for days, and ends with 2`, async () => {
      const { status, out, err } = await recordedRun(["replay", "--live", `--days=${days}`]);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(err, /--days/);
    });

  it("ends with 0 if all decisions agree, also about report-only policies", async () => {
    const { status, signIns, decisions } = await replayed(GUARDED, [aRecord()]);
    assert.deepEqual([status, signIns.agree, decisions], [0, 1, { agree: 1, differ: 0 }]);
    const logged = await replayed(REPORT_ONLY, [withoutMfa(applied("reportOnlyInterrupted"))]);
    assert.deepEqual([logged.signIns.agree, logged.differences], [1, []]);
  });

  for (const [tenant, record, ...said] of DIFFERENCES)
    it(`finds a difference: ${said.join("; ")}`, async () => {
      const { status, differences } = await replayed(tenant, [record]);
      const [{ kind, theirs, ours, count, people: shown, example }] = differences;
      assert.deepEqual([status, [kind, theirs, ours], count, shown], [1, said, 1, [userId(1)]]);
      assert.deepEqual(example, { record: recordId(1), time: "2026-09-10T08:15:00.000Z" });
    });

  const TRUSTED = { networkLocationDetails: [{ networkType: "trustedNamedLocation" }] };
  it("knows a location by country and trust if the address isn't recorded", async () => {
    for (const [tenant, record] of [
      [leavingOut(OFFICE, FINLAND), aRecord({ ipAddress: "203.0.113.x" })],
      [leavingOut("AllTrusted", LOCATION), aRecord({ ipAddress: null, ...TRUSTED })],
    ] as const)
      assert.match((await replayed(tenant, [record])).differences[0]?.ours, /because of the network/);
  });

  it("distinguishes sign-ins from one address if only one is recorded as trusted", async () => {
    const log = [aRecord(), aRecord({ id: recordId(2), ...TRUSTED })];
    const { signIns, differences } = await replayed(leavingOut("AllTrusted"), log);
    assert.deepEqual([signIns.agree, differences.length, differences[0]?.count], [1, 1, 1]);
  });

  for (const [what, tenant] of [
    ["policy", aTenant([{ ...aPolicy(), modifiedDateTime: LATER }])],
    ["location", leavingOut(OFFICE, { ...LOCATION, modifiedDateTime: LATER })],
    ["location, whichever the policy is about", leavingOut("AllTrusted", { ...LOCATION, modifiedDateTime: LATER })],
    ["listed strength", asking({ id: STRENGTH.id }, { authenticationStrengthPolicies: [CHANGED_STRENGTH] })],
    ["strength that is written out in the policy", asking(CHANGED_STRENGTH)],
  ] as const)
    it(`leaves out decisions before a change of a ${what}`, async () => {
      const { signIns, decisions } = await replayed(tenant, [aRecord()]);
      assert.deepEqual([signIns.noDecisions, decisions], [1, { agree: 0, differ: 0, newer: 1 }]);
    });

  for (const [what, why, tenant, record = {}] of NOT_COMPARABLE)
    it(`compares no decision that depends on ${what}`, async () => {
      const { status, decisions } = await replayed(tenant, [aRecord(record)]);
      assert.deepEqual([status, decisions], [1, { agree: 0, differ: 0, ...why }]);
    });

  it("distinguishes types of outsiders that have one id", async () => {
    const providers = { includeUsers: [], includeGuestsOrExternalUsers: guests("serviceProvider") };
    const other = { ...NOT_ABOUT_THEM, id: recordId(2), crossTenantAccessType: "b2bDirectConnect" };
    const log = [aRecord({ crossTenantAccessType: "serviceProvider" }), aRecord(other)];
    assert.deepEqual((await replayed(about(providers), log)).signIns.agree, 2);
  });

  it("doesn't compare people that the tenant doesn't have, agents, and records without policies", async () => {
    const log = [aRecord({ userId: userId(9) }), aRecord(NOTHING_LISTED)];
    const { signIns } = await replayed(GUARDED, log);
    assert.deepEqual(signIns, { judged: 2, agree: 0, differ: 0, notInTenant: 1, noDecisions: 1 });
    const agent = {
      "@odata.type": "#microsoft.graph.agentUser",
      id: userId(3),
      userPrincipalName: "a@contoso.example",
    };
    const withAgent = aTenant([aPolicy()], { users: [...people(2), agent] });
    const { signIns: of, withoutMfa: came } = await replayed(withAgent, [withoutMfa({ userId: userId(3) })]);
    assert.deepEqual([of.agent, came.count], [1, 0]);
  });

  it("leaves out sign-ins that end before Conditional Access: a wrong password, a locked, disabled or missing account", async () => {
    const codes = [50126, "50126", 50034, 50053, 50056, 50057, 50064];
    const nobody = (errorCode: unknown) => ({ userId: errorCode === 50034 ? "" : userId(1), status: { errorCode } });
    const log = codes.map((code, at) => withoutMfa({ ...applied("notApplied"), id: recordId(at), ...nobody(code) }));
    const { status, records, differences } = await replayed(GUARDED, [...log, aRecord({ id: recordId(9) })]);
    assert.deepEqual([status, records.aside, differences], [0, { firstFactor: 7 }, []]);
    const asked = aRecord({ ...applied("notApplied"), status: { errorCode: 50074 } });
    assert.equal((await replayed(GUARDED, [asked])).differences.length, 1);
  });

  it("leaves out sign-ins to other resources, and those of services", async () => {
    const log = [
      aRecord({ resourceId: "00000003-0000-0000-c000-000000000000" }),
      aRecord({ userId: "", servicePrincipalId: "s-1" }),
      aRecord({ crossTenantAccessType: "microsoftSupport" }),
      aRecord(),
    ];
    const { records, signIns } = await replayed(GUARDED, log);
    assert.deepEqual([records.read, signIns.judged, records.aside], [4, 1, { resource: 1, service: 2 }]);
  });

  describe("shows who signed in without MFA", () => {
    for (const [what, tenant, record, by] of WAYS)
      it(`by ${what}: ${by}`, async () => {
        const log = [withoutMfa(record)];
        const isExplained = EXPLAINED.includes(by);
        const { status, withoutMfa: came } = await replayed(tenant, log);
        assert.deepEqual([status, came.count, came.signIns[0]?.by.kind], [1, 1, by]);
        assert.equal(came.unexplained, isExplained ? 0 : 1);
        const human = (await replaying(tenant, log)).out;
        assert.equal(/: unexplained: /.test(human.replaceAll(/\s+/g, " ")), !isExplained, human);
        assert.equal(/^WITHOUT MFA /.test(human) || isExplained, true, human);
      });

    it("when, from where and in which application, once for each person and way", async () => {
      const later = { id: recordId(2), createdDateTime: "2026-09-12T08:15:00Z", ipAddress: "192.0.2.44" };
      const log = [{}, later].map((one) => withoutMfa({ ...NOT_ABOUT_THEM, ...one }));
      const { status, withoutMfa: came, verdict } = await replayed(EXCLUDED, log);
      assert.deepEqual([status, verdict, came.count, came.undeclared, came.signIns.length], [1, "bypass", 2, 2, 1]);
      const [{ by, people: who, count, first, last, how, example }] = came.signIns;
      assert.deepEqual([by, who, count], [{ kind: "wayIn" }, [userId(1)], 2]);
      assert.deepEqual([first, last], ["2026-09-10T08:15:00.000Z", "2026-09-12T08:15:00.000Z"]);
      assert.deepEqual(how, ["Azure Portal from 203.0.113.7 (FI)", "Azure Portal from 192.0.2.44 (FI)"]);
      assert.deepEqual(example, { record: recordId(1), time: "2026-09-10T08:15:00.000Z" });
    });

    it("and ends with 0 if the register declares them", async () => {
      const register = files.write("exclusions.yaml", aRegister([1, 2].map((number) => `user: ${userId(number)}`)));
      const log = [withoutMfa(NOT_ABOUT_THEM)];
      const { status, withoutMfa: came } = await replayed(EXCLUDED, log, "--exclusions", register);
      assert.deepEqual([status, came.count, came.undeclared, came.signIns[0].by.kind], [0, 1, 0, "declared"]);
    });

    it("and counts records that don't say it, which is no pass", async () => {
      const statuses = [undefined, null, {}, { errorCode: "abc" }, { errorCode: true }, { errorCode: "" }];
      const required = (authenticationRequirement?: string) => ({ authenticationRequirement });
      const odd = statuses.map((status) => ({ ...required("singleFactorAuthentication"), status }));
      for (const changes of [required(), required("somethingNew"), ...odd]) {
        const record = aRecord({ ...applied("reportOnlyInterrupted"), ...changes });
        const { status, signIns, withoutMfa: came } = await replayed(REPORT_ONLY, [record]);
        assert.deepEqual([status, signIns.agree, came.count, came.notTold], [1, 1, 0, 1], JSON.stringify(changes));
      }
    });

    it("and takes a satisfied policy that requires MFA as MFA, if nothing else is recorded", async () => {
      const record = aRecord({ authenticationRequirement: undefined });
      const { status, withoutMfa: came } = await replayed(GUARDED, [record]);
      assert.deepEqual([status, came.count, came.notTold], [0, 0, 0]);
    });

    it("and begins with what nothing explains, with the record", async () => {
      const tenant = about({ excludeUsers: [userId(2)] });
      const log = [
        ...[2, 3, 4].map((id) => withoutMfa({ ...NOT_ABOUT_THEM, id: recordId(id), userId: userId(2) })),
        withoutMfa({ ...applied("success"), id: recordId(5) }),
      ];
      const { out } = await replaying(tenant, log);
      assert.match(out, /^WITHOUT MFA /);
      assert.match(out, /4 sign-ins reached Azure management without MFA\. Nothing explains 1 of them\./);
      const [unexplained = "", explained = ""] = out.split(/: 3 times/);
      assert.match(unexplained, new RegExp(`e\\.g\\. person-1@\\S+,[^,]+,\\s+record\\s+${recordId(5)}`));
      assert.match(explained, /azmfa\s+prove says that they can/);
    });
  });

  describe("reads a log", () => {
    const CUT = "Microsoft.Graph.PowerShell.Models.X";
    const tenant = GUARDED;
    const twice = [aRecord(), aRecord({ id: recordId(2) })];
    const lines = (records: readonly object[]): string => `${records.map((one) => JSON.stringify(one)).join("\n")}\n`;

    it("in each format of an export", async () => {
      const resourceId = "/tenants/0a0a0a0a-0000-4000-8000-000000000001/providers/Microsoft.aadiam";
      const diagnostic = twice.map((properties) => ({
        time: "2026-09-10T08:15:00Z",
        resourceId,
        category: "SignInLogs",
        properties,
      }));
      const emptyColumn = twice.map((one) => ({ ...asRow(one), CreatedDateTime: null }));
      const forms: readonly (readonly [name: string, log: unknown])[] = [
        ["of a diagnostic setting", lines(diagnostic)],
        ["of an event hub", { records: diagnostic }],
        ["a table of Log Analytics", lines(twice.map(asRow))],
        ["a table with columns of one name that are empty", lines(emptyColumn)],
        ["of the Graph PowerShell SDK", twice.map(ofPowerShell)],
        ["of an event hub whose properties are text", { records: diagnostic.map(withText) }],
        ["compressed", gzipSync(lines(twice))],
      ];
      for (const [name, log] of forms) {
        const { status, signIns } = await replayed(tenant, log);
        assert.deepEqual([status, signIns.agree], [0, 2], name);
      }
    });

    it("and counts a repeated sign-in once, also in two logs of different formats", async () => {
      const logs = [files.write("list.json", [...twice, ...twice]), files.write("table.json", lines(twice.map(asRow)))];
      const args = ["replay", ...logs, "--tenant", files.write("tenant.json", tenant)];
      const { records, signIns } = JSON.parse((await recordedRun([...args, "--format", "json"])).out);
      assert.deepEqual([records.read, signIns.judged, records.aside], [6, 2, { repeated: 4 }]);
      const { status, out } = await recordedRun(args);
      assert.equal(status, 0);
      assert.match(out, /Not compared\n {2}- 4 records: described by another record too\n/);
    });

    for (const [what, changes] of Object.entries({
      "an error": { status: { errorCode: 50074 } },
      "no MFA": { authenticationRequirement: "singleFactorAuthentication" },
      "somebody else": { userId: userId(2) },
      "a second later": { createdDateTime: "2026-09-10T08:15:01Z" },
      "another address": { ipAddress: "198.51.100.1" },
      "another client": { clientAppUsed: "Mobile Apps and Desktop clients" },
      "another decision": applied("failure"),
      "no decisions": NOTHING_LISTED,
    }))
      it(`and judges two records with one id if one has ${what}`, async () => {
        const { records, signIns } = await replayed(tenant, [aRecord(), aRecord(changes), aRecord(), aRecord(changes)]);
        assert.deepEqual([signIns.judged, records.aside], [2, { repeated: 2 }]);
      });

    it("and never takes records without an id as repeated, nor one with its decisions in another order", async () => {
      const listed = [decided(POLICY, "success"), decided("p-2", "success")];
      const orders = [listed, listed.toReversed()].map((appliedConditionalAccessPolicies) =>
        aRecord({ appliedConditionalAccessPolicies }),
      );
      const later = { createdDateTime: "2026-09-10T08:15:00.7Z", appliedConditionalAccessPolicies: listed };
      const log = [...orders, aRecord({ id: "" }), aRecord({ id: "" }), aRecord(later)];
      const { records, signIns } = await replayed(tenant, log);
      assert.deepEqual([signIns.judged, records.aside], [4, { repeated: 1 }]);
    });

    it("and says what it is if it isn't a log", async () => {
      for (const [log, why] of [
        [{ ...tenant }, "it isn't a record of the sign-in log"],
        [
          { signIns: [aRecord()] },
          "it isn't a record of the sign-in log, which says which resource it is about; records are",
        ],
        ["[1, 2]", "it isn't an object"],
        [[aRecord({ createdDateTime: "9/10/2026, 8:15 AM" })], "its time, `9/10/2026, 8:15 AM`, isn't written as"],
        [[ofPowerShell(aRecord({ status: CUT }))], "ConvertTo-Json cut it off; export"],
      ] as const) {
        const { status, unreadable } = await replayed(tenant, log);
        assert.deepEqual([status, unreadable[0].why.slice(0, why.length)], [2, why]);
      }
    });

    it("and gives the place of each record that can't be read", async () => {
      const log = `${lines([aRecord()])}{"id": oops}\n${lines([{ ...aRecord(), userId: "" }, aRecord({ id: recordId(2) })])}`;
      const deep = `{"id": "1", "x": ${"[".repeat(5000)}${"]".repeat(5000)}}\n`;
      const { status, records, signIns, unreadable } = await replayed(tenant, log + deep);
      assert.deepEqual([status, records.read, signIns.agree, records.unreadable], [2, 5, 2, 3]);
      const places = unreadable.map((one: Record<string, unknown>) => `${one["line"]} ${one["record"]} ${one["why"]}`);
      const nested = "5 5 lists and objects nest more than 100 deep here; no tenant, log or event does";
      assert.deepEqual(places, ["2 2 unexpected `oops`", "3 3 it doesn't say who signed in", nested]);
    });

    it("and says that a page's next page is missing, and refuses a document that is cut off", async () => {
      const page = await replayed(tenant, { value: twice, "@odata.nextLink": "https://graph.example/next" });
      assert.deepEqual([page.status, page.incomplete.length], [2, 1]);
      const cut = await replaying(tenant, JSON.stringify(twice).slice(0, -20));
      assert.deepEqual([cut.status, cut.out], [2, ""]);
      assert.match(cut.err, /signins\.json:1:\d+: the JSON ends in the middle/);
      const lastLine = await replayed(tenant, lines(twice).slice(0, -20));
      assert.deepEqual([lastLine.status, lastLine.signIns.agree, lastLine.unreadable.length], [2, 1, 1]);
    });

    it("and says why a log can't be read at all", async () => {
      assert.match((await replaying(tenant, "Date,User\n1,2\n")).err, /:1:1: unexpected `Date`/);
      assert.match((await replaying(tenant, "")).err, /the file is empty/);
      assert.match((await replaying(tenant, Buffer.from([0xff, 0xfe, 91]))).err, /json: not all of it is UTF-16; save/);
    });
  });

  it("shows control characters in a log as text", async () => {
    const hostile = withoutMfa({ userPrincipalName: "\u001b[2Jeve", appDisplayName: "\u202eportal" });
    const { out } = await replaying(inState("disabled"), [hostile]);
    assert.ok(!["\u001b", "\u202e"].some((character) => out.includes(character)), out);
  });

  it("doesn't pass if nothing could be compared", async () => {
    const { status, out } = await replaying(aTenant([aPolicy()], { users: people(2) }), []);
    assert.equal(status, 1);
    assert.match(out, /^INCOMPLETE .*\n {2}No sign-in could be compared.*\n {2}No sign-in without MFA was found\./);
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
