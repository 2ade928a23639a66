import assert from "node:assert/strict";
import { aPolicy, aTenant, userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

describe("a verdict with more ways in than it lists", () => {
  const files = suiteFolder();
  const people = (count: number) => Array.from({ length: count }, (_one, index) => userId(index + 1));
  /** A policy for each person, so that each has a way in with reasons of its own. */
  const tenantOf = (count: number) =>
    files.write(
      "tenant.json",
      aTenant(
        people(count).map((id, index) =>
          aPolicy({ id: `p-${index}`, users: { includeUsers: [id] }, conditions: { clientAppTypes: ["browser"] } }),
        ),
        { users: people(count).map((id) => ({ id, userPrincipalName: `${id}@contoso.example`, userType: "Member" })) },
      ),
    );
  const said = async (...args: readonly string[]) => (await recordedRun([...args])).out.replaceAll(/\s+/g, " ");
  const SENTENCE = /There may be more ways in: a verdict lists at most 20\./;

  for (const command of [["prove"], ["audit"], ["audit", "--format", "markdown"], ["audit", "--format", "html"]])
    it(`says that there may be others: ${command.join(" ")}`, async () => {
      assert.match(await said(...command, tenantOf(30)), SENTENCE);
      assert.doesNotMatch(await said(...command, tenantOf(3)), SENTENCE);
    });

  it("says in CSV of each of them where to look", async () => {
    const table = await said("audit", "--format", "csv", tenantOf(30));
    const told = table.match(/any client but a browser/g)?.length ?? 0;
    const others = table.match(/not among the listed ways in/g)?.length ?? 0;
    assert.ok(others > 0);
    assert.equal(told + others, 30 + 3, "everybody, and three kinds of outsiders");
  });

  it("promises of JSON no more than it has", async () => {
    const text = await said("prove", tenantOf(30));
    assert.match(text, /and 15 more, in --format json/);
    const { bypasses } = JSON.parse((await recordedRun(["prove", "--format", "json", tenantOf(30)])).out);
    assert.equal(bypasses.length, 20);
  });
});
