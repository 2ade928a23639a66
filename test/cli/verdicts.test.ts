import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aTenant, entry, groupId, guests, people, registerOf, userId } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readVerdicts } from "./verdict-schema";

const POLICY = "eeeeeeee-0000-4000-8000-000000000001";

describe("a verdict of azmfa prove as JSON", () => {
  const files = suiteFolder();

  async function verdictOn(tenant: unknown, options: readonly string[] = []) {
    const path = files.write("tenant.json", tenant);
    const { out, err } = await recordedRun(["prove", "--format", "json", ...options, path]);
    assert.doesNotMatch(err, /error/);
    const [verdict] = readVerdicts(out);
    assert.ok(verdict);
    return verdict;
  }

  const register = (...entries: readonly (readonly [who: string, reviewBy: string])[]): string =>
    files.write("register.yaml", registerOf(...entries.map(([who, reviewBy]) => entry(who, { reviewBy }))));

  it("names the person, says how, how wide and why", async () => {
    const tenant = aTenant([aPolicy({ conditions: { clientAppTypes: ["browser"] } })]);
    const [{ who, signIn, alsoTrueFor, because } = assert.fail()] = (await verdictOn(tenant)).bypasses;
    const displayName = "person-1@contoso.example";
    assert.deepEqual(who, { kind: "user", id: userId(1), displayName, disabled: false });
    assert.notEqual(signIn["clientApp"], "browser");
    assert.equal(signIn["device"], "unregistered");
    assert.match(signIn["location"] ?? "", /^\d+\.\d+\.\d+\.\d+$/);
    const clients = ["mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"];
    assert.deepEqual([alsoTrueFor["clientApp"], alsoTrueFor["location"]], [clients, "any"]);
    const named = { policy: POLICY, displayName: "Require MFA for Azure management" };
    assert.deepEqual(because, [{ ...named, reason: "clientAppTypes" }]);
  });

  it("marks a disabled account", async () => {
    const tenant = aTenant([], { users: [{ id: userId(1), displayName: "Ann", accountEnabled: false }] });
    const [bypass] = (await verdictOn(tenant)).bypasses;
    assert.deepEqual(bypass?.who, { kind: "user", id: userId(1), displayName: "Ann", disabled: true });
  });

  it("has classes instead of names where the users aren't known", async () => {
    const { uncovered, bypasses } = await verdictOn({ policies: [aPolicy({ users: { excludeUsers: [userId(7)] } })] });
    assert.deepEqual([uncovered.users, uncovered.classes.includes("member")], [[], true]);
    const displayName = userId(7);
    assert.deepEqual(bypasses[0]?.who, { kind: "class", id: "member", displayName, disabled: false });
  });

  it("calls outsiders external", async () => {
    const users = { excludeGuestsOrExternalUsers: guests("serviceProvider") };
    const { uncovered, bypasses } = await verdictOn(aTenant([aPolicy({ users })]));
    assert.deepEqual(uncovered, { users: [], classes: [], externals: ["serviceProvider"] });
    assert.equal(bypasses.map(({ who }) => `${who.kind} ${who.id}`).join(), "external serviceProvider");
  });

  it("spells out in names what a terminal might obey, and says the same", async () => {
    const displayName = "C1 \u009b31m, right to left \u202e, a tag \u{e0041}, DEL \u007f";
    const odd = files.write("odd.json", aTenant([aPolicy({ state: "disabled", displayName })]));
    const { out } = await recordedRun(["prove", "--format", "json", odd]);
    assert.doesNotMatch(out, /[\u007f-\u009f\p{Cf}]/u);
    assert.equal(readVerdicts(out)[0]?.bypasses[0]?.because[0]?.displayName, displayName);
  });

  it("says how many agents' user accounts there are, and whether a policy blocks them", async () => {
    const users = [...people(2), { id: userId(9), identityParentId: userId(8) }];
    const tenant = aTenant([aPolicy()], { users });
    assert.deepEqual((await verdictOn(tenant)).agents, { count: 1, blocked: false });
    const { out } = await recordedRun(["prove", files.write("agents.json", tenant)]);
    assert.match(out, /1 agent's user account is outside this verdict; no enforced policy blocks all of them\./);
  });

  const excluding = (...ids: readonly string[]) => aTenant([aPolicy({ users: { excludeUsers: ids } })]);

  const declared = (id: string) => ({ id, kind: "break-glass" });
  it("exempts nobody by an entry whose review is more than a year off, and warns of its line", async () => {
    const tenant = files.write("tenant.json", excluding(userId(1), userId(2)));
    const file = register([`user: ${userId(1)}`, "2027-10-02"], [`user: ${userId(2)}`, "2027-10-01"]);
    const { out, err } = await recordedRun(["prove", "--format", "json", "--exclusions", file, tenant]);
    const [verdict] = readVerdicts(out);
    assert.deepEqual([verdict?.uncovered.users, verdict?.exempt], [[userId(1)], [declared(userId(2))]]);
    assert.deepEqual(verdict?.register, { stale: [], overdue: [] });
    assert.match(err, /register\.yaml:7:15 warning\[review-too-far\].*more than a year after 2026-10-01/);
  });

  it("says which entries no policy excludes, overdue ones too", async () => {
    const [kept, late] = ["2027-01-31", "2026-01-31"];
    const file = register([`user: ${userId(1)}`, kept], [`user: ${userId(2)}`, late], [`group: ${groupId(1)}`, kept]);
    const verdict = await verdictOn(excluding(userId(1)), ["--exclusions", file]);
    assert.deepEqual(verdict.register, { stale: [userId(2), groupId(1)], overdue: [userId(2)] });
  });
});
