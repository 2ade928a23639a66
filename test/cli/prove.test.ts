import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { azmfa } from "./azmfa-process";
import { LABELLED_CASES, registerFor } from "./labelled-cases";
import { readVerdicts } from "./verdict-schema";

describe("azmfa prove --format json, as a process", () => {
  const files = suiteFolder();
  const [first] = LABELLED_CASES;
  assert.ok(first);

  it("decides every labelled tenant as labelled, in the order given, naming everybody who is uncovered", async () => {
    const register = files.write("register.yaml", registerFor(first));
    const paths = LABELLED_CASES.map(({ name, tenant }) => files.write(`${name}.json`, tenant));
    const options = ["--exclusions", register, "--on", "2026-10-01", "--format", "json"];
    const { status, out, err } = await azmfa(["prove", ...options, ...paths]);

    const verdicts = readVerdicts(out);
    assert.deepEqual(
      verdicts.map(({ file, verdict, unknowns, uncovered }) => ({
        file,
        verdict,
        unknown: unknowns.map(({ field }) => field),
        users: uncovered.users,
      })),
      LABELLED_CASES.map(({ expected, field, uncoveredUsers }, index) => ({
        file: paths[index],
        verdict: expected,
        unknown: field === undefined ? [] : [field],
        users: [...uncoveredUsers].sort(),
      })),
    );
    for (const { verdict, bypasses } of verdicts) assert.equal(bypasses.length > 0, verdict !== "proved");
    assert.equal(status, 1);
    assert.match(err, /^azmfa: Judged as of \S+, which isn't today\.\n$/);
    assert.ok(LABELLED_CASES.every(({ exempt }) => registerFor({ ...first, exempt }) === registerFor(first)));
  });
});
