import { asObject, asText, isAbsent } from "../../../law/json/json-object";
import type { Account, AlertRule, Evidence, Registration } from "../../../law/model/evidence";
import { type UserId, userId } from "../../../law/model/ids";
import { isGuid } from "../../../text/guid";
import { asBoolean, asFlag, asTexts, type EvidenceSource, listAt, mapAt } from "./source";

/** What people have registered to sign in with. */
export const readRegistrations = (source: EvidenceSource): Evidence<ReadonlyMap<UserId, Registration>> =>
  mapAt(source, "userRegistrationDetails", userId, (details) => ({
    isMfaRegistered: asBoolean(details["isMfaRegistered"]),
    isMfaCapable: asBoolean(details["isMfaCapable"]),
    methods: asTexts(details["methodsRegistered"]),
  }));

/**
 * Whether accounts are enabled, and where they are mastered. Null means that an account was never synchronised.
 * @see Microsoft Graph, "user", `accountEnabled` and `onPremisesSyncEnabled` (v1.0)
 */
export const readAccounts = (source: EvidenceSource): Evidence<ReadonlyMap<UserId, Account>> =>
  mapAt(source, "users", userId, (user) => ({
    isEnabled: asBoolean(user["accountEnabled"]),
    isSynchronised: asFlag(user["onPremisesSyncEnabled"]),
  }));

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

/** Object ids, bare or as objects: of another name, such as a user principal name, nobody knows here whose it is. */
function watchedBy(value: unknown): ReadonlySet<UserId> | undefined {
  if (isAbsent(value) || !Array.isArray(value)) return undefined;
  const ids = value.map((item: unknown) => asText(item) ?? asText(asObject(item)?.["id"]));
  const known = ids.flatMap((id) => (id !== undefined && isGuid(id) ? [id] : []));
  return known.length === ids.length ? new Set(known.map(userId)) : undefined;
}
