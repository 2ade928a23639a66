import { CONDITIONS, conditionsWith, DIMENSIONS, NOT_CONFIGURED } from "../../law/conditions";
import type { ReadCondition } from "../../law/conditions/condition";
import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { unknownWord, wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import type { Conditions, Dimension } from "../../law/model/dimensions";
import { applicationId } from "../../law/model/ids";
import type { ApplicationList, Applications, Policy } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import type { ReadingContext } from "./reading-context";
import { nobody, readUsers } from "./users";

type PolicyScope = Pick<Policy, "users" | "applications" | "conditions" | "workloadIdentitiesOnly" | "notUnderstood">;

/** Never fails: content that isn't understood is kept in the model as such. */
export function readConditions(conditions: JsonObject, context: ReadingContext): PolicyScope {
  const read = DIMENSIONS.map((dimension) => readCondition(dimension, conditions));
  return {
    users: readUsers(conditions["users"], context),
    applications: readApplications(conditions["applications"]),
    conditions: conditionsWith((dimension) => readCondition(dimension, conditions).condition),
    workloadIdentitiesOnly: isOfWorkloadIdentities(conditions),
    notUnderstood: [
      ...oddTargets(asObject(conditions["applications"]) ?? {}),
      ...read.flatMap(({ notUnderstood }) => notUnderstood),
      ...oddWorkloadIdentities(conditions),
    ],
  };
}

function readCondition<D extends Dimension>(dimension: D, conditions: JsonObject): ReadCondition<Conditions[D]> {
  const { key, read } = CONDITIONS[dimension].graph;
  return read(conditions[key]);
}

/** Conditions that can't be read at all: the policy may be about everybody or nobody. */
export const notUnderstoodConditions = (note: NotUnderstood): PolicyScope => ({
  users: { include: nobody([note]), exclude: nobody([]) },
  applications: noApplications([note]),
  conditions: NOT_CONFIGURED,
  workloadIdentitiesOnly: false,
  notUnderstood: [note],
});

/**
 * Whether a policy is about workload identities, which makes it one that never applies to a user.
 * @see Microsoft Entra, "Conditional Access for workload identities" (2023-11)
 */
const isOfWorkloadIdentities = ({ clientApplications, servicePrincipalRiskLevels: levels }: JsonObject): boolean =>
  asObject(clientApplications) !== undefined || (Array.isArray(levels) && levels.length > 0);

function oddWorkloadIdentities({ clientApplications, servicePrincipalRiskLevels: levels }: JsonObject) {
  const isOdd = !isAbsent(clientApplications) && asObject(clientApplications) === undefined;
  return [
    ...(isOdd ? [wrongShape("conditions.clientApplications", clientApplications, "an object")] : []),
    ...(isAbsent(levels) || Array.isArray(levels)
      ? []
      : [wrongShape("conditions.servicePrincipalRiskLevels", levels, "a list")]),
  ];
}

const APPLICATIONS = "conditions.applications";

/** `All` and the portals are asked for by name; Office 365 and agent resources don't hold the Azure management API. */
const TOKENS: ReadonlySet<string> = new Set([
  ...["All", "None", "Office365", "MicrosoftAdminPortals", "AllAgentIdResources"],
]);

/** A policy without `conditions.applications` is about no resource. */
function readApplications(value: unknown): Applications {
  const object = isAbsent(value) ? {} : asObject(value);
  if (object === undefined) return noApplications([wrongShape(APPLICATIONS, value, "an object")]);
  const { includeUserActions: actions } = object;
  return {
    include: readList(object, "includeApplications"),
    exclude: readList(object, "excludeApplications"),
    filter: readFilter(object["applicationFilter"]),
    otherTarget: OTHER_TARGETS.some((key) => Array.isArray(object[key]) && object[key].length > 0),
    ...(Array.isArray(actions) && actions.length > 0
      ? { userActions: new Set(readTexts(actions, APPLICATIONS).texts) }
      : {}),
  };
}

/** No application is included or excluded. `notUnderstood` may include any. */
const noApplications = (notUnderstood: readonly NotUnderstood[]): Applications => ({
  include: { all: false, ids: new Set(), adminPortals: false, notUnderstood },
  exclude: { all: false, ids: new Set(), adminPortals: false, notUnderstood: [] },
  filter: "none",
  otherTarget: false,
});

function readList(object: JsonObject, key: string): ApplicationList {
  const list = readTexts(object[key], `${APPLICATIONS}.${key}`);
  const others = list.texts.filter((text) => !TOKENS.has(text));
  return {
    all: list.texts.includes("All"),
    ids: new Set(others.filter(isGuid).map(applicationId)),
    adminPortals: list.texts.includes("MicrosoftAdminPortals"),
    notUnderstood: [
      ...list.notUnderstood,
      ...others.filter((text) => !isGuid(text)).map((text) => unknownWord(list.field, text, "token or application id")),
    ],
  };
}

function readFilter(value: unknown): Applications["filter"] {
  if (isAbsent(value)) return "none";
  const field = `${APPLICATIONS}.applicationFilter`;
  const filter = asObject(value);
  if (filter === undefined) return wrongShape(field, value, "an object");
  const mode = filter["mode"];
  if (typeof mode !== "string") return wrongShape(`${field}.mode`, mode, "include or exclude");
  const word = mode.toLowerCase();
  return word === "include" || word === "exclude" ? word : unknownWord(`${field}.mode`, mode, "mode");
}

/** Targets other than applications: which ones doesn't matter, only whether there are any. */
const OTHER_TARGETS = ["includeUserActions", "includeAuthenticationContextClassReferences"];

const oddTargets = (applications: JsonObject): readonly NotUnderstood[] =>
  OTHER_TARGETS.filter((key) => !isAbsent(applications[key]) && !Array.isArray(applications[key])).map((key) =>
    wrongShape(`${APPLICATIONS}.${key}`, applications[key], "a list"),
  );
