import { asObject, isAbsent, type JsonObject } from "../../json/json-object";
import { wrongShape } from "../../json/not-understood";
import type { Policy } from "../../model/policy";
import type { NotUnderstood } from "../../model/truth";
import { noApplications, readApplications } from "./applications";
import { readClientApps } from "./client-apps";
import { readDeviceFilter } from "./device-filter";
import { readFlows } from "./flows";
import { readLocations } from "./locations";
import { readPlatforms } from "./platforms";
import type { ReadingContext } from "./reading-context";
import { readInsiderRisk, readRisk } from "./risks";
import { nobody, readUsers } from "./users";

/** The part of a policy that says which sign-ins it is about. */
export type Conditions = Omit<Policy, "id" | "displayName" | "enforcement" | "grant">;

export function readConditions(conditions: JsonObject, context: ReadingContext): Conditions {
  const { applications, notUnderstood: oddTargets } = readApplications(conditions["applications"]);
  const { locations, unsupported: oddLocations } = readLocations(conditions["locations"]);
  const { workloadIdentitiesOnly, notUnderstood: oddWorkloads } = readWorkloadIdentities(conditions);
  return {
    users: readUsers(conditions["users"], context),
    applications,
    clientApps: readClientApps(conditions["clientAppTypes"]),
    platforms: readPlatforms(conditions["platforms"]),
    locations,
    device: readDeviceFilter(conditions["devices"]),
    signInRisk: readRisk(conditions["signInRiskLevels"], "conditions.signInRiskLevels"),
    userRisk: readRisk(conditions["userRiskLevels"], "conditions.userRiskLevels"),
    insiderRisk: readInsiderRisk(conditions["insiderRiskLevels"]),
    flows: readFlows(conditions["authenticationFlows"]),
    workloadIdentitiesOnly,
    notUnderstood: [...oddTargets, ...oddLocations, ...oddWorkloads],
  };
}

/** Conditions that can't be read at all: the policy may be about everybody or nobody. */
export const notUnderstoodConditions = (note: NotUnderstood): Conditions => ({
  users: { include: nobody([note]), exclude: nobody([]) },
  applications: noApplications([note]),
  clientApps: { kind: "only", values: new Set(), notUnderstood: [note] },
  platforms: { kind: "any" },
  locations: { kind: "any" },
  device: { kind: "any" },
  signInRisk: { kind: "any" },
  userRisk: { kind: "any" },
  insiderRisk: { kind: "any" },
  flows: { kind: "any" },
  workloadIdentitiesOnly: false,
  notUnderstood: [note],
});

/** What was read, and what there is no place for in it. */
export interface ReadWorkloadIdentities {
  readonly workloadIdentitiesOnly: boolean;
  readonly notUnderstood: readonly NotUnderstood[];
}

/**
 * Whether a policy is about workload identities, which makes it one that never applies to a user.
 * @see Microsoft Entra, "Conditional Access for workload identities" (2023-11)
 */
export function readWorkloadIdentities(conditions: JsonObject): ReadWorkloadIdentities {
  const { clientApplications, servicePrincipalRiskLevels } = conditions;
  const oddApplications = !isAbsent(clientApplications) && asObject(clientApplications) === undefined;
  const oddLevels = !isAbsent(servicePrincipalRiskLevels) && !Array.isArray(servicePrincipalRiskLevels);
  return {
    workloadIdentitiesOnly:
      asObject(clientApplications) !== undefined ||
      (Array.isArray(servicePrincipalRiskLevels) && servicePrincipalRiskLevels.length > 0),
    notUnderstood: [
      ...(oddApplications ? [wrongShape("conditions.clientApplications", clientApplications, "an object")] : []),
      ...(oddLevels ? [wrongShape("conditions.servicePrincipalRiskLevels", servicePrincipalRiskLevels, "a list")] : []),
    ],
  };
}
