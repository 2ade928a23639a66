import { asObject, asText, isAbsent } from "../../../json/json-object";
import type { Account, AlertRule, Evidence, Registration } from "../../../model/evidence";
import { type UserId, userId } from "../../../model/ids";
import { asBoolean, asFlag, asTexts, type EvidenceSource, listAt, mapAt } from "./source";

/** What people have registered to sign in with. */
export const readRegistrations = (source: EvidenceSource): Evidence<ReadonlyMap<UserId, Registration>> =>
  mapAt(source, "userRegistrationDetails", userId, (details) => ({
    isMfaRegistered: asBoolean(details["isMfaRegistered"]),
    isMfaCapable: asBoolean(details["isMfaCapable"]),
    methods: asTexts(details["methodsRegistered"]),
  }));

/**
 * Where accounts are mastered. Null means that an account was never synchronised.
 * @see Microsoft Graph, "user", `onPremisesSyncEnabled` (v1.0)
 */
export const readAccounts = (source: EvidenceSource): Evidence<ReadonlyMap<UserId, Account>> =>
  mapAt(source, "users", userId, (user) => ({ isSynchronised: asFlag(user["onPremisesSyncEnabled"]) }));

/**
 * Rules that raise an alert, each with the ids of the accounts that it watches: `{ "id", "displayName", "isEnabled",
 * "watches": ["<user id>"] }`.
 */
export const readBreakGlassAlerts = (source: EvidenceSource): Evidence<readonly AlertRule[]> =>
  listAt(source, "breakGlassAlerts", (rule) => {
    const [id, watches] = [asText(rule["id"]), watchedBy(rule["watches"])];
    if (id === undefined || watches === undefined) return undefined;
    return { id, displayName: asText(rule["displayName"]), isEnabled: asBoolean(rule["isEnabled"]), watches };
  });

/** Ids, bare or as objects. */
function watchedBy(value: unknown): ReadonlySet<UserId> | undefined {
  if (isAbsent(value) || !Array.isArray(value)) return undefined;
  const ids = value.map((item: unknown) => asText(item) ?? asText(asObject(item)?.["id"]));
  return ids.every((id) => id !== undefined) ? new Set(ids.map(userId)) : undefined;
}
