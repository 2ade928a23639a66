import assert from "node:assert/strict";
import type { Finding } from "../../src/law/model/finding";
import type { Check } from "../../src/report/report";
import { checksInSarif, type SarifRun, sarifLog } from "../../src/report/sarif";
import { assertSarif } from "./sarif/assert-sarif";

const URN = "urn:pulumi:dev::infra::azuread:index/group:Group::admins";
const finding = (overrides: Partial<Finding> = {}): Finding => ({
  code: "protected-baseline",
  severity: "error",
  primary: { kind: "resource", urn: URN, property: "members" },
  related: [{ location: undefined, text: "members: 1" }],
  message: "somebody joins",
  help: "leave it alone",
  ...overrides,
});
const about: SarifRun = {
  tool: { name: "azmfa", version: "1.2.3" },
  category: "dev",
  rules: [
    {
      id: "protected-baseline",
      title: "other stacks keep away",
      tags: ["conditional-access"],
      importance: "critical",
    },
  ],
  placeOf: () => ({ file: "infra/index.ts", line: 12, column: 5 }),
  fallback: "infra/Pulumi.yaml",
};
const logOf = (findings: readonly Finding[], more: Partial<SarifRun> = {}) => {
  const [run] = assertSarif(sarifLog(findings, { ...about, ...more })).runs;
  assert.ok(run);
  return run;
};
const resultOf = (one: Finding, more: Partial<SarifRun> = {}) => {
  const [result] = logOf([one], more).results;
  assert.ok(result);
  return result;
};
const placeOf = (one: Finding, more: Partial<SarifRun> = {}) => {
  const { physicalLocation: at } = resultOf(one, more).locations[0] ?? {};
  return [at?.artifactLocation.uri, at?.region.startLine, at?.region.startColumn];
};
const printOf = (one: Finding): string => resultOf(one).partialFingerprints.primaryLocationLineHash;

describe("findings as SARIF", () => {
  it("have their rule, level, message with evidence and help, place and fingerprint", () => {
    const { tool, automationDetails, results } = logOf([finding()]);
    assert.equal(automationDetails.id, "dev/");
    const [rule] = tool.driver.rules;
    assert.deepEqual([rule?.id, rule?.shortDescription.text], ["protected-baseline", "other stacks keep away"]);
    assert.equal(rule?.help.text, "other stacks keep away");
    assert.deepEqual(rule?.properties.tags, ["security", "conditional-access"]);
    assert.equal(rule?.properties["security-severity"], "9.5");
    const [{ level, message, locations } = assert.fail()] = results;
    assert.deepEqual([level, message.text], ["error", "somebody joins\n  members: 1\nhelp: leave it alone"]);
    const region = { startLine: 12, startColumn: 5 };
    const physicalLocation = { artifactLocation: { uri: "infra/index.ts", uriBaseId: "%SRCROOT%" }, region };
    const logicalLocations = [{ fullyQualifiedName: `${URN}#members`, kind: "property" }];
    assert.deepEqual(locations, [{ physicalLocation, logicalLocations }]);
  });

  it("are held to the schema", () =>
    assert.throws(() => assertSarif(JSON.stringify({ version: "2.1.0", runs: [{ tool: {} }] })), /driver/));

  it("have the level of their severity", () => {
    for (const severity of ["error", "warning", "note"] as const)
      assert.equal(resultOf(finding({ severity })).level, severity);
  });

  it("name a rule that isn't described by its id", () => {
    const { tool } = logOf([finding({ code: "of-another-pack" })]);
    const [, other] = tool.driver.rules;
    assert.deepEqual([other?.id, other?.shortDescription.text], ["of-another-pack", "of-another-pack"]);
  });

  const fallback = ["infra/Pulumi.yaml", 1, undefined];
  for (const [what, file] of [
    ["an absolute path", "/home/somebody/index.ts"],
    ["one of Windows", "C:\\work\\index.ts"],
    ["one that leads out of the repository", "infra/../../index.ts"],
    ["no path at all", "."],
    ["no file", undefined],
  ] as const)
    it(`are shown at the fallback where the place has ${what}`, () =>
      assert.deepEqual(placeOf(finding(), { placeOf: () => file && { file, line: 3 } }), fallback));

  it("have a path as a relative address, whatever is in it, and the first line without another", () => {
    const file = ".\\my infra\\ü#1?\ud800.ts";
    const [uri, line] = placeOf(finding(), { placeOf: () => ({ file }) });
    assert.deepEqual([uri, line], ["my%20infra/%C3%BC%231%3F%EF%BF%BD.ts", 1]);
  });

  it("name what they are about: a policy, a setting; nothing where they are about nothing", () => {
    const namesIn = (primary: Finding["primary"]) =>
      resultOf(finding({ primary })).locations[0]?.logicalLocations?.map(
        (one) => `${one.kind} ${one.fullyQualifiedName}`,
      );
    assert.deepEqual(namesIn({ kind: "policy", id: "p", field: undefined }), ["object p"]);
    assert.deepEqual(namesIn({ kind: "policy", id: "p", field: "state" }), ["property p#state"]);
    assert.deepEqual(namesIn({ kind: "setting", key: "a:b" }), ["property a:b"]);
    assert.equal(namesIn(undefined), undefined);
  });

  it("have no link, placeholder or odd character that a foreign name brings along", () => {
    const message = "[click](https://evil.example) {0} \u202eabc \u001b[31m {a} [b]";
    const { text } = resultOf(finding({ message })).message;
    assert.equal(text.split("\n")[0], "\\[click](https://evil.example) {{0}} \\u{202e}abc \\u{1b}[31m {a} [b]");
  });

  it("have the fingerprints of a report's checks whatever their words, and of each policy and answer its own", () => {
    const check = (policy: string, answer: Check["answer"], words: string): Check => ({
      suite: "steps",
      title: words,
      because: words,
      todo: [words],
      decides: true,
      answer,
      rule: { id: "step-12", title: words },
      evidence: [{ subject: { kind: "policy", id: policy, name: words }, what: words, value: words }],
    });
    const printsOf = (...checks: readonly Check[]) =>
      assertSarif(checksInSarif({ sections: [{ title: "", blocks: [{ kind: "checks", checks }] }] }, about))
        .runs.flatMap(({ results }) => results)
        .map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    const these = printsOf(check("p", "failed", "a"), check("q", "failed", "a"), check("p", "unknown", "a"));
    assert.equal(new Set(these).size, 3);
    assert.deepEqual(printsOf(check("p", "failed", "b"), check("q", "failed", "c"), check("p", "unknown", "d")), these);
  });

  describe("have a fingerprint", () => {
    const [ada, bob] = ["aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"];
    const line = (text: string): Finding["related"] => [{ location: undefined, text }];

    it("that stays when the line moves, the severity changes, or the message says the same in other words", () => {
      const placeOf = () => ({ file: "infra/index.ts", line: 99 });
      const { partialFingerprints } = resultOf(finding({ severity: "warning" }), { placeOf });
      assert.equal(partialFingerprints.primaryLocationLineHash, printOf(finding()));
      const added = printOf(finding({ message: `${ada} joins` }));
      assert.equal(added, printOf(finding({ message: `the user ${ada.toUpperCase()} was added` })));
      const missing = ["the stack has no policy `one`", "a policy is missing: `one`"];
      const [one, same] = missing.map((message) => printOf(finding({ message, related: [] })));
      assert.equal(same, one);
    });
    it("that is another one for another rule, place, object, property or name, though it has no id", () => {
      const prints = [
        finding(),
        finding({ code: "tenant-stays-closed" }),
        finding({ primary: { kind: "resource", urn: `${URN}-2`, property: "members" } }),
        finding({ primary: { kind: "resource", urn: URN, property: "owners" } }),
        { ...finding(), about: ["somebody else"] },
        finding({ primary: { kind: "file", file: "a" } }),
        finding({ primary: { kind: "source", file: "a", line: 1, column: 1, width: 1, text: "x" } }),
        finding({ primary: undefined }),
        ...[ada, bob].map((id) => finding({ message: `${id} joins` })),
        ...["department", "city"].map((name) => finding({ related: line(`${name}: (not shown)`) })),
        ...["one", "other"].map((name) => finding({ message: `the stack has no policy \`${name}\``, related: [] })),
      ].map(printOf);
      assert.equal(new Set(prints).size, prints.length);
    });
    it("that counts where all is the same", () => {
      const { results } = logOf([finding(), finding()]);
      const print = printOf(finding()).replace(/:1$/, "");
      const prints = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
      assert.deepEqual(prints, [`${print}:1`, `${print}:2`]);
    });
  });
});
