import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { LISTS } from "../../law/model/tenant";
import type { EntraTenant } from "./entra-tenant";
import type { Listing } from "./graph-reader";
import { shownMembers } from "./hidden-members";
import { keepingRegistrations } from "./kept-of-people";
import { type LiveTenant, type OnProgress, readLiveTenant, type WhenBroken } from "./live-tenant";
import { readPowerfulApplications } from "./powerful-applications";
import { QUESTIONS } from "./questions";
import { groupListQuestion, unitMembersQuestion } from "./questions-of-objects";
import { type Answer, answerOf, type Gap, gapOf, type TenantProblem } from "./tenant-problem";

/** The program that reads a tenant, as a snapshot names it. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/**
 * Reads a tenant with everything that is asked of it anywhere: what decides about sign-ins, and what an audit looks at. The file
 * says under `source` by what and when it was read, which of its lists are whole, and which were denied.
 * @param now when the reading begins
 * @param whenBroken what a list that decides and breaks off comes to; of what is only for an audit, such a list is left out
 * @throws TenantError as {@link readLiveTenant} does
 */
export async function readWholeTenant(
  tenant: EntraTenant,
  onProgress: OnProgress,
  now: Date,
  { name, version }: Tool,
  whenBroken: WhenBroken = "refuse",
): Promise<LiveTenant> {
  const live = await readLiveTenant(tenant, onProgress, whenBroken, "always");
  const evidence = await readLiveEvidence(tenant, live.file, onProgress);
  const gaps = [...live.gaps, ...evidence.gaps];
  const inPart = new Set(gaps.filter(({ part }) => part === undefined).map(({ key }) => key));
  const source = {
    tool: name,
    version,
    time: now.toISOString(),
    tenant: asText(asObject(evidence.file["organization"])?.["id"]) ?? null,
    account: tenant.account,
    whole: LISTS.filter((list) => list in live.file && !inPart.has(list)),
    denied: [...new Set(gaps.filter(({ key, role }) => role !== undefined && inPart.has(key)).map(({ key }) => key))],
  };
  return {
    file: { source, readAt: source.time, ...live.file, ...evidence.file, notRead: gaps },
    missing: [...live.missing, ...evidence.missing],
    gaps,
  };
}

/** Keys of a tenant file beside those that decide about sign-ins, and the gaps among them. */
type LiveEvidence = {
  readonly file: JsonObject;
  readonly gaps: readonly Gap[];
  readonly missing: readonly TenantProblem[];
};

/**
 * Reads what an audit asks beside the verdict. What can't be read, for whatever reason, is left out and named among the gaps: no
 * verdict rests on it.
 * @param file what was read of the tenant before: its users, where they are known, and its groups
 */
async function readLiveEvidence(tenant: EntraTenant, file: JsonObject, onProgress: OnProgress): Promise<LiveEvidence> {
  const read: Record<string, unknown> = {};
  const missing: TenantProblem[] = [];
  const gaps: Gap[] = [];
  let outOfReach: TenantProblem | undefined;
  for (const { key, part, what, ask } of evidence(tenant, file, onProgress)) {
    onProgress(what);
    const answer: Answer<unknown> =
      outOfReach === undefined ? await answerOf(ask()) : { kind: "failed", problem: outOfReach };
    if (answer.kind === "read") {
      read[key] = answer.value;
      continue;
    }
    const { problem } = answer;
    gaps.push(gapOf(key, problem, part));
    if (problem !== outOfReach) missing.push(problem);
    if (problem.code === "notSignedIn") outOfReach = problem;
  }
  if (!gaps.some(({ key }) => key === "breakGlassAlerts"))
    gaps.push({ key: "breakGlassAlerts", why: ALERTS_ELSEWHERE });
  return { file: Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)), gaps, missing };
}

type Ask = {
  readonly key: string;
  /** Where the key is there already, and this adds something to each of its objects. */
  readonly part?: string;
  readonly what: string;
  readonly ask: () => Promise<unknown>;
};

function evidence(tenant: EntraTenant, { users, groups }: JsonObject, onProgress: OnProgress): readonly Ask[] {
  const list = (key: keyof typeof QUESTIONS, kept?: Listing["kept"]): Ask => {
    const { what } = QUESTIONS[key];
    const onPage = (count: number) => onProgress(what, count);
    return { key, what, ask: () => tenant.list(QUESTIONS[key], { onPage, ...(kept && { kept }) }) };
  };
  const one = (key: keyof typeof QUESTIONS): Ask => ({
    key,
    what: QUESTIONS[key].what,
    ask: async () => withoutAnnotations(await tenant.one(QUESTIONS[key])),
  });
  return [
    { key: "organization", what: QUESTIONS.organization.what, ask: () => readOrganization(tenant) },
    one("securityDefaults"),
    one("conditionalAccessSettings"),
    list("subscribedSkus"),
    list("roleDefinitions"),
    list("userRegistrationDetails", keepingRegistrations()),
    { key: "servicePrincipals", what: "the applications", ask: () => readPowerfulApplications(tenant) },
    { key: "administrativeUnits", what: QUESTIONS.administrativeUnits.what, ask: () => readUnits(tenant) },
    list("accessReviews", accessReview),
    {
      key: "groups",
      part: "owners",
      what: "the owners of the groups",
      ask: () => withOwners(tenant, asObjects(groups)),
    },
    { key: "breakGlassAlerts", what: QUESTIONS.detectionRules.what, ask: () => readAlerts(tenant, asObjects(users)) },
  ];
}

const asObjects = (list: unknown): readonly JsonObject[] | undefined =>
  Array.isArray(list) ? (list as readonly JsonObject[]) : undefined; // lists that were read page by page hold objects alone

const readOrganization = async (tenant: EntraTenant): Promise<JsonObject | undefined> =>
  (await tenant.list(QUESTIONS.organization))[0];

/** All units, restricted ones with their members: of no other one matters who is in it. */
async function readUnits(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  const units = await tenant.list(QUESTIONS.administrativeUnits);
  const restricted = units.filter(({ isMemberManagementRestricted: restricted }) => restricted === true);
  const members = await tenant.lists(restricted.map(({ id }) => unitMembersQuestion(String(id))));
  const inUnit = new Map(
    restricted.map((unit, index) => [unit, shownMembers(unit, members[index] ?? [])?.map(typeAndId)]),
  );
  return units.map((unit) => (inUnit.has(unit) ? { ...unit, members: inUnit.get(unit) } : unit));
}

/** The groups that were read, each with the ids of its owners; `undefined` where the groups aren't known. */
async function withOwners(
  tenant: EntraTenant,
  groups: readonly JsonObject[] | undefined,
): Promise<readonly JsonObject[] | undefined> {
  if (groups === undefined) return undefined;
  const owners = await tenant.lists(groups.map(({ id }) => groupListQuestion(String(id), "owners")));
  return groups.map((group, index) => ({ ...group, owners: owners[index]?.map(typeAndId) }));
}

/** Without the users nobody is known by name, so that no rule can be told to be about somebody. */
async function readAlerts(
  tenant: EntraTenant,
  users: readonly JsonObject[] | undefined,
): Promise<readonly JsonObject[] | undefined> {
  const rules = await tenant.list(QUESTIONS.detectionRules);
  const alerts = alertRules(rules, users ?? []);
  return alerts.length === 0 ? undefined : alerts;
}

const pick = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]]));

const typeAndId = (object: JsonObject): JsonObject => pick(object, "@odata.type", "id");

const accessReview = (review: JsonObject): JsonObject =>
  pick(review, "id", "displayName", "status", "scope", "instanceEnumerationScope", "settings");

const withoutAnnotations = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => asText(key)?.startsWith("@odata.") !== true));

/** Why the rules that Graph shows are never all that there may be. */
const ALERTS_ELSEWHERE =
  "Graph shows detection rules of Microsoft Defender alone: an alert of Azure Monitor's or Microsoft Sentinel's isn't visible to it";

/**
 * Detection rules of Microsoft Defender's that are about sign-ins of certain accounts, in the shape of a tenant file's
 * `breakGlassAlerts`. Nothing else of the query is kept. A query that leaves anybody out, or isn't about sign-ins, isn't taken
 * for a watch.
 * @see Microsoft Graph, "detectionRule" (beta)
 */
function alertRules(rules: readonly JsonObject[], users: readonly JsonObject[]): readonly JsonObject[] {
  const idsByName = new Map<string, string>();
  const queries = rules.map((rule) => ({
    rule,
    names: namesIn(asText(asObject(rule["queryCondition"])?.["queryText"])),
  }));
  const named = new Set(queries.flatMap(({ names }) => names));
  if (named.size === 0) return [];
  for (const { id, userPrincipalName } of users)
    for (const name of [asText(id)?.toLowerCase(), asText(userPrincipalName)?.toLowerCase()])
      if (name !== undefined && named.has(name)) idsByName.set(name, String(id));
  return queries.flatMap(({ rule, names }) => {
    const watches = [...new Set(names.flatMap((name) => idsByName.get(name) ?? []))];
    const { id, displayName, isEnabled } = rule;
    return watches.length === 0 ? [] : [{ id, displayName, isEnabled, watches }];
  });
}

/** Object ids and user principal names in a query about sign-ins; none where it leaves somebody out. */
function namesIn(query: string | undefined): readonly string[] {
  if (
    query === undefined ||
    !/sign-?in|logon/i.test(query) ||
    /!(=|~|in\b|has|contains|startswith)|\bnot\b/i.test(query)
  )
    return [];
  return Array.from(query.matchAll(/"([^"\n]+)"|'([^'\n]+)'/g), (match) => (match[1] ?? match[2] ?? "").toLowerCase());
}
