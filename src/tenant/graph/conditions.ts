import { CONDITIONS, conditionsWith, NOT_CONFIGURED } from "../../law/conditions";
import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { enumeration } from "../../law/json/text-list";
import { applicationId } from "../../law/model/ids";
import type { ApplicationList, Applications, Policy } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { Fields } from "./fields";
import type { ReadingContext } from "./reading-context";
import { readUsers } from "./users";

type PolicyScope = Pick<Policy, "users" | "applications" | "conditions" | "workloadIdentitiesOnly" | "notUnderstood">;

/** Never fails: content that isn't understood is kept in the model as such. */
export function readConditions(written: JsonObject, context: ReadingContext): PolicyScope {
  const notUnderstood: NotUnderstood[] = [];
  const conditions = conditionsWith((dimension) => {
    const { key, read } = CONDITIONS[dimension].graph;
    const { condition, notUnderstood: notes } = read(written[key]);
    notUnderstood.push(...notes);
    return condition;
  });
  return {
    users: readUsers(written["users"], context),
    applications: readApplications(written["applications"]),
    conditions,
    workloadIdentitiesOnly: isOfWorkloadIdentities(written),
    notUnderstood,
  };
}

/** Conditions that can't be read at all: the policy may be about everybody or nobody. */
export function notUnderstoodConditions(note: NotUnderstood): PolicyScope {
  const { users, applications } = readConditions({}, { name: "" });
  return {
    conditions: NOT_CONFIGURED,
    workloadIdentitiesOnly: false,
    users: { ...users, include: { ...users.include, notUnderstood: [note] } },
    applications: { ...applications, include: { ...applications.include, notUnderstood: [note] } },
    notUnderstood: [note],
  };
}

/**
 * Whether a policy is about workload identities, which makes it one that never applies to a user.
 * @see Microsoft Entra, "Conditional Access for workload identities" (2023-11)
 */
const isOfWorkloadIdentities = ({ clientApplications, servicePrincipalRiskLevels: levels }: JsonObject): boolean =>
  asObject(clientApplications) !== undefined || isFilled(levels);

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const APPLICATIONS = "conditions.applications";

/** `All` and the portals are asked for by name; Office 365 and agent resources don't hold the Azure management API. */
const TOKENS: ReadonlySet<string> = new Set([
  ...["All", "None", "Office365", "MicrosoftAdminPortals", "AllAgentIdResources"],
]);

/** A policy without `conditions.applications` is about no resource; what isn't understood of them may be any. */
function readApplications(value: unknown): Applications {
  const include = new Fields(value ?? {}, APPLICATIONS);
  const exclude = new Fields(include.json, APPLICATIONS);
  const { includeUserActions: actions, includeAuthenticationContextClassReferences: contexts } = include.json;
  return {
    include: readList(include, "includeApplications"),
    exclude: readList(exclude, "excludeApplications"),
    filter: readFilter(include.json["applicationFilter"]),
    otherTarget: isFilled(actions) || isFilled(contexts),
    ...(isFilled(actions) ? { userActions: new Set(new Fields(include.json, "").texts("includeUserActions")) } : {}),
  };
}

function readList(applications: Fields, key: string): ApplicationList {
  const texts = applications.texts(key);
  const others = texts.filter((text) => !TOKENS.has(text));
  const idOf = (text: string) => (isGuid(text) ? applicationId(text) : undefined);
  return {
    all: texts.includes("All"),
    ids: new Set(applications.meant(key, others, "token or application id", idOf)),
    adminPortals: texts.includes("MicrosoftAdminPortals"),
    notUnderstood: applications.notes,
  };
}

const MODES = enumeration("mode", ["include", "exclude"]);

function readFilter(value: unknown): Applications["filter"] {
  if (isAbsent(value)) return "none";
  const filter = new Fields(value, `${APPLICATIONS}.applicationFilter`);
  filter.needs("mode", "include or exclude");
  const mode = filter.word("mode", MODES);
  const [odd] = filter.notes;
  return odd ?? mode ?? "none";
}
