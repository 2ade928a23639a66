import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import { asObject, type JsonObject } from "../../law/json/json-object";

/** Fields of Graph's whose names the plugin writes in another way. Others have the same name in both. */
const RENAMED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields).map(({ path, azuread }) => [
      `conditions.${path}`,
      `conditions.${azuread}`,
    ]),
  ),
  "conditions.applications.applicationFilter": "conditions.applications.filter",
  "grantControls.termsOfUse": "grantControls.termsOfUses",
  "grantControls.authenticationStrength": "grantControls.authenticationStrengthPolicyId",
  "sessionControls.applicationEnforcedRestrictions": "sessionControls.applicationEnforcedRestrictionsEnabled",
  "sessionControls.cloudAppSecurity": "sessionControls.cloudAppSecurityPolicy",
  "sessionControls.persistentBrowser": "sessionControls.persistentBrowserMode",
};

/** Lists that Graph calls `include…` and `exclude…`, the plugin `included…` and `excluded…`. */
const INCLUDE_OR_EXCLUDE =
  /^(conditions\.(?:users|applications)\.(?:in|ex)clude)(Users|Groups|Roles|GuestsOrExternalUsers|Applications|UserActions)$/;

/** A field in the plugin's words. */
export function pluginPath(path: string): string {
  return RENAMED[path] ?? path.replace(INCLUDE_OR_EXCLUDE, "$1d$2");
}

const GRAPH_NAMES = new Map(Object.entries(RENAMED).map(([graph, plugin]) => [plugin, graph]));
const INCLUDED_OR_EXCLUDED =
  /^(conditions\.(?:users|applications)\.(?:in|ex)clude)d(Users|Groups|Roles|GuestsOrExternalUsers|Applications|UserActions)$/;

/** A field that a preview names, `conditions.users.excludedUsers[2]`, in Graph's words. */
export function graphPath(pluginField: string): string {
  const field = pluginField.replace(/\[.*$/, "");
  if (/^sessionControls\.signInFrequency/.test(field)) return "sessionControls.signInFrequency";
  return GRAPH_NAMES.get(field) ?? field.replace(INCLUDED_OR_EXCLUDED, "$1$2");
}

/** The value at a path such as `conditions.users.excludeUsers`. */
export function valueAt(object: JsonObject, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => asObject(value)?.[key], object);
}

/** The object with another value at the path; objects on the way are made where there are none. */
export function withValueAt(object: JsonObject, path: string, value: unknown): JsonObject {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...object, [key]: value };
  return { ...object, [key]: withValueAt(asObject(object[key]) ?? {}, rest.join("."), value) };
}
