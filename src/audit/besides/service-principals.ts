import { roleId } from "../../law/model/ids";
import { isGuid } from "../../text/guid";
import { counted, listing, named, shortened } from "../../text/sentence";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, roleSubject } from "../audited";
import type { Beside } from "../check";
import { asked } from "../check";
import { type Doubt, partOf, readWith, roleFor, todoOf, whatOf, wholeOf } from "../known";
import { fewOf } from "../policies-in-words";
import { isOverPolicies, isUnheardOf, OF_PERMISSIONS, OF_ROLES, type Power } from "./policy-powers";
import { roleHolders } from "./role-holders";

/**
 * Claims that one service principal at most may change policies, and may do no more than whoever deploys them needs: by application
 * roles of Microsoft Graph, by directory roles, or by what leads to either. MFA stops none of them.
 *
 * Reads `servicePrincipals` with their `appRoleAssignments`, `roleAssignments`, `roleDefinitions`, and who is in groups that hold
 * a role; `users` and `groups` to tell who else holds one.
 */
export const servicePrincipals: Beside = {
  title: "Service principals that may change policies",
  ask: asked({
    look,
    evidence: ({ able }) => able.map(({ id, name, holds }) => observed(id, name, holds)),
    conclude,
  }),
};

/** A service principal with what it holds. */
interface Able {
  readonly id: string;
  readonly name: string;
  readonly holds: readonly { readonly name: string; readonly power: Power }[];
}

interface Seen {
  readonly able: readonly Able[];
  readonly doubts: readonly Doubt[];
}

/** One identity deploys the policies; each further one is another way to switch them off. */
const NEEDED = 1;

function look(audited: Audited): Seen {
  const { facts } = audited;
  const applications = partOf(facts.applications) ?? [];
  const { rolesOf, doubts } = roleHolders(audited);
  const nameById = new Map(applications.map(({ id, displayName }) => [id, shortened(displayName ?? id)]));
  const ids = [...new Set([...nameById.keys(), ...rolesOf.keys()])];
  const all = ids.map((id): Able => {
    const permissions = applications.filter((one) => one.id === id).flatMap(({ roles }) => roles);
    return {
      id,
      name: nameById.get(id) ?? shortened(id),
      holds: [
        ...permissions.flatMap((name) => withPower(name, OF_PERMISSIONS[name])),
        ...(rolesOf.get(id) ?? []).flatMap((role) => withPower(roleSubject(role, audited).name, OF_ROLES.get(role))),
      ],
    };
  });
  const howTo = readWith(roleFor(facts.applications, "Application.Read.All"));
  const untold = applications.filter(({ rolesAreWhole }) => !rolesAreWhole).map(({ id }) => nameById.get(id) ?? id);
  return {
    able: all.filter(({ holds }) => holds.length > 0),
    doubts: [
      ...(wholeOf(facts.applications) === undefined
        ? [{ what: "which service principals there are", todo: howTo }]
        : []),
      ...(untold.length > 0
        ? [
            {
              what: `which application roles ${listing(fewOf(untold), "and")} ${untold.length === 1 ? "has" : "have"}`,
              todo: howTo,
            },
          ]
        : []),
      ...applications.flatMap(({ roles }) => roles.filter(isUnheardOf)).map(unheardOf),
      ...doubts,
      ...customRoles(rolesOf, audited),
    ],
  };
}

const unheardOf = (permission: string): Doubt => ({
  what: `what ${shortened(permission)} allows`,
  todo: `look up the application role ${shortened(permission)} of Microsoft Graph: it isn't known here`,
});

const withPower = (name: string, power: Power | undefined): Able["holds"] =>
  power === undefined ? [] : [{ name, power }];

/** What a role of the tenant's own allows isn't read; a built-in one that isn't known here by its powers has none over policies. */
function customRoles(rolesOf: ReadonlyMap<string, readonly string[]>, audited: Audited): readonly Doubt[] {
  const definitions = partOf(audited.facts.roles);
  const roles = new Set([...rolesOf.values()].flat().map(roleId));
  const custom = [...roles].filter(
    (role) => !OF_ROLES.has(role) && !(isGuid(role) && definitions?.get(role)?.isBuiltIn === true),
  );
  return custom.map((role) => ({
    what: `what ${named(roleSubject(role, audited).name)} allows`,
    todo: `look at the permissions of that role in the Entra admin center; which roles are built-in: ${readWith(roleFor(audited.facts.roles, "RoleManagement.Read.Directory"))}`,
  }));
}

const observed = (id: string, name: string, holds: Able["holds"]): Observation =>
  observation(
    { kind: "service principal", id, name },
    "application and directory roles",
    listing(
      holds.map((one) => one.name),
      "and",
    ),
  );

function conclude({ able, doubts }: Seen): Conclusion {
  const over = able.filter(({ holds }) => holds.some(({ power }) => isOverPolicies(power)));
  const more = over.filter(({ holds }) => holds.some(({ power }) => power.reach === "takes over"));
  const may = `${counted(over.length, "service principal")} may change policies`;
  const names = over.length === 0 ? "" : `: ${listing(fewOf(over.map(reasons)), "and")}`;
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
  if (doubts.length > 0)
    return unknown(
      `${over.length === 0 ? "No service principal is" : counted(over.length, "service principal is", "service principals are")} known to be able to change policies${names}. It isn't known ${whatOf(doubts)}.`,
      ...todoOf(doubts, "read the tenant again"),
    );
  const others = able.length - over.length;
  return passed(
    `${may}${names}${others > 0 ? `. ${counted(others, "other")} may change groups, or what people sign in with` : ""}.`,
  );
}

/** `"Pipeline" holds Application.ReadWrite.All, which may add a secret to …`. */
function reasons({ name, holds }: Able): string {
  const [first] = holds.filter(({ power }) => power.reach === "takes over");
  const shown = first ?? holds.find(({ power }) => isOverPolicies(power));
  return shown === undefined ? named(name) : `${named(name)}, which by ${shown.name} ${shown.power.why}`;
}
