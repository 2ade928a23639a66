import assert from "node:assert/strict";
import { recordedRun } from "../cli/recorded-run";
import { assertSarif } from "../report/sarif/assert-sarif";
import { suiteFolder } from "../temporary-folder";

const URN = "urn:pulumi:prod::infra::azuread:index/group:Group::admins";
const PACK = { policyPackName: "azure-management-mfa", policyPackVersion: "0.1.0" };
const MESSAGE =
  "somebody joins\n  members: 1\n  help: leave it alone\n  this one change is enough:\n    a: 1\n  docs/rules/x.md\n";
const found = (overrides: object = {}) => ({
  policyEvent: {
    resourceUrn: URN,
    message: MESSAGE,
    policyName: "protected-baseline",
    enforcementLevel: "mandatory",
    severity: "critical",
    ...PACK,
    ...overrides,
  },
});
const summary = (overrides: object = {}) => ({
  summaryEvent: { PolicyPacks: { "azure-management-mfa": "0.1.0" }, result: "succeeded", ...overrides },
});
const failed = summary({ result: "failed" });
const start = { preludeEvent: { config: {} } };
const wrong = { diagnosticEvent: { severity: "error", message: "the program threw\n" } };
const stream = (...events: readonly object[]): string =>
  events.map((event, sequence) => `${JSON.stringify({ sequence, ...event })}\n`).join("");

describe("azmfa findings", () => {
  const files = suiteFolder();
  const findings = (events: string | Buffer, ...options: readonly string[]) =>
    recordedRun(["findings", ...options, files.write("events.json", events)]);
  const plan = (sourcePosition: string, ...stackTrace: readonly object[]): string =>
    files.write("plan.json", { steps: [{ newState: { urn: URN, sourcePosition, stackTrace } }] });
  const log = async (events: string, ...options: readonly string[]) => {
    const { status, out, err } = await findings(events, ...options);
    const [run] = assertSarif(out).runs;
    assert.ok(run);
    assert.equal(err, "");
    return { status, ...run };
  };
  const placeOf = async (...options: readonly string[]) =>
    (await log(stream(found(), failed), ...options)).results[0]?.locations[0]?.physicalLocation;

  it("gives what a mandatory rule found, with the rule, its text and the line, and exits with 1", async () => {
    const options = ["--positions", plan("project:///index.ts#12,5"), "--project", "infra/"];
    const { status, results, tool, automationDetails } = await log(stream(found(), failed), ...options);
    assert.deepEqual([status, automationDetails.id], [1, "azmfa-findings/infra/prod/"]);
    const [result] = results;
    const rule = tool.driver.rules[result?.ruleIndex ?? -1];
    assert.equal(rule?.id, "protected-baseline");
    assert.equal(result?.level, "error");
    assert.match(result?.message.text ?? "", /^somebody joins\n {2}members: 1\n[\s\S]*help: leave it alone$/);
    assert.deepEqual(result?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: "infra/index.ts", uriBaseId: "%SRCROOT%" },
      region: { startLine: 12, startColumn: 5 },
    });
  });

  const advice = found({ enforcementLevel: "advisory", policyName: "other" });
  for (const [what, status, levels, ...events] of [
    ["exits with 1 where some is advice", 1, ["warning", "error"], advice, found(), failed],
    ["exits with 0 where all is advice", 0, ["warning"], advice, summary()],
    ["takes an unknown level for mandatory", 1, ["error"], found({ enforcementLevel: "x" }), failed],
    ["gives a log without results where nothing was found", 0, [], summary()],
  ] as const)
    it(what, async () => {
      const { results, tool, ...run } = await log(stream(...events));
      assert.deepEqual([run.status, results.map(({ level }) => level)], [status, levels]);
      assert.ok(tool.driver.rules.length > 5);
    });

  it("passes over places in packages and outside the project, and takes the next one out", async () => {
    const [first, ...frames] = ["node_modules/a/index.js#1,1", "../b.ts#2,2", undefined, "c.ts#3,3"].map((at) => ({
      sourcePosition: at && `project:///${at}`,
    }));
    const positions = plan(first?.sourcePosition ?? "", ...frames);
    assert.equal((await placeOf("--positions", positions))?.artifactLocation.uri, "c.ts");
  });

  it("reads what stack export printed for lines too, and points at Pulumi.yaml where the line isn't known", async () => {
    assert.equal((await placeOf("--project", "infra"))?.artifactLocation.uri, "infra/Pulumi.yaml");
    const sourcePosition = "project:///my%20program.ts#4,2";
    const positions = files.write("export.json", { deployment: { resources: [{ urn: URN, sourcePosition }] } });
    const place = await placeOf("--positions", positions);
    assert.deepEqual([place?.artifactLocation.uri, place?.region.startLine], ["my%20program.ts", 4]);
  });

  it("shows what a pack of somebody else's says under its name, without the engine's marks for colours", async () => {
    const foreign = found({ policyPackName: "aws", message: "<{%fg 1%}>no<{%reset%}>\nmore\u001b[31m" });
    const { results } = await log(stream(foreign, failed));
    assert.equal(results[0]?.ruleId, "aws/protected-baseline");
    const help = "help: see the rule protected-baseline of the policy pack aws";
    assert.equal(results[0]?.message.text, `no\n  more\\u{1b}[31m\n${help}`);
  });

  describe("refuses, with status 2,", () => {
    const ofNoPack = summary({ PolicyPacks: {} });
    const unexplained = summary({ result: "failed", PolicyPacks: {} });
    const melted = summary({ result: "melted" });
    for (const [what, events, complaint] of [
      ["events that break off", stream(found()), /events\.json: the events are incomplete/],
      ["a second run that breaks off", stream(start, summary(), start), /events\.json: the events are incomplete/],
      ["a second run that breaks off with a finding", stream(summary(), found()), /the events are incomplete/],
      ["a second run that no pack has judged", stream(start, summary(), start, ofNoPack), /no policy pack judged this/],
      ["a second run that ended otherwise", stream(summary(), melted), /the run melted/],
      ["a run that no pack has judged", stream(ofNoPack), /no policy pack judged .*; name one with --policy-pack/],
      ["a run without packs that failed, with the reason", stream(wrong, unexplained), /the program threw/],
      ["a run that failed for another reason", stream(wrong, failed), /, but not because of .*\nthe program threw/],
      ["a run that ended in a way it doesn't know", stream(melted), /the run melted/],
      ["a run whose end has no result", stream(summary({ result: undefined })), /the run without a result/],
      ["the digest of a preview", '{\n "steps": []\n}', /other than .*\n {2}help: set PULUMI_ENABLE_STREAMING_JSON_P/],
      ["something else among the events", `${stream(found())}{}\n`, /it has content other/],
      [
        "what is no JSON, with its line",
        `${stream(found())}error: oh\n`,
        /json:2:1: .*\n {2}help: name a file with only/,
      ],
      ["an empty file", "", /events\.json/],
      [
        "a message in another encoding",
        Buffer.from(stream(found({ message: "f\u00fcr alle" }), failed), "latin1"),
        /json: not all of it is UTF-8; save it as UTF-8/,
      ],
    ] as const)
      it(what, async () => {
        const { status, out, err } = await findings(events);
        assert.deepEqual([status, out], [2, ""]);
        assert.match(err, complaint);
      });

    const none = () => files.write("none.json", { a: 1 });
    for (const [what, options, complaint] of [
      ["positions that are none", () => ["--positions", none()], /none\.json: neither/],
      ["positions that aren't there", () => ["--positions", "missing.json"], /missing\.json: there is no such file/],
      ["all of them", () => ["--positions", "no.json", "--positions", none()], /no\.json: .*\n.*none\.json: neither/],
      ["a folder outside", () => ["--project", "../x"], /'\.\.\/x' is invalid\. Use a folder within the repository/],
    ] as const)
      it(what, async () => {
        const { status, err } = await findings(stream(summary()), ...options());
        assert.equal(status, 2);
        assert.match(err, complaint);
      });
  });
});
