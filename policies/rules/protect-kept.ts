import { isCarrier } from "../stack/judgement/carriers";
import { entraId } from "../stack/objects/entra-objects";
import { propertyLine, type Rule, rejection } from "./support/rule";

/** Deletion reaches no rule, and `destroy` runs no pack: protection is what stops it. */
export const protectKept: Rule = {
  id: "protect-kept",
  title: "a deployed policy that carries the guarantee is protected from deletion",
  severity: "high",
  baseline: "in-stack",
  remediation: "Set `protect: true` in the resource's options.",
  url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  tags: ["conditional-access", "change-control"],
  onStack({ held, isPreview }, settings) {
    // After a deployment a new policy looks like an old one: an id, and no protection.
    if (!isPreview) return [];
    return held.resources
      .filter(
        (resource) => isCarrier(resource, settings) && !resource.options.protect && entraId(resource) !== undefined,
      )
      .map(({ urn }) =>
        rejection({
          code: "unprotected",
          urn,
          message:
            "the policy isn't protected: it could be deleted without a word, and then anybody can reach Azure management without MFA",
          related: [propertyLine(urn, "protect", "false")],
          help: "set `protect: true` in the resource's options",
        }),
      );
  },
};
