import assert from "node:assert/strict";
import type { DriftReport } from "../../src/drift/drift-report";
import { driftInJson } from "../../src/drift/in-json";
import { driftInWords } from "../../src/drift/in-words";
import { meaningOf } from "../../src/drift/meaning";
import { resourceChanges } from "../../src/drift/stack";
import type { JsonObject } from "../../src/law/json/json-object";
import { renderHuman } from "../../src/report/human";
import { judged, POLICY_ID, reportOf } from "./declared-policy";

const reportOn = (changes: JsonObject, fields: readonly string[], rest: Partial<DriftReport> = {}): DriftReport =>
  reportOf([judged(changes, fields)], rest);

const COMPARED = `
Compared
  - with the code: "Require MFA for Azure management"
  - not compared: other policies, locations, strengths, tenant settings, and the members of groups
    and roles. To compare them with a snapshot, use \`--since TENANT.json\`
`;

const human = (report: DriftReport): string => renderHuman(driftInWords(report), { colour: false, width: 100 });
const renderJson = (report: DriftReport): string => JSON.stringify(driftInJson(report));

describe("the drift report", () => {
  it("without drift is the answer, and what was compared", () => {
    assert.equal(human(reportOn({}, [])), `NO DRIFT  stack dev\n  The tenant matches the code.\n${COMPARED}`);
  });

  it("never says that a policy was compared if it could not be checked", () => {
    const unknown = { ...judged({}, []), isCompared: false };
    assert.doesNotMatch(human(reportOn({}, [], { policies: [unknown] })), /with the code/);
  });

  it("says at each change who made it, if the audit log was asked about it", () => {
    const last = { at: "2027-01-15T09:00:00Z", operation: "Update policy", by: undefined, targets: new Set(["a"]) };
    for (const [value, says, json] of [
      [last, /author someone that .*doesn't name, 2027-01-15 09:00 UTC \(Update policy\)/, { by: null }],
      [undefined, /author not known: the audit log, .* has no change/, undefined],
    ] as const) {
      const whoChanged = { kind: "read", value: new Map([[POLICY_ID, value]]) } as const;
      const report = reportOn({ state: "disabled" }, ["state"], { whoChanged });
      assert.match(human(report).replaceAll(/\s*\n\s*/g, " "), says);
      const { lastChange } = JSON.parse(renderJson(report)).changes[0];
      assert.deepEqual(lastChange, json === undefined ? null : { ...json, at: last.at, operation: last.operation });
    }
  });

  it("explains what only the preview shows", () => {
    const report = reportOn({ grantControls: { operator: "AND" } }, ["grantControls.operator"]);
    assert.match(human(report), /^Not drift, although .*\n {2}- grantControls\.operator of "Require MFA for Azure/m);
  });

  it("shows tenant, code and repair of a field that pulumi up fixes, and no request", () => {
    const said = `DRIFT  stack dev
  The tenant differs from the code. Could not tell whether the difference lets anyone in.

Changes, the most dangerous first
  - policy "Require MFA for Azure management": changed
    state
    tenant disabled
    code   enabled
    repair \`pulumi up\` fixes it
`;
    assert.equal(human(reportOn({ state: "disabled" }, ["state"])), `${said}${COMPARED}`);
  });

  it("shows the link to the portal and the request for a field that pulumi up doesn't fix", () => {
    const text = human(reportOn({ conditions: { times: "nights\u001b[31m" } }, []));
    const shown = `
    conditions.times
    tenant nights\\u{1b}[31m
    code   (nothing)
    repair \`pulumi up\` doesn't fix it, or may not. Use the request below, or the portal
    portal https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${POLICY_ID}
    This Graph request sets all of these fields to the code's values:
    PATCH https://graph.microsoft.com/beta/identity/conditionalAccess/policies/${POLICY_ID}
    {
      "conditions": {
        "clientAppTypes": [
`;
    assert.ok(text.replaceAll(/ +\n/g, "\n").includes(shown), text);
    const [, body = ""] = /\n {4}PATCH \S+\n([\s\S]*?)\n\n/.exec(text) ?? [];
    const { times, users } = JSON.parse(body).conditions;
    assert.deepEqual([times, users.includeUsers], [null, ["All"]]);
  });

  it("reports another policy of the name as drift, even if the preview failed", () => {
    const name = "Require MFA for Azure management";
    const namesake = {
      source: "code",
      kind: "namesake",
      list: "policies",
      id: "x",
      name,
      fields: [],
      help: "take it over",
    } as const;
    for (const comparedWith of ["code", "deployment"] as const)
      assert.match(
        human(reportOn({}, [], { changes: [namesake], comparedWith })),
        /^DRIFT[\s\S]* - policy "Require MFA .*": has the stack's display name, .*\s+manage it\s+repair take it over/,
      );
  });

  it("says what to do about problems", () => {
    const said = { message: "the users could not be read", help: "give the role" };
    const local = { message: "no engine", help: "install it" };
    const report = reportOn({}, [], { problems: [local, said] });
    assert.match(human(report), /^COULD NOT TELL {2}stack dev\n {2}Could not tell whether there is drift/);
    assert.match(
      human(report),
      /\nCould not tell\n[\s\S]* {2}- the users could not be read\n {4}help {2}give the role\n/,
    );
    assert.deepEqual(JSON.parse(renderJson(report)).problems, [local, said]);
  });

  it("begins with the worst effect, and says that there may be more", () => {
    const read = meaningOf(reportOf([]), { policies: [] }, [], []);
    assert.ok(read.kind === "read");
    const report = reportOn({ state: "disabled" }, ["state"], {
      comparedWith: "deployment",
      meaning: { ...read.value, together: { ...read.value.together, kind: "weakens" } },
    });
    const said =
      /^DRIFT {2}stack dev\n {2}The tenant allows .* would stop\.\n {2}The preview failed, .*\n {2}There may be more/;
    assert.match(human(report), said);
  });

  it("reports a change of another resource as drift", () => {
    const what = { urn: "u", type: "azuread:index/group:Group", name: "g", inputs: {}, fields: ["members"] };
    const others = resourceChanges([
      { ...what, operation: "update" },
      { ...what, operation: "same" },
    ]);
    assert.match(
      human(reportOn({}, [], { changes: others })),
      /\n {2}- azuread:index\/group:Group "g": differs from the code\n {4}repair `pulumi up` would update it: members\n/,
    );
  });

  it("says the same in JSON", () => {
    const report = reportOn({ state: "disabled", conditions: { insiderRiskLevels: "minor" } }, ["state"]);
    const { changes, ...rest } = JSON.parse(renderJson(report));
    const name = "Require MFA for Azure management";
    assert.deepEqual(rest, {
      stack: "dev",
      drift: "drift",
      comparedWith: "code",
      policies: [{ name: "policy", id: POLICY_ID, displayName: name, compared: true, notDrift: [] }],
      since: null,
      meaning: null,
      problems: [],
    });
    const [{ fields, request, ...change }, ...others] = changes;
    const list = { source: "code", kind: "changed", list: "policies", id: POLICY_ID, name };
    const nothing = { help: null, at: null, effect: null, shutOut: [], lastChange: null };
    assert.deepEqual([change, others, request.method], [{ ...list, ...nothing }, [], "PATCH"]);
    assert.deepEqual(fields, [
      { field: "state", tenant: "disabled", expected: "enabled", repair: "pulumiUp" },
      { field: "conditions.insiderRiskLevels", tenant: ["minor"], expected: null, repair: "request" },
    ]);
  });
});
