import { TEXT_COMPARISON_ASSUMPTION } from "../law/device-filter/evaluate";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import type { Verdict } from "./verdict";

const REGISTERED =
  "MFA stops a stolen password only where the account's owner registered a method before the thief does.";
const NEVER_CREDITED = "Per-user MFA, security defaults and Microsoft's own mandatory MFA are never credited.";
const ALL_CLIENTS =
  "All client types count, also those that no document lets reach Azure management (Exchange ActiveSync and other legacy clients).";
const NO_DIRECTORY = "The directory's users aren't known: people are judged as classes, not by name.";

const TRUSTED_ELSEWHERE =
  "Addresses may be trusted by lists that Graph doesn't show (MFA trusted IPs); country by address and country by GPS are independent.";
const NULL_COMPARISON =
  "What `-not` makes of an attribute that a device doesn't have, and comparisons with null, aren't documented: read so that the policy doesn't apply.";
const ROLES =
  "Role assignments that are only eligible may become active; an excluded role is judged by the assignments in the file.";
const EVERYBODY = "`All` users covers everyone, outsiders without an object in the directory included.";
const STRENGTHS = "An authentication strength covers guests of other identity providers too: they can't satisfy it.";
const PORTALS = "Excluding the admin portals doesn't take Azure management out of a policy.";
/** What credits a policy with more: wrong or not, a bypass stays one. */
const CREDITING: readonly string[] = [
  EVERYBODY,
  STRENGTHS,
  PORTALS,
  "Service principals, managed identities and tokens that were already issued are outside the claim.",
];

const ALWAYS = [
  REGISTERED,
  "Service principals, managed identities and tokens that were already issued are outside the claim.",
  NEVER_CREDITED,
  ALL_CLIENTS,
];

const MODERN: readonly unknown[] = ["browser", "mobileAppsAndDesktopClients"];

/**
 * Whether an assumption bears on the answer. All of them bear on a proof and on what couldn't be settled; on a bypass those that,
 * if they were wrong, would leave none.
 */
export function bearsOn(assumption: string, { kind, bypasses }: Verdict): boolean {
  if (kind !== "bypass") return true;
  switch (assumption) {
    case REGISTERED:
    case NEVER_CREDITED:
    case NO_DIRECTORY:
      return true;
    case ALL_CLIENTS:
      return bypasses.some(({ signIn }) => !MODERN.includes(signIn.clientApp));
    case TRUSTED_ELSEWHERE:
      return bypasses.some(({ alsoTrueFor }) => alsoTrueFor.network !== "any");
    case TEXT_COMPARISON_ASSUMPTION:
    case NULL_COMPARISON:
      return bypasses.some(({ alsoTrueFor }) => alsoTrueFor.device !== "any");
    case ROLES:
      return bypasses.some(({ hangsOn }) => hangsOn.some((hinge) => hinge.kind === "role"));
    default:
      return !CREDITING.includes(assumption);
  }
}

/** Each holds where some policy that may stop a sign-in makes it matter. */
const WHERE_IT_MATTERS: readonly { readonly text: string; readonly matters: (policy: Policy) => boolean }[] = [
  {
    text: EVERYBODY,
    matters: ({ users }) => users.include.everyone,
  },
  {
    text: STRENGTHS,
    matters: ({ grant }) => grant.kind === "controls" && grant.controls.some(({ kind }) => kind === "strength"),
  },
  {
    text: PORTALS,
    matters: ({ applications }) => applications.exclude.adminPortals,
  },
  {
    text: TRUSTED_ELSEWHERE,
    matters: ({ conditions }) => conditions.network.kind === "listed",
  },
  { text: TEXT_COMPARISON_ASSUMPTION, matters: ({ conditions }) => conditions.device.kind === "filter" },
  {
    text: NULL_COMPARISON,
    matters: ({ conditions }) => conditions.device.kind === "filter",
  },
  {
    text: ROLES,
    matters: ({ users }) => users.exclude.roles.size > 0,
  },
];

/**
 * What the verdict rests on and the tenant file can't show: what always holds, and what some candidate policy makes
 * matter.
 */
export function assumptionsOf(candidates: readonly { readonly policy: Policy }[], tenant: Tenant): readonly string[] {
  const mattering = WHERE_IT_MATTERS.filter(
    ({ text, matters }) =>
      !(text === ROLES && tenant.areEligibilitiesKnown) && candidates.some(({ policy }) => matters(policy)),
  );
  return [...ALWAYS, ...mattering.map(({ text }) => text), ...(tenant.users === undefined ? [NO_DIRECTORY] : [])];
}
