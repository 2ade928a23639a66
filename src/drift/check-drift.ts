import { lastChange } from "../audit/context";
import { graphId, type JsonObject, odataType } from "../law/json/json-object";
import type { Advice } from "../law/model/finding";
import { userId } from "../law/model/ids";
import type { RegisterEntry, RegisterOnDay } from "../law/model/register";
import type { PrincipalStatus } from "../program/directory";
import { accountAdvice } from "../program/lock-out";
import type { SettingSource, Settings } from "../program/settings";
import { NOT_PEOPLE } from "../tenant/graph/directory-groups";
import { changeOf } from "../tenant/graph/facts";
import { isSameValue } from "../tenant/graph/policy-shape";
import type { EntraTenant } from "../tenant/live/entra-tenant";
import { hiddenMembersIn, type LiveTenant, readLiveTenant, readTenantSettings } from "../tenant/live/live-tenant";
import { changesQuestion, groupQuestion, inGroupQuestion, userQuestion } from "../tenant/live/questions";
import { type Answer, answerOf, TenantError } from "../tenant/live/tenant-problem";
import { present } from "../text/present";
import { type Change, withChanged } from "./change";
import type { DriftReport } from "./drift-report";
import { judgePolicy, namesakesOf, notInState } from "./judge-policy";
import { meaningOf } from "./meaning";
import { withChangesSince } from "./since-snapshot";
import { type DeployedPolicy, isPolicy, type ReadPreview, resourceChanges } from "./stack";

/** Everything that the drift check starts from. */
export type CheckInput = {
  readonly source: SettingSource;
  readonly settings: Settings;
  readonly deployed: readonly DeployedPolicy[];
  /** Still running: the stack's objects in the tenant are read in the meantime. */
  readonly preview: Promise<ReadPreview>;
  readonly register: RegisterOnDay;
  /** An earlier snapshot of the tenant, and the name of its file. */
  readonly since: { readonly file: string; readonly tenant: JsonObject } | undefined;
  readonly progress: (what: string, count?: number) => void;
};

/**
 * Compares the tenant with the code and with the snapshot, and proves what each change means for sign-ins.
 * @throws TenantError if the policies or the register's accounts can't be read
 */
export async function checkDrift(tenant: EntraTenant, input: CheckInput): Promise<DriftReport> {
  input.progress("the policies");
  const inGraph = await tenant.policies();
  input.progress("the excluded accounts");
  const { entries } = input.register.register;
  const exclusions = await Promise.all(
    entries.map(async (entry) => exclusionChanges(entry, await principalStatus(tenant, entry))),
  );
  input.progress("the preview");
  const report = { ...reportOn(input, inGraph, exclusions.flat(), await input.preview), graph: tenant.graph };
  if (input.since === undefined && report.changes.length === 0) return report;
  const [live, settings] = await Promise.all([
    answerOf(readLiveTenant(tenant, input.progress, inGraph)),
    input.since && readTenantSettings(tenant),
  ]);
  const whole = withMeaning(report, input, live, settings ?? {});
  return { ...whole, whoChanged: await whoChanged(tenant, whole.changes) };
}

function reportOn(
  { source, settings, deployed }: CheckInput,
  inGraph: readonly JsonObject[],
  exclusions: readonly Change[],
  preview: ReadPreview,
): Omit<DriftReport, "graph"> {
  const steps = preview.kind === "read" ? preview.value : undefined;
  const declared = steps?.filter(isPolicy) ?? [];
  const policies = deployed.map((one) => judgePolicy({ deployed: one, steps, inGraph }));
  const lost = declared.filter(({ urn }) => !deployed.some((one) => one.urn === urn)).map(notInState);
  const isThere = deployed.length > 0 || steps === undefined || declared.length > 0;
  const namesakes = isThere ? namesakesOf(policies, source, settings, inGraph) : [];
  return {
    stack: source.stack,
    comparedWith: steps === undefined ? "deployment" : "code",
    policies: [...policies, ...lost],
    changes: [
      ...policies.flatMap(({ changes }) => changes),
      ...resourceChanges(steps ?? []),
      ...exclusions,
      ...namesakes,
    ],
    problems: present([
      preview.kind === "failed" && previewFailed(preview.problem),
      !isThere && NO_POLICY,
      ...[...policies, ...lost].flatMap(({ problems }) => problems),
    ]),
  };
}

const previewFailed = (reasons: readonly string[]): Advice => ({
  message: `the preview failed: ${reasons.join("\n")}`,
  help: "fix `pulumi preview` first: without it, the code's values aren't known",
});

const NO_POLICY: Advice = {
  message: "neither the code nor the stack's state has a Conditional Access policy",
  help: "check the project and the stack",
};

/** The report with what has changed since the snapshot, and what all of it means. */
function withMeaning(
  report: DriftReport,
  { since, register, progress }: CheckInput,
  live: Answer<LiveTenant>,
  settings: JsonObject,
): DriftReport {
  if (live.kind === "failed") return { ...report, problems: [...report.problems, live.problem] };
  const { report: whole, file } = withChangesSince(since, { ...live.value.file, ...settings }, report);
  if (whole.changes.length === 0) return whole;
  progress("the proof");
  const meaning = meaningOf(whole, file, register.inForce, live.value.missing);
  return meaning.kind === "read"
    ? { ...whole, meaning: meaning.value }
    : { ...whole, problems: [...whole.problems, meaning.problem] };
}

/** What the tenant has for an entry of the register, with the members of a group if the entry lists them. @throws TenantError */
async function principalStatus(tenant: EntraTenant, { principal }: RegisterEntry): Promise<PrincipalStatus> {
  const { kind, id } = principal;
  const object = await tenant.find(kind === "user" ? userQuestion(id) : groupQuestion(id));
  if (object === undefined) return { kind: "gone" };
  if (kind === "user") {
    const enabled = object["accountEnabled"];
    if (typeof enabled === "boolean") return { kind: enabled ? "live-user" : "disabled-user" };
    const message = `Graph's answer doesn't say whether the user ${id} is enabled`;
    throw new TenantError({ code: "unexpected", message, help: "User.Read.All shows it" });
  }
  if (principal.members === undefined) return { kind, members: [] }; // anyone may be in it
  const inside = await tenant.list(inGroupQuestion(id, "transitiveMembers"));
  const groups = inside.filter((member) => odataType(member) === "group").map(graphId);
  // A group that hides its members would look empty.
  const hidden = hiddenMembersIn(await tenant.groupsWithMembers([id, ...groups]));
  if (hidden !== undefined) throw new TenantError(hidden);
  // Members of nested groups are already there. An object without a type counts as a person.
  const people = inside.filter((member) => !["group", ...NOT_PEOPLE].includes(odataType(member) ?? ""));
  return { kind, members: people.map(graphId) };
}

/** How an excluded account or group differs from its entry in the register. */
export function exclusionChanges({ principal, at }: RegisterEntry, status: PrincipalStatus): readonly Change[] {
  const { id } = principal;
  const about = { source: "register", list: `${principal.kind}s`, id, name: undefined, fields: [], at } as const;
  if (status.kind === "gone") return [{ ...about, kind: "removed", help: accountAdvice("gone", principal).help }];
  if (status.kind === "disabled-user")
    return [{ ...about, kind: "disabled", help: accountAdvice("disabled", principal).help }];
  const listed = principal.kind === "group" ? principal.members : undefined;
  if (listed === undefined || status.kind !== "group") return [];
  const fields = [{ path: "members", tenant: [...new Set(status.members.map(userId))], code: [...listed] }];
  if (fields.every(({ path, tenant, code }) => isSameValue(path, tenant, code))) return [];
  const members = Array.from(listed, (member) => ({ id: member }));
  const help = `\`pulumi up\` doesn't change a group's members. Correct them in the Entra admin center > Groups > ${id} > Members, or in the group in it that has them; or list them under \`members\` with an approval`;
  const undo: Change["undo"] = (file) => withChanged(file, "groups", id, (group) => ({ ...group, members }));
  return [{ ...about, kind: "changed", fields, help, undo }];
}

/** Graph answers only a few questions about the log at a time, so the check asks about this many objects at most. */
const MOST_ASKED = 10;

/** Asks the audit log for the last change to each object that drifted. Without the permission, the report says so. */
async function whoChanged(tenant: EntraTenant, changes: readonly Change[]): Promise<DriftReport["whoChanged"]> {
  const inGraph = changes.filter(({ kind, id }) => kind !== "resource" && id !== "");
  const ids = [...new Set(inGraph.map(({ id }) => id))].slice(0, MOST_ASKED);
  if (ids.length === 0) return undefined;
  const answer = await answerOf(Promise.all(ids.map((id) => tenant.list(changesQuestion(id)))));
  if (answer.kind === "failed") return answer;
  const records = ids.map((id, at) => [id, (answer.value[at] ?? []).flatMap((one) => changeOf(one) ?? [])] as const);
  return { kind: "read", value: new Map(records.map(([id, all]) => [id, lastChange(id, all)])) };
}
