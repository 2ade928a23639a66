import assert from "node:assert/strict";
import { aRecord, decided, POLICY, recordId, withoutMfa } from "../replay/a-record";
import { aPolicy, aTenant, groupId, people, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

const applied = (result: string, missed?: string): object => ({
  appliedConditionalAccessPolicies: [decided(POLICY, result, missed)],
});

const excludingGroup = aPolicy({ users: { excludeGroups: [groupId(1)] } });
const withoutMembers = { groups: [{ id: groupId(1), members: [] }] };
const LATER = "2026-09-20T00:00:00Z";

/** Tenants with one policy, what Entra says of it in the record of somebody who came in without MFA, and by which way they came. */
const WAYS: readonly (readonly [what: string, tenant: object, record: object, by: string, isExplained: boolean])[] = [
  [
    "a way in of the verdict",
    aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]),
    applied("notApplied", "users"),
    "wayIn",
    true,
  ],
  [
    "a policy that is newer",
    aTenant([{ ...aPolicy(), createdDateTime: LATER }]),
    { appliedConditionalAccessPolicies: [] },
    "closedSince",
    true,
  ],
  [
    "a group that has lost the person since",
    aTenant([excludingGroup], withoutMembers),
    applied("notApplied", "users"),
    "closedSince",
    true,
  ],
  ["a policy that was off then", aTenant([aPolicy()]), applied("notEnabled"), "closedSince", true],
  ["a policy that was report-only then", aTenant([aPolicy()]), applied("reportOnlyInterrupted"), "closedSince", true],
  ["a policy that Entra says was met", aTenant([aPolicy()]), applied("success"), "againstTheLaw", false],
  ["a policy that didn't apply", aTenant([aPolicy()]), applied("notApplied", "users"), "againstTheLaw", false],
  [
    "a policy that didn't apply, whatever groups the person was in",
    aTenant([aPolicy({ users: { includeGroups: [groupId(1)] } })], withoutMembers),
    applied("notApplied", "users"),
    "againstTheLaw",
    false,
  ],
  ["a policy of which nothing is told", aTenant([aPolicy()]), applied("unknown"), "againstTheLaw", false],
  ["no policy listed", aTenant([aPolicy()]), { appliedConditionalAccessPolicies: [] }, "againstTheLaw", false],
  ["somebody who isn't there", aTenant([aPolicy()], { users: people(1) }), { userId: userId(9) }, "notInTenant", false],
  [
    "a condition of which the record doesn't tell",
    aTenant([aPolicy({ conditions: { platforms: { includePlatforms: ["linux"] } } })]),
    { ...applied("notApplied", "devicePlatform"), deviceDetail: {}, userId: userId(1) },
    "wayIn",
    true,
  ],
];

describe("azmfa replay, of who came in without MFA", () => {
  const files = writtenFiles();
  const replaying = async (tenant: object, log: readonly object[], ...args: readonly string[]) =>
    recordedRun(["replay", files.write("signins.json", log), "--tenant", files.write("tenant.json", tenant), ...args]);

  for (const [what, tenant, record, by, isExplained] of WAYS)
    it(`says of ${what}: ${by}`, async () => {
      const log = [withoutMfa(record)];
      const { status, out } = await replaying(tenant, log, "--format", "json");
      const { withoutMfa: came } = JSON.parse(out);
      assert.deepEqual(
        [status, came.count, came.unexplained, came.signIns[0]?.by.kind],
        [1, 1, isExplained ? 0 : 1, by],
      );
      const human = (await replaying(tenant, log)).out;
      assert.equal(/^Signed in without MFA, unexplained/m.test(human), !isExplained, human);
      assert.equal(/^WITHOUT MFA /.test(human) || isExplained, true, human);
    });

  it("leads with what nothing explains, with the record and the command that explains our side", async () => {
    const tenant = aTenant([aPolicy({ users: { excludeUsers: [userId(2)] } })]);
    const log = [
      ...[2, 3, 4].map((id) => withoutMfa({ ...applied("notApplied", "users"), id: recordId(id), userId: userId(2) })),
      withoutMfa({ ...applied("success"), id: recordId(5) }),
    ];
    const { out } = await replaying(tenant, log);
    assert.match(out, /^WITHOUT MFA /);
    assert.match(out, /4 sign-ins reached Azure management without MFA\. Nothing explains 1 of them\./);
    const [unexplained = "", explained = ""] = out.split("Entra decided differently");
    assert.match(unexplained, new RegExp(`record\\s+${recordId(5)}:\\n +azmfa explain .* --user ${userId(1)} `));
    assert.match(explained, new RegExp(`^Signed in without MFA\\n {2}- ${userId(2)}: 3 times`, "m"));
  });

  it("tells each kind of difference apart: the law, a membership, the policy", async () => {
    for (const [tenant, record, said] of [
      [
        aTenant([excludingGroup], withoutMembers),
        applied("notApplied", "users"),
        "membership users notApplied applies",
      ],
      [aTenant([aPolicy()]), applied("notApplied", "users"), "law users notApplied applies"],
      [
        aTenant([aPolicy({ users: { includeGroups: [groupId(1)] } })], withoutMembers),
        applied("notApplied", "users"),
        "law users notApplied applies",
      ],
      [aTenant([aPolicy()]), applied("reportOnlySuccess"), "policy state reportOnly enforced"],
      [aTenant([aPolicy()]), applied("notEnabled"), "policy state off enforced"],
      [
        aTenant([aPolicy({ state: "enabledForReportingButNotEnforced" })]),
        applied("success"),
        "policy state enforced reportOnly",
      ],
      [aTenant([aPolicy({ state: "disabled" })]), applied("notApplied"), "policy state notApplied off"],
    ] as const) {
      const { out } = await replaying(tenant, [aRecord(record)], "--format", "json");
      const [{ kind, on, entra, ours }] = JSON.parse(out).differences;
      assert.equal(`${kind} ${on} ${entra} ${ours}`, said);
    }
  });

  it("names nobody unless asked, in any format: neither by name nor by what their device is called", async () => {
    const named = {
      userPrincipalName: "eve@contoso.example",
      userDisplayName: "Eve Sample",
      deviceDetail: { deviceId: "d-1", displayName: "EVES-LAPTOP", operatingSystem: "Windows10" },
    };
    const nobody = { ...named, id: recordId(2), userId: "eve@contoso.example" };
    const log = [named, nobody].map((who) => withoutMfa({ ...applied("success"), ...who }));
    const unreadable = { ...named, userId: null, id: recordId(3), createdDateTime: null };
    const tenant = aTenant([aPolicy({ users: { excludeUsers: [userId(2)] } })]);
    for (const format of ["human", "json"]) {
      const all = [...log, aRecord(unreadable), aRecord({ ...unreadable, userId: userId(1) })];
      const { out, err } = await replaying(tenant, all, "--format", format);
      assert.doesNotMatch(`${out}${err}`, /eve|laptop/i);
      const withNames = (await replaying(tenant, all, "--format", format, "--with-names")).out;
      assert.match(withNames, /eve@contoso\.example/);
      assert.match(withNames, /EVES-LAPTOP/);
    }
  });
});
