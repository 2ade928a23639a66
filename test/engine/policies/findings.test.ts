import assert from "node:assert/strict";
import { join } from "node:path";
import { recordedRun } from "../../cli/recorded-run";
import { policyArguments } from "../../policies/support/policies";
import { assertSarif } from "../../report/sarif/assert-sarif";
import { carrier } from "./support/program-text";
import { type Ran, workbench } from "./support/workbench";

/** What the engine of today prints, and what code scanning is given of it. */
describe("findings of a run as SARIF", () => {
  const bench = workbench();

  const STREAMING = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
  const written = (name: string, { stdout }: Ran): string => {
    bench.write({ [name]: stdout });
    return join(bench.folder, "program", name);
  };
  const said = (results: readonly { readonly ruleId: string; readonly level: string }[]) =>
    results.map(({ ruleId, level }) => `${ruleId} ${level}`);
  const scanned = async (...files: readonly string[]) => {
    const { status, out, err } = await recordedRun(["findings", ...files]);
    assert.equal(err, "");
    const [run] = assertSarif(out).runs;
    return { status, results: run?.results ?? [] };
  };

  it("have those of a preview, at the line of the program", async () => {
    bench.declare(carrier(policyArguments({ state: "disabled" })));
    const events = written("events.json", await bench.preview({ environment: STREAMING }, "--json"));
    const plan = written("plan.json", await bench.preview({}, "--json"));
    const { status, results } = await scanned(events, "--positions", plan);
    assert.deepEqual([status, said(results)], [1, ["no-mfa-bypass error"]]);
    const { artifactLocation, region } = results[0]?.locations[0]?.physicalLocation ?? assert.fail();
    assert.deepEqual([artifactLocation.uri, region.startLine], ["index.js", 3]);
    const digest = await recordedRun(["findings", plan]);
    assert.equal(digest.status, 2);
    assert.match(digest.err, /content other than the engine's events/);
  });

  it("have those of an analysis of the state, at the line in the state", async () => {
    await bench.deploy();
    const events = written("analysis.json", await bench.analyze({}, "--json"));
    const state = written("state.json", await bench.pulumi("stack", "export"));
    const { status, results } = await scanned(events, "--positions", state);
    assert.deepEqual([status, results.map(({ ruleId }) => ruleId)], [1, ["no-mfa-bypass"]]);
    assert.equal(results[0]?.locations[0]?.physicalLocation.region.startLine, 3);
  });

  it("have advice as a warning, which isn't a failure", async () => {
    bench.declare(carrier(policyArguments({ state: "disabled" })));
    const configuration = { "no-mfa-bypass": "advisory" };
    const events = written("events.json", await bench.preview({ configuration, environment: STREAMING }, "--json"));
    const { status, results } = await scanned(events);
    assert.deepEqual([status, said(results)], [0, ["no-mfa-bypass warning"]]);
  });

  it("are refused if the pack couldn't be loaded, and the run names a misspelt rule and a misspelt setting", async () => {
    const configuration = { "no-mfa-bypas": "advisory", "no-mfa-bypass": { carrier: ["x"] } };
    const ran = await bench.preview({ configuration, environment: STREAMING }, "--json");
    assert.notEqual(ran.status, 0);
    assert.match(ran.output, /no rule `no-mfa-bypas`; known: .*no-mfa-bypass/);
    assert.match(ran.output, /no setting `carrier`; known: .*carriers/);
    const { status } = await recordedRun(["findings", written("events.json", ran)]);
    assert.equal(status, 2);
  });
});
