import type { Tenant } from "../../src/law/model/tenant";
import { type Opened, openedByResource, openedByStack } from "../stack/judgement/opened";
import { ResourceGraph } from "../stack/objects/resource-graph";
import { shown } from "../stack/objects/shown";
import { changeLine, changeRejection, helpOnAttribute, NOUNS, nameIt, oneOf } from "./support/change-words";
import { distinctFindings, type Finding, type Rule, resourceAt, withNamesOfNewObjects } from "./support/rule";
import { signInInWords } from "./support/sign-in";

/** The snapshot with the stack's changes laid over it lets nobody in whom it kept out before. */
export const tenantStaysClosed: Rule = {
  id: "tenant-stays-closed",
  title: "the deployment lets nobody new reach Azure management without MFA",
  severity: "critical",
  baseline: "elsewhere",
  remediation: "Take the change out that opens the tenant, or have the person's exclusion approved first.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt",
  tags: ["conditional-access", "mfa", "change-control"],
  onResource: (resource, settings, soFar) =>
    findingsOf(openedByResource(resource, settings, soFar), settings.tenant?.tenant.locations)
      .map((finding) => ({ ...finding, primary: resourceAt(resource.urn) }))
      .map((finding) => withNamesOfNewObjects(finding, new ResourceGraph([resource]))),
  onStack: (stack, settings) =>
    findingsOf(openedByStack(stack, settings), settings.tenant?.tenant.locations).map((finding) =>
      withNamesOfNewObjects(finding, stack.held),
    ),
};

const findingsOf = (opened: readonly Opened[], locations: Tenant["locations"]): readonly Finding[] =>
  distinctFindings(opened.map((one) => findingOf(one, locations)));

function findingOf(opened: Opened, locations: Tenant["locations"]): Finding {
  switch (opened.kind) {
    case "certain": {
      const [change] = opened.changes;
      const { verb, kind, id, attribute } = change;
      // Only who is let into something can be approved.
      const help =
        kind === "groups" || kind === "roles"
          ? "take this out, or have the people approved in the register of the stack that owns the guarantee"
          : "take this out, or declare a policy before it (`dependsOn`) that asks the same people for MFA";
      return changeRejection(change, {
        code: "tenant-opened",
        message: `${signInInWords(opened.bypass, locations)}, who could not before: this ${verb} ${NOUNS[kind]} ${shown(id)}`,
        related: opened.changes.slice(0, 5).map(changeLine),
        help: attribute === undefined ? help : helpOnAttribute(attribute),
      });
    }
    case "undecided": {
      const { verb, kind, id } = opened.change;
      const object =
        id === undefined ? `${oneOf(kind)} that isn't known before deployment` : `${NOUNS[kind]} ${shown(id)}`;
      return changeRejection(opened.change, {
        code: "unknown",
        message: `it can't be decided whether this lets somebody in: it ${verb} ${object}`,
        help: `${nameIt(opened.change)}; where the snapshot doesn't have it, have a new one taken; or leave it to the stack that owns the guarantee`,
      });
    }
    case "later":
      return changeRejection(opened.change, {
        code: "tenant-opened",
        message: laterInWords(opened),
        help: "put people in one by one, or a group that this stack manages; or have the exclusion approved in the register",
      });
  }
}

function laterInWords({ change, manager }: Extract<Opened, { readonly kind: "later" }>): string {
  const { verb, kind, id } = change;
  const who = manager === undefined ? "the unit's administrators" : `whoever manages group ${shown(manager)}`;
  return `${who} can let anybody reach Azure management without MFA from now on: this ${verb} ${NOUNS[kind]} ${shown(id)}`;
}
