import { tenantChanges } from "../../drift/changes";
import { type DriftReport, hasDrift, nothingFound } from "../../drift/drift-report";
import { type CheckedEntry, exclusionDrift, type Member, type PrincipalStatus } from "../../drift/exclusions";
import { judgePolicy, type PolicyFacts, policiesNotInState, withSecurityDefaults } from "../../drift/judge-policy";
import { meaningOf } from "../../drift/meaning";
import { namesakesOf } from "../../drift/namesakes";
import { isChange, isInTenant, isPolicy, type ReadPreview } from "../../drift/preview";
import type { Problem, Read } from "../../drift/problem";
import type { DeployedPolicy } from "../../drift/stack-state";
import { asText, graphId, type JsonObject, odataType } from "../../law/json/json-object";
import type { Exemption, Register, RegisterEntry } from "../../law/model/register";
import type { SettingSource, Settings } from "../../program/settings";
import { type PolicyWithBeta, withBeta } from "../../tenant/graph/policy-versions";
import type { EntraTenant } from "../../tenant/live/entra-tenant";
import { hiddenMembersProblem, shownMembers } from "../../tenant/live/groups";
import {
  type LiveTenant,
  readLiveTenant,
  readTenantSettings,
  type TenantSettings,
} from "../../tenant/live/live-tenant";
import { type Answer, answerOf, TenantError } from "../../tenant/live/tenant-problem";
import { present } from "../../text/present";
import { whoChanged } from "./who-changed";

export type CheckInput = {
  readonly source: SettingSource;
  /** `undefined` when they can't be used. */
  readonly settings: Settings | undefined;
  readonly deployed: readonly DeployedPolicy[];
  /** Still under way: the tenant is read meanwhile. */
  readonly preview: Promise<ReadPreview>;
  readonly register: Register;
  /** What is wrong with settings and register. A failed preview says it too, and then alone. */
  readonly problems: readonly Problem[];
  readonly exemptions: readonly Exemption[];
  /** What the tenant was like before: a tenant file, and how it is called. */
  readonly since: { readonly file: string; readonly tenant: JsonObject } | undefined;
  readonly progress: (what: string, count?: number) => void;
};

/**
 * Reads the tenant beside the preview, compares it with what was deployed or the code says and with the snapshot, and proves what
 * each difference means for sign-ins.
 */
export async function checkDrift(tenant: EntraTenant, input: CheckInput): Promise<DriftReport> {
  const read = await readStackSide(tenant, input);
  // What differs from the last deployment already is drift, whatever the preview says: then all of the tenant is read meanwhile.
  const isNeeded = input.since !== undefined || hasDrift(reportOn(tenant, input, read, undefined));
  const early = isNeeded ? readAll(tenant, input) : undefined;
  input.progress("the preview");
  const preview = await input.preview;
  const report = reportOn(tenant, input, read, preview);
  if (input.since === undefined && !hasDrift(report)) return report;
  const whole = withMeaning(report, input, await (early ?? readAll(tenant, input)));
  return hasDrift(whole) ? { ...whole, whoChanged: await whoChanged(tenant, whole) } : whole;
}

/** What Graph says about the stack's policies and the register's entries. */
type StackSide = {
  readonly policies: readonly (readonly [DeployedPolicy, PolicyFacts["inGraph"]])[];
  readonly all: Answer<readonly JsonObject[]>;
  readonly exclusions: readonly CheckedEntry[];
};

async function readStackSide(tenant: EntraTenant, { deployed, register, progress }: CheckInput): Promise<StackSide> {
  progress("the policies");
  const policies: StackSide["policies"][number][] = [];
  for (const policy of deployed) policies.push([policy, await answerOf(policyIn(tenant, policy.id))]);
  const all = await answerOf(tenant.policies());
  progress("the excluded accounts");
  const exclusions = register.entries.map(async (entry) => ({ entry, status: await exclusionStatus(tenant, entry) }));
  return { policies, all, exclusions: await Promise.all(exclusions) };
}

async function policyIn(tenant: EntraTenant, id: string): Promise<PolicyWithBeta | undefined> {
  const { v1, beta } = await tenant.policy(id);
  return withBeta(v1, beta);
}

/** All of the tenant that decides about sign-ins, and its settings as a whole. */
type WholeTenant = { readonly live: Answer<LiveTenant>; readonly settings: TenantSettings };

function readAll(tenant: EntraTenant, { progress }: CheckInput): Promise<WholeTenant> {
  const reading = Promise.all([answerOf(readLiveTenant(tenant, progress)), readTenantSettings(tenant)]).then(
    ([live, settings]) => ({ live, settings }),
  );
  reading.catch(() => undefined); // whoever awaits it hears of it; until then nobody does
  return reading;
}

/** @param preview `undefined` while it isn't there yet: the last deployment stands for the code */
function reportOn(
  tenant: EntraTenant,
  input: CheckInput,
  { policies: answers, all, exclusions }: StackSide,
  read: ReadPreview | undefined,
): DriftReport {
  const { source, settings, deployed } = input;
  const preview = read?.kind === "preview" ? read.preview : undefined;
  const policies = answers.map(([policy, inGraph]) => judgePolicy({ deployed: policy, preview, inGraph }));
  const notKnown = exclusions.flatMap(({ status }) => (status.kind === "failed" ? [status.problem] : []));
  const isThere = deployed.length > 0 || preview === undefined || preview.steps.some(isPolicy);
  return {
    ...nothingFound(source.stack),
    graph: tenant.graph,
    comparedWith: preview === undefined ? "deployment" : "code",
    policies: [...policies, ...policiesNotInState(preview, deployed)],
    otherChanges: preview?.steps.filter((step) => isChange(step) && isInTenant(step) && !isPolicy(step)) ?? [],
    exclusions: exclusionDrift(exclusions),
    namesakes:
      all.kind === "read" && settings !== undefined && isThere
        ? namesakesOf({ source, settings, deployed: policies }, all.value)
        : [],
    problems: [
      ...(read?.kind === "failed" ? [failedPreview(read)] : input.problems),
      ...(isThere ? [] : [NO_POLICY]),
      ...(all.kind === "failed" ? [all.problem] : []),
      ...notKnown,
    ],
  };
}

const failedPreview = ({ reasons }: ReadPreview & { readonly kind: "failed" }): Problem => ({
  message: `the preview failed: ${reasons.join("\n")}`,
  help: "make `pulumi preview` work again: without it nobody knows what the code says",
});

const NO_POLICY: Problem = {
  message: "neither the code nor the stack's state has a Conditional Access policy",
  help: "check project and stack",
};

/** The report with what came since the snapshot, and with what all of it means. */
function withMeaning(compared: DriftReport, input: CheckInput, { live, settings }: WholeTenant): DriftReport {
  const report = withSecurityDefaults(compared, settings);
  if (live.kind === "failed") return { ...report, problems: [...report.problems, live.problem] };
  const now = { ...live.value.file, ...knownOf(settings) };
  const { file, changes, notComparable } = tenantChanges(now, input.since?.tenant, report);
  const objects = changes.flatMap(({ drifted }) => drifted).filter((one) => "list" in one);
  const whole = { ...report, since: input.since && { file: input.since.file, changes: objects, notComparable } };
  if (!hasDrift(whole)) return whole;
  input.progress("the proof");
  const { policies } = whole;
  const meaning = meaningOf({ file, changes, policies, exemptions: input.exemptions, notKnown: live.value.missing });
  return meaning.kind === "read"
    ? { ...whole, meaning: meaning.value }
    : { ...whole, problems: [...whole.problems, meaning.problem] };
}

/** The settings that could be read, under their keys in a tenant file. */
const knownOf = (settings: TenantSettings): JsonObject =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, answer]) => (answer.kind === "read" ? [[key, answer.value]] : [])),
  );

/** What the tenant says of an entry of the register, and who is in a group whose members the entry lists. Never fails. */
async function exclusionStatus(tenant: EntraTenant, { principal }: RegisterEntry): Promise<Read<PrincipalStatus>> {
  if (principal.kind === "user") {
    const answer = await answerOf(tenant.user(principal.id));
    return answer.kind === "failed" ? answer : userStatus(answer.value);
  }
  return answerOf(groupStatus(tenant, principal.id, principal.members !== undefined));
}

function userStatus(user: JsonObject | undefined): Read<PrincipalStatus> {
  if (user === undefined) return { kind: "read", value: { kind: "gone" } };
  const enabled = user["accountEnabled"];
  if (typeof enabled === "boolean") return { kind: "read", value: { kind: "user", enabled } };
  const message = `Graph's answer doesn't say whether the user ${asText(user["id"]) ?? ""} is enabled`;
  return { kind: "failed", problem: { message, help: "User.Read.All shows it" } };
}

async function groupStatus(tenant: EntraTenant, id: string, listsMembers: boolean): Promise<PrincipalStatus> {
  if ((await tenant.group(id)) === undefined) return { kind: "gone" };
  if (!listsMembers) return { kind: "group", members: undefined };
  const inside = await tenant.transitiveMembers(id);
  await insistOnSeeingMembers(tenant, [id, ...inside.filter(isGroup).map(graphId)]);
  return { kind: "group", members: inside.filter(isPerson).map(memberOf) };
}

/** @throws TenantError when one of the groups hides its members: nobody would be seen to be in it, whoever is */
async function insistOnSeeingMembers(tenant: EntraTenant, ids: readonly string[]): Promise<void> {
  const groups = present(await tenant.groupsWithMembers(ids));
  const problem = hiddenMembersProblem(
    groups.map(({ group, members }) => ({ ...group, members: shownMembers(group, members) })),
  );
  if (problem !== undefined) throw new TenantError(problem);
}

const isGroup = (member: JsonObject): boolean => odataType(member) === "group";

/**
 * Groups are looked into, and devices, applications and contacts don't sign in as people. Whatever has no type counts.
 */
const isPerson = (member: JsonObject): boolean =>
  !["group", "device", "serviceprincipal", "orgcontact"].includes(odataType(member) ?? "");

const memberOf = (member: JsonObject): Member => ({
  id: graphId(member),
  displayName: asText(member["displayName"]) ?? asText(member["userPrincipalName"]),
});
