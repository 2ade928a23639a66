import assert from "node:assert/strict";
import { aPolicy, aTenant, groupId, people, userId } from "../../cli/a-tenant";
import { printed } from "../printed";
import { registerEntry } from "../tenants/compliant";

const declaring = (principal: string): string =>
  `exclusions:\n${registerEntry(principal, "service-account", "Backup")}`;
const control = aPolicy({ users: { excludeUsers: [userId(1)] } });
const policy = (displayName: string, more: Parameters<typeof aPolicy>[0] = {}): object =>
  aPolicy({ id: displayName, displayName, ...more });
const CLIENTS = { conditions: { clientAppTypes: ["browser"] } };

const audited = (policies: readonly object[], known: object = {}, register = declaring(`user: ${userId(1)}`)) => ({
  tenant: aTenant(policies, { users: people(3), ...known }),
  register,
});
const exclusion = async (...given: Parameters<typeof audited>) =>
  JSON.parse(await printed(audited(...given), "json")).exclusions[0];
const confining = async (...given: Parameters<typeof audited>) =>
  (await exclusion(...given)).confinedBy.map(({ name }: { readonly name: string }) => name);

describe("who is exempt as a member of a declared group", () => {
  it("is named with the group, and the register's list holds where it has one", async () => {
    const group = { id: groupId(1), displayName: "Services", members: [{ id: userId(1) }, { id: userId(2) }] };
    const register = declaring(`group: ${groupId(1)}`);
    for (const [text, members] of [
      [register, "person-1@contoso.example and person-2@contoso.example"],
      [`${register}    members: [${userId(2)}]\n`, "person-2@contoso.example"],
    ] as const) {
      const one = audited([aPolicy({ users: { excludeGroups: [groupId(1)] } })], { groups: [group] }, text);
      assert.ok((await printed(one, "markdown")).includes(`| Services (group ${groupId(1)}: ${members}) |`));
    }
  });
});

describe("what still confines an exempt account", () => {
  it("is each policy that is on and stops some of its sign-ins, also where another stops as many", async () => {
    const waiting = { ...policy("Waiting", CLIENTS), state: "enabledForReportingButNotEnforced" };
    const found = await confining([control, policy("Confining", CLIENTS), policy("Wider"), waiting]);
    assert.deepEqual(found, ["Confining", "Wider"]);
  });

  it("of a declared group is what confines somebody in it", async () => {
    const group = { id: groupId(1), displayName: "Services", members: [{ id: userId(1) }] };
    const confined = policy("Confining", { ...CLIENTS, users: { includeUsers: [userId(1)] } });
    const policies = [aPolicy({ users: { excludeGroups: [groupId(1)] } }), confined];
    assert.deepEqual(await confining(policies, { groups: [group] }, declaring(`group: ${groupId(1)}`)), ["Confining"]);
  });

  it("is no policy that may leave the account out, by a group whose members aren't known", async () => {
    const open = policy("Open", { ...CLIENTS, users: { excludeGroups: [groupId(2)] } });
    assert.deepEqual(await confining([control, open]), []);
  });

  it("isn't known of a group whose members aren't, also where a policy names the group", async () => {
    const group = aPolicy({ users: { excludeGroups: [groupId(1)] } });
    const named = policy("Named", { ...CLIENTS, users: { includeGroups: [groupId(1)] } });
    const report = await printed(audited([group, named], {}, declaring(`group: ${groupId(1)}`)), "csv");
    assert.match(report, /,nothing that is known to stop anybody in it,/);
  });
});
