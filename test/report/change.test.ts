import assert from "node:assert/strict";
import { aPolicy, aRegister, aTenant, userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

describe("a change for a pull request", () => {
  const files = suiteFolder();
  const without = (...numbers: readonly number[]) =>
    aTenant([aPolicy({ users: { excludeUsers: numbers.map(userId), excludeRoles: numbers.length > 1 ? [] : null } })]);
  const told = async (before: unknown, after: unknown, format: string, ...options: readonly string[]) => {
    const paths = [files.write("before.json", before), files.write("after.json", after)];
    const { out, status } = await recordedRun(["diff", "--format", format, ...options, ...paths]);
    return { out: out.replaceAll(`${files.path}/`, ""), status };
  };

  it("says first, in Markdown, in one sentence who gets in", async () => {
    const { out, status } = await told(without(1), without(1, 2), "markdown");
    assert.equal(status, 1);
    assert.match(out, /^## ❌ This change lets person-2@contoso\.example in without MFA\n/);
    assert.match((await told(without(), aTenant([]), "markdown")).out, /\) and outsiders \(.*\) in without MFA\n/);
    assert.match(out, /### Newly open 1 of 1\n\n- \*\*Who\*\*: person-2/);
    assert.doesNotMatch(out, /### No longer open/);
    assert.match(out, /before\.json → after\.json/);
  });

  it("says in each format why nothing stops who is let in", async () => {
    for (const format of ["markdown", "html"]) {
      const text = (await told(without(1), without(1, 2), format)).out.replaceAll(/<[^>]+>/g, " ").replaceAll("\\", "");
      assert.match(text, /Require MFA for Azure management.*excludes person-2@contoso\.example/);
    }
  });

  it("says who is declared and gets in newly, which opens nothing", async () => {
    const register = files.write("exclusions.yaml", aRegister([`user: ${userId(2)}`]));
    for (const format of ["human", "markdown", "html"]) {
      const { out, status } = await told(without(), without(2), format, "--exclusions", register);
      const said = out.replaceAll("\\", "").replaceAll(/\s+/g, " ");
      assert.equal(status, 0, out);
      assert.match(said, /As the register allows, person-2@contoso\.example can now sign in without MFA\./);
      if (format === "markdown") assert.match(said, /^## ✅ This change lets nobody new in except for exempt people/);
    }
  });

  it("says once what isn't understood in both", async () => {
    const odd = (flurble: number) => aTenant([aPolicy({ conditions: { flurble } })]);
    const { out } = await told(odd(1), odd(2), "markdown");
    assert.match(out, /\*\*Depends\*\*: on what .* means by conditions\.flurble$/m);
    assert.equal(out.match(/^- .*conditions\.flurble: an unknown key/gm)?.length, 1);
  });

  it("says that it lets nobody new in, and what it closes", async () => {
    const { out, status } = await told(without(1, 2), without(1), "markdown");
    assert.equal(status, 0);
    assert.match(out, /^## ✅ This change lets nobody new in, and closes 1 way in\n/);
  });

  it("says that a way in depends on something, and on what", async () => {
    const grouped = aTenant([aPolicy({ users: { excludeGroups: ["cccccccc-0000-4000-8000-000000000001"] } })]);
    const { out, status } = await told(aTenant([aPolicy()]), grouped, "markdown");
    assert.equal(status, 1);
    assert.match(out, /^## ❌ This change may let /);
    assert.match(out, /\*\*Depends\*\*: on the group/);
  });

  it("says the same as a page", async () => {
    const { out, status } = await told(without(1), without(1, 2), "html");
    assert.equal(status, 1);
    assert.match(out, /^<!doctype html>/);
    assert.match(out, /<p class="headline">This change lets person-2@contoso\.example in without MFA<\/p>/);
    assert.match(out, /Content-Security-Policy/);
  });

  it("shows a name that means harm as what it is", async () => {
    const displayName = "<img src=x onerror=alert(1)>";
    const evil = { id: userId(1), displayName, userType: "Member", userPrincipalName: "x@y" };
    const tenant = (excluded: boolean) =>
      aTenant([aPolicy({ users: excluded ? { excludeUsers: [userId(1)] } : {} })], { users: [evil] });
    for (const format of ["markdown", "html"])
      assert.doesNotMatch((await told(tenant(false), tenant(true), format)).out, /<img/);
  });
});
