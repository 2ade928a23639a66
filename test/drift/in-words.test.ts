import assert from "node:assert/strict";
import { type DriftReport, nothingFound } from "../../src/drift/drift-report";
import { driftInJson } from "../../src/drift/in-json";
import { driftInWords } from "../../src/drift/in-words";
import { meaningOf } from "../../src/drift/meaning";
import type { JsonObject } from "../../src/law/json/json-object";
import { renderHuman } from "../../src/report/human";
import { tenantProblem } from "../../src/tenant/live/tenant-problem";
import { judged, POLICY_ID } from "./declared-policy";

const reportOn = (changes: JsonObject, fields: readonly string[], rest: Partial<DriftReport> = {}): DriftReport => ({
  ...{ ...nothingFound("dev"), graph: "https://graph.microsoft.com", policies: [judged(changes, fields)] },
  ...rest,
});

const NOT_COMPARED = `
  Not compared: other policies, locations, strengths, tenant settings, and the members of groups and
  roles. To compare them with a snapshot, use \`--since TENANT.json\`.
`;

const human = (report: DriftReport): string => renderHuman(driftInWords(report), { colour: false, width: 100 });
const renderJson = (report: DriftReport): string => JSON.stringify(driftInJson(report));

describe("the drift report", () => {
  it("without drift is one line for the answer and one for each policy", () => {
    const said =
      'NO DRIFT  stack dev\n  The tenant matches the code.\n\nPolicy "Require MFA for Azure management": matches the code';
    assert.equal(human(reportOn({}, [])), `${said}\n${NOT_COMPARED}`);
  });

  it("never says that a policy matches the code if it is gone, no longer declared, or could not be checked", () => {
    const others = (["undeclared", "unknown"] as const).map((kind) => ({ ...judged({}, []), kind }));
    const text = human(reportOn({}, [], { policies: [judged("deleted", []), ...others] }));
    assert.match(text, /": deleted in the tenant\n[\s\S]*": deployed by this [\s\S]*": could not be checked\n/);
    assert.doesNotMatch(text, /match(es)? the code\n/);
  });

  it("says how many objects weren't looked up in the audit log", () => {
    const last = { at: "2027-01-15T09:00:00Z", operation: "Update policy", by: undefined, targets: new Set(["a"]) };
    const objects = [
      { id: "a", name: "First", last },
      { id: "b", name: "Second", last: undefined },
    ];
    const value = { objects, notAsked: 3 };
    const report = reportOn({ state: "disabled" }, ["state"], { whoChanged: { kind: "read", value } });
    assert.match(
      human(report).replaceAll(/\s+/g, " "),
      /"First": someone that .* "Second": the audit log, .* has no change - not looked up: 3 more objects/,
    );
    assert.deepEqual(JSON.parse(renderJson(report)).whoChanged[1], { id: "b", by: null, at: null, operation: null });
  });

  it("explains what only the preview shows", () => {
    const report = reportOn({ grantControls: { operator: "AND" } }, ["grantControls.operator"]);
    assert.match(human(report), /\n {2}- not drift, although the preview shows it: grantControls\.operator: written/);
  });

  it("shows tenant, code and repair of a field that pulumi up fixes, and no request", () => {
    const text = human(reportOn({ state: "disabled" }, ["state"]));
    assert.match(text, /^DRIFT {2}stack dev\n {2}The tenant differs from the code\.\n\nPolicy ".*": 1 field differs\n/);
    const field = "\n  - state\n    tenant disabled\n    code   enabled\n    repair `pulumi up` fixes it\n";
    assert.ok(text.endsWith(`${field}${NOT_COMPARED}`), text);
  });

  it("shows the place in the portal and the request for a field that pulumi up doesn't fix", () => {
    const text = human(reportOn({ conditions: { times: "nights\u001b[31m" } }, []));
    const shown = `
  - conditions.times (only /beta of Graph shows it)
    tenant nights\\u{1b}[31m
    code   (nothing)
    repair \`pulumi up\` doesn't fix it: the azuread plugin doesn't see this field
    portal Conditions: set the value of the code, if the form shows the field
  The policy in the portal:
  https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${POLICY_ID}
  This Graph request sets all of these fields to the code's values:
  PATCH https://graph.microsoft.com/beta/identity/conditionalAccess/policies/${POLICY_ID}
  {
    "conditions": {
      "clientAppTypes": [
`;
    assert.ok(text.includes(shown), text);
    const [, body = ""] = /\n {2}PATCH \S+\n([\s\S]*)\n\n/.exec(text) ?? [];
    const { times, users } = JSON.parse(body).conditions;
    assert.deepEqual([times, users.includeUsers], [null, ["All"]]);
  });

  const namesake = { id: "x", displayName: "Require MFA for Azure management", state: "disabled" };

  it("reports an unmanaged namesake as drift, even if the preview failed, but not an accepted one", () => {
    const text = human(reportOn({}, [], { namesakes: [{ ...namesake, help: undefined }] }));
    assert.match(text, /\nOther policies of this name\n {2}- "Require MFA .*" \(x, disabled\): .* settings accept it/);
    const namesakes = [{ ...namesake, help: "take it over" }];
    for (const comparedWith of ["code", "deployment"] as const) {
      const report = reportOn({}, [], { namesakes, comparedWith });
      assert.match(
        human(report),
        /^DRIFT[\s\S]*\(x, disabled\): this stack doesn't manage it\n {4}repair take it over/,
      );
      const told = JSON.parse(renderJson(report)).namesakes;
      assert.deepEqual(told, [{ ...namesake, accepted: false, help: "take it over" }]);
    }
  });

  it("says what to do about problems, in JSON with the kind if the tenant is the reason", () => {
    const said = { message: "the users could not be read", help: "give the role" };
    const local = { message: "no engine", help: "install it" };
    const report = reportOn({}, [], { problems: [local, tenantProblem("forbidden", said)] });
    assert.match(human(report), /^COULD NOT TELL {2}stack dev\n {2}Could not tell whether there is drift/);
    assert.match(
      human(report),
      /\nCould not tell\n[\s\S]* {2}- the users could not be read\n {4}help {2}give the role\n$/,
    );
    assert.deepEqual(JSON.parse(renderJson(report)).problems, [local, { kind: "forbidden", ...said }]);
  });

  it("begins with the worst effect, and says that there may be more", () => {
    const read = meaningOf(nothingFound("dev"), { policies: [] }, [], []);
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
    const what = { urn: "u", type: "azuread:index/group:Group", name: "g" };
    const step = { ...what, operation: "update", inputs: {}, fields: ["members"] };
    const report = reportOn({}, [], { otherChanges: [step] });
    assert.match(human(report), /\n {2}- azuread:index\/group:Group "g": `pulumi up` would update it: members\n/);
  });

  it("says the same in JSON", () => {
    const report = reportOn({ state: "disabled", conditions: { insiderRiskLevels: "minor" } }, ["state"]);
    const { policies, ...rest } = JSON.parse(renderJson(report));
    assert.deepEqual(rest, {
      ...{ stack: "dev", drift: "drift", comparedWith: "code", meaning: null, since: null, whoChanged: null },
      ...{ otherChanges: [], exclusions: [], namesakes: [], problems: [], securityDefaults: null },
    });
    const both = { changedIn: "tenant", onlyInBeta: false, effect: null, opened: [], shutOut: [] };
    const portal = "Conditions > Insider risk: set the value of the code, if the form shows the field";
    assert.deepEqual(policies[0].differences, [
      { ...both, field: "state", tenant: "disabled", code: "enabled", repair: "repaired", portal: null },
      { ...both, field: "conditions.insiderRiskLevels", tenant: ["minor"], code: null, repair: "notSeen", portal },
    ]);
  });
});
