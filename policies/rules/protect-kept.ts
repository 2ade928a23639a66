import { isCarrier } from "../stack/judgement/carriers";
import { entraId } from "../stack/objects/entra-objects";
import { propertyLine, type Rule, rejection } from "./support/rule";

/** Carriers are protected. The engine shows deletions to no rule and runs no pack on `destroy`, so only `protect` stops them. */
export const protectKept: Rule = {
  id: "protect-kept",
  title: "a deployed policy that carries the guarantee is protected from deletion",
  severity: "high",
  baseline: "in-stack",
  onStack({ state, isPreview }, settings) {
    // After a deployment, a new policy has an id too, so it looks like an old one.
    if (!isPreview) return [];
    return state.resources
      .filter(
        (resource) => isCarrier(resource, settings) && !resource.options.protect && entraId(resource) !== undefined,
      )
      .map(({ urn }) =>
        rejection({
          code: "unprotected",
          urn,
          message:
            "the policy isn't protected: a deployment can delete it without a warning, and then anybody can reach Azure management without MFA",
          related: [propertyLine(urn, "protect", "false")],
          help: "set `protect: true` in the resource's options",
        }),
      );
  },
};
