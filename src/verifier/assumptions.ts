import { applicationId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import type { Verdict } from "./verdict";

/** Something that a verdict assumes and that a tenant file can't show. */
interface Assumption {
  readonly text: string;
  /** Whether a policy makes it matter. Missing: it always matters. */
  readonly mattersFor?: (policy: Policy) => boolean;
  /** Whether it matters in a tenant. */
  readonly mattersIn?: (tenant: Tenant) => boolean;
  /** Whether a bypass depends on it, too. The others only say that policies may stop less. */
  readonly isOfBypass?: true;
}

const AZURE_PORTAL = applicationId("c44b4083-3bb0-49c1-b47d-974e53cbdf3c");
const always = (): boolean => true;
const hasFilter = ({ conditions }: Policy): boolean => conditions.device.kind === "filter";
const ASSUMPTIONS: readonly Assumption[] = [
  {
    text: "MFA stops a stolen password only where the account's owner registered a method before the thief does.",
    isOfBypass: true,
  },
  { text: "Service principals, managed identities and tokens that were already issued are outside the claim." },
  { text: "Per-user MFA, security defaults and Microsoft's own mandatory MFA are never credited.", isOfBypass: true },
  {
    text: "All client types count, also those that no document lets reach Azure management (Exchange ActiveSync and other legacy clients).",
  },
  {
    text: "`All` users covers everyone, outsiders without an object in the directory included.",
    mattersFor: ({ users }) => users.include.everyone,
  },
  {
    text: "An authentication strength covers guests of other identity providers too: they can't satisfy it.",
    mattersFor: ({ grant }) => grant.kind === "controls" && grant.controls.some(({ kind }) => kind === "strength"),
  },
  {
    text: "Excluding the admin portals or the Azure portal doesn't take Azure management out of a policy.",
    mattersFor: ({ applications: { exclude } }) => exclude.adminPortals || exclude.ids.has(AZURE_PORTAL),
  },
  {
    text: "Addresses may be trusted by lists that Graph doesn't show (MFA trusted IPs); country by address and country by GPS are independent.",
    mattersFor: ({ conditions }) => conditions.network.kind === "listed",
    isOfBypass: true,
  },
  {
    text: "Device filters compare text without regard to letter case, as dynamic membership rules do.",
    mattersFor: hasFilter,
  },
  {
    text: "What `-not` makes of an attribute that a device doesn't have, and comparisons with null, aren't documented: read so that the policy doesn't apply.",
    mattersFor: hasFilter,
    isOfBypass: true,
  },
  {
    text: "Role assignments that are only eligible may become active; an excluded role is judged by the assignments in the file.",
    mattersFor: ({ users }) => users.exclude.roles.size > 0,
    mattersIn: ({ areEligibilitiesKnown }) => areEligibilitiesKnown !== true,
    isOfBypass: true,
  },
  {
    text: "Owners of a group, and people who are eligible for it in Privileged Identity Management, can add themselves. An excluded group is judged by the members in the file.",
    mattersFor: ({ users: { exclude } }) => exclude.groups.size + exclude.roles.size > 0,
  },
  {
    text: "A partner's people (GDAP) hold no role and are in no group of this tenant: excluding one doesn't leave them out.",
    mattersFor: ({ users: { exclude } }) => exclude.groups.size + exclude.roles.size > 0,
  },
  {
    text: "The directory's users aren't known: people are judged as classes, not by name.",
    mattersIn: ({ users }) => users === undefined,
    isOfBypass: true,
  },
];

/** Whether an assumption matters for an answer of this kind. */
export const bearsOn = (assumption: string, kind: Verdict["kind"]): boolean =>
  kind !== "bypass" || ASSUMPTIONS.find(({ text }) => text === assumption)?.isOfBypass !== undefined;

/** The assumptions of a verdict: those that always matter, and those that some candidate policy makes matter. */
export const assumptionsOf = (candidates: readonly { readonly policy: Policy }[], tenant: Tenant): readonly string[] =>
  ASSUMPTIONS.filter(
    ({ mattersFor, mattersIn = always }) =>
      mattersIn(tenant) && (mattersFor === undefined || candidates.some(({ policy }) => mattersFor(policy))),
  ).map(({ text }) => text);
