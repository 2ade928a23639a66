import { present } from "../../src/text/present";
import { listing } from "../../src/text/sentence";
import { approvedGroups, type ProtectedKind, type Settings } from "../settings/settings";
import { idsByName, usersById } from "../settings/snapshot";
import { attributeChanges } from "../stack/dynamic-groups/attribute-changes";
import type { Change } from "../stack/effects/change";
import { changesOf, isEarly } from "../stack/effects/changes";
import { withNested } from "../stack/effects/relevant";
import { type Weakening, weakeningOf } from "../stack/effects/tenant-settings";
import { CARRYING, isCarrier } from "../stack/judgement/carriers";
import { exemptUsers } from "../stack/judgement/exempt-objects";
import { changesOfStack, managedIn } from "../stack/judgement/inputs-and-outputs";
import { isGenericGraph, plannedId } from "../stack/objects/entra-objects";
import { masked } from "../stack/objects/masked";
import type { Resource } from "../stack/objects/resource";
import { ResourceGraph } from "../stack/objects/resource-graph";
import { adviceOn, changeRejection, objectOf } from "./support/change-words";
import { type Finding, propertyLine, type Rule, rejection } from "./support/rule";

/** Only the stack that owns the guarantee changes what the guarantee rests on. */
export const protectedBaseline: Rule = {
  id: "protected-baseline",
  title: "only the stack that owns the MFA guarantee changes what it rests on",
  severity: "critical",
  onResource(resource, settings, asked) {
    const all = changesOf(resource, isGenericGraph(resource.type) ? asked : ResourceGraph.EMPTY);
    const changes = [
      ...(isEarly(resource) ? all.filter(({ id }) => id !== undefined) : all),
      ...attributeChanges(resource, settings),
    ];
    const found = settings.baseline === "elsewhere" ? changes.filter((change) => isProtected(change, settings)) : [];
    return [...weakenings(resource, settings), ...found.map((change) => changeFinding(change, settings))];
  },
  onStack(stack, settings) {
    const managed = managedIn(stack);
    const carrying = managed.filter((one) => isCarrier(one, settings) || CARRYING.has(one.type));
    const found = changesOfStack(stack, settings).filter((change) =>
      settings.baseline === "elsewhere" ? isProtected(change, settings) : isBesideOwner(change, carrying),
    );
    return [
      ...managed.flatMap((resource) => weakenings(resource, settings)),
      ...found.map((change) => changeFinding(change, settings)),
    ];
  },
};

function weakenings(resource: Resource, { baseline }: Settings): readonly Finding[] {
  const weakening = isGenericGraph(resource.type) ? weakeningOf(resource, baseline) : undefined;
  if (weakening === undefined) return [];
  return [rejection({ code: "tenant-weakened", urn: resource.urn, ...weakenedBy(weakening) })];
}

function weakenedBy({ decidedBy }: Weakening): { readonly message: string; readonly help: string } {
  if (decidedBy === undefined) return WEAKENED;
  return {
    message:
      "the pack can't decide whether this weakens every sign-in to the tenant: it may enable certificates, and doesn't say whether they count as MFA, so what the tenant has set counts",
    help: `also set ${listing(decidedBy, "and")}, which decide that, or leave this setting to the owners of the tenant`,
  };
}

const WEAKENED = {
  message:
    "this may weaken every sign-in to the tenant: such a setting decides whether policies are in force, whose MFA counts, or who issues what people sign in with",
  help: "leave this setting to the owners of the tenant",
};

/** Whether the object is protected, or may be: an unresolved object may be any protected object of its kind. */
function isProtected(change: Change, settings: Settings): boolean {
  const { kind, id, does, userPrincipalName: name } = change;
  if (does === "reviews" || (id === undefined && does === "removes")) return false;
  const ids = new Set([...settings.protected[kind], ...unlistedIds(kind, settings)]);
  const { tenant } = settings.tenant;
  const known = present([id, name && idsByName(tenant).get(name)]);
  if (known.length > 0) return known.some((one) => ids.has(one));
  // An account whose name the snapshot doesn't show may have this one.
  return [...ids].some((one) => name === undefined || usersById(tenant).get(one)?.userPrincipalName === undefined);
}

/** What is protected without being listed. Who joins an excluded group is for tenant-stays-closed. */
function unlistedIds(kind: ProtectedKind, settings: Settings): ReadonlySet<string> {
  if (kind === "users") return exemptUsers(settings);
  return kind === "groups" ? withNested(approvedGroups(settings), settings.tenant.tenant.groups) : new Set();
}

/** Whether the change is about a carrier, location or strength that another resource manages: it is unknown which is deployed last. */
const isBesideOwner = ({ kind, id, resource }: Change, carrying: readonly Resource[]): boolean =>
  carrying.some(
    (one) =>
      one.urn !== resource.urn &&
      kind === (CARRYING.get(one.type) ?? "policies") &&
      (id === undefined || id === plannedId(one)),
  );

function changeFinding(change: Change, { baseline }: Settings): Finding {
  const { resource, id, verb, property } = change;
  if (id !== undefined)
    return changeRejection(change, {
      code: "protected-object-changed",
      message: `this ${verb} ${objectOf(change, "the protected ")}: the MFA guarantee rests on it, so this can let people reach Azure management without MFA`,
      help:
        baseline === "in-stack"
          ? "take this resource out, and make the change in the resource that manages the object"
          : "leave it to the stack that owns the guarantee, and ask its owners for the change",
    });
  const isNewer = property === "type"; // of the azuread package: the pack doesn't know the type
  return changeRejection(change, {
    code: "object-unresolved",
    message: `this ${verb} ${objectOf(change)}, and the MFA guarantee may rest on it`,
    related: isNewer ? [] : [propertyLine(resource.urn, property, masked(resource.properties[property]))],
    help: isNewer
      ? "use a pack that was made for this version of the azuread package, or take the resource out"
      : adviceOn(change),
  });
}
