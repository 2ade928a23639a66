import type { TenantEvidence } from "../law/model/evidence";
import type { Exemption } from "../law/model/exemption";
import type { UserId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { kindOf } from "../verifier/prove";
import type { Bypass, Verdict } from "../verifier/verdict";

/** Lists of a tenant file on which verdicts hang, and so most answers. */
export const DECIDING = ["namedLocations", "authenticationStrengthPolicies", "users", "groups", "roleAssignments"];

/** What could not be read, as the tenant file says it. */
export type Unread = Pick<TenantEvidence, "notRead">;

/** Whether a way in is one whatever it is that isn't known or understood. */
const isSettled = ({ certain, hangsOn }: Pick<Bypass, "certain" | "hangsOn">): boolean =>
  certain && hangsOn.length === 0;

/** Whether something that decides could not be read. */
const lacksSome = ({ notRead }: Unread): boolean => notRead.some(({ key }) => DECIDING.includes(key));

/** Whether some way in holds now: where something that decides *could not be read*, one must hang on nothing that isn't known. */
export const isKnownNow = (ways: readonly Pick<Bypass, "certain" | "hangsOn">[], unread: Unread): boolean =>
  !lacksSome(unread) || ways.some(isSettled);

/** Those of the uncovered people to whom some way in is open that holds now, see {@link isKnownNow}. */
export const letInNow = ({ uncovered, bypasses }: Verdict, unread: Unread): ReadonlySet<UserId> =>
  new Set(lacksSome(unread) ? bypasses.filter(isSettled).flatMap(({ people }) => people) : uncovered.users);

/**
 * What a verdict comes to for an answer. Of what a file doesn't have the cautious reading holds: a way in by it is one. But where
 * something that decides could not be read, and each way in hangs on what isn't known, it is *unknown*: read another time, there
 * may be none.
 */
export const settledKind = ({ kind, bypasses }: Pick<Verdict, "kind" | "bypasses">, unread: Unread): Verdict["kind"] =>
  kind === "bypass" && !isKnownNow(bypasses, unread) ? "unknown" : kind;

/** The same of a tenant that nothing else is asked of, at less cost. */
export const kindNow = (tenant: Tenant, exemptions: readonly Exemption[], unread: Unread): Verdict["kind"] =>
  kindOf(tenant, exemptions, lacksSome(unread) ? "nothing unknown" : "nothing not understood");
