import assert from "node:assert/strict";
import type { JsonObject } from "../../src/law/json/json-object";
import { aRegister, FIRST, oneOf, SECOND, aPolicy as usualPolicy } from "../cli/a-tenant";
import { aDirectory, deployedWith, GROUP, OWN, read, refusalOf } from "./program-builders";

const BLOCK = "0fff0017-c02c-4e10-89f5-1869758c2d03";
const SECOND_BLOCK = "0fff0017-c02c-4e10-89f5-1869758c2d04";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

const aPolicy = (conditions: JsonObject = {}, changes: JsonObject = {}): JsonObject => ({
  ...usualPolicy({
    id: BLOCK,
    displayName: "Only our devices",
    grantControls: oneOf(["compliantDevice"]),
    conditions: { applications: { includeApplications: ["All"] }, ...conditions },
  }),
  ...changes,
});
const forAllBut = (users: JsonObject): JsonObject => aPolicy({ users: { includeUsers: ["All"], ...users } });
const tenantWith = (...policies: readonly JsonObject[]) => ({
  ...aDirectory({ [GROUP]: read({ kind: "group", members: [FIRST, SECOND] }) }),
  policies: async () => read(policies),
});
const saidOf = async (...policies: readonly JsonObject[]): Promise<string> => {
  const settings = { enforcement: "enforced" };
  return (await deployedWith({ settings, directory: tenantWith(...policies) })).warnings.join("\n");
};

describe("another policy that stops break-glass accounts", () => {
  it("is a warning for each of them", async () => {
    const help =
      "exclude break-glass accounts from every policy that blocks, or that requires a device, an app, a new password or terms of use";
    const warningOf = (account: string): string =>
      `${BLOCK} warning[break-glass-stopped] break-glass user \`${account}\` can't sign in to Azure management: \`Only our devices\` stops every sign-in\n  help: ${help}`;
    assert.equal(await saidOf(aPolicy()), [FIRST, SECOND].map(warningOf).join("\n"));
  });

  it("is also a warning in report-only", async () => {
    const { warnings } = await deployedWith({ directory: tenantWith(aPolicy()) });
    assert.match(warnings.join("\n"), /warning\[break-glass-stopped\]/);
  });

  it("is a warning if it stops one of them", async () => {
    const says = `break-glass user \`${FIRST}\` can't sign in to Azure management: \`Only our devices\` stops`;
    assert.match(await saidOf(forAllBut({ excludeUsers: [SECOND] })), new RegExp(says));
  });

  it("may be several policies that stop them together", async () => {
    const others = { clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] };
    const rest = aPolicy(others, { id: SECOND_BLOCK, displayName: "Rest" });
    const said = await saidOf(aPolicy({ clientAppTypes: ["browser"] }), rest);
    assert.match(said, /: `Only our devices` and `Rest` together stop every sign-in/);
  });

  it("may be about Global Administrators, because such accounts are", async () =>
    assert.match(await saidOf(aPolicy({ users: { includeRoles: [GLOBAL_ADMINISTRATOR] } })), /break-glass-stopped/));

  it("is reported together with the risk of a lock-out", async () => {
    const directory = { ...tenantWith(aPolicy()), group: async () => read({ kind: "gone" } as const) };
    const register = aRegister([`user: ${FIRST}`, `user: ${SECOND}`, `group: ${GROUP}`]);
    const { warnings } = await refusalOf({ settings: { enforcement: "enforced" }, register, directory });
    assert.match(warnings.join("\n"), /warning\[break-glass-stopped\]/);
  });

  it("may include a group of the register, and stops no one if it excludes the group or one with unknown members", async () => {
    const register = aRegister([`group: ${GROUP}`]);
    const directory = tenantWith(aPolicy({ users: { includeGroups: [GROUP] } }));
    assert.match((await deployedWith({ register, directory })).warnings.join("\n"), /break-glass-stopped/);
    for (const group of [GROUP, "cccccccc-0000-4000-8000-000000000009"]) {
      const given = { register, directory: tenantWith(forAllBut({ excludeGroups: [group] })) };
      assert.deepEqual((await deployedWith({ ...given, settings: { enforcement: "enforced" } })).warnings, []);
    }
  });

  for (const [what, policy] of [
    ["excludes them", forAllBut({ excludeUsers: [FIRST, SECOND] })],
    ["is off", aPolicy({}, { state: "disabled" })],
    ["only reports", aPolicy({}, { state: "enabledForReportingButNotEnforced" })],
    ["asks for MFA", aPolicy({}, { grantControls: { operator: "OR", builtInControls: ["mfa"] } })],
    ["is about another application", aPolicy({ applications: { includeApplications: ["Office365"] } })],
    ["is about legacy clients", aPolicy({ clientAppTypes: ["other"] })],
    ["is the stack's own", aPolicy({}, { id: OWN.kind === "read" ? OWN.value[0] : undefined })],
    ["has an unknown condition", aPolicy({ moonPhase: "full" })],
  ] as const)
    it(`isn't one that ${what}`, async () => assert.equal(await saidOf(policy), ""));
});
