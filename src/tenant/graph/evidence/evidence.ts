import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { unknownKeys } from "../../../law/json/not-understood";
import type { ConditionalAccessSettings, GroupSettings, Licence, TenantEvidence } from "../../../law/model/evidence";
import { groupId, roleId, userId } from "../../../law/model/ids";
import { collectionAt } from "../collection";
import { accessReviewOf } from "./access-reviews";
import { changeOf } from "./directory-audit";
import { EvidenceSource } from "./source";

/**
 * What a tenant file says other than what decides about sign-ins. Never fails: what is missing, or isn't understood, is not
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
      id: asText(id),
      displayName: asText(displayName),
    })),
    securityDefaults: source.object("securityDefaults", ({ isEnabled }) => asBoolean(isEnabled)),
    licences: source.list("subscribedSkus", licenceOf),
    registrations: source.map("userRegistrationDetails", userId, (details) => ({
      isMfaRegistered: asBoolean(details["isMfaRegistered"]),
      methods: asTexts(details["methodsRegistered"]),
    })),
    roles: source.map("roleDefinitions", roleId, (role) => ({ displayName: asText(role["displayName"]) })),
    eligibilities: source.list("roleEligibilitySchedules", (schedule) =>
      ["principalId", "roleDefinitionId"].every((key) => asText(schedule[key]) !== undefined) ? schedule : undefined,
    ),
    conditionalAccessSettings: source.object("conditionalAccessSettings", (settings) => ({
      userActionExclusions: userActionExclusionsIn(settings),
    })),
    accessReviews: source.list("accessReviews", accessReviewOf),
    changes: source.list("directoryAudits", changeOf),
    // Null means that an account was never synchronised. @see Microsoft Graph, "user", `onPremisesSyncEnabled` (v1.0)
    accounts: source.map("users", userId, (user) => ({
      isEnabled: asBoolean(user["accountEnabled"]),
      isSynchronised: asFlag(user["onPremisesSyncEnabled"]),
    })),
    groups: source.map("groups", groupId, settingsOf),
  };
}

const asBoolean = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

/** True or false; null counts as false, as Graph shows what was never set. */
const asFlag = (value: unknown): boolean | undefined => (value === null ? false : asBoolean(value));

const asTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((text) => typeof text === "string") ? value : undefined;

/** Who else could change who is in a group. */
function settingsOf(group: JsonObject): GroupSettings {
  const types = asTexts(group["groupTypes"]);
  const owners = collectionAt(group, "owners");
  return {
    isAssignableToRole: asFlag(group["isAssignableToRole"]),
    isManagementRestricted: asFlag(group["isManagementRestricted"]),
    isDynamic: types?.includes("DynamicMembership"),
    membershipRule: asText(group["membershipRule"]),
    isUnified: types?.includes("Unified"),
    visibility: asText(group["visibility"]),
    owners: owners.kind === "list" && owners.part === undefined ? owners.items : undefined,
  };
}

const licenceOf = (sku: JsonObject): Licence => ({
  sku: asText(sku["skuPartNumber"]),
  status: asText(sku["capabilityStatus"]),
  plans: asList(sku["servicePlans"])?.map((plan) => ({
    name: asText(asObject(plan)?.["servicePlanName"]),
    status: asText(asObject(plan)?.["provisioningStatus"]),
  })),
});

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
