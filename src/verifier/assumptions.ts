import { TEXT_COMPARISON_ASSUMPTION } from "../device-filter/evaluate";
import type { Policy } from "../model/policy";
import type { Tenant } from "../model/tenant";
import type { CandidatePolicy } from "./search/candidate-policy";

const ALWAYS = [
  "MFA stops a stolen password only where the account's owner registered a method before the thief does.",
  "Service principals, managed identities and tokens that were already issued are outside the claim.",
  "Per-user MFA, security defaults and Microsoft's own mandatory MFA are never credited.",
  "All client types count, also those that no document lets reach Azure management (Exchange ActiveSync and other legacy clients).",
];

/** Each holds where some policy that may stop a sign-in makes it matter. */
const WHERE_IT_MATTERS: readonly { readonly text: string; readonly matters: (policy: Policy) => boolean }[] = [
  {
    text: "`All` users covers everyone, outsiders without an object in the directory included.",
    matters: ({ users }) => users.include.everyone,
  },
  {
    text: "An authentication strength covers guests of other identity providers too: they can't satisfy it.",
    matters: ({ grant }) => grant.kind === "controls" && grant.controls.some(({ kind }) => kind === "strength"),
  },
  {
    text: "Excluding the admin portals doesn't take Azure management out of a policy.",
    matters: ({ applications }) => applications.exclude.adminPortals,
  },
  {
    text: "Addresses may be trusted by lists that Graph doesn't show (MFA trusted IPs); country by address and country by GPS are independent.",
    matters: ({ conditions }) => conditions.network.kind === "listed",
  },
  { text: TEXT_COMPARISON_ASSUMPTION, matters: ({ conditions }) => conditions.device.kind === "filter" },
  {
    text: "What `-not` makes of an attribute that a device doesn't have, and comparisons with null, aren't documented: read so that the policy doesn't apply.",
    matters: ({ conditions }) => conditions.device.kind === "filter",
  },
  {
    text: "Role assignments that are only eligible may become active; an excluded role is judged by the assignments in the file.",
    matters: ({ users }) => users.exclude.roles.size > 0,
  },
];

/**
 * What the verdict rests on and the tenant file can't show: what always holds, and what some candidate policy makes
 * matter.
 */
export function assumptionsOf(candidates: readonly CandidatePolicy[], tenant: Tenant): readonly string[] {
  const mattering = WHERE_IT_MATTERS.filter(({ matters }) => candidates.some(({ policy }) => matters(policy)));
  return [
    ...ALWAYS,
    ...mattering.map(({ text }) => text),
    ...(tenant.users === undefined
      ? ["The directory's users aren't known: people are judged as classes, not by name."]
      : []),
  ];
}
