import { asObject, asText, isEmpty, type JsonObject } from "../../law/json/json-object";
import { LISTS } from "../../law/model/tenant";
import type { EntraTenant } from "./entra-tenant";
import { hiddenMembersProblem } from "./groups";
import { DECIDING, FOR_AN_AUDIT, listIn, type Part, type WhenBroken } from "./parts";
import { QUESTIONS } from "./questions";
import { type Answer, answerOf, type Gap, gapOf, TenantError, type TenantProblem } from "./tenant-problem";

/** A tenant as it is, in the shape of a tenant file, and what couldn't be read and is therefore not in it. */
export type LiveTenant = { readonly file: JsonObject; readonly missing: readonly TenantProblem[] };

/** Said while something is read: what, and how many so far. */
export type OnProgress = (what: string, count?: number) => void;

/**
 * Reads everything that decides about sign-ins. A list that the role to read is missing for is left out, which means
 * "not known"; a list that broke off is never passed on.
 * @throws TenantError when the policies can't be read, and when a list breaks off
 */
export async function readLiveTenant(tenant: EntraTenant, onProgress: OnProgress): Promise<LiveTenant> {
  const reading = new Reading(tenant, onProgress, "refuse");
  const isAsked = excludeARole(await reading.takePolicies());
  await reading.take(DECIDING.filter(({ key }) => isAsked || key !== "roleEligibilitySchedules"));
  return reading;
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
  whenBroken: WhenBroken = "refuse",
): Promise<LiveTenant> {
  const reading = new Reading(tenant, onProgress, whenBroken);
  await reading.takePolicies();
  await reading.take([...DECIDING, ...FOR_AN_AUDIT]);
  const { file, gaps, missing } = reading;
  const inPart = new Set(gaps.filter(({ part }) => part === undefined).map(({ key }) => key));
  const source = {
    tool: name,
    version,
    time: now.toISOString(),
    tenant: asText(asObject(file["organization"])?.["id"]) ?? null,
    account: tenant.account,
    whole: LISTS.filter((list) => list in file && !inPart.has(list)),
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

/** A tenant being read, key by key. */
class Reading {
  readonly file: Record<string, unknown> = {};
  readonly missing: TenantProblem[] = [];
  /** What is missing, as the file itself may say it. */
  readonly gaps: Gap[] = [];
  readonly #tenant: EntraTenant;
  readonly #onProgress: OnProgress;
  readonly #whenBroken: WhenBroken;

  constructor(tenant: EntraTenant, onProgress: OnProgress, whenBroken: WhenBroken) {
    this.#tenant = tenant;
    this.#onProgress = onProgress;
    this.#whenBroken = whenBroken;
  }

  /** Without the policies nothing is known. */
  async takePolicies(): Promise<readonly JsonObject[]> {
    this.#onProgress("the policies");
    const policies = await this.#tenant.policiesOfBothVersions();
    this.file["policies"] = policies;
    return policies;
  }

  async take(parts: readonly Part[]): Promise<void> {
    let outOfReach: TenantProblem | undefined;
    for (const { key, part, what, ifBroken = this.#whenBroken, read } of parts) {
      this.#onProgress(what);
      const answer: Answer<unknown> =
        outOfReach === undefined
          ? await answerOf(read(this.#tenant, this.file, (count) => this.#onProgress(what, count)))
          : { kind: "failed", problem: outOfReach };
      if (answer.kind === "read") {
        if (answer.value !== undefined) this.file[key] = answer.value;
        if (key === "groups" && part === undefined) this.#noteHidden();
        continue;
      }
      const { problem } = answer;
      if (ifBroken === "refuse" && problem.code !== "forbidden") throw new TenantError(problem);
      this.gaps.push(gapOf(key, problem, part));
      if (problem !== outOfReach) this.missing.push(problem);
      if (problem.code === "notSignedIn") outOfReach = problem;
    }
  }

  #noteHidden(): void {
    const hidden = hiddenMembersProblem(listIn(this.file, "groups") ?? []);
    if (hidden === undefined) return;
    this.missing.push(hidden);
    this.gaps.push(gapOf("groups", hidden, "members"));
  }
}

/** Whether it decides who may make a role active: it does where a policy excludes a role. */
export const excludeARole = (policies: readonly JsonObject[]): boolean =>
  policies.some((policy) => !isEmpty(asObject(asObject(policy["conditions"])?.["users"])?.["excludeRoles"]));
