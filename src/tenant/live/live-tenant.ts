import { asObject, asText, isEmpty, type JsonObject } from "../../law/json/json-object";
import { TENANT_LISTS } from "../../law/model/tenant";
import type { EntraTenant } from "./entra-tenant";
import { DECIDING_PARTS, FOR_AN_AUDIT, type Part } from "./parts";
import { QUESTIONS } from "./questions";
import { type Answer, answerOf, TenantError, type TenantProblem } from "./tenant-problem";

/** A tenant as it is, in the shape of a tenant file, and what couldn't be read and is therefore not in it. */
export type LiveTenant = { readonly file: JsonObject; readonly missing: readonly TenantProblem[] };

/** Said while something is read: what, and how many so far. */
export type OnProgress = (what: string, count?: number) => void;

/** What a list that decides and breaks off, for another reason than a missing role, comes to. */
export type IfBroken = "refuse" | "leaveOut";

/**
 * Reads everything that decides about sign-ins. A list that the role to read is missing for is left out, which means
 * "not known"; a list that broke off is never passed on.
 * @throws TenantError when the policies can't be read, and when a list breaks off
 */
export function readLiveTenant(tenant: EntraTenant, onProgress: OnProgress): Promise<LiveTenant> {
  const partsFor = (policies: readonly JsonObject[]): readonly Part[] =>
    DECIDING_PARTS.filter(({ key }) => key !== "roleEligibilitySchedules" || excludesARole(policies));
  return readParts(tenant, onProgress, partsFor, "refuse");
}

/** The program that reads a tenant, as a snapshot names it. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads a tenant with everything that is asked of it anywhere: what decides about sign-ins, and what an audit looks at. The file
 * says under `source` by what and when it was read, which of its lists are whole, and which were denied.
 * @param now when the reading begins
 * @throws TenantError as {@link readLiveTenant} does; where it is asked to leave broken lists out, for the policies alone
 */
export async function readWholeTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  now: Date,
  { name, version }: Tool,
  ifBroken: IfBroken = "refuse",
): Promise<LiveTenant> {
  const all = [...DECIDING_PARTS, ...FOR_AN_AUDIT];
  const { file, gaps, missing } = await readParts(tenant, onProgress, () => all, ifBroken);
  const inPart = new Set(gaps.filter(({ part }) => part === undefined).map(({ key }) => key));
  const source = {
    tool: name,
    version,
    time: now.toISOString(),
    tenant: asText(asObject(file["organization"])?.["id"]) ?? null,
    account: tenant.account,
    whole: TENANT_LISTS.filter((list) => list in file && !inPart.has(list)),
    denied: [...new Set(gaps.filter(({ key, role }) => role !== undefined && inPart.has(key)).map(({ key }) => key))],
  };
  return { file: { source, readAt: source.time, ...file, notRead: gaps }, missing };
}

/** Settings of a tenant as a whole, by their key in a tenant file: no verdict rests on them. */
export type TenantSettings = {
  readonly [Key in "securityDefaults" | "conditionalAccessSettings"]: Answer<JsonObject>;
};

/** Whether security defaults are on, and the settings of Conditional Access. Never fails: each has its own answer. */
export async function readTenantSettings(tenant: EntraTenant): Promise<TenantSettings> {
  const [securityDefaults, conditionalAccessSettings] = await Promise.all([
    answerOf(tenant.one(QUESTIONS.securityDefaults)),
    answerOf(tenant.one(QUESTIONS.conditionalAccessSettings)),
  ]);
  return { securityDefaults, conditionalAccessSettings };
}

/** A key of a tenant file that could not be read, or a part of the objects there, as the file says it. */
type Gap = { readonly key: string; readonly part?: string; readonly why: string; readonly role?: string };

/** A file with its policies, without which nothing is known, and then with each of the parts that could be read. */
async function readParts(
  tenant: EntraTenant,
  onProgress: OnProgress,
  partsFor: (policies: readonly JsonObject[]) => readonly Part[],
  ifBroken: IfBroken,
): Promise<LiveTenant & { readonly gaps: readonly Gap[] }> {
  onProgress("the policies");
  const policies = await tenant.policiesOfBothVersions();
  const file: Record<string, unknown> = { policies };
  const [missing, gaps]: [TenantProblem[], Gap[]] = [[], []];
  let outOfReach: TenantProblem | undefined;
  for (const { key, part, what, ifBroken: ifThisIs = ifBroken, read } of partsFor(policies)) {
    onProgress(what);
    const answer: Answer<unknown> =
      outOfReach === undefined
        ? await answerOf(read(tenant, file, (count) => onProgress(what, count)))
        : { kind: "failed", problem: outOfReach };
    if (answer.kind === "read") {
      if (answer.value !== undefined) file[key] = answer.value;
      continue;
    }
    const { problem } = answer;
    if (ifThisIs === "refuse" && problem.code !== "forbidden") throw new TenantError(problem);
    const { message: why, role } = problem;
    gaps.push({ key, ...(part && { part }), why, ...(role && { role }) });
    if (problem !== outOfReach) missing.push(problem);
    if (problem.code === "notSignedIn") outOfReach = problem;
  }
  return { file, missing, gaps };
}

/** Whether it decides who may make a role active: it does where a policy excludes a role. */
export const excludesARole = (policies: readonly JsonObject[]): boolean =>
  policies.some((policy) => !isEmpty(asObject(asObject(policy["conditions"])?.["users"])?.["excludeRoles"]));
