import assert from "node:assert/strict";
import type { DriftReport } from "../../src/drift/drift-report";
import { driftInJson } from "../../src/drift/in-json";
import { driftInWords } from "../../src/drift/in-words";
import { meaningOf } from "../../src/drift/meaning";
import { withChangesSince } from "../../src/drift/since-snapshot";
import type { JsonObject } from "../../src/law/json/json-object";
import { userId } from "../../src/law/model/ids";
import { renderHuman } from "../../src/report/human";
import { FIRST, SECOND } from "../cli/a-tenant";
import { aPolicy } from "../verifier/builders/a-tenant";
import { changedPolicy, judged, reportOf } from "./declared-policy";

const ANN = "aaaaaaaa-0000-4000-8000-000000000001";
const users = [ANN, FIRST, SECOND].map((id, at) => ({
  id,
  displayName: ["Ann", "First", "Second"][at],
  userPrincipalName: `u${at}@contoso.example`,
  userType: "Member",
}));
const EXEMPT = [FIRST, SECOND].map(
  (id) => ({ kind: "break-glass", principal: { kind: "user", id: userId(id) } }) as const,
);

function reportOn(
  changes: JsonObject | "deleted",
  shown: readonly string[],
  more: JsonObject,
  before?: JsonObject,
): DriftReport {
  const policy = judged(changes, shown);
  const inTenant = changes === "deleted" ? [] : [changedPolicy(changes)];
  const { policies: others = [], ...rest } = more;
  const now = { users, ...rest, policies: [...inTenant, ...(others as JsonObject[])] };
  const snapshot = before && { file: "tenant.json", tenant: before };
  const { report, file } = withChangesSince(snapshot, now, reportOf([policy]));
  const read = meaningOf(report, file, EXEMPT, []);
  assert.ok(read.kind === "read");
  return { ...report, meaning: read.value };
}

const human = (report: DriftReport): string => renderHuman(driftInWords(report), { colour: false, width: 100 });

describe("the headline of drift", () => {
  const excluding = (...excludeUsers: readonly string[]) =>
    reportOn({ conditions: { users: { excludeUsers } } }, ["conditions.users.excludedUsers"], {});

  it("is first who of the break-glass accounts is stopped, then that somebody gets in", () => {
    const says =
      /^DRIFT {2}stack dev\n {2}The tenant stops sign-ins of 2 break-glass accounts\.\n {2}The tenant allows sign-ins w/;
    assert.match(human(excluding(ANN)), says);
    assert.match(human(excluding(FIRST)), /\n {2}The tenant stops sign-ins of 1 break-glass account\.\n\n/);
  });

  it("is first that nobody else can sign in any more", () => {
    const blocked = { grantControls: { builtInControls: ["block"] } };
    const others = human(reportOn(blocked, ["grantControls.builtInControls"], {}));
    assert.match(others, /^DRIFT.*\n {2}The tenant blocks everybody that the register doesn't exempt, even with MFA/);
    const all = reportOn({ ...blocked, conditions: { users: { excludeUsers: [] } } }, [], {});
    assert.match(human(all), /^DRIFT.*\n {2}The tenant blocks everybody, break-glass accounts too\.\n/);
  });

  /** Another policy that blocks everybody, with these conditions, since the snapshot. */
  const withBlock = (conditions: JsonObject, control = "block", isNew = true): DriftReport => {
    const block = aPolicy({ conditions, grantControls: { operator: "OR", builtInControls: [control] } });
    const other = { ...block, id: "ffffffff-0000-4000-8000-000000000001", displayName: "Block" };
    const before = { users, policies: isNew ? [changedPolicy({})] : [changedPolicy({}), other] };
    return reportOn(isNew ? {} : { displayName: "Renamed" }, [], { policies: [other] }, before);
  };

  it("is first that break-glass accounts lose a way to sign in, and the report says who loses which", () => {
    const all = { users: { includeUsers: ["All"] } };
    const onAndroid = withBlock({ ...all, platforms: { includePlatforms: ["android"] } });
    assert.match(human(onAndroid), /^DRIFT.*\n {2}The tenant stops sign-ins of 2 break-glass accounts\.\n/);
    const says =
      /Newly blocked 1 of 1\n {2}Who {3}everybody in the directory \(3 people\).*\n.*\n {2}How {3}any client, on Android/;
    assert.match(human(onAndroid), says);
    const { blocked } = JSON.parse(JSON.stringify(driftInJson(onAndroid))).meaning;
    assert.deepEqual([blocked.length, blocked[0].alsoTrueFor.platform], [1, undefined]);
    const others = human(withBlock({ users: { includeUsers: [ANN] } }));
    assert.match(others, /^DRIFT.*\n {2}The tenant blocks sign-ins that the code allows with MFA\.\n\n/);
    assert.match(others, /Newly blocked 1 of 1\n {2}Who {3}everybody who isn't exempt \(1 person\)\n/);
  });

  it("is first that break-glass accounts lose a way to sign in, also if many others lose it in more ways than are listed", () => {
    const block = { operator: "OR", builtInControls: ["block"] };
    const blocking = (id: string, who: string, platform: string): JsonObject => ({
      ...aPolicy({
        conditions: { users: { includeUsers: [who] }, platforms: { includePlatforms: [platform] } },
        grantControls: block,
      }),
      id,
    });
    const crowd = Array.from({ length: 21 }, (_, at) => ({ ...users[0], id: userId(`0${at}`) }));
    const known = { users: [...crowd, ...users] };
    const others = crowd.map(({ id }) => blocking(`of ${id}`, id, "iOS"));
    const policies = [...others, blocking("of all", "All", "android")];
    const report = reportOn({}, [], { ...known, policies }, { ...known, policies: [changedPolicy({}), ...others] });
    assert.match(human(report), /^DRIFT.*\n {2}The tenant stops sign-ins of 2 break-glass accounts\.\n/);
    assert.match(human(report), /Newly blocked 1 of \d+\n {2}Who {3}.*First and Second/);
  });

  it("is first that break-glass accounts can't give what a new policy asks for", () => {
    const asking = (isNew: boolean) => human(withBlock({ users: { includeUsers: ["All"] } }, "compliantDevice", isNew));
    assert.match(asking(true), /^DRIFT.*\n {2}The tenant stops sign-ins of 2 break-glass accounts\.\n/);
    assert.match(asking(false), /^DRIFT.*\n {2}The tenant differs from the code\./);
  });

  it("isn't about a block of clients that can't reach Azure management", () => {
    const legacy = withBlock({ users: { includeUsers: ["All"] }, clientAppTypes: ["exchangeActiveSync", "other"] });
    assert.match(human(legacy), /^DRIFT.*\n {2}The tenant differs from the code\./);
    assert.doesNotMatch(human(legacy), /blocked/);
  });
});

it("what drift opens can't be told if a list lacks a page, also where the code leaves a way in open", () => {
  const open = aPolicy({ conditions: { users: { includeUsers: ["All"], excludeUsers: [ANN] } } });
  const policies = (state: string) => [open, aPolicy({ id: "ffffffff-0000-4000-8000-000000000002", state })];
  const now = { users, "users@odata.nextLink": "https://graph.microsoft.com/next", policies: policies("disabled") };
  const before = { ...now, policies: policies("enabledForReportingButNotEnforced") };
  const { report, file } = withChangesSince({ file: "tenant.json", tenant: before }, now, reportOf([]));
  const read = meaningOf(report, file, EXEMPT, []);
  assert.ok(read.kind === "read");
  const said = human({ ...report, meaning: read.value }).replaceAll(/\s+/g, " ");
  assert.match(said, /The tenant differs from the code\. Could not tell whether the difference lets anyone in\./);
});

describe("the changes", () => {
  it("begin with what opens something, with its repair", () => {
    const other = (state: string): JsonObject => ({
      ...aPolicy({ state, conditions: { users: { includeUsers: [ANN] } } }),
      id: "ffffffff-0000-4000-8000-000000000001",
      displayName: "Others",
    });
    const weak = { conditions: { users: { excludeUsers: [FIRST, SECOND, ANN] } } };
    const before = { users, policies: [changedPolicy({}), other("disabled")] };
    const both = reportOn(weak, ["conditions.users.excludedUsers"], { policies: [other("enabled")] }, before);
    const [opens, opensNothing] = human(both).split('  - policy "Others"');
    assert.match(opens ?? "", /": changed, weakens\n {4}conditions\.users\.excludeUsers\n[\s\S]*`pulumi up` fixes it/);
    assert.match(opensNothing ?? "", /: changed, neutral\n {4}state\n {4}tenant {3}enabled\n {4}snapshot disabled\n/);
  });

  it("say that a deleted policy is recreated", () => {
    assert.match(
      human(reportOn("deleted", [], {})),
      /": gone, weakens\n {4}repair `pulumi up` recreates it with a new id/,
    );
  });

  it("are undone together by the request, which removes another strength too", () => {
    const weak = { id: "5e000000-0000-4000-8000-000000000001", displayName: "Weak", allowedCombinations: ["password"] };
    const grantControls = { operator: "OR", builtInControls: [], authenticationStrength: weak };
    const { meaning } = reportOn({ grantControls }, ["grantControls.builtInControls"], {});
    assert.deepEqual([meaning?.together.kind, meaning?.asCoded], ["weakens", "proved"]);
  });
});
