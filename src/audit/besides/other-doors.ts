import { type ApplicationId, AZURE_MANAGEMENT, applicationId } from "../../law/model/ids";
import type { ApplicationList } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { counted, listing } from "../../text/sentence";
import type { Verdict } from "../../verifier/verdict";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import type { Beside } from "../check";
import { asked } from "../check";
import { kindNow } from "../known";

/** Whether the same question is proved of each other door. The law is asked as if the door were the API. */
export const otherDoors: Beside = {
  title: "Doors that this API doesn't cover",
  ask: asked({
    look: tried,
    evidence: (doors) =>
      doors.map(({ id, name, why, kind }) =>
        observation({ kind: "application", id, name }, "MFA there", `${IN_WORDS[kind]} (${why})`),
      ),
    conclude,
  }),
};

/** Another resource through which Azure, or what guards it, is administered, and that this API doesn't cover. */
interface Door {
  readonly id: ApplicationId;
  readonly name: string;
  readonly why: string;
}

/**
 * @see Microsoft Entra, "Conditional Access: Target resources" (2026-01): what the API is a bundle of; Azure DevOps is none of
 * it since 2025-09. Graph's command line tools change the policies themselves.
 */
const DOORS: readonly Door[] = [
  {
    id: applicationId("499b84ac-1321-427f-aa17-267ca6975798"),
    name: "Azure DevOps",
    why: "its pipelines deploy to Azure",
  },
  {
    id: applicationId("00000003-0000-0000-c000-000000000000"),
    name: "Microsoft Graph",
    why: "Graph PowerShell goes there, and can change policies, groups and roles",
  },
  {
    id: applicationId("cfa8b339-82a2-471a-a3c9-0fc0be7a4093"),
    name: "Azure Key Vault",
    why: "secrets are read without the management API",
  },
  {
    id: applicationId("e406a681-f3d4-42a8-90b6-c2b029497af1"),
    name: "Azure Storage",
    why: "data is read and written without the management API",
  },
  {
    id: applicationId("022907d3-0f1b-48f7-badc-1ba6abab6d66"),
    name: "Azure SQL Database",
    why: "data is read and written without the management API",
  },
];

interface Tried extends Door {
  readonly kind: Verdict["kind"];
}

const IN_WORDS = { proved: "asked of everybody", bypass: "somebody gets in without", unknown: "not settled" } as const;

function tried({ represented, exemptions, facts }: Audited): readonly Tried[] {
  const { partlyKnown, ...whole } = represented.tenant;
  return DOORS.map((door) => ({ ...door, kind: kindNow(throughDoor(whole, door.id), exemptions, facts) }));
}

/** The tenant in which the door stands for the API. */
const throughDoor = (tenant: Tenant, door: ApplicationId): Tenant => ({
  ...tenant,
  policies: tenant.policies.map((policy) => ({
    ...policy,
    applications: {
      ...policy.applications,
      include: renamed(policy.applications.include, door),
      exclude: renamed(policy.applications.exclude, door),
    },
  })),
});

function renamed(list: ApplicationList, door: ApplicationId): ApplicationList {
  const others = [...list.ids].filter((id) => id !== AZURE_MANAGEMENT && id !== door);
  return { ...list, ids: new Set(list.ids.has(door) ? [...others, AZURE_MANAGEMENT] : others) };
}

function conclude(doors: readonly Tried[]): Conclusion {
  const those = (kind: Verdict["kind"]) => doors.filter((door) => door.kind === kind).map(({ name }) => name);
  const [open, unsettled] = [those("bypass"), those("unknown")];
  if (open.length > 0)
    return failed(
      `${counted(open.length, "other door stands", "other doors stand")} open without MFA: ${listing(open, "and")}.`,
      "require MFA there too: one policy on All resources covers all of them",
    );
  if (unsettled.length > 0)
    return unknown(
      `Whether somebody gets through ${listing(unsettled, "or")} without MFA isn't settled.`,
      "look at what isn't understood in the policies",
    );
  return passed("Nobody gets through the other doors without MFA either.");
}
