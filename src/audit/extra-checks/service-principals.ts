import type { PowerfulApplication } from "../../law/model/evidence";
import { roleId } from "../../law/model/ids";
import { isGuid } from "../../text/guid";
import { present } from "../../text/present";
import { counted, listing, named, shortened } from "../../text/sentence";
import { type Answer, type Conclusion, failed, observation, passed } from "../answer";
import { type AuditContext, roleSubject } from "../context";
import { type Doubt, notKnown, partOf, readWith, roleFor, wholeOf } from "../known";
import { fewOf } from "../policies-in-words";
import { isOverPolicies, isUnheardOf, OF_PERMISSIONS, OF_ROLES, type Power } from "./policy-powers";
import { type RoleHolders, roleHolders } from "./role-holders";

/** A service principal with what it holds that gives it power. */
interface PowerfulPrincipal {
  readonly id: string;
  readonly name: string;
  readonly holds: readonly { readonly name: string; readonly power: Power }[];
}

/** One identity deploys the policies; each further one is another way to switch them off. */
const NEEDED = 1;

/**
 * Claims that one service principal at most may change policies, and may do no more than whoever deploys them needs: by application
 * roles of Microsoft Graph, by directory roles, or by what leads to either. MFA stops none of them.
 */
export function servicePrincipals(context: AuditContext): Answer {
  const applications = partOf(context.facts.applications) ?? [];
  const holders = roleHolders(context);
  const nameById = new Map(applications.map(({ id, displayName }) => [id, shortened(displayName ?? id)]));
  const powerful = [...new Set([...nameById.keys(), ...holders.rolesOf.keys()])].map((id): PowerfulPrincipal => {
    const permissions = applications.filter((one) => one.id === id).flatMap(({ roles }) => roles);
    const powers = [
      ...permissions.map((name) => ({ name, power: OF_PERMISSIONS[name] })),
      ...(holders.rolesOf.get(id) ?? []).map((role) => ({
        name: roleSubject(role, context).name,
        power: OF_ROLES.get(role),
      })),
    ];
    return {
      id,
      name: nameById.get(id) ?? shortened(id),
      holds: powers.flatMap(({ name, power }) => (power === undefined ? [] : [{ name, power }])),
    };
  });
  const able = powerful.filter(({ holds }) => holds.length > 0);
  return {
    ...concluded(able, doubtsAbout(applications, holders, context)),
    evidence: able.map(({ id, name, holds }) =>
      observation(
        { kind: "service principal", id, name },
        "application and directory roles",
        listing(
          holds.map((one) => one.name),
          "and",
        ),
      ),
    ),
  };
}

function doubtsAbout(
  applications: readonly PowerfulApplication[],
  { rolesOf, doubts }: RoleHolders,
  context: AuditContext,
): readonly Doubt[] {
  const { facts } = context;
  const todo = readWith(roleFor(facts.applications, "Application.Read.All"));
  const partly = applications
    .filter(({ rolesAreWhole }) => !rolesAreWhole)
    .map(({ id, displayName }) => shortened(displayName ?? id));
  const definitions = partOf(facts.roles);
  const isBuiltIn = (role: string): boolean => isGuid(role) && definitions?.get(roleId(role))?.isBuiltIn === true;
  const custom = [...new Set([...rolesOf.values()].flat())].filter((role) => !OF_ROLES.has(role) && !isBuiltIn(role));
  return [
    ...present<Doubt>([
      wholeOf(facts.applications) === undefined && { what: "which service principals there are", todo },
      partly.length > 0 && {
        what: `which application roles ${listing(fewOf(partly), "and")} ${partly.length === 1 ? "has" : "have"}`,
        todo,
      },
    ]),
    ...applications
      .flatMap(({ roles }) => roles.filter(isUnheardOf))
      .map((permission) => ({
        what: `what ${shortened(permission)} allows`,
        todo: `look up the application role ${shortened(permission)} of Microsoft Graph: it isn't known here`,
      })),
    ...doubts,
    // What a role of the tenant's own allows isn't read; a built-in one that has no powers here has none over policies.
    ...custom.map((role) => ({
      what: `what ${named(roleSubject(role, context).name)} allows`,
      todo: `look at the permissions of that role in the Entra admin center; which roles are built-in: ${readWith(roleFor(facts.roles, "RoleManagement.Read.Directory"))}`,
    })),
  ];
}

function concluded(able: readonly PowerfulPrincipal[], doubts: readonly Doubt[]): Conclusion {
  const over = able.filter(({ holds }) => holds.some(({ power }) => isOverPolicies(power)));
  const more = over.filter(({ holds }) => holds.some(({ power }) => power.reach === "takes over"));
  const may = `${counted(over.length, "service principal")} may change policies`;
  const names = over.length === 0 ? "" : `: ${listing(fewOf(over.map(reason)), "and")}`;
  if (over.length > NEEDED)
    return failed(
      `${may}, and one that deploys them is enough${names}.`,
      "take these roles from those that deploy no policies",
    );
  if (more.length > 0)
    return failed(
      `${may}, and may do more than whoever deploys them needs${names}.`,
      "give it Policy.ReadWrite.ConditionalAccess alone if it deploys the policies, and take the other roles from it",
    );
  if (doubts.length > 0) {
    const are =
      over.length === 0
        ? "No service principal is"
        : counted(over.length, "service principal is", "service principals are");
    return notKnown(`${are} known to be able to change policies${names}. `, doubts);
  }
  const others = able.length - over.length;
  const also = others > 0 ? `. ${counted(others, "other")} may change groups, or what people sign in with` : "";
  return passed(`${may}${names}${also}.`);
}

/** `"Pipeline", which by Application.ReadWrite.All may add a secret to …`. */
function reason({ name, holds }: PowerfulPrincipal): string {
  const shown =
    holds.find(({ power }) => power.reach === "takes over") ?? holds.find(({ power }) => isOverPolicies(power));
  return shown === undefined ? named(name) : `${named(name)}, which by ${shown.name} ${shown.power.why}`;
}
