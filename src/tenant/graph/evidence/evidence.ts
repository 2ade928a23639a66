import { asObject, asText, type JsonObject } from "../../../law/json/json-object";
import type { PolicyHistory, TenantEvidence } from "../../../law/model/evidence";
import { type PolicyId, policyId } from "../../../law/model/ids";
import { collectionAt } from "../collection";
import { readAccessReviews } from "./access-reviews";
import { readAccounts, readBreakGlassAlerts, readRegistrations } from "./people";
import {
  readAdministrativeUnits,
  readApplications,
  readEligibilities,
  readGroupSettings,
  readRoleDefinitions,
} from "./powers";
import { sourceOf } from "./source";
import { readConditionalAccessSettings, readLicences, readOrganization, readSecurityDefaults } from "./tenant-wide";

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
