import assert from "node:assert/strict";
import type { Change } from "../../src/drift/change";
import { changeInWords } from "../../src/drift/change-in-words";
import { exclusionChanges } from "../../src/drift/check-drift";
import { judgePolicy } from "../../src/drift/judge-policy";
import { meaningOf } from "../../src/drift/meaning";
import { notComparable, withChangesSince } from "../../src/drift/since-snapshot";
import type { JsonObject } from "../../src/law/json/json-object";
import { userId } from "../../src/law/model/ids";
import type { Exemption, RegisterEntry } from "../../src/law/model/register";
import { addresses, outside } from "../cli/a-tenant";
import { aPolicy } from "../verifier/builders/a-tenant";
import { aStep, declaredInputs, deployed, reportOf } from "./declared-policy";

const [ANN, BEN] = [1, 2].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`) as [string, string];
const [GROUP, ROLE] = ["cccccccc-0000-4000-8000-000000000001", "62e90394-69f5-4237-9190-012177145e10"];
const [HQ, STRENGTH] = ["dddddddd-0000-4000-8000-000000000001", "eeeeeeee-0000-4000-8000-000000000001"];

const users = [ANN, BEN].map((id, at) => ({ id, userPrincipalName: `u${at}@contoso.example`, userType: "Member" }));

const policy = (id: string, changes: { readonly [key: string]: unknown }): JsonObject => ({
  ...aPolicy(changes),
  id: `ffffffff-0000-4000-8000-${id.padStart(12, "0")}`,
});

/** A tenant with one policy for all users, except where `assigned` says otherwise. All other lists are empty. */
const tenant = (assigned: object, more: JsonObject = {}, conditions: object = {}, rest: object = {}): JsonObject => ({
  users,
  policies: [policy("1", { conditions: { users: { includeUsers: ["All"], ...assigned }, ...conditions }, ...rest })],
  namedLocations: [],
  authenticationStrengthPolicies: [],
  groups: [],
  roleAssignments: [],
  ...more,
});

const location = (isTrusted: boolean, ...ranges: readonly string[]): JsonObject => ({
  namedLocations: [addresses(HQ, ranges, { displayName: "Headquarters", isTrusted })],
});

function asking(...allowedCombinations: readonly string[]): JsonObject {
  const strength = { id: STRENGTH, displayName: "Ours", allowedCombinations };
  const grantControls = { operator: "OR", builtInControls: [], authenticationStrength: strength };
  return tenant({}, { authenticationStrengthPolicies: [strength] }, {}, { grantControls });
}

const members = (...ids: readonly string[]): JsonObject => ({
  groups: [{ id: GROUP, displayName: "Exceptions", members: ids.map((id) => ({ id })) }],
});
const nesting = (...ids: readonly string[]): JsonObject => ({
  groups: [
    { id: GROUP, members: [{ "@odata.type": "#microsoft.graph.group", id: HQ }] },
    { id: HQ, members: ids.map((id) => ({ id })) },
  ],
});
const dynamic = (membershipRule: string): JsonObject => ({
  groups: [{ id: GROUP, displayName: "Exceptions", membershipRule, members: [{ id: ANN }] }],
});
const holders = (...ids: readonly string[]): JsonObject => ({
  roleAssignments: ids.map((principalId) => ({ principalId, roleDefinitionId: ROLE, directoryScopeId: "/" })),
});

const [open, closed] = [tenant({ excludeUsers: [ANN, BEN] }), tenant({})];
const withPolicy = (file: JsonObject, added: JsonObject): JsonObject => ({
  ...file,
  policies: [...(file["policies"] as readonly JsonObject[]), added],
});
const REPORT_ONLY = "enabledForReportingButNotEnforced";
const EXCEPTION = { userActionExclusions: [{ userAction: "accountrecovery", state: "enabled" }] };
const block = { operator: "OR", builtInControls: ["block"] };

/** What a change does, and what undoing it does. */
const BACK = { weakens: "strengthens", strengthens: "weakens", neutral: "neutral" } as const;

type Case = readonly [what: string, there: keyof typeof BACK, before: JsonObject, now: JsonObject];

/** Kinds of change that a preview doesn't find, and what each does. */
const [NARROW, WIDE] = [location(false, "10.0.0.0/8"), location(false, "10.0.0.0/8", "203.0.113.0/24")];
const TRUSTED = location(true, "10.0.0.0/8");
const settings = (exclusions: unknown) => ({ conditionalAccessSettings: { exclusions } });
/** A tenant with these other lists before, and with those now. */
const from = (assigned: object, before: JsonObject, now: JsonObject, conditions: object = {}) =>
  [tenant(assigned, before, conditions), tenant(assigned, now, conditions)] as const;

const CASES: readonly Case[] = [
  ["a new policy that asks for MFA", "strengthens", open, withPolicy(open, policy("2", {}))],
  ["a new policy in report-only", "neutral", open, withPolicy(open, policy("2", { state: REPORT_ONLY }))],
  ["two more users whom another policy excludes", "weakens", closed, open],
  ["a wider location that a policy excludes", "weakens", ...from({}, NARROW, WIDE, outside(HQ))],
  ["a wider location that no policy names", "neutral", ...from({}, NARROW, WIDE)],
  ["a new trusted location that a policy excludes", "weakens", ...from({}, {}, TRUSTED, outside("AllTrusted"))],
  [
    "a new member of a group in an excluded one",
    "weakens",
    ...from({ excludeGroups: [GROUP] }, nesting(), nesting(BEN)),
  ],
  ["a strength that allows a password", "weakens", asking("fido2"), asking("fido2", "password")],
  [
    "a new member of an excluded group",
    "weakens",
    ...from({ excludeGroups: [GROUP] }, members(ANN), members(ANN, BEN)),
  ],
  [
    ...(["a new rule of a dynamic group that has the same members", "neutral"] as const),
    ...from({ excludeGroups: [GROUP] }, dynamic('user.department -eq "A"'), dynamic('user.department -ne "B"')),
  ],
  ["a new holder of an excluded role", "weakens", ...from({ excludeRoles: [ROLE] }, holders(), holders(BEN))],
  [
    ...(["an exception for a user action in the tenant's settings", "neutral"] as const),
    ...from({}, settings(null), settings({ allResourcesExclusions: EXCEPTION })),
  ],
];

/** Everything that drifted, and what it means. */
function driftFrom(
  before: JsonObject | undefined,
  now: JsonObject,
  found = reportOf([]),
  exemptions: readonly Exemption[] = [],
) {
  const snapshot = before && { file: "tenant.json", tenant: before };
  const { file, report } = withChangesSince(snapshot, now, found);
  const inForce = exemptions.map((principal) => ({ kind: "break-glass", principal }) as const);
  const read = meaningOf(report, file, inForce, []);
  assert.ok(read.kind === "read");
  const aloneOf = (change: Change) => read.value.alone.get(change)?.kind;
  return { ...read.value, report, aloneOf };
}

const EXEMPT: readonly Exemption[] = [{ kind: "user", id: userId(ANN) }];

/** What changed, and what each change does by itself. */
function meaningFrom(before: JsonObject, now: JsonObject) {
  const { report, aloneOf, ...meaning } = driftFrom(before, now);
  const { changes } = report;
  const said = changes.map(({ list, kind, fields }) => [list, kind, ...fields.map(({ path }) => path)].join(" "));
  return { ...meaning, said, kinds: changes.map((one) => aloneOf(one) ?? "") };
}

describe("a change since a snapshot", () => {
  for (const [what, there, before, now] of CASES)
    it(`that is ${what} is ${there}, and undoing it is ${BACK[there]}`, () => {
      const [forth, undone] = [meaningFrom(before, now), meaningFrom(now, before)];
      assert.deepEqual([forth.kinds, forth.together.kind], [[there], there]);
      assert.deepEqual([undone.kinds, undone.together.kind], [[BACK[there]], BACK[there]]);
      assert.equal(forth.together.opened.length > 0, there === "weakens");
    });

  it("has its list, what happened, and the fields", () => {
    const named: readonly (readonly [JsonObject, JsonObject, string])[] = [
      [closed, { ...open, policies: [policy("1", { state: "disabled" })] }, "policies changed state"],
      [closed, { ...closed, policies: [] }, "policies removed"],
      [{ ...closed, policies: [] }, closed, "policies added"],
      [asking("fido2"), asking("fido2", "password"), "authenticationStrengthPolicies changed allowedCombinations"],
      [tenant({}, members(ANN)), tenant({}, members(ANN, BEN)), "groups changed members"],
    ];
    for (const [before, now, what] of named) assert.ok(meaningFrom(before, now).said.includes(what), what);
    const { changes } = driftFrom(tenant({}, location(false)), tenant({}, location(true))).report;
    const said = JSON.stringify(changes.map((one) => changeInWords(one, () => undefined, "")));
    assert.match(said, /location \\"Headquarters\\": changed.*isTrusted.*"tenant","texts":\["true"\].*"snapshot"/);
  });

  it("names the ranges that a location gained and lost, and objects of another kind as JSON", () => {
    const wide = location(true, "0.0.0.0/1");
    const { changes } = driftFrom(tenant({}, location(true, "203.0.113.0/24")), tenant({}, wide)).report;
    const field = { path: "x", tenant: [{ a: 1 }], code: [] };
    const said = JSON.stringify(
      changes.map((one) => changeInWords({ ...one, fields: [...one.fields, field] }, () => undefined, "")),
    );
    assert.match(said, /"added","texts":\["0\.0\.0\.0\/1"\].*"missing","texts":\["203\.0\.113\.0\/24"\]/);
    assert.match(said, /"added","texts":\["\{\\"a\\":1\}"\]/);
  });

  it("isn't another order or letter case, a new user, or a holder of a role that no policy names", () => {
    const before = tenant({}, members(ANN, BEN));
    const reordered = [{ id: BEN.toUpperCase() }, { id: ANN }];
    const group = { id: GROUP.toUpperCase(), displayName: "Exceptions", members: reordered };
    for (const changes of [{ groups: [group] }, { users: users.slice(1) }, holders(BEN)])
      assert.deepEqual(meaningFrom(before, { ...before, ...changes }).said, []);
  });

  it("that is a block of everybody but exempt people says so, unless the code blocks them too", () => {
    const [mfa, blocked] = [{}, { grantControls: block }].map((rest) => tenant({ excludeUsers: [ANN] }, {}, {}, rest));
    assert.ok(mfa && blocked);
    for (const [before, now, exempt, isSaid] of [
      [mfa, blocked, EXEMPT, true],
      [blocked, mfa, EXEMPT, false],
      [mfa, blocked, [], false],
      [blocked, withPolicy(blocked, policy("2", {})), EXEMPT, false],
    ] as const)
      assert.equal(driftFrom(before, now, reportOf([]), exempt).blocksOthers, isSaid);
  });

  it("is a new eligible holder of a role, if both sides have that list", () => {
    const eligible = (...ids: readonly string[]) => ({ roleEligibilitySchedules: holders(...ids)["roleAssignments"] });
    const [before, now] = [[], [BEN]].map((ids) => tenant({ excludeRoles: [ROLE] }, eligible(...ids)));
    assert.ok(before && now);
    assert.deepEqual(meaningFrom(before, now).kinds, ["mayWeaken"]);
    const { roleEligibilitySchedules: _, ...unknownThen } = before;
    assert.deepEqual(meaningFrom(unknownThen, now).said, []);
  });

  it("may weaken if the members of a group are no longer known", () => {
    const known = tenant({ excludeGroups: [GROUP] }, members());
    const hidden = tenant({ excludeGroups: [GROUP] }, { groups: [{ id: GROUP, displayName: "Exceptions" }] });
    assert.deepEqual(meaningFrom(known, hidden).kinds, ["mayWeaken"]);
    assert.deepEqual(meaningFrom(hidden, known).together.kind, "neutral");
    assert.deepEqual(notComparable(known, hidden).slice(-1), ["members of Exceptions"]);
    assert.ok(!notComparable(hidden, known).includes("members of Exceptions"));
  });

  it("isn't looked for in a list that one side doesn't have", () => {
    const { users: _, policies, namedLocations: before } = closed;
    const bare = { users, policies };
    assert.deepEqual(notComparable(bare, { ...bare, namedLocations: before }), [
      ...["namedLocations", "authenticationStrengthPolicies", "groups", "roleAssignments"],
      ...["securityDefaults", "conditionalAccessSettings"],
    ]);
    assert.deepEqual(meaningFrom(bare, { ...bare, ...members() }).said, []);
  });

  it("is listed once if its policy has the stack's display name, with what to do about the name, and is judged", () => {
    const [on, off] = ["enabled", "disabled"].map((state) => ({ ...closed, policies: [policy("1", { state })] }));
    assert.ok(on && off);
    const id = String(policy("1", {})["id"]);
    const help = "Delete it";
    const namesake = { source: "code", kind: "namesake", list: "policies", id, name: "MFA", fields: [], help } as const;
    for (const [before, paths, effect] of [
      [on, ["state"], "weakens"],
      [{ ...closed, policies: [] }, [], "neutral"],
      [off, [], "neutral"],
    ] as const) {
      const { report, together } = driftFrom(before, off, reportOf([], { changes: [namesake] }));
      const listed = report.changes.map((one) => [one.kind, one.id, one.help, one.fields.map(({ path }) => path)]);
      assert.deepEqual([listed, together.kind], [[["namesake", id, help, paths]], effect]);
    }
  });

  it("is also judged together with others: one closes what another opens, or two open what neither opens alone", () => {
    const group = (ids: readonly string[], more: JsonObject) =>
      tenant({ excludeGroups: [GROUP] }, { ...members(...ids), ...more });
    const mended = withPolicy(group([ANN, BEN], {}), policy("2", {}));
    const both = meaningFrom(group([ANN], {}), mended);
    assert.deepEqual([both.kinds, both.together.kind], [["strengthens", "weakens"], "strengthens"]);
    const two = withPolicy(closed, policy("2", {}));
    const policies = two["policies"] as readonly JsonObject[];
    const off = { ...two, policies: policies.map((one) => ({ ...one, state: "disabled" })) };
    const neither = meaningFrom(two, off);
    assert.deepEqual([neither.kinds, neither.together.kind], [["neutral", "neutral"], "weakens"]);
  });

  it("is judged with the new strength or location that it names, which does nothing by itself", () => {
    const excluding = tenant({}, location(false, "203.0.113.0/24"), outside(HQ));
    for (const now of [asking("password"), excluding]) {
      const { kinds, together } = meaningFrom(closed, now);
      assert.deepEqual([[...kinds].sort(), together.kind], [["neutral", "weakens"], "weakens"]);
    }
  });

  it("is reported once if the code and the snapshot both show it: a strength that no longer requires MFA", () => {
    const [before, now] = [asking("fido2"), asking("fido2", "password")];
    const [is] = now["policies"] as readonly JsonObject[];
    const deployedStrength = { operator: "OR", authenticationStrengthPolicyId: STRENGTH };
    const inputs = { ...declaredInputs, grantControls: deployedStrength };
    const own = judgePolicy({
      deployed: { ...deployed, id: String(is?.["id"]), inputs },
      steps: [aStep({ inputs })],
      inGraph: is === undefined ? [] : [is],
    });
    const policies = [{ ...own, changes: own.changes.filter(({ kind }) => kind === "weak") }];
    const { authenticationStrengthPolicies: _, ...unlisted } = now;
    for (const [snapshot, today] of [
      [before, now],
      [undefined, now],
      [undefined, unlisted],
    ] as const) {
      const { report, together, aloneOf } = driftFrom(snapshot, today, reportOf(policies));
      assert.deepEqual([report.changes.map(aloneOf), together.kind], [["weakens"], "weakens"]);
    }
  });

  it("isn't reported a second time if the register already shows it, for example a member of a nested group", () => {
    const nested = {
      groups: [
        { id: GROUP, members: [{ "@odata.type": "#microsoft.graph.group", id: HQ }, { id: ANN }] },
        { id: HQ, members: [{ id: BEN }] },
      ],
    };
    const now = tenant({ excludeGroups: [GROUP] }, nested);
    const principal = { kind: "group", id: GROUP, members: new Set([userId(ANN)]) } as const;
    const entry = { kind: "exception", principal } as unknown as RegisterEntry;
    const others = exclusionChanges(entry, { kind: "group", members: [ANN, BEN] });
    assert.deepEqual(
      others.map(({ kind, fields }) => [kind, fields.length]),
      [["changed", 1]],
    );
    for (const snapshot of [undefined, tenant({ excludeGroups: [GROUP] }, members(ANN))]) {
      const { report, together } = driftFrom(snapshot, now, reportOf([], { changes: others }), EXEMPT);
      assert.deepEqual(report.changes, others);
      assert.equal(together.kind, "weakens");
    }
  });
});
