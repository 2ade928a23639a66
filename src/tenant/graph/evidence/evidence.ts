import { asList, asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import { misshapen, unknownKeys } from "../../../law/json/not-understood";
import type {
  Account,
  AlertRule,
  ConditionalAccessSettings,
  Evidence,
  Licence,
  PolicyHistory,
  Registration,
  TenantEvidence,
} from "../../../law/model/evidence";
import { type PolicyId, policyId, type UserId, userId } from "../../../law/model/ids";
import { isGuid } from "../../../text/guid";
import { collectionAt } from "../collection";
import { readAccessReviews } from "./access-reviews";
import {
  readAdministrativeUnits,
  readApplications,
  readEligibilities,
  readGroupSettings,
  readRoleDefinitions,
} from "./powers";
import { asBoolean, asFlag, asTexts, type EvidenceSource, listAt, mapAt, objectAt, sourceOf } from "./source";

/**
 * What a tenant file says beside what decides about sign-ins. Never fails: what is missing, or isn't understood, is not
 * known, and says why. Shapes that are wrong altogether are errors of `readTenant`.
 * @param json a tenant file, or a list of policies alone
 */
export function readEvidence(json: unknown): TenantEvidence {
  const file = asObject(json) ?? {};
  const source = sourceOf(file);
  return {
    readAt: asText(file["readAt"]),
    plannedBy: asText(file["plannedBy"]),
    notRead: source.notRead,
    organization: readOrganization(source),
    securityDefaults: readSecurityDefaults(source),
    licences: readLicences(source),
    registrations: readRegistrations(source),
    roles: readRoleDefinitions(source),
    eligibilities: readEligibilities(source),
    applications: readApplications(source),
    administrativeUnits: readAdministrativeUnits(source),
    conditionalAccessSettings: readConditionalAccessSettings(source),
    accessReviews: readAccessReviews(source),
    breakGlassAlerts: readBreakGlassAlerts(source),
    accounts: readAccounts(source),
    groups: readGroupSettings(source),
    policies: historiesIn(json, file),
  };
}

/** Of policies with an id; a tenant file of policies alone is a list, or a page of one. */
function historiesIn(json: unknown, file: JsonObject): ReadonlyMap<PolicyId, PolicyHistory> {
  const key = "policies" in file ? "policies" : "value";
  const list = Array.isArray(json) ? { items: json } : collectionAt(file, key);
  if (!("items" in list)) return new Map();
  return new Map(
    list.items.flatMap((item): readonly (readonly [PolicyId, PolicyHistory])[] => {
      const policy = asObject(item);
      const id = asText(policy?.["id"]);
      if (policy === undefined || id === undefined) return [];
      const { templateId, createdDateTime, modifiedDateTime } = policy;
      const history = {
        templateId: asText(templateId),
        created: asText(createdDateTime),
        modified: asText(modifiedDateTime),
      };
      return [[policyId(id), history]];
    }),
  );
}

/** What people have registered to sign in with. */
const readRegistrations = (source: EvidenceSource): Evidence<ReadonlyMap<UserId, Registration>> =>
  mapAt(source, "userRegistrationDetails", userId, (details) => ({
    isMfaRegistered: asBoolean(details["isMfaRegistered"]),
    isMfaCapable: asBoolean(details["isMfaCapable"]),
    methods: asTexts(details["methodsRegistered"]),
  }));

/**
 * Whether accounts are enabled, and where they are mastered. Null means that an account was never synchronised.
 * @see Microsoft Graph, "user", `accountEnabled` and `onPremisesSyncEnabled` (v1.0)
 */
const readAccounts = (source: EvidenceSource): Evidence<ReadonlyMap<UserId, Account>> =>
  mapAt(source, "users", userId, (user) => ({
    isEnabled: asBoolean(user["accountEnabled"]),
    isSynchronised: asFlag(user["onPremisesSyncEnabled"]),
  }));

/**
 * Rules that raise an alert, each with the ids of the accounts that it watches: `{ "id", "displayName", "isEnabled",
 * "watches": ["<user id>"] }`.
 */
const readBreakGlassAlerts = (source: EvidenceSource): Evidence<readonly AlertRule[]> =>
  listAt(source, "breakGlassAlerts", (rule) => {
    const [id, watches] = [asText(rule["id"]), watchedBy(rule["watches"])];
    if (id === undefined || watches === undefined) return undefined;
    return { id, displayName: asText(rule["displayName"]), isEnabled: asBoolean(rule["isEnabled"]), watches };
  });

/** Object ids, bare or as objects: of another name, such as a user principal name, nobody knows here whose it is. */
function watchedBy(value: unknown): ReadonlySet<UserId> | undefined {
  if (isAbsent(value) || !Array.isArray(value)) return undefined;
  const ids = value.map((item: unknown) => asText(item) ?? asText(asObject(item)?.["id"]));
  const known = ids.flatMap((id) => (id !== undefined && isGuid(id) ? [id] : []));
  return known.length === ids.length ? new Set(known.map(userId)) : undefined;
}

/** Whose tenant it is. */
const readOrganization = (source: EvidenceSource): TenantEvidence["organization"] =>
  objectAt(source, "organization", (object) => ({
    value: { id: asText(object["id"]), displayName: asText(object["displayName"]) },
  }));

/** Whether security defaults are on. */
const readSecurityDefaults = (source: EvidenceSource): Evidence<boolean> =>
  objectAt(source, "securityDefaults", ({ isEnabled }) => {
    const value = asBoolean(isEnabled);
    return value === undefined ? { odd: `isEnabled: ${misshapen(isEnabled, "true or false")}` } : { value };
  });

/** The tenant's subscriptions. */
const readLicences = (source: EvidenceSource): Evidence<readonly Licence[]> =>
  listAt(source, "subscribedSkus", (sku) => {
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
  });

/** Settings of Conditional Access as a whole. Graph shows null where nothing was ever set. */
const readConditionalAccessSettings = (source: EvidenceSource): Evidence<ConditionalAccessSettings> =>
  objectAt(source, "conditionalAccessSettings", (settings) => ({
    value: { userActionExclusions: userActionExclusionsIn(settings) },
  }));

function userActionExclusionsIn(settings: JsonObject): ConditionalAccessSettings["userActionExclusions"] {
  if (!("exclusions" in settings)) return undefined;
  if (settings["exclusions"] === null) return [];
  const exclusions = asObject(settings["exclusions"]);
  if (exclusions === undefined || unknownKeys(exclusions, ["allResourcesExclusions"], "").length > 0) return undefined;
  const ofAllResources = asObject(exclusions["allResourcesExclusions"]);
  if (ofAllResources === undefined || unknownKeys(ofAllResources, ["userActionExclusions"], "").length > 0)
    return undefined;
  return asList(ofAllResources["userActionExclusions"])?.reduce<Exclusions>(
    (sofar, item) => sofar && withOne(sofar, item),
    [],
  );
}

type Exclusions = ConditionalAccessSettings["userActionExclusions"];

/**
 * One exclusion: an object, or the action's word alone, which stands for one that is on.
 * @see Microsoft Graph, "allResourcesExclusions" and "userActionExclusion" (beta): the list isn't nullable
 */
function withOne(sofar: NonNullable<Exclusions>, item: unknown): Exclusions {
  const userAction = asText(item) ?? asText(asObject(item)?.["userAction"]);
  if (userAction === undefined) return undefined;
  const state = typeof item === "string" ? "enabled" : asText(asObject(item)?.["state"]);
  return [...sofar, { userAction, state }];
}
