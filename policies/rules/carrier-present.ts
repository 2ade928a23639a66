import { isAbsent } from "../../src/law/json/json-object";
import type { Settings } from "../settings/settings";
import { isCarrier, isNamed, isPolicy } from "../stack/judgement/carriers";
import { masked } from "../stack/objects/masked";
import type { Resource } from "../stack/objects/resource";
import { tenantOf } from "../stack/objects/this-tenant";
import { type Finding, propertyLine, type Rule, rejection } from "./support/rule";

/** The policies that carry the guarantee are in the stack. The engine shows a deleted policy to no rule. */
export const carrierPresent: Rule = {
  id: "carrier-present",
  title: "the policies that carry the guarantee are in the stack",
  severity: "critical",
  baseline: "in-stack",
  remediation:
    "Declare the ConditionalAccessPolicy again under its logical name, or have the pack's owner name another carrier.",
  url: "https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-azure-mgmt",
  onStack({ state, elsewhere }, settings) {
    const missing = settings.carriers.filter(
      (carrier) => !state.resources.some((resource) => isPolicy(resource) && isNamed(resource, carrier)),
    );
    const strays = strayCarriers([...state.resources, ...elsewhere], settings);
    if (settings.carriers.length > 0) return [...missing.map(missingCarrier), ...strays];
    return state.resources.some(isPolicy) ? strays : [missingCarrier(undefined)];
  },
};

const missingCarrier = (name: string | undefined): Finding =>
  rejection({
    code: "carrier-missing",
    about: ["missing carrier", name],
    urn: undefined,
    message: `anybody can reach Azure management without MFA: the stack has no ${name === undefined ? "Conditional Access policy" : `policy \`${name}\``}`,
    help: "declare the ConditionalAccessPolicy that carries the guarantee; if it has a new name, have the pack's owner change no-mfa-bypass.carriers",
  });

/** Carriers of another tenant, which protect nobody here. A provider doesn't always show its tenant. */
const strayCarriers = (state: readonly Resource[], settings: Settings): readonly Finding[] =>
  state
    .filter((resource) => isCarrier(resource, settings) && settings.tenantId !== undefined)
    .filter((one) => !isAbsent(one.provider?.properties["tenantId"]) && tenantOf(one) !== settings.tenantId)
    .map(({ urn, provider }) =>
      rejection({
        code: "carrier-in-another-tenant",
        urn,
        message: "the policy isn't deployed to the tenant that it must protect",
        related: [propertyLine(urn, "the provider's tenantId", masked(provider?.properties["tenantId"]))],
        help: `use a provider whose tenantId is the literal ${settings.tenantId}`,
      }),
    );
