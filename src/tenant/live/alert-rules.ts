import { asObject, asText, type JsonObject } from "../../law/json/json-object";

/** Why the rules that Graph shows are never all that there may be. */
export const ALERTS_ELSEWHERE =
  "Graph shows detection rules of Microsoft Defender alone: an alert of Azure Monitor's or Microsoft Sentinel's isn't visible to it";

/**
 * Detection rules of Microsoft Defender's that are about sign-ins of certain accounts, in the shape of a tenant file's
 * `breakGlassAlerts`. Nothing else of the query is kept. A query that leaves anybody out, or isn't about sign-ins, isn't taken
 * for a watch.
 * @see Microsoft Graph, "detectionRule" (beta)
 */
export function alertRules(rules: readonly JsonObject[], users: readonly JsonObject[]): readonly JsonObject[] {
  const idsByName = new Map<string, string>();
  const queries = rules.map((rule) => ({
    rule,
    names: namesIn(asText(asObject(rule["queryCondition"])?.["queryText"])),
  }));
  const named = new Set(queries.flatMap(({ names }) => names));
  if (named.size === 0) return [];
  for (const { id, userPrincipalName } of users)
    for (const name of [asText(id)?.toLowerCase(), asText(userPrincipalName)?.toLowerCase()])
      if (name !== undefined && named.has(name)) idsByName.set(name, String(id));
  return queries.flatMap(({ rule, names }) => {
    const watches = [...new Set(names.flatMap((name) => idsByName.get(name) ?? []))];
    const { id, displayName, isEnabled } = rule;
    return watches.length === 0 ? [] : [{ id, displayName, isEnabled, watches }];
  });
}

/** Object ids and user principal names in a query about sign-ins; none where it leaves somebody out. */
function namesIn(query: string | undefined): readonly string[] {
  if (
    query === undefined ||
    !/sign-?in|logon/i.test(query) ||
    /!(=|~|in\b|has|contains|startswith)|\bnot\b/i.test(query)
  )
    return [];
  return Array.from(query.matchAll(/"([^"\n]+)"|'([^'\n]+)'/g), (match) => (match[1] ?? match[2] ?? "").toLowerCase());
}
