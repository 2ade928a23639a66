import assert from "node:assert/strict";
import { CATALOGUE } from "../../../policies/catalogue";
import { problemsWith, withLevels } from "../../../policies/settings/configuration";

const RULES = CATALOGUE.map(({ id }) => id);

describe("a pack's configuration", () => {
  for (const [what, configuration] of Object.entries({
    nothing: {},
    "a level for all": { all: "advisory" },
    "a level for one": { "no-mfa-bypass": "disabled" },
    "a day for each stack": { "approved-exclusions": { asOf: { dev: "2026-09-01" } } },
  }))
    it(`may have ${what}`, () => assert.deepEqual(problemsWith(configuration, RULES), []));

  const protecting = (lists: object) => ({ "protected-baseline": { protected: lists } });
  const bad: readonly (readonly [string, unknown, RegExp])[] = [
    ["a rule that isn't there", { "no-mfa-bypas": {} }, /no rule `no-mfa-bypas`; known: .*no-mfa-bypass/],
    ["an unknown setting", { "no-mfa-bypass": { base: 1 } }, /`base`; known: baseline, carriers, tenantId, enf\w+$/],
    ["a setting of another rule", { "no-mfa-bypass": { register: "x" } }, /belongs under `approved-exclusions`/],
    ["an unknown level", { "no-mfa-bypass": "manditory" }, /one of advisory, .* disabled$/],
    ["a day that no calendar has", { "report-only-deadline": { reportOnlyUntil: "2026-02-30" } }, /must be a day/],
    ["no carriers", { "no-mfa-bypass": { carriers: [] } }, /must be a list of logical names/],
    ["carriers without their baseline", { "no-mfa-bypass": { carriers: ["a"] } }, /needs `baseline: in-stack`/],
    ["attributes in place of a snapshot", protecting({ attributes: ["user.department"] }), /has no list `attributes`/],
    ["a name for a protected id", protecting({ users: ["bob"] }), /`bob` under `users`, which is no object id/],
    ["an unknown kind of object", protecting({ apps: [] }), /has no list `apps`; known: policies, users/],
    ["a misspelt baseline", { "no-mfa-bypass": { baseline: "in-stak" } }, /must be `in-stack` or `elsewhere`$/],
    ["a prototype's key for a setting", { "no-mfa-bypass": { constructor: 1 } }, /has no setting `constructor`/],
    ["something else altogether", [], /must have settings/],
  ];
  for (const [what, configuration, problem] of bad)
    it(`mustn't have ${what}`, () => assert.match(problemsWith(configuration, RULES).join("\n"), problem));

  it("shows all mistakes at once", () => {
    const problems = problemsWith({ nonsense: {}, "no-mfa-bypass": { carriers: "x", baseline: "y" } }, RULES);
    assert.deepEqual(
      problems.map((problem) => /`[a-z.-]+`/.exec(problem)?.[0]),
      ["`nonsense`", "`no-mfa-bypass.carriers`", "`no-mfa-bypass.baseline`"],
    );
  });

  it("is mandatory by default: without a level, the SDK would make it advisory", () => {
    const levels = withLevels({ "no-mfa-bypass": { baseline: "in-stack" }, "protect-kept": "advisory" }, CATALOGUE);
    assert.equal(levels["no-mfa-bypass"]?.enforcementLevel, "mandatory");
    assert.equal(levels["protect-kept"]?.enforcementLevel, "advisory");
    assert.equal(withLevels({ all: "advisory" }, CATALOGUE)["protected-baseline"]?.enforcementLevel, "advisory");
  });
});
