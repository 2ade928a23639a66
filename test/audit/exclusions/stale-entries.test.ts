import assert from "node:assert/strict";
import { aPolicy, aTenant, groupId, people, userId } from "../../cli/a-tenant";
import { recordedRun } from "../../cli/recorded-run";
import { suiteFolder } from "../../temporary-folder";
import { registerEntry } from "../tenants/compliant";

/** One policy for everybody but the first group. The first person is in both groups. */
const groups = [1, 2].map((n) => ({ id: groupId(n), displayName: `Group ${n}`, members: [{ id: userId(1) }] }));
const TENANT = aTenant([aPolicy({ users: { excludeGroups: [groupId(1)] } })], { users: people(2), groups });

const entry = (principal: string): string => registerEntry(principal, "exception", "Migration");
const SECOND_GROUP = entry(`group: ${groupId(2)}`);

describe("an exemption that rests on an entry that no policy uses", () => {
  const files = suiteFolder();

  async function said(command: string, entries: string) {
    const paths = [files.write("tenant.json", TENANT), files.write("register.yaml", `exclusions:\n${entries}`)];
    const { out } = await recordedRun([command, paths[0] ?? "", "--exclusions", paths[1] ?? ""]);
    return out.replaceAll(/\s+/g, " ");
  }

  it("is told by prove, once", async () => {
    const text = await said("prove", SECOND_GROUP);
    assert.match(text, /no policy excludes .*, yet this entry exempts people/);
    assert.equal(text.split("exempts people").length, 2);
  });

  it("is told by audit without names", async () =>
    assert.match(await said("audit", SECOND_GROUP), /no policy uses it, yet it exempts people/));

  it("still exempts", async () => assert.match(await said("prove", SECOND_GROUP), /^PROVED/));
});
