import assert from "node:assert/strict";
import { assertSarif } from "../report/sarif/assert-sarif";
import { recordedRun } from "./recorded-run";
import { writtenFiles } from "./written-files";

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
  const files = writtenFiles();
  const findings = (events: string, ...options: readonly string[]) =>
    recordedRun(["findings", ...options, files.write("events.json", events)]);
  const plan = (sourcePosition: string, ...stackTrace: readonly object[]): string =>
    files.write("plan.json", { steps: [{ newState: { urn: URN, sourcePosition, stackTrace } }] });
  const sarif = async (events: string, ...options: readonly string[]) => {
    const { out } = await findings(events, "--format", "sarif", ...options);
    const [run] = assertSarif(out).runs;
    assert.ok(run);
    return run;
  };

  it("shows what a mandatory rule found, and exits with 1", async () =>
    assert.deepEqual(await findings(stream(found(), failed)), {
      status: 1,
      err: "",
      out: [
        "FOUND",
        "  Policy findings in infra/prod: 1 error.",
        "",
        `${URN} error[protected-baseline] somebody joins`,
        "  members: 1",
        "  this one change is enough:",
        "    a: 1",
        "  docs/rules/x.md",
        "  help: leave it alone",
        "",
      ].join("\n"),
    }));

  it("shows what an advisory rule found below it, and exits with 0 where that is all", async () => {
    const advice = found({ enforcementLevel: "advisory", policyName: "protect-kept" });
    assert.equal((await findings(stream(advice, summary()))).status, 0);
    const { out } = await findings(stream(advice, found(), failed));
    assert.match(out, /1 error and 1 warning[\s\S]*error\[protected-baseline\][\s\S]*warning\[protect-kept\]/);
  });

  it("takes a level that it doesn't know for a mandatory one", async () =>
    assert.equal((await findings(stream(found({ enforcementLevel: "stern" }), failed))).status, 1));

  it("says that nothing was found, and exits with 0", async () =>
    assert.deepEqual(await findings(stream(summary())), {
      status: 0,
      err: "",
      out: "NOTHING FOUND\n  Policy findings: nothing was found.\n",
    }));

  it("points at the line of the program that declares the resource", async () => {
    const positions = plan("project:///src/index.ts#12,5");
    const { out } = await findings(stream(found(), failed), "--positions", positions, "--project", "infra");
    assert.match(
      out,
      /^infra\/src\/index.ts:12:5 error\[protected-baseline\] somebody joins\n {2}resource: urn:pulumi:/m,
    );
  });

  describe("with --format sarif", () => {
    it("gives a log for code scanning, with the rule, its text and the line", async () => {
      const { results, tool, automationDetails } = await sarif(
        stream(found(), failed),
        "--positions",
        plan("project:///index.ts#12,5"),
        "--project",
        "infra/",
      );
      assert.equal(automationDetails.id, "azmfa-findings/infra/prod/");
      const [result] = results;
      const rule = tool.driver.rules[result?.ruleIndex ?? -1];
      assert.equal(rule?.id, "protected-baseline");
      assert.match(rule?.helpUri ?? "", /^https:/);
      assert.equal(result?.level, "error");
      assert.match(result?.message.text ?? "", /^somebody joins\n {2}members: 1\n[\s\S]*help: leave it alone$/);
      assert.deepEqual(result?.locations[0]?.physicalLocation, {
        artifactLocation: { uri: "infra/index.ts", uriBaseId: "%SRCROOT%" },
        region: { startLine: 12, startColumn: 5 },
      });
    });

    it("passes over places in packages and outside the project, and takes the next one out", async () => {
      const inPackage = "project:///node_modules/a/index.js#1,1";
      const positions = plan(
        inPackage,
        { sourcePosition: "project:///../b.ts#2,2" },
        {},
        { sourcePosition: "project:///c.ts#3,3" },
      );
      const { results } = await sarif(stream(found(), failed), "--positions", positions);
      assert.equal(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, "c.ts");
    });

    it("points at Pulumi.yaml where the line isn't known", async () => {
      const { results } = await sarif(stream(found(), failed), "--project", "infra");
      assert.equal(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, "infra/Pulumi.yaml");
    });

    it("has the rules of another pack under that pack's name", async () => {
      const { results } = await sarif(stream(found({ policyPackName: "aws" }), failed));
      assert.equal(results[0]?.ruleId, "aws/protected-baseline");
    });

    it("gives a log without results where nothing was found", async () => {
      const { results, tool } = await sarif(stream(summary()));
      assert.deepEqual([results.length, tool.driver.rules.length > 5], [0, true]);
    });
  });

  it("reads what stack export printed for lines too", async () => {
    const sourcePosition = "project:///my%20program.ts#4,2";
    const positions = files.write("export.json", { deployment: { resources: [{ urn: URN, sourcePosition }] } });
    assert.match((await findings(stream(found(), failed), "--positions", positions)).out, /^my program.ts:4:2 /m);
  });

  it("gives a page of Markdown in which no foreign name marks up", async () => {
    const message = "group <b>_x_</b> [a](http://b) @everyone\n  ```\n  id: 1\n  help: look\n";
    const { out } = await findings(stream(found({ message }), failed), "--format", "markdown");
    assert.equal(
      out,
      [
        "## ❌ Policy findings in infra/prod: 1 error",
        "",
        "#### error: group &lt;b>\\_x\\_&lt;/b> \\[a\\](http:​//b) &#64;\u200beveryone",
        "",
        "protected-baseline",
        "",
        "````text",
        URN,
        "```",
        "id: 1",
        "````",
        "",
        "**What to do:** look",
        "",
        "<sub>Made by azmfa findings.</sub>",
        "",
      ].join("\n"),
    );
  });

  it("shows what a pack of somebody else's says, without the engine's marks for colours", async () => {
    const foreign = found({ policyPackName: "aws", message: "<{%fg 1%}>no<{%reset%}>\nmore\u001b[31m" });
    const { out } = await findings(stream(foreign, failed));
    assert.match(
      out,
      /error\[aws\/protected-baseline\] no\n {2}more\\u\{1b\}\[31m\n {2}help: see the rule protected-baseline of the policy pack aws\n/,
    );
  });

  describe("refuses, with status 2,", () => {
    for (const [what, events, complaint] of [
      ["events that break off", stream(found()), /events\.json: the events break off/],
      ["a second run that breaks off", stream(start, summary(), start), /events\.json: the events break off/],
      ["a second run that breaks off with a finding", stream(summary(), found()), /the events break off/],
      [
        "a second run that no pack has judged",
        stream(start, summary(), start, summary({ PolicyPacks: {} })),
        /no policy pack judged this run/,
      ],
      ["a second run that ended otherwise", stream(summary(), summary({ result: "melted" })), /the run melted/],
      [
        "a run that no pack has judged",
        stream(summary({ PolicyPacks: {} })),
        /no policy pack judged this run; name one with --policy-pack/,
      ],
      [
        "a run without packs that failed, with the reason",
        stream(wrong, summary({ result: "failed", PolicyPacks: {} })),
        /the program threw/,
      ],
      [
        "a run that failed for another reason",
        stream(wrong, failed),
        /the run failed, and not because of what a policy pack found\nthe program threw/,
      ],
      ["a run that ended in a way it doesn't know", stream(summary({ result: "melted" })), /the run melted/],
      ["a run whose end has no result", stream(summary({ result: undefined })), /the run without a result/],
      [
        "the digest of a preview",
        '{\n "steps": []\n}',
        /a digest or an export, which doesn't have what policy packs found\n {2}help: set PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true/,
      ],
      ["something else", "{}", /it holds something else than the engine's events/],
      ["something else among the events", `${stream(found())}{}\n`, /it holds something else/],
      [
        "what is no JSON, with its line",
        `${stream(found())}error: oh\n`,
        /events\.json:2:1: .*\n {2}help: keep standard output alone/,
      ],
      ["an empty file", "", /events\.json/],
    ] as const)
      it(what, async () => {
        const { status, out, err } = await findings(events);
        assert.deepEqual([status, out], [2, ""]);
        assert.match(err, complaint);
      });

    it("positions that are none, and a folder outside the repository, all at once", async () => {
      const none = files.write("none.json", { a: 1 });
      const options = ["--positions", none, "--positions", `${none}.missing`, "--project", "../x"];
      const { status, err } = await findings(stream(summary()), ...options);
      assert.equal(status, 2);
      for (const complaint of [/none\.json: it is neither/, /none\.json\.missing: there is no such file/, /--project/])
        assert.match(err, complaint);
    });
  });
});
