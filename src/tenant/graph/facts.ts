import { asList, asObject, asText, isEmpty, type JsonObject } from "../../law/json/json-object";
import { unknownKeys } from "../../law/json/not-understood";
import type { DirectoryChange, GroupSettings, Licence } from "../../law/model/evidence";
import { asFlag } from "./evidence";
import { foundList } from "./list";

/** Settings that show who could change the members of a group. Entra has no role-assignable group that is public or dynamic. */
export function groupSettingsOf(group: JsonObject): GroupSettings {
  const owners = foundList(group, "owners");
  const isDynamic = !isEmpty(group["membershipRule"]) || asList(group["groupTypes"])?.includes("DynamicMembership");
  const isOpen = isDynamic || asText(group["visibility"])?.toLowerCase() === "public";
  return {
    isAssignableToRole: isOpen && group["isAssignableToRole"] ? undefined : asFlag(group["isAssignableToRole"]),
    isManagementRestricted: asFlag(group["isManagementRestricted"]),
    owners: owners.kind === "list" && owners.part === undefined ? owners.items : undefined,
  };
}

/** A licence of the tenant, with its service plans. */
export const licenceOf = (sku: JsonObject): Licence => ({
  sku: asText(sku["skuPartNumber"]),
  status: asText(sku["capabilityStatus"]),
  plans: asList(sku["servicePlans"])?.map((plan) => ({
    name: asText(asObject(plan)?.["servicePlanName"]),
    status: asText(asObject(plan)?.["provisioningStatus"]),
  })),
});

/** Whether it is certain that policies on all resources leave out no user action. Null: nothing was ever set. @see Microsoft Graph, "allResourcesExclusions" (beta) */
export function exceptsNoUserAction({ exclusions }: JsonObject): boolean {
  if (exclusions === null) return true;
  const known = onlyKnown(asObject(exclusions), "allResourcesExclusions");
  const ofAllResources = onlyKnown(asObject(known?.["allResourcesExclusions"]), "userActionExclusions");
  return asList(ofAllResources?.["userActionExclusions"])?.length === 0;
}

const onlyKnown = (object: JsonObject | undefined, key: string): JsonObject | undefined =>
  object !== undefined && unknownKeys(object, [key], "").length === 0 ? object : undefined;

/** Reads a record of the audit log. @see Microsoft Graph, "directoryAudit" (v1.0) */
export function changeOf(record: JsonObject): DirectoryChange | undefined {
  const [at, operation] = [asText(record["activityDateTime"]), asText(record["activityDisplayName"])];
  const targets = (asList(record["targetResources"]) ?? []).flatMap((one) => asText(asObject(one)?.["id"]) ?? []);
  if (at === undefined || operation === undefined) return undefined;
  return { at, operation, by: actorIn(record), targets: new Set(targets.map((id) => id.toLowerCase())) };
}

/** Who made a change: a user by user principal name, or an application by name. */
function actorIn(record: JsonObject): string | undefined {
  const initiatedBy = asObject(record["initiatedBy"]);
  const [user, app] = [asObject(initiatedBy?.["user"]), asObject(initiatedBy?.["app"])];
  const person = asText(user?.["userPrincipalName"]) ?? asText(user?.["displayName"]) ?? asText(user?.["id"]);
  const name = asText(app?.["displayName"]) ?? asText(app?.["servicePrincipalId"]) ?? asText(app?.["appId"]);
  return person ?? (name === undefined ? undefined : `the application ${name}`);
}
