import { asList, asObject, asText, type JsonObject, odataType } from "../../../law/json/json-object";
import { misshapen, unknownKeys } from "../../../law/json/not-understood";
import type {
  AdministrativeUnit,
  ConditionalAccessSettings,
  GroupSettings,
  Licence,
  PolicyHistory,
  PowerfulApplication,
  RoleDefinition,
  RoleEligibility,
  TenantEvidence,
} from "../../../law/model/evidence";
import { groupId, type PolicyId, policyId, roleId, userId } from "../../../law/model/ids";
import { collectionAt } from "../collection";
import { accessReviewOf } from "./access-reviews";
import { changeOf } from "./directory-audit";
import { EvidenceSource } from "./source";

/**
 * What a tenant file says beside what decides about sign-ins. Never fails: what is missing, or isn't understood, is not
 * known, and says why. Shapes that are wrong altogether are errors of `readTenant`.
 * @param json a tenant file, or a list of policies alone
 */
export function readEvidence(json: unknown): TenantEvidence {
  const file = asObject(json) ?? {};
  const source = new EvidenceSource(file);
  return {
    readAt: asText(file["readAt"]),
    plannedBy: asText(file["plannedBy"]),
    notRead: source.notRead,
    organization: source.object("organization", ({ id, displayName }) => ({
      value: { id: asText(id), displayName: asText(displayName) },
    })),
    securityDefaults: source.object("securityDefaults", ({ isEnabled }) => {
      const value = asBoolean(isEnabled);
      return value === undefined ? { odd: `isEnabled: ${misshapen(isEnabled, "true or false")}` } : { value };
    }),
    licences: source.list("subscribedSkus", licenceOf),
    registrations: source.map("userRegistrationDetails", userId, (details) => ({
      isMfaRegistered: asBoolean(details["isMfaRegistered"]),
      isMfaCapable: asBoolean(details["isMfaCapable"]),
      methods: asTexts(details["methodsRegistered"]),
    })),
    roles: source.map("roleDefinitions", roleId, roleOf),
    eligibilities: source.list("roleEligibilitySchedules", eligibilityOf),
    applications: source.list("servicePrincipals", applicationOf),
    administrativeUnits: source.list("administrativeUnits", unitOf),
    conditionalAccessSettings: source.object("conditionalAccessSettings", (settings) => ({
      value: { userActionExclusions: userActionExclusionsIn(settings) },
    })),
    accessReviews: source.list("accessReviews", accessReviewOf),
    changes: source.list("directoryAudits", changeOf),
    // Null means that an account was never synchronised. @see Microsoft Graph, "user", `onPremisesSyncEnabled` (v1.0)
    accounts: source.map("users", userId, (user) => ({
      isEnabled: asBoolean(user["accountEnabled"]),
      isSynchronised: asFlag(user["onPremisesSyncEnabled"]),
    })),
    groups: source.map("groups", groupId, settingsOf),
    policies: historiesIn(json, file),
  };
}

const asBoolean = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

/** True or false; null counts as false, as Graph shows what was never set. */
const asFlag = (value: unknown): boolean | undefined => (value === null ? false : asBoolean(value));

const asTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((text) => typeof text === "string") ? value : undefined;

const idIn = (value: unknown): string | undefined => asText(value) ?? asText(asObject(value)?.["id"]);

/** Of policies with an id; a tenant file of policies alone is a list, or a page of one. */
function historiesIn(json: unknown, file: JsonObject): ReadonlyMap<PolicyId, PolicyHistory> {
  const list = Array.isArray(json) ? { items: json } : collectionAt(file, "policies" in file ? "policies" : "value");
  const histories = new Map<PolicyId, PolicyHistory>();
  for (const policy of "items" in list ? list.items.map(asObject) : []) {
    const id = asText(policy?.["id"]);
    if (policy === undefined || id === undefined) continue;
    histories.set(policyId(id), {
      templateId: asText(policy["templateId"]),
      created: asText(policy["createdDateTime"]),
      modified: asText(policy["modifiedDateTime"]),
    });
  }
  return histories;
}

function licenceOf(sku: JsonObject): Licence {
  const seats = asObject(sku["prepaidUnits"])?.["enabled"];
  return {
    sku: asText(sku["skuPartNumber"]),
    status: asText(sku["capabilityStatus"]),
    seats: typeof seats === "number" ? seats : undefined,
    plans: asList(sku["servicePlans"])?.map((plan) => ({
      name: asText(asObject(plan)?.["servicePlanName"]),
      status: asText(asObject(plan)?.["provisioningStatus"]),
    })),
  };
}

function roleOf(role: JsonObject): RoleDefinition {
  const template = asText(role["templateId"]);
  return {
    displayName: asText(role["displayName"]),
    templateId: template === undefined ? undefined : roleId(template),
    isBuiltIn: asBoolean(role["isBuiltIn"]),
  };
}

function eligibilityOf(schedule: JsonObject): RoleEligibility | undefined {
  const [principal, role] = [asText(schedule["principalId"]), asText(schedule["roleDefinitionId"])];
  if (principal === undefined || role === undefined) return undefined;
  return { principal: userId(principal), role: roleId(role), scope: asText(schedule["directoryScopeId"]) };
}

/** An application that may change policies, groups or roles. Without `appRoleAssignments` it isn't known which roles it has. */
function applicationOf(principal: JsonObject): PowerfulApplication | undefined {
  const id = asText(principal["id"]);
  if (id === undefined) return undefined;
  const assignments = collectionAt(principal, "appRoleAssignments");
  const items = "items" in assignments ? assignments.items : [];
  const roles = items.flatMap((assignment) => asText(asObject(assignment)?.["value"]) ?? []);
  return {
    id: id.toLowerCase(),
    appId: asText(principal["appId"])?.toLowerCase(),
    displayName: asText(principal["displayName"]),
    roles,
    rolesAreWhole: assignments.kind === "whole" && roles.length === items.length,
  };
}

function unitOf(unit: JsonObject): AdministrativeUnit | undefined {
  const id = asText(unit["id"]);
  const members = idsIn(unit, "members");
  return id === undefined
    ? undefined
    : {
        id: id.toLowerCase(),
        displayName: asText(unit["displayName"]),
        isRestricted: asFlag(unit["isMemberManagementRestricted"]),
        members: members && new Set(members),
      };
}

/** Who else could change who is in a group. */
function settingsOf(group: JsonObject): GroupSettings {
  const types = asTexts(group["groupTypes"]);
  const members = collectionAt(group, "members");
  const objects = ("items" in members ? members.items : []).map(asObject).filter((member) => member !== undefined);
  return {
    displayName: asText(group["displayName"]),
    isAssignableToRole: asFlag(group["isAssignableToRole"]),
    isDynamic: types?.includes("DynamicMembership"),
    membershipRule: asText(group["membershipRule"]),
    isUnified: types?.includes("Unified"),
    visibility: asText(group["visibility"]),
    isManagementRestricted: asFlag(group["isManagementRestricted"]),
    owners: idsIn(group, "owners"),
    servicePrincipals: objects.flatMap((member) =>
      odataType(member) === "serviceprincipal" ? (asText(member["id"])?.toLowerCase() ?? []) : [],
    ),
  };
}

/** Ids in lower case of a list that is there as a whole, each item having one. */
function idsIn(object: JsonObject, key: string): readonly string[] | undefined {
  const list = collectionAt(object, key);
  if (list.kind !== "whole") return undefined;
  const ids = list.items.map((item) => idIn(item)?.toLowerCase());
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

type Exclusions = ConditionalAccessSettings["userActionExclusions"];

/**
 * Settings of Conditional Access as a whole: Graph shows null where nothing was ever set. One exclusion is an object, or the action's
 * word alone, which stands for one that is on.
 * @see Microsoft Graph, "allResourcesExclusions" and "userActionExclusion" (beta): the list isn't nullable
 */
function userActionExclusionsIn({ exclusions: written }: JsonObject): Exclusions {
  if (written === null) return [];
  const exclusions = onlyKnown(asObject(written), "allResourcesExclusions");
  const ofAllResources = onlyKnown(asObject(exclusions?.["allResourcesExclusions"]), "userActionExclusions");
  const read = asList(ofAllResources?.["userActionExclusions"])?.map((item) => {
    const userAction = asText(item) ?? asText(asObject(item)?.["userAction"]);
    const state = typeof item === "string" ? "enabled" : asText(asObject(item)?.["state"]);
    return userAction === undefined ? undefined : { userAction, state };
  });
  return read?.every((one) => one !== undefined) ? read : undefined;
}

const onlyKnown = (object: JsonObject | undefined, key: string): JsonObject | undefined =>
  object !== undefined && unknownKeys(object, [key], "").length === 0 ? object : undefined;
