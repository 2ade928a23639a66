import type { Policy } from "../../model/policy";
import type { NotUnderstood } from "../../model/truth";
import { noApplications, readApplications } from "./applications";
import { readClientApps } from "./client-apps";
import { readDeviceFilter } from "./device-filter";
import { readFlows } from "./flows";
import type { JsonObject } from "./json";
import { readLocations } from "./locations";
import { readPlatforms } from "./platforms";
import type { ReadingContext } from "./reading-context";
import { readInsiderRisk, readRisk } from "./risks";
import { nobody, readUsers } from "./users";
import { readWorkloadIdentities } from "./workload-identities";

/** The part of a policy that says which sign-ins it is about. */
export type Conditions = Omit<Policy, "id" | "displayName" | "enforcement" | "grant">;

export function readConditions(conditions: JsonObject, context: ReadingContext): Conditions {
  const { applications, unsupported: oddTargets } = readApplications(conditions["applications"]);
  const { locations, unsupported: oddLocations } = readLocations(conditions["locations"]);
  const { workloadIdentitiesOnly, unsupported: oddWorkloads } = readWorkloadIdentities(conditions);
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
export const unreadConditions = (note: NotUnderstood): Conditions => ({
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
