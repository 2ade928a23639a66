import assert from "node:assert/strict";
import type { PrincipalStatus } from "../../src/program/directory";
import type { Answer } from "../../src/tenant/live/tenant-problem";
import { aRegister, entry, FIRST, registerOf, SECOND, TWO_BREAK_GLASS } from "../cli/a-tenant";
import { aDirectory, deployedWith, failed, GROUP, read, refusalOf } from "./program-builders";

const enforced = { enforcement: "enforced" };
const SERVICE = "dddddddd-0000-4000-8000-000000000001";
const FEW = "too-few-break-glass config/dev.yaml";
const codesIn = (text: string) =>
  [...text.matchAll(/^(\S+) (?:error|warning)\[([a-z-]+)\]/gm)].map(([, at, code]) => `${code} ${at}`);

describe("an enforced deployment", () => {
  it("goes ahead with two live break-glass users", async () => {
    assert.deepEqual((await deployedWith({ settings: enforced })).warnings, []);
  });

  it("names the line of an account that is gone, and the way back", async () => {
    const directory = aDirectory({ [SECOND]: read({ kind: "gone" }) });
    const { message } = await refusalOf({ settings: enforced, directory });
    assert.equal(
      message,
      `enforcing this policy could lock you out of Azure, so nothing was changed:

config/dev.yaml:8:11 error[account-gone] user \`${SECOND}\` is not in the tenant
  8 |   - user: ${SECOND}
    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: remove the entry, use the id of an existing user, or restore this one (Entra keeps deleted users for 30 days)

config/dev.yaml error[too-few-break-glass] the policy excludes only 1 live break-glass user (${FIRST}). An enforced policy needs 2
  help: list two enabled accounts with \`kind: break-glass\`, or a group that has them, before you enforce

You can still deploy the policy as report-only:
  pulumi config set azure-management-mfa:enforcement report-only --stack dev`,
    );
  });

  const groupOf = (...members: string[]) => read<PrincipalStatus>({ kind: "group", members });
  const groupEntry = entry(`group: ${GROUP}`);
  const listing = (members: string) => entry(`group: ${GROUP}\n    members: [${members}]`);
  const first = entry(`user: ${FIRST}`);
  const off = read<PrincipalStatus>({ kind: "disabled-user" });
  const gone = read<PrincipalStatus>({ kind: "gone" });
  const withService = `${TWO_BREAK_GLASS}${entry(`user: ${SERVICE}`, { kind: "service-account" })}`;
  const groupAs = (kind: string) => entry(`group: ${GROUP}`, { kind });
  type Stop = readonly [
    when: string,
    register: string,
    statuses: Record<string, Answer<PrincipalStatus>>,
    ...risks: readonly string[],
  ];
  /** A case without risks has only too few live break-glass accounts. */
  const stops: readonly Stop[] = [
    ["nobody is excluded", "exclusions: []", {}],
    ["there is one break-glass user", registerOf(first), {}],
    ["a break-glass user is disabled", TWO_BREAK_GLASS, { [FIRST]: off }, "account-disabled 2:11", FEW],
    ["one can't be looked up", TWO_BREAK_GLASS, { [FIRST]: failed("no route") }, "account-unreadable 2:11", FEW],
    ["a service account is gone", withService, { [SERVICE]: gone }, "account-gone 14:11"],
    ["the second one isn't break-glass", registerOf(first, entry(`user: ${SERVICE}`, { kind: "exception" })), {}],
    ["a group is gone", `${TWO_BREAK_GLASS}${groupEntry}`, {}, "account-gone 14:12"],
    ["the break-glass group has one member", registerOf(groupEntry), { [GROUP]: groupOf(FIRST) }],
    ["a member is disabled", registerOf(groupEntry), { [GROUP]: groupOf(FIRST, SECOND), [SECOND]: off }],
    ["a listed member isn't in the group", registerOf(listing(`${FIRST}, ${SECOND}`)), { [GROUP]: groupOf(FIRST) }],
    ["a member of the group isn't listed", registerOf(listing(FIRST)), { [GROUP]: groupOf(FIRST, SECOND) }],
    ["the second is in another group", registerOf(first, groupAs("exception")), { [GROUP]: groupOf(SECOND) }],
    ["all are in a service group", registerOf(groupAs("service-account")), { [GROUP]: groupOf(FIRST, SECOND) }],
    ["the group's only member is listed as a user already", registerOf(first, groupEntry), { [GROUP]: groupOf(FIRST) }],
  ];
  for (const [when, register, statuses, ...risks] of stops)
    it(`stops when ${when}, and only warns in report-only`, async () => {
      const codes = (risks.length === 0 ? [FEW] : risks).map((risk) => risk.replace(/ (?=\d)/, " config/dev.yaml:"));
      const directory = aDirectory(statuses);
      assert.deepEqual(codesIn((await refusalOf({ settings: enforced, register, directory })).message), codes);
      assert.deepEqual(codesIn((await deployedWith({ register, directory })).warnings.join("\n")), codes);
    });

  it("goes ahead with a group that has two live users, and looks up no other members", async () => {
    const directory = aDirectory({ [GROUP]: groupOf(FIRST, SECOND, SERVICE) });
    await deployedWith({ settings: enforced, register: registerOf(groupEntry), directory });
    assert.deepEqual(directory.asked, [GROUP, FIRST, SECOND]);
  });

  it("prints the advice of a look-up that failed, shortens a long answer and escapes control characters", async () => {
    const says = async (...answer: readonly [string, string?]) =>
      (await refusalOf({ settings: enforced, directory: aDirectory({ [FIRST]: failed(...answer) }) })).message;
    const advised = await says("403 Forbidden", "give the role");
    assert.match(advised, /could not be looked up: 403 Forbidden\n[\s\S]*?\n {2}help: give the role\n/);
    const message = await says(`\u001b[31m${"x\n".repeat(500)}`);
    const line = message.split("\n").find((text) => text.includes("account-unreadable")) ?? "";
    assert.ok(line.includes("\\u{1b}[31mx x") && line.endsWith("…") && line.length < 450, line);
  });
});

describe("a review date", () => {
  const register = TWO_BREAK_GLASS.replace("2027-01-31", "2026-01-31");
  for (const settings of [{ enforcement: "enforced" }, { enforcement: "report-only" }])
    it(`that has passed is only a warning when ${settings.enforcement}`, async () => {
      const { warnings } = await deployedWith({ settings, register });
      assert.deepEqual(codesIn(warnings.join("\n")), ["overdue-review config/dev.yaml:7:15"]);
    });
});

describe("a register that can't be used", () => {
  it("is refused with all its errors, and when it isn't there", async () => {
    const { message } = await refusalOf({ register: aRegister(["user: bob", "user: All"]) });
    const codes = [2, 8].map((line) => `wrong-value config/dev.yaml:${line}:11`);
    assert.deepEqual(codesIn(message), codes);
    const missing = await refusalOf({ register: undefined });
    assert.deepEqual(codesIn(missing.message), ["missing-file config/dev.yaml:1:1"]);
  });
});
