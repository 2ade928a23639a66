import { asList, asObject, asText, type JsonObject } from "../../../law/json/json-object";
import type { DirectoryChange } from "../../../law/model/evidence";

/** A record of the audit log. @see Microsoft Graph, "directoryAudit" (v1.0) */
export function changeOf(record: JsonObject): DirectoryChange | undefined {
  const [at, operation] = [asText(record["activityDateTime"]), asText(record["activityDisplayName"])];
  const targets = (asList(record["targetResources"]) ?? []).flatMap((one) => asText(asObject(one)?.["id"]) ?? []);
  if (at === undefined || operation === undefined) return undefined;
  return { at, operation, by: actorIn(record), targets: new Set(targets.map((id) => id.toLowerCase())) };
}

/** A person by user principal name, or an application by name. */
function actorIn(record: JsonObject): string | undefined {
  const initiatedBy = asObject(record["initiatedBy"]);
  const [user, app] = [asObject(initiatedBy?.["user"]), asObject(initiatedBy?.["app"])];
  const person = asText(user?.["userPrincipalName"]) ?? asText(user?.["displayName"]) ?? asText(user?.["id"]);
  const name = asText(app?.["displayName"]) ?? asText(app?.["servicePrincipalId"]) ?? asText(app?.["appId"]);
  return person ?? (name === undefined ? undefined : `the application ${name}`);
}
