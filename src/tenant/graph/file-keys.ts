import { at } from "../../law/json/at-path";
import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { type List, TENANT_LISTS } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { collectionAt } from "./collection";

type Sign = (object: JsonObject) => boolean;

/** What is due under a key of a tenant file, and how an object of an export is recognised to belong there. */
interface Kind {
  readonly due: "list" | "object" | "text";
  /** How the path in `@odata.context` ends, in lower case; after `#` all of it. */
  readonly contexts: readonly string[];
  /** The last part of `@odata.type`, in lower case. */
  readonly types: readonly string[];
  /** What tells its objects: one of these suffices. */
  readonly signs: readonly Sign[];
}

const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");

/** True of an object that has each key, or path of keys; after a `-` hasn't the key; after a `=` has that text there. */
function signOf(text: string): Sign {
  const all = words(text).map((word): Sign => {
    const [, not, path = "", value] = /^(-?)([\w.]+)(?:=(.*))?$/.exec(word) ?? [];
    const keys = path.split(".");
    if (value !== undefined) return (object) => at(object, keys) === value;
    return (object) => (at(object, keys) === undefined) === (not === "-");
  });
  return (object) => all.every((tells) => tells(object));
}

const kind =
  (due: Kind["due"]) =>
  (contexts = "", types = "", ...signs: readonly string[]): Kind => ({
    ...{ due, contexts: words(contexts), types: words(types), signs: signs.map(signOf) },
  });
const [list, object, text] = [kind("list"), kind("object"), kind("text")];

/**
 * Every key of a tenant file: what is due there; the contexts, the types and each sign of its objects, words with blanks between. The
 * first row that fits counts: details of a registration have a user principal name too, and whoever may make a role active has what an
 * assignment has. Rows without a context are azmfa's own.
 * @see Microsoft Graph, the resource type and the response of "List" or "Get" of each (v1.0 and beta; read 2026-11)
 */
const FILE_KEYS = {
  policies: list(
    "conditionalaccess/policies conditionalaccesspolicies",
    "conditionalaccesspolicy",
    ...["conditions state", "conditions grantControls", "conditions sessionControls"],
  ),
  namedLocations: list(
    "conditionalaccess/namedlocations #namedlocations",
    "namedlocation ipnamedlocation countrynamedlocation compliantnetworknamedlocation",
    ...["ipRanges", "countriesAndRegions"],
  ),
  authenticationStrengthPolicies: list(
    "authenticationstrengthpolicies authenticationstrength/policies authenticationstrengths/policies",
    "authenticationstrengthpolicy",
    "allowedCombinations",
  ),
  userRegistrationDetails: list(
    "userregistrationdetails",
    "userregistrationdetails",
    ...["isMfaRegistered", "isMfaCapable", "methodsRegistered"],
  ),
  users: list("#users", "user agentuser", "userPrincipalName -userId -riskState"),
  groups: list("#groups", "group", "groupTypes", "securityEnabled", "members displayName"),
  roleEligibilitySchedules: list(
    "directory/roleeligibilityschedules directory/roleeligibilityscheduleinstances",
    "unifiedroleeligibilityschedule unifiedroleeligibilityscheduleinstance",
    "principalId roleDefinitionId roleEligibilityScheduleId",
    "principalId roleDefinitionId scheduleInfo -assignmentType",
  ),
  roleAssignments: list(
    "directory/roleassignments directory/roleassignmentschedules directory/roleassignmentscheduleinstances",
    "unifiedroleassignment unifiedroleassignmentschedule unifiedroleassignmentscheduleinstance",
    "principalId roleDefinitionId",
  ),
  roleDefinitions: list("directory/roledefinitions", "unifiedroledefinition", "isBuiltIn templateId"),
  organization: object("#organization", "organization", "verifiedDomains", "technicalNotificationMails"),
  securityDefaults: object(
    "identitysecuritydefaultsenforcementpolicy",
    "identitysecuritydefaultsenforcementpolicy",
    "isEnabled id=00000000-0000-0000-0000-000000000005",
  ),
  subscribedSkus: list(
    "#subscribedskus",
    "subscribedsku",
    ...["skuPartNumber capabilityStatus", "skuPartNumber prepaidUnits"],
  ),
  conditionalAccessSettings: object(
    "conditionalaccess/settings",
    "conditionalaccesssettings",
    "exclusions.allResourcesExclusions",
  ),
  accessReviews: list(
    "accessreviews/definitions",
    "accessreviewscheduledefinition",
    ...["instanceEnumerationScope", "scope settings"],
  ),
  source: object(),
  directoryAudits: list("auditlogs/directoryaudits", "directoryaudit", "activityDateTime targetResources"),
  notRead: list(),
  readAt: text(),
  plannedBy: text(),
} satisfies { readonly [key: string]: Kind };

/** A key of a tenant file. */
export type Key = keyof typeof FILE_KEYS;

export const KEYS = Object.keys(FILE_KEYS) as readonly Key[];

export const kindAt = (key: Key): Kind => FILE_KEYS[key];

/** The key whose objects have what this one has. */
export const keyOfContent = (object: JsonObject): Key | undefined =>
  KEYS.find((key) => kindAt(key).signs.some((tells) => tells(object)));

/** Whether a verdict rests on what is under the key. */
export const isList = (key: Key): key is List => TENANT_LISTS.some((one) => one === key);

/** Whether an object has something under a key of a tenant file that a verdict rests on. */
export const hasLists = (file: JsonObject): boolean => TENANT_LISTS.some((key) => !isAbsent(file[key]));

/** Of the keys that no verdict rests on, those whose value is of another kind than the one that is due. */
export const wrongEvidence = (file: JsonObject): readonly NotUnderstood[] =>
  KEYS.filter((key) => !isList(key) && !isAbsent(file[key])).flatMap((key) => wrongAt(file, key) ?? []);

export function wrongAt(file: JsonObject, key: Key): NotUnderstood | undefined {
  const { due } = kindAt(key);
  if (due === "text") return typeof file[key] === "string" ? undefined : wrongShape(key, file[key], "a text");
  if (due === "object") return asObject(file[key]) === undefined ? wrongShape(key, file[key], "an object") : undefined;
  const found = collectionAt(file, key);
  return found.kind === "wrong" ? { field: found.field, why: found.why } : undefined;
}
