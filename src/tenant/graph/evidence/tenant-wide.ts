import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { misshapen, unknownKeys } from "../../../law/json/not-understood";
import type { ConditionalAccessSettings, Evidence, Licence, TenantEvidence } from "../../../law/model/evidence";
import { asBoolean, type EvidenceSource, listAt, objectAt } from "./source";

/** Whose tenant it is. */
export const readOrganization = (source: EvidenceSource): TenantEvidence["organization"] =>
  objectAt(source, "organization", (object) => ({
    value: { id: asText(object["id"]), displayName: asText(object["displayName"]) },
  }));

/** Whether security defaults are on. */
export const readSecurityDefaults = (source: EvidenceSource): Evidence<boolean> =>
  objectAt(source, "securityDefaults", ({ isEnabled }) => {
    const value = asBoolean(isEnabled);
    return value === undefined ? { odd: `isEnabled: ${misshapen(isEnabled, "true or false")}` } : { value };
  });

/** The tenant's subscriptions. */
export const readLicences = (source: EvidenceSource): Evidence<readonly Licence[]> =>
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
export const readConditionalAccessSettings = (source: EvidenceSource): Evidence<ConditionalAccessSettings> =>
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
