import { targetsAzureManagement } from "../../../src/law/applications";
import type { Policy } from "../../../src/law/model/policy";
import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { prove } from "../../../src/verifier/prove";
import type { Bypass, Unknown } from "../../../src/verifier/verdict";
import { approvedExemptions, type Settings } from "../../settings/settings";
import { policyInGraphForm } from "../effects/graph-form";
import type { Resource } from "../objects/resource";
import { withAddedUsers } from "./plans";
import type { PlannedTenant } from "./tenant-after";

/** Whether the tenant with the changes lets in somebody who is stopped without them. */
export interface NewAccess {
  /**
   * `closed`: certainly nobody. `open`: somebody, whatever unclear content of a closed tenant means, or with the unknown things of another
   * tenant at best. `unknown`: that depends on something unclear, or a bound was reached.
   */
  readonly kind: "closed" | "open" | "unknown";
  /** How they get in: for `open`, only the ways that make it so. */
  readonly ways: readonly Bypass[];
  /** Content that isn't understood, whether the answer depends on it or not, and bounds that were reached. */
  readonly unknowns: readonly Unknown[];
}

/** Carriers of one tenant, in one reading of their unresolved values. The guarantee holds iff the answer is closed and no exclusion counts. */
export interface JudgedReading {
  readonly carriers: readonly Resource[];
  /** Who gets in apart from those who are excluded by id. */
  readonly answer: NewAccess;
  /** Users and groups that are excluded by id without approval, and who get in. */
  readonly unapproved: readonly Exemption[];
  readonly tenant: Tenant;
  /** The program's policies are proved, and the state's aren't: the tenant was changed outside the program. */
  readonly isDrift?: boolean;
  /** The resource to blame, if it isn't one of the carriers. */
  readonly culprit?: string;
}

/** Judges carriers as if each exclusion by id were approved. Then it judges each one that isn't: do these people get in? */
export function judge(carriers: readonly Resource[], planned: PlannedTenant, settings: Settings): JudgedReading {
  const policies = carriers.map((carrier) => inModel(carrier, planned, settings));
  // An excluded user may be newer than the snapshot.
  const excluded = policies.flatMap(({ users }) => [...users.exclude.users]);
  const tenant = { ...withAddedUsers(planned.tenant, [...new Set(excluded)]), policies };
  const approved = approvedExemptions(settings);
  const answerWith = (exempt: readonly Exemption[], ...more: readonly Policy[]): NewAccess =>
    letIn({ ...tenant, policies: [...policies, ...more] }, exempt);
  const answer = answerWith(approved);
  const forAzure = policies.filter(({ applications }) => targetsAzureManagement(applications) !== "no");
  const suspects = excludedBy(forAzure).filter((one) => !isAmong(one, approved));
  if (answer.kind === "closed" || suspects.length === 0) return { carriers, answer, unapproved: [], tenant };
  const others = answerWith([...approved, ...suspects]);
  const unapproved = suspects.filter((one) => {
    const { kind, ways } = answerWith(approved, blockOfAllBut(one));
    return ways.length > 0 || (kind !== "closed" && others.kind === "closed");
  });
  return { carriers, answer: others, unapproved, tenant };
}

/** Who gets in, by all ways. This is what policies promise that carry the guarantee: nobody does. */
export function letIn(tenant: Tenant, exemptions: readonly Exemption[]): NewAccess {
  const { kind, bypasses, unknowns } = prove(tenant, exemptions);
  if (kind === "bypass") return { kind: "open", ways: bypasses.filter(({ certain }) => certain), unknowns };
  return { kind: kind === "proved" ? "closed" : "unknown", ways: bypasses, unknowns };
}

/** With this policy, only an excluded user, or the members of an excluded group, can get in. */
function blockOfAllBut({ kind, id }: Exemption): Policy {
  const users = { includeUsers: ["All"], [kind === "user" ? "excludeUsers" : "excludeGroups"]: [id] };
  const conditions = { clientAppTypes: ["all"], users, applications: { includeApplications: ["All"] } };
  const grantControls = { operator: "OR", builtInControls: ["block"] };
  return readPolicy({ state: "enabled", conditions, grantControls }, { name: `everybody but ${id}` });
}

const isAmong = ({ kind, id }: Exemption, exemptions: readonly Exemption[]): boolean =>
  exemptions.some((one) => one.kind === kind && one.id === id && !("members" in one && one.members !== undefined));

/** A carrier in the law's model. If report-only has a deadline, report-only-deadline watches it, and here it counts as enforced. */
function inModel(carrier: Resource, { tenant, strengths }: PlannedTenant, settings: Settings): Policy {
  const policy = readPolicy(policyInGraphForm(carrier), { name: carrier.urn, ...idsKnownIn(tenant), strengths });
  const asIf = settings.reportOnlyUntil !== undefined && policy.enforcement.kind === "reportOnly";
  return asIf ? { ...policy, enforcement: { kind: "enforced" } } : policy;
}

/** The users and groups that the policies exclude by id, each once. A group stands for all its members. */
export function excludedBy(policies: readonly Policy[]): readonly Exemption[] {
  const clauses = policies.map(({ users }) => users.exclude);
  const users = new Set(clauses.flatMap((clause) => [...clause.users]));
  const groups = new Set(clauses.flatMap((clause) => [...clause.groups]));
  return [
    ...Array.from(users, (id) => ({ kind: "user", id }) as const),
    ...Array.from(groups, (id) => ({ kind: "group", id, members: undefined }) as const),
  ];
}
