import { asObject, asText, type JsonObject } from "../../law/json/json-object";

/**
 * Detection rules of Microsoft Defender's that are about sign-ins of certain accounts, in the shape of a tenant file's
 * `breakGlassAlerts`. Nothing else of the query is kept. A query that leaves anybody out, or isn't about sign-ins, isn't taken
 * for a watch.
 * @param users by whose ids and names a query says whom it watches
 * @see Microsoft Graph, "detectionRule" (beta)
 */
export function alertRules(rules: readonly JsonObject[], users: readonly JsonObject[]): readonly JsonObject[] {
  const namesIn = new Map(rules.map((rule) => [rule, namesInQuery(rule)]));
  const named = new Set([...namesIn.values()].flat());
  if (named.size === 0) return [];
  const idsByName = new Map<string, string>();
  for (const { id, userPrincipalName } of users)
    for (const name of [asText(id)?.toLowerCase(), asText(userPrincipalName)?.toLowerCase()])
      if (name !== undefined && named.has(name)) idsByName.set(name, String(id));
  return [...namesIn].flatMap(([{ id, displayName, isEnabled }, names]) => {
    const watches = [...new Set(names.flatMap((name) => idsByName.get(name) ?? []))];
    return watches.length === 0 ? [] : [{ id, displayName, isEnabled, watches }];
  });
}

const ABOUT_SIGN_INS = /sign-?in|logon/i;
const LEAVES_SOMEBODY_OUT = /!(=|~|in\b|has|contains|startswith)|\bnot\b/i;

/** Object ids and user principal names in a query about sign-ins; none where it leaves somebody out. */
function namesInQuery(rule: JsonObject): readonly string[] {
  const query = asText(asObject(rule["queryCondition"])?.["queryText"]) ?? "";
  if (!ABOUT_SIGN_INS.test(query) || LEAVES_SOMEBODY_OUT.test(query)) return [];
  return Array.from(query.matchAll(/"([^"\n]+)"|'([^'\n]+)'/g), (match) => (match[1] ?? match[2] ?? "").toLowerCase());
}
